"""Short ways to write calendars and instants in the clock's tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskmerit.core.calendar import Calendar, Week, Window

HOUR = 3600
HOURS = HOUR * 1_000_000
MINUTES = 60 * 1_000_000
SECONDS = 1_000_000
EVER = date(2000, 1, 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def at(text: str, zone: str = "UTC") -> int:
    """Microseconds of a local time such as `2026-10-01 09:00:59.5`."""
    return (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) - EPOCH) // timedelta(microseconds=1)


def window(text: str) -> Window:
    """`22:00-06:00` as seconds; an end before the begin is the next day's."""
    start, end = (int(part[:2]) * HOUR + int(part[3:]) * 60 for part in text.split("-"))
    return start, end if end > start else end + 24 * HOUR


def week(*days: str) -> Week:
    """Seven days, Monday first, each with windows separated by blanks; one text stands for every day."""
    seven = days * 7 if len(days) == 1 else days
    return tuple(tuple(window(part) for part in day.split()) for day in seven)


def calendar(
    *days: str, zone: str = "UTC", off: str = "", work: Mapping[str, str] | None = None, since: date = EVER
) -> Calendar:
    """A calendar of one week with days off (dates separated by blanks) and make-up days with their windows."""
    overridden: dict[date, tuple[Window, ...]] = {date.fromisoformat(day): () for day in off.split()}
    for day, hours in (work or {}).items():
        overridden[date.fromisoformat(day)] = tuple(window(part) for part in hours.split())
    return Calendar("tested", zone, ((since, week(*days)),), overridden)
