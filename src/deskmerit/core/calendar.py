"""Opening hours: weekly windows, dated changes, holidays and make-up days of one calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from deskmerit.core.issue import Issue, Level, Where

type Window = tuple[int, int]
"""Seconds from local midnight `[from, to)`; `to` above 86400 runs into the next day (overnight), at most to its end."""

type Week = tuple[tuple[Window, ...], ...]
"""Seven tuples of windows, Monday first."""

DAY = 86_400
ALWAYS_OPEN: Week = (((0, DAY),),) * 7


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


def windows_of(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The windows that begin on a local date; none on a holiday.

    >>> windows_of(Calendar("c", "UTC", ((date(2026, 1, 1), ALWAYS_OPEN),)), date(2026, 5, 1))
    ((0, 86400),)
    """
    return calendar.days.get(day, weekly_windows(calendar, day))


def weekly_windows(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The windows of the week in force on a local date, holidays and make-up days left aside."""
    for since, week in reversed(calendar.weeks):
        if since <= day:
            return week[day.weekday()]
    return ()


def opening_hours(calendar: Calendar, day: date) -> list[Window]:
    """What is open within one local date: sorted, disjoint seconds within [0, 86400].

    A holiday takes away the hours between its own two midnights and nothing else: the end of a night shift begun the
    evening before goes, while the hours after midnight of a shift that would begin on the holiday stay. A make-up day
    brings its windows and takes nothing from the shift that runs into it.
    """
    if day in calendar.days and not calendar.days[day]:
        return []
    eve = day - timedelta(1)
    begun_the_eve = calendar.days.get(eve) or weekly_windows(calendar, eve)
    tails = [(0, end - DAY) for _, end in begun_the_eve if end > DAY]
    return merged(tails + [(start, min(end, DAY)) for start, end in windows_of(calendar, day)])


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted half-open spans with touching and overlapping ones joined and empty ones left out.

    >>> merged([(5, 7), (1, 3), (3, 4), (9, 9)])
    [(1, 4), (5, 7)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def is_announced(calendar: Calendar, day: date) -> bool:
    """False for a local date outside the years whose official days off are known."""
    before = calendar.known_from is not None and day < calendar.known_from
    after = calendar.known_until is not None and day > calendar.known_until
    return not (before or after)


def unannounced(calendar: Calendar, start: date, end: date) -> list[Issue]:
    """A warning where the local dates [start, end) reach years whose official days off aren't known, naming them.

    >>> c = Calendar("office", "Asia/Shanghai", (), known_until=date(2026, 12, 31))
    >>> unannounced(c, date(2026, 12, 1), date(2027, 2, 1))[0].params["years"]
    '2027'
    """
    days = [start, *(date(year, 1, 1) for year in range(start.year + 1, end.year + 1)), end - timedelta(1)]
    years = sorted({day.year for day in days if start <= day < end and not is_announced(calendar, day)})
    if not years:
        return []
    span = {"known_from": str(calendar.known_from or ""), "known_until": str(calendar.known_until or "")}
    params = {"calendar": calendar.name, "years": ", ".join(map(str, years)), **span}
    where = Where(path=f"calendars.{calendar.name}")
    return [Issue(Level.WARNING, "calendar-year-unannounced", where, params)]


def last_change(calendar: Calendar) -> date:
    """The last local date that the calendar names; after it every week is like the next."""
    return max([since for since, _ in calendar.weeks] + list(calendar.days), default=date.min)
