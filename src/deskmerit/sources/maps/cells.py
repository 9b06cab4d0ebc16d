"""Reads the cells of one sheet by the map's options: missing marks, translated values, canonical types."""

from collections import Counter
from dataclasses import dataclass, field

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.spec import Column, Type
from deskmerit.records.values import Bad, flag, integer, month, number, text
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.dates import Clock
from deskmerit.sources.maps.headers import Columns
from deskmerit.sources.maps.model import ImportMap
from deskmerit.sources.maps.units import duration

type Row = tuple[object, ...]
type Value = object


@dataclass(slots=True)
class Cells:
    """The cells of one sheet. `unknown` counts values that a translated column does not list, with their first row."""

    imap: ImportMap
    sheet: Sheet
    columns: Columns
    clock: Clock
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    _marks: frozenset[str] = frozenset()
    _texts: dict[object, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._marks = frozenset(mark.casefold() for mark in self.imap.missing)

    def raw(self, row: Row, column: str) -> object:
        """The cell itself, None where the column is absent or the cell empty or a mark of emptiness."""
        place = self.columns.places.get(column)
        if place is None:
            return None
        cell = row[place]
        if not isinstance(cell, str):
            return cell
        said = self.plain(cell)
        return None if said is None else cell

    def plain(self, cell: object) -> str | None:
        """The text of a cell, None for an empty one or a mark of emptiness; each spelling is read once."""
        if not isinstance(cell, str):
            return text(cell)
        try:
            return self._texts[cell]
        except KeyError:
            said = text(cell)
            kept = None if said is not None and said.casefold() in self._marks else said
            self._texts[cell] = kept
            return kept

    def text(self, row: Row, column: str) -> str | None:
        """The text of a cell, untranslated."""
        place = self.columns.places.get(column)
        return None if place is None else self.plain(row[place])

    def value(self, row: Row, column: str, number_of: int) -> object:
        """The cell translated by `values`; an unlisted one is counted and comes back as None (or by "*")."""
        table = self.imap.values.get(column)
        if table is None:
            return self.raw(row, column)
        said = self.text(row, column)
        if said is None:
            return None
        if (found := table.get(said.casefold())) is not None:
            return found or None
        if "*" in table:
            return said if table["*"] == "*" else table["*"] or None
        self.miss(column, said, number_of)
        return None

    def miss(self, column: str, said: str, number_of: int) -> None:
        """Notes a value that the map does not list."""
        self.unknown[column, said] += 1
        self.first.setdefault((column, said), number_of)

    def typed(self, cell: object, column: Column, header: str = "") -> object | Bad | None:
        """A cell as its canonical column takes it; `header` is the file's, which may name a unit."""
        if cell is None:
            return None
        if column.allowed and isinstance(cell, str):
            cell = _said_as(column, cell)
        match column.type:
            case Type.INSTANT:
                return self.clock.instant(cell)
            case Type.DATE:
                return self.clock.day(cell)
            case Type.INTEGER:
                return _whole(cell, column.unit, header) if column.unit else integer(cell)
            case Type.NUMBER:
                return number(cell)
            case Type.FLAG:
                return flag(cell)
            case Type.MONTH:
                return month(cell)
        return self.plain(cell)

    def where(self, number_of: int, column: str = "") -> Where:
        """The place of a row, with the file's own header of a logical column."""
        return Where(file=self.sheet.file, sheet=self.sheet.name, row=number_of, column=self.columns.named(column))

    def findings(self) -> list[Issue]:
        """One warning for each value a translated column does not list, with its count and first row."""
        return [
            Issue(
                Level.WARNING,
                "import-unknown-value",
                self.where(self.first[column, said], column),
                {"value": said, "count": count, "column": self.columns.named(column), "map": self.imap.file},
            )
            for (column, said), count in self.unknown.items()
        ]


def _said_as(column: Column, cell: str) -> str:
    """The allowed value that a word stands for; the word itself where it stands for none."""
    wanted = cell.strip().casefold()
    for allowed, words in column.allowed.items():
        if wanted == allowed or wanted in words:
            return allowed
    return cell


def _whole(cell: object, unit: str, header: str) -> int | Bad | None:
    """Whole seconds or minutes of a duration, cut as semantics cuts durations; a bare number is in the unit itself."""
    if unit == "minutes" and isinstance(plain := integer(cell), int):
        return plain
    span = duration(cell, header)
    return span if span is None or isinstance(span, Bad) else int(span // (60 if unit == "minutes" else 1))
