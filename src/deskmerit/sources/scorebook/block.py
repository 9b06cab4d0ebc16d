"""One block of a filled scorecard: the rows below a header, their sums, the grade, and what the foot says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openpyxl.utils import get_column_letter

from deskmerit.core.filled import Filled, FilledPart, FilledRow
from deskmerit.core.issue import Where
from deskmerit.core.period import PeriodKind
from deskmerit.sources.scorebook.words import (
    ACTIVE_DAYS,
    FIELDS,
    GRADE,
    MADE_FROM,
    OTHER,
    PHASE,
    PLAN,
    POSTING,
    REASON,
    SCORE_GRADE,
    SUBTOTAL,
    TOTAL,
    as_target,
    bare,
    figure,
    is_lower_better,
    kind_of,
    pieces,
    target,
    weight_in,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was read; `sign` is a target's ≤ or ≥ that its number format shows."""

    value: object
    percent: bool
    sign: str = ""


type Grid = list[list[Cell]]


@dataclass(slots=True)
class _Sum:
    """Rows that are added up: all of a scorecard, or those of one posting."""

    rows: list[FilledRow] = field(default_factory=list)
    dimensions: dict[str, Decimal] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)
    total: Decimal | None = None
    plan: str = ""
    active_days: int | None = None

    def filled(self, kind: PeriodKind) -> Filled:
        return Filled(tuple(self.rows), self.total, "", self.dimensions, kind, self.places)


@dataclass(slots=True)
class Reading:
    """What was read of a block so far."""

    file: str
    sheet: str
    whole: _Sum = field(default_factory=_Sum)
    parts: list[_Sum] = field(default_factory=list)
    summed: bool = False
    grade: str = ""
    score_grade: str = ""
    reason: str | None = None
    remarks: str = ""
    made: dict[str, str] = field(default_factory=dict)
    phase: str = ""

    def filled(self, kind: PeriodKind) -> Filled:
        """The block as it is checked."""
        whole = self.whole
        parts = tuple(FilledPart(part.filled(kind), part.plan, part.active_days) for part in self.parts)
        read = whole.filled(kind)
        return replace(read, grade=self.grade, score_grade=self.score_grade, parts=parts)


@dataclass(slots=True)
class Block:
    """The rows below one header, up to the next block."""

    file: str
    sheet: str
    grid: Grid
    columns: Mapping[str, int]
    first: int
    end: int
    last: int = 0

    def read(self) -> Reading:
        """The rows, the sums, the grade and the foot."""
        found = Reading(self.file, self.sheet)
        for at in range(self.first, self.end):
            label = self._label(at)
            if found.whole.rows and kind_of(label.partition(":")[0], FIELDS):
                break
            if not self._special(at, label, found) and (row := self._row(at, found)):
                for each in (found.whole, *found.parts[-1:]):
                    each.rows.append(row)
                self.last = at
        return found

    def _special(self, at: int, label: str, found: Reading) -> bool:
        """Reads a row that is no indicator's: a posting, a sum, a grade, the foot."""
        text = next((str(cell.value) for cell in self.grid[at] if cell.value not in (None, "")), "")
        kind, _, rest = text.replace("：", ":").partition(":")
        if not found.summed and bare(kind) in POSTING:
            found.parts.append(_posting(rest))
        elif not found.summed and label in TOTAL:
            found.summed, found.whole.total = True, self._figure(at, "score")
            found.whole.places["total"] = self._where(at, "score")
            found.remarks = str(self._cell(at, "note").value or "")
            self.last = at
        elif found.parts and label in SUBTOTAL:
            found.parts[-1].total = self._figure(at, "score")
            found.parts[-1].places["total"] = self._where(at, "score")
        elif bare(kind) in MADE_FROM:
            _foot(rest, found)
        elif found.summed or label in (*GRADE, *OTHER):
            self._grades(at, found)
        else:
            return False
        return True

    def _grades(self, at: int, found: Reading) -> None:
        """The grades of a row that names them, and the reason beside them."""
        places = found.whole.places
        found.score_grade = found.score_grade or self._beside(at, SCORE_GRADE, "score_grade", places) or ""
        found.grade = found.grade or self._beside(at, GRADE, "grade", places) or ""
        if found.reason is None:
            found.reason = self._beside(at, REASON, "reason", places)

    def _beside(self, at: int, labels: tuple[str, ...], name: str, places: dict[str, Where]) -> str | None:
        """What stands in the cell beside a label, "" for an empty one; None where the row has no such label."""
        row = self.grid[at]
        index = next((index for index, cell in enumerate(row) if bare(cell.value) in labels), None)
        if index is None:
            return None
        for column, cell in enumerate(row[index + 1 :], start=index + 2):
            if cell is row[index] or cell.value in (None, ""):
                continue
            if bare(cell.value) in (*GRADE, *SCORE_GRADE, *REASON):
                break
            places[name] = Where(file=self.file, sheet=self.sheet, row=at + 1, column=get_column_letter(column))
            return str(cell.value).strip()
        return ""

    def _cell(self, at: int, column: str) -> Cell:
        index = self.columns.get(column)
        row = self.grid[at]
        return row[index] if index is not None and index < len(row) else Cell(None, False)

    def _label(self, at: int) -> str:
        return next((bare(cell.value) for cell in self.grid[at] if cell.value not in (None, "")), "")

    def _figure(self, at: int, column: str) -> Decimal | None:
        cell = self._cell(at, column)
        return figure(cell.value, cell.percent)

    def _where(self, at: int, column: str) -> Where:
        index = self.columns.get(column, 0)
        return Where(file=self.file, sheet=self.sheet, row=at + 1, column=get_column_letter(index + 1))

    def _row(self, at: int, found: Reading) -> FilledRow | None:
        name = str(self._cell(at, "indicator").value or "").strip()
        cells = {column: self._cell(at, column) for column in ("target", "actual", "score")}
        if not name or all(cell.value in (None, "", name) for cell in cells.values()):
            return None  # no indicator, or a title merged over the columns
        dimension = str(self._cell(at, "dimension").value or "")
        self._weigh(at, dimension, found)
        aim = target(cells["target"].value, cells["target"].percent)
        if aim is not None and not aim[0]:
            aim = (cells["target"].sign, aim[1])
        return FilledRow(
            name,
            bare(dimension),
            as_target(aim, is_lower_better(name)),
            self._figure(at, "actual"),
            self._figure(at, "weight"),
            self._figure(at, "score"),
            {column: self._where(at, column) for column in ("target", "actual", "weight", "score")},
            self._figure(at, "cases"),
            str(self._cell(at, "note").value or "").strip(),
        )

    def _weigh(self, at: int, dimension: str, found: Reading) -> None:
        """Notes the weight that a dimension's label carries, for the block of rows it stands in."""
        weight = weight_in(dimension)
        if weight is None:
            return
        one = found.parts[-1] if found.parts else found.whole
        one.dimensions[bare(dimension)] = weight
        one.places.setdefault(bare(dimension), self._where(at, "dimension"))
        one.places.setdefault("dimension", self._where(at, "dimension"))


def _posting(text: str) -> _Sum:
    """The head of a posting's rows: `after-sales · agent · Active days 45 · Plan template`."""
    days, plan = pieces(text, ACTIVE_DAYS), pieces(text, PLAN)
    return _Sum(plan=plan, active_days=int(days) if days.isascii() and days.isdigit() else None)


def _foot(text: str, found: Reading) -> None:
    """What the sheet was made from: `Plan template 41b631d61b37 · Phase speed · Data …`."""
    for plan in pieces(text, PLAN).split(","):
        name, _, mark = plan.strip().partition(" ")
        if name:
            found.made[name] = mark
    found.phase = pieces(text, PHASE)
