"""The business clock told naively: walk the local days one by one and lay their opening hours on the UTC line.

A window opens and closes at the first instant at which the wall clock of its zone shows its time, or skips past it.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from deskmerit.core.calendar import Calendar, Window

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND

type Span = tuple[int, int]


def micros(at: datetime) -> int:
    """An instant as microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def instant(us: int) -> datetime:
    """Microseconds since 1970 as an instant."""
    return EPOCH + timedelta(microseconds=us)


@cache
def offset(zone: str, us: int) -> int:
    """How far the zone's wall clock is ahead of UTC, in microseconds."""
    found = instant(us).astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found // MICROSECOND


def local_date(zone: str, us: int) -> date:
    """What the wall calendar of the zone shows."""
    return (EPOCH + timedelta(microseconds=us + offset(zone, us))).date()


@cache
def reading(zone: str, day: date, seconds: int) -> int:
    """The first instant at which the zone's wall clock shows that time of that day, or has just skipped past it."""
    wall = micros(datetime(day.year, day.month, day.day, tzinfo=UTC)) + seconds * SECOND
    low, high = wall - 2 * DAY, wall + 2 * DAY
    if offset(zone, low) == offset(zone, high):
        return wall - offset(zone, low)
    step = 900 * SECOND  # clocks change on a quarter hour of UTC, everywhere and in every year that matters here
    for left in range(low - low % step, high, step):
        ahead = offset(zone, left)
        if wall < left + step + ahead:
            return max(left, wall - ahead)
    raise AssertionError((zone, day, seconds))


def own_windows(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The windows that begin on `day`: its override, else the week then in force."""
    if day in calendar.days:
        return calendar.days[day]
    weeks = [week for since, week in sorted(calendar.weeks, key=lambda dated: dated[0]) if since <= day]
    return weeks[-1][day.weekday()] if weeks else ()


def hours_of(calendar: Calendar, day: date) -> list[tuple[int, int]]:
    """The open hours on the wall clock of `day` itself, in seconds: its own and the night before's, cut at midnight.

    A holiday takes away all its own 24 hours and nothing else: what spills into it is cut, and so is what begins on
    it, but the small hours after a night shift that would have begun on it are the next day's.
    """
    if calendar.days.get(day) == ():
        return []
    before = day - timedelta(1)
    spilling = regular_windows(calendar, before) if calendar.days.get(before) == () else own_windows(calendar, before)
    hours = [(0, min(end - 86_400, 86_400)) for _, end in spilling if end > 86_400]
    hours += [(start, min(end, 86_400)) for start, end in own_windows(calendar, day)]
    return [(start, end) for start, end in hours if start < end]


def regular_windows(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The week's windows on `day`, were it no holiday."""
    weeks = [week for since, week in sorted(calendar.weeks, key=lambda dated: dated[0]) if since <= day]
    return weeks[-1][day.weekday()] if weeks else ()


_spans: dict[tuple[int, date], tuple[Calendar, list[Span]]] = {}


def open_on(calendar: Calendar, day: date) -> list[Span]:
    """The UTC spans open on one local day, sorted and apart from each other."""
    key = (id(calendar), day)
    if key not in _spans or _spans[key][0] is not calendar:
        _spans[key] = (calendar, _open_on(calendar, day))
    return _spans[key][1]


def _open_on(calendar: Calendar, day: date) -> list[Span]:
    found = [(reading(calendar.zone, day, a), reading(calendar.zone, day, b)) for a, b in hours_of(calendar, day)]
    merged: list[Span] = []
    for left, right in sorted(span for span in found if span[0] < span[1]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def spans_between(calendar: Calendar | None, start: int, end: int) -> list[Span]:
    """The open spans inside `[start, end)`; without a calendar all of it."""
    if start >= end:
        return []
    if calendar is None:
        return [(start, end)]
    day, last = local_date(calendar.zone, start) - timedelta(1), local_date(calendar.zone, end) + timedelta(1)
    found: list[Span] = []
    while day <= last:
        found += [(max(a, start), min(b, end)) for a, b in open_on(calendar, day) if a < end and b > start]
        day += timedelta(1)
    return found


type Line = list[tuple[int, Calendar | None]]
"""From which instant on which calendar is in force, in order."""


def pieces(line: Line, start: int, end: int) -> list[Span]:
    """The open spans of `[start, end)` under the calendars in force."""
    found: list[Span] = []
    for number, (since, calendar) in enumerate(line):
        until = line[number + 1][0] if number + 1 < len(line) else end
        left = start if number == 0 else max(since, start)
        found += spans_between(calendar, left, min(until, end))
    return found


def elapsed(line: Line, start: int, end: int) -> int:
    """Open microseconds of `[start, end)`."""
    return sum(b - a for a, b in pieces(line, start, end))


def due(line: Line, start: int, amount: int, limit: int) -> int | None:
    """The first instant, not after `limit`, at which `amount` open microseconds have gone by since `start`."""
    if amount <= 0:
        return start
    for left, right in pieces(line, start, limit):
        if right - left >= amount:
            return left + amount
        amount -= right - left
    return None
