"""Opening hours: weekly windows, dated changes, holidays and make-up days of one calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

type Window = tuple[int, int]
"""Seconds from local midnight `[from, to)`; `to` above 86400 runs into the next day (overnight)."""

type Week = tuple[tuple[Window, ...], ...]
"""Seven tuples of windows, Monday first."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar. `weeks` are dated: the entry with the latest date at or before a local day is in force.

    `days` overrides single local dates (holiday: (), make-up day: its windows). `known_until` is the last local date
    whose official days off are announced; after it a day is *unknown* (treated by the week, and said so).
    """

    name: str
    zone: str
    weeks: tuple[tuple[date, Week], ...]
    days: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    day_names: Mapping[date, str] = field(default_factory=dict)
    known_from: date | None = None
    known_until: date | None = None
