"""What an interview record holds (面谈记录), as one value: kept whole in each version, compared field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from deskmerit.web.bridge import codec
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal for the next period: what, how it is measured, until when."""

    goal: str
    measure: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What was said. `agreed`: what the person said of the result; at signing they say it themselves."""

    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    achievements: str = ""
    gaps: str = ""
    causes_within: str = ""
    causes_outside: str = ""
    support: str = ""
    training: str = ""
    wish: str = ""
    view: str = ""
    agreed: str = "unsaid"
    goals: tuple[Goal, ...] = ()


TITLES: dict[str, Any] = {
    "place": pgettext_lazy("interview", "Place"),
    "starts_at": gettext_lazy("Begins at"),
    "ends_at": gettext_lazy("Ends at"),
    "achievements": gettext_lazy("Achievements, with dated cases"),
    "gaps": gettext_lazy("Gaps, with data"),
    "causes_within": gettext_lazy("Causes within the person's control"),
    "causes_outside": gettext_lazy("Causes outside the person's control"),
    "support": gettext_lazy("Support wanted"),
    "training": gettext_lazy("Training wanted"),
    "wish": gettext_lazy("Career wish"),
    "view": gettext_lazy("The person's own view of the result"),
    "agreed": gettext_lazy("Agreed or not"),
    "goals": gettext_lazy("Goals for the next period"),
}
AGREED: dict[str, Any] = {
    "unsaid": gettext_lazy("nothing said yet"),
    "agreed": gettext_lazy("agreed"),
    "not_agreed": gettext_lazy("not agreed"),
}
NEEDED = ("place", "starts_at", "ends_at", "achievements", "gaps", "view", "goals")
"""What makes a record complete."""


def read(data: Mapping[str, Any] | None) -> Record:
    """A record from its JSON; an empty one where there is none yet."""
    found: Record = codec.from_json(Record, data or {})
    return found


def written(record: Record) -> dict[str, Any]:
    """A record as JSON."""
    found: dict[str, Any] = codec.to_json(Record, record)
    return found


def lacking(record: Record) -> list[str]:
    """The titles of what is needed and empty."""
    return [str(TITLES[name]) for name in NEEDED if not getattr(record, name)]


def said(record: Record) -> dict[str, str]:
    """Title → text of every field, as a page, a print and a comparison show it."""
    return {str(TITLES[each.name]): _text(each.name, getattr(record, each.name)) for each in fields(record)}


def goal_text(goal: Goal) -> str:
    """A goal in one line."""
    until = _("by %(date)s") % {"date": wording.day(goal.due)} if goal.due else ""
    return " · ".join(part for part in (goal.goal, goal.measure, until) if part)


def _text(name: str, value: Any) -> str:
    if name == "goals":
        return "\n".join(goal_text(goal) for goal in value)
    if isinstance(value, datetime):
        return wording.moment(value, settings_of().zone)
    return str(AGREED[value]) if name == "agreed" else value or ""
