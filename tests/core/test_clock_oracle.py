"""The business clock against an oracle that walks minute by minute and looks at the clock on the wall."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock_stories import EPOCH, MINUTES
from deskmerit.core.calendar import DAY, Calendar, Week, Window
from deskmerit.core.clock import due, elapsed, local_day, open_spans

# Mondays shortly before a change of the clocks somewhere, and one far from any.
WEEKS = [
    date(2026, 3, 23),
    date(2026, 3, 30),
    date(2026, 9, 28),
    date(2026, 10, 19),
    date(2026, 6, 1),
    date(2026, 8, 31),
]
ZONES = [
    "UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Jerusalem", "Australia/Sydney", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "Africa/Cairo", "Europe/Dublin",
]  # fmt: skip


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start, length = draw(st.integers(0, 95)) * 900, draw(st.integers(1, 96)) * 900
        found.append((start, min(start + length, 2 * DAY)))
    return tuple(found)


weeks = st.tuples(*[windows()] * 7)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, date]:
    monday = draw(st.sampled_from(WEEKS))
    days = [monday + timedelta(n) for n in range(9)]
    dated: list[tuple[date, Week]] = [(date(2000, 1, 1), draw(weeks))]
    if draw(st.booleans()):
        dated.append((draw(st.sampled_from(days)), draw(weeks)))
    overridden = draw(st.dictionaries(st.sampled_from(days), st.just(()) | windows(), max_size=3))
    return Calendar("c", draw(st.sampled_from(ZONES)), tuple(dated), overridden), monday


def open_at(calendar: Calendar, wall: datetime) -> bool:
    """Whether a wall clock that is never turned back shows an opening hour, straight from the words of the rules."""
    day, second = wall.date(), wall.hour * 3600 + wall.minute * 60
    if calendar.days.get(day) == ():
        return False
    eve = day - timedelta(1)
    own, night = usual(calendar, day), usual(calendar, eve)
    if calendar.days.get(day):
        own = calendar.days[day]
    if calendar.days.get(eve):
        night = calendar.days[eve]
    return any(a <= second < b for a, b in own) or any(a <= second + DAY < b for a, b in night)


def usual(calendar: Calendar, day: date) -> tuple[Window, ...]:
    return [week for since, week in calendar.weeks if since <= day][-1][day.weekday()]


def minutes_open(calendar: Calendar, start_us: int, minutes: int) -> int:
    """Counts open minutes; the wall clock stands still while an hour is repeated."""
    shown, found = datetime(1900, 1, 1), 0  # noqa: DTZ001 - the wall clock shows no zone
    for minute in range(-180, minutes):
        instant = EPOCH + timedelta(microseconds=start_us) + timedelta(minutes=minute)
        shown = max(shown, instant.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None))
        found += minute >= 0 and open_at(calendar, shown)
    return found


@settings(max_examples=120, deadline=None)
@given(calendars(), st.integers(0, 6 * 1440), st.integers(0, 3 * 1440))
def test_elapsed_time_is_the_number_of_open_minutes(drawn: tuple[Calendar, date], first: int, minutes: int) -> None:
    calendar, monday = drawn
    start = (
        (datetime.combine(monday, datetime.min.time(), EPOCH.tzinfo) - EPOCH) // timedelta(minutes=1) + first
    ) * MINUTES
    assert elapsed(calendar, start, start + minutes * MINUTES) == minutes_open(calendar, start, minutes) * MINUTES


@settings(max_examples=150, deadline=None)
@given(calendars(), st.lists(st.integers(0, 8 * DAY * 1_000_000), min_size=3, max_size=3))
def test_parts_of_an_interval_sum_to_the_whole(drawn: tuple[Calendar, date], offsets: list[int]) -> None:
    calendar, monday = drawn
    base = (datetime.combine(monday, datetime.min.time(), EPOCH.tzinfo) - EPOCH) // timedelta(microseconds=1)
    a, b, c = sorted(base + offset for offset in offsets)
    assert elapsed(calendar, a, b) + elapsed(calendar, b, c) == elapsed(calendar, a, c) == -elapsed(calendar, c, a)


@settings(max_examples=150, deadline=None)
@given(calendars(), st.integers(0, 8 * DAY * 1_000_000), st.integers(1, 30 * 3600 * 1_000_000))
def test_due_is_the_first_instant_that_reaches_the_duration(
    drawn: tuple[Calendar, date], offset: int, duration: int
) -> None:
    calendar, monday = drawn
    if not any(calendar.weeks[-1][1]):
        return
    start = (datetime.combine(monday, datetime.min.time(), EPOCH.tzinfo) - EPOCH) // timedelta(microseconds=1) + offset
    at = due(calendar, start, duration)
    assert (elapsed(calendar, start, at), elapsed(calendar, start, at - 1)) == (duration, duration - 1)


@settings(max_examples=100, deadline=None)
@given(calendars())
def test_spans_are_sorted_apart_and_of_the_days_asked_for(drawn: tuple[Calendar, date]) -> None:
    calendar, monday = drawn
    start = (datetime.combine(monday, datetime.min.time(), EPOCH.tzinfo) - EPOCH) // timedelta(microseconds=1)
    spans = open_spans(calendar, start, start + 9 * DAY * 1_000_000)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    closed = {day for day, hours in calendar.days.items() if not hours}
    assert not closed & {local_day(begin, calendar.zone) for begin, _ in spans}
