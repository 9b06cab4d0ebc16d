"""Calendars compiled to tables: the open time before each UTC day, its windows, and the way back from open time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.core.calendar import Calendar
from deskmerit.core.clock import open_spans
from deskmerit.core.settings import Settings
from deskmerit.metrics.codes import DAY, HOUR

ALWAYS = 0


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of the calendars by name; `usual` is the default one's (0: always open)."""

    codes: Mapping[str, int]
    usual: int

    def code(self, name: ir.StringValue) -> ir.IntegerValue:
        """The code of a calendar's name; an empty or unknown name means the default calendar."""
        if not self.codes:
            return ibis.literal(self.usual)
        return ibis.cases(*((name == text, code) for text, code in self.codes.items()), else_=self.usual)


def names(settings: Settings) -> Names:
    """Numbers the calendars of the settings from 1."""
    codes = {name: number for number, name in enumerate(sorted(settings.calendars), 1)}
    return Names(codes, codes.get(settings.calendar, ALWAYS))


@dataclass(frozen=True, slots=True)
class Piece:
    """An open span within one UTC day, `before` being the calendar's open microseconds before it."""

    cal: int
    start: int
    length: int
    before: int


def pieces(cal: int, calendar: Calendar | None, first: int, last: int) -> list[Piece]:
    """The open time of a calendar from one instant to another, cut at UTC midnights.

    >>> pieces(0, None, 0, DAY + 5)[1]
    Piece(cal=0, start=86400000000, length=5, before=86400000000)
    """
    found: list[Piece] = []
    before = 0
    for start, end in open_spans(calendar, first, last):
        while start < end:
            stop = min(end, (start // DAY + 1) * DAY)
            found.append(Piece(cal, start, stop - start, before))
            before += stop - start
            start = stop
    return found


def days(by_calendar: Mapping[int, Sequence[Piece]], first: int, last: int) -> tuple[pa.Table, int]:
    """One row per calendar and UTC day: cal, day, base, open_0, length_0, open_1, … and the number of windows.

    The position of an instant is base + Σ clamp(instant − open_k, 0, length_k): the cost of an interval does not
    depend on its length.
    """
    per_day: dict[tuple[int, int], list[Piece]] = {}
    for listed in by_calendar.values():
        for piece in listed:
            per_day.setdefault((piece.cal, piece.start // DAY), []).append(piece)
    width = max((len(found) for found in per_day.values()), default=0)
    columns: dict[str, list[int]] = {"cal": [], "day": [], "base": []}
    for k in range(width):
        columns |= {f"open_{k}": [], f"length_{k}": []}
    for cal in by_calendar:
        base = 0
        for day in range(first // DAY, last // DAY + 1):
            found = per_day.get((cal, day), [])
            _append(columns, cal, day, base, found, width)
            base += sum(piece.length for piece in found)
    narrow = {"cal": pa.int16(), "day": pa.int32()}
    return pa.table({name: pa.array(part, narrow.get(name, pa.int64())) for name, part in columns.items()}), width


def _append(columns: dict[str, list[int]], cal: int, day: int, base: int, found: list[Piece], width: int) -> None:
    for name, value in (("cal", cal), ("day", day), ("base", base)):
        columns[name].append(value)
    for k in range(width):
        columns[f"open_{k}"].append(found[k].start if k < len(found) else 0)
        columns[f"length_{k}"].append(found[k].length if k < len(found) else 0)


def ways_back(by_calendar: Mapping[int, Sequence[Piece]]) -> pa.Table:
    """Windows by hour of open time: cal, hour, open, length, before – to find the instant of a position by equality."""
    rows = [row for listed in by_calendar.values() for piece in listed for row in _hours(piece)]
    parts = list(zip(*rows, strict=True)) or [()] * 5
    kinds = (pa.int16(), pa.int64(), pa.int64(), pa.int64(), pa.int64())
    named = zip(("cal", "hour", "open", "length", "before"), parts, kinds, strict=True)
    return pa.table({name: pa.array(part, kind) for name, part, kind in named})


def _hours(piece: Piece) -> Iterator[tuple[int, int, int, int, int]]:
    for hour in range(piece.before // HOUR, (piece.before + piece.length - 1) // HOUR + 1):
        yield piece.cal, hour, piece.start, piece.length, piece.before
