"""The simulated centre's days: who is on duty when, and the calendar it keeps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from deskmerit.sources.simulate.people import Member

ZONE = "Asia/Shanghai"
OPENS, CLOSES = 9, 21  # the centre's hours, every day
BOT = "BOT"
SYSTEM = "SYSTEM"

type Row = dict[str, object]


@dataclass(slots=True)
class World:
    """Everything the generators share: the seed's stream, people, dates, and rows by table."""

    rng: Random
    people: list[Member]
    first: date
    end: date  # the first day after the simulated range
    rows: dict[str, list[Row]]
    days_off: frozenset[date] = frozenset()
    solves: list[tuple[str, str, datetime]] = field(default_factory=list)  # (ticket, solver, instant), the last of each

    def add(self, table: str, row: Row) -> None:
        """Appends a row to a table."""
        self.rows.setdefault(table, []).append(row)

    @property
    def end_at(self) -> datetime:
        """The first instant after the simulated range."""
        return local(self.end, 0)

    def days(self) -> Iterator[date]:
        """Every simulated day."""
        return (self.first + timedelta(n) for n in range((self.end - self.first).days))

    def on_duty(self, day: date) -> list[tuple[Member, str, str]]:
        """Who works that day with team and position: five days of seven, one day off rotating with the person."""
        found = []
        for index, member in enumerate(self.people):
            place = member.at(day)
            free = (day.toordinal() + index) % 7 in (0, 3) or (day in self.days_off and index % 3)
            if place and not free and not member.on_leave(day):
                found.append((member, *place))
        return found


def local(day: date, seconds: float) -> datetime:
    """A local time of day as a UTC instant with microseconds."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE))
    return (midnight + timedelta(seconds=int(seconds))).astimezone(UTC)


def stamp(instant: datetime) -> str:
    """An instant as text, `2026-07-01T01:02:03Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def months(world: World) -> list[date]:
    """The first day of each simulated month."""
    return [day for day in world.days() if day.day == 1]
