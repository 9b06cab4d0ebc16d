"""The business clock: opening hours between two instants, exact to the microsecond.

Instants and durations are integers: microseconds since 1970-01-01 UTC. Spans are half-open. A calendar of None is
always open, which makes the business clock the calendar clock. Instants lie in the years 2 to 9998.

A local boundary that daylight saving skips is the instant of the change; one that comes twice is the first of the two
(as in RFC 5545, 3.3.5). So no opening hour is invented, lost or split.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from deskmerit.core.calendar import DAY, Calendar, Window, last_change, merged, opening_hours, weekly_windows

type Span = tuple[int, int]

SECOND = 1_000_000
NEVER = 253_370_764_800_000_000
"""The due instant of what is never due: 9999-01-01 UTC, so that it compares and fits a timestamp like any other."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def open_spans(calendar: Calendar | None, start_us: int, end_us: int) -> list[Span]:
    """The open spans within [start_us, end_us), sorted, disjoint and not touching.

    >>> from deskmerit.core.calendar import ALWAYS_OPEN
    >>> c = Calendar("c", "Asia/Shanghai", ((date(1970, 1, 1), ALWAYS_OPEN),), {date(1970, 1, 2): ()})
    >>> [(a // SECOND, b // SECOND) for a, b in open_spans(c, 0, 3 * DAY * SECOND)]
    [(0, 57600), (144000, 259200)]
    """
    if calendar is None or start_us >= end_us:
        return [(start_us, end_us)] if start_us < end_us else []
    day, last = local_day(start_us, calendar.zone), local_day(end_us, calendar.zone)
    found: list[Span] = []
    while day <= last:
        found += _spans_of(calendar, day)
        day += timedelta(1)
    return merged([(max(start, start_us), min(end, end_us)) for start, end in found])


def elapsed(calendar: Calendar | None, a_us: int, b_us: int) -> int:
    """Opening time from a to b in microseconds; negative where b is before a.

    >>> elapsed(None, 5, 12), elapsed(None, 12, 5)
    (7, -7)
    """
    if b_us < a_us:
        return -elapsed(calendar, b_us, a_us)
    return sum(end - start for start, end in open_spans(calendar, a_us, b_us))


def due(calendar: Calendar | None, start_us: int, duration_us: int) -> int:
    """The first instant at which the opening time since the start reaches the duration; NEVER where none does.

    What is used up exactly at closing time is due at closing time, not when the doors open again.

    >>> due(None, 10, 5)
    15
    """
    if calendar is None or duration_us <= 0:
        return start_us + max(duration_us, 0)
    day, left = local_day(start_us, calendar.zone), duration_us
    last = _last_to_search(calendar, day)
    while day <= last:
        for start, end in _spans_of(calendar, day):
            open_us = end - max(start, start_us)
            if open_us >= left:
                return end - open_us + left
            left -= max(open_us, 0)
        day += timedelta(1)
    return NEVER


def local_day(instant_us: int, zone: str) -> date:
    """The local date of an instant.

    >>> local_day(57_600 * SECOND, "Asia/Shanghai")
    datetime.date(1970, 1, 2)
    """
    return (_EPOCH + timedelta(microseconds=instant_us)).astimezone(_zone(zone)).date()


def _last_to_search(calendar: Calendar, day: date) -> date:
    """The last day that can still be open: without end, unless the last week of the calendar has no hours."""
    settled = max(last_change(calendar), day) + timedelta(1)
    goes_on = any(weekly_windows(calendar, settled + timedelta(n)) for n in range(7))
    return date(9998, 12, 31) if goes_on else settled


def _spans_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    return _spans(calendar.zone, day, tuple(opening_hours(calendar, day)))


@lru_cache(maxsize=1 << 15)
def _spans(zone: str, day: date, hours: tuple[Window, ...]) -> tuple[Span, ...]:
    return tuple((_instant(zone, day, start), _instant(zone, day, end)) for start, end in hours)


def _instant(zone: str, day: date, second: int) -> int:
    """The instant at which the clock on the wall, which is never turned back here, reaches a local time."""
    days, rest = divmod(second, DAY)
    local = datetime.combine(day, time()) + timedelta(days, rest)
    there = local.replace(tzinfo=_zone(zone))
    instant = there.astimezone(UTC)
    if instant.astimezone(_zone(zone)).replace(tzinfo=None) != local:
        instant = _change_between(there.replace(fold=1).astimezone(UTC), instant, _zone(zone))
    return (instant - _EPOCH) // timedelta(microseconds=1)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant in (before, after] at which the zone's offset changes; zone data hold whole seconds."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (before, middle) if middle.astimezone(zone).utcoffset() == offset else (middle, after)
    return after


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
