"""The organisation's settings: what `deskmerit.yaml` says, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskmerit.core.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Settings:
    """Zone, calendars, bots, protected leave, start of the month.

    Without a file: UTC, the calendar clock, months from the 1st. `calendar` names the default entry of `calendars`
    ("" = none: the business clock equals the calendar clock). `workdays` names the calendar that tells working days
    ("" = the default one; without any, Monday to Friday). `bots` are agent_ids or actor ids that are never people.
    `lake`: where the records lie that came from helpdesks ("" = the folder `lake` of the workspace).

    >>> Settings().zone
    'UTC'
    """

    organisation: str = ""
    zone: str = "UTC"
    month_starts_on: int = 1
    calendar: str = ""
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    workdays: str = ""
    bots: frozenset[str] = frozenset()
    protected_leave: frozenset[str] = frozenset()
    show_rank: bool = False
    sources: Mapping[str, object] = field(default_factory=dict)
    lake: str = ""
