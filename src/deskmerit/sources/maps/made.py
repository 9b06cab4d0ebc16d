"""What an import has made so far: records by canonical table, rows left out, issues."""

from dataclasses import dataclass, field

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.people import People

type Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the export that became no record, and why (an issue code)."""

    where: Where
    reason: str


@dataclass(slots=True)
class Batch:
    """The rows of one sheet that are to become records, with their row numbers."""

    cells: Cells
    rows: list[tuple[Row, int]]


@dataclass(slots=True)
class Made:
    """The result under construction. Each row read is used, or stands in `left_out`: none is lost."""

    people: People
    tables: dict[str, list[Record]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows_in: int = 0
    rows_unread: int = 0  # reported by the reader of the file

    def add(self, table: str, record: Record) -> None:
        """Keeps a record."""
        self.tables.setdefault(table, []).append(record)

    def refuse(self, where: Where, code: str, level: Level = Level.ERROR, **params: object) -> None:
        """Leaves a row out with an issue that says why."""
        self.left_out.append(LeftOut(where, code))
        self.issues.append(Issue(level, code, where, params))

    @property
    def rows_used(self) -> int:
        """Rows that became records."""
        return self.rows_in - self.rows_unread - len(self.left_out)
