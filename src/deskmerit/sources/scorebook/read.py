"""Reading filled scorecards from a workbook: every block with a header of indicator, actual and score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from deskmerit.core.check import Filled, FilledRow
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.period import PeriodKind
from deskmerit.records.values import exact_float
from deskmerit.sources.files.sheet import read_sheets
from deskmerit.sources.scorebook.words import (
    COLUMNS,
    FIELDS,
    GRADE,
    OTHER,
    TOTAL,
    as_target,
    bare,
    figure,
    kind_of,
    period_of,
    target,
    weight_in,
)

SUFFIXES = (".xlsx", ".xlsm")
LOWER_WORDS = (
    "时长",
    "响应",
    "时间",
    "投诉",
    "差评",
    "重开",
    "转接",
    "升级",
    "time",
    "complaint",
    "reopen",
    "transfer",
)


@dataclass(frozen=True, slots=True)
class FilledCard:
    """One person's filled scorecard: the head's fields, the period's label, and the cells to check or score."""

    filled: Filled
    file: str
    sheet: str
    fields: Mapping[str, str] = field(default_factory=dict)
    period: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    value: object
    percent: bool
    sign: str = ""  # a target's ≤ or ≥ that its number format shows


type Grid = list[list[_Cell]]


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook a scorecard may be in (not Excel's lock file)."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def read_scorebook(path: Path) -> tuple[list[FilledCard], list[Issue]]:
    """Every filled scorecard of a workbook; an issue when there is none or the file can't be opened."""
    _, problems = read_sheets(path)
    # Only what is wrong with the file itself: a scorecard's sheet is no table of records, and needn't look like one.
    if broken := [issue for issue in problems if issue.level is Level.ERROR and not issue.where.sheet]:
        return [], broken
    book = load_workbook(path, data_only=True)
    cards: list[FilledCard] = []
    for sheet in book.worksheets:
        cards += _cards(path.name, sheet.title, _grid(sheet))
    if not cards:
        return [], [Issue(Level.ERROR, "no-scorecard", Where(file=path.name))]
    return cards, []


def _grid(sheet: Worksheet) -> Grid:
    """The cells with merged areas filled by their value; floats become the decimals they show."""
    rows = [[_cell(cell.value, cell.number_format or "") for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        first = rows[area.min_row - 1][area.min_col - 1]
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                rows[row][column] = first
    return rows


def _cell(value: object, shown: str) -> _Cell:
    return _Cell(_exact(value), "%" in shown, next((sign for sign in "≤≥" if sign in shown), ""))


def _exact(value: object) -> object:
    return exact_float(value) if isinstance(value, float) else value


def _cards(file: str, sheet: str, grid: Grid) -> list[FilledCard]:
    heads = [(at, columns) for at, row in enumerate(grid) if (columns := _columns(row))]
    found = []
    start = 0
    for number, (at, columns) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(grid)
        block = _Block(file, sheet, grid, columns, at + 1, end)
        fields = _fields(grid[start:at])
        found.append(block.card(fields))
        start = block.last + 1
    return [card for card in found if card.filled.rows]


def _columns(row: list[_Cell]) -> dict[str, int]:
    """Where a header's columns are; empty for a row that is no header, or heads a flat table of many people."""
    if any(kind_of(cell.value, FIELDS) for cell in row):
        return {}
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        kind = kind_of(cell.value, COLUMNS)
        if kind and kind not in found:
            found[kind] = at
    return found if {"indicator", "score"} <= set(found) and {"actual", "target"} & set(found) else {}


def _fields(rows: Grid) -> dict[str, str]:
    """The head's fields: a label, and its value in the next cell that isn't the label's, or behind its colon."""
    found: dict[str, str] = {}
    for row in rows:
        for at, cell in enumerate(row):
            text = str(cell.value or "")
            label, colon, rest = text.replace("：", ":").partition(":")
            kind = kind_of(label, FIELDS)
            if not kind or kind in found:
                continue
            value = rest.strip() if colon else ""
            if not value:
                value = next((str(other.value) for other in row[at + 1 :] if other.value not in (None, cell.value)), "")
            if value and not kind_of(value, FIELDS):
                found[kind] = value.strip()
    return found


@dataclass(slots=True)
class _Block:
    """The rows below one header, up to the next block."""

    file: str
    sheet: str
    grid: Grid
    columns: Mapping[str, int]
    first: int
    end: int
    last: int = 0

    def card(self, fields: Mapping[str, str]) -> FilledCard:
        """The filled scorecard of the block."""
        rows: list[FilledRow] = []
        dimensions: dict[str, Decimal] = {}
        places: dict[str, Where] = {}
        total: Decimal | None = None
        summed, grade = False, ""
        for at in range(self.first, self.end):
            label = self._label(at)
            if rows and kind_of(label.partition(":")[0], FIELDS):
                break
            if not summed and label in TOTAL:
                summed, total = True, self._figure(at, "score")
                places["total"] = self._where(at, "score")
                self.last = at
            elif summed or label in (*GRADE, *OTHER):
                grade = grade or self._grade(at, places)
            elif row := self._row(at, dimensions, places):
                rows.append(row)
                self.last = at
        label, kind = period_of(fields.get("period", "")) if fields.get("period") else ("", PeriodKind.MONTH)
        filled = Filled(tuple(rows), total, grade, dimensions, kind, places)
        return FilledCard(filled, self.file, self.sheet, dict(fields), label)

    def _cell(self, at: int, column: str) -> _Cell:
        index = self.columns.get(column)
        row = self.grid[at]
        return row[index] if index is not None and index < len(row) else _Cell(None, False)

    def _label(self, at: int) -> str:
        return next((bare(cell.value) for cell in self.grid[at] if cell.value not in (None, "")), "")

    def _figure(self, at: int, column: str) -> Decimal | None:
        cell = self._cell(at, column)
        return figure(cell.value, cell.percent)

    def _where(self, at: int, column: str) -> Where:
        index = self.columns.get(column, 0)
        return Where(file=self.file, sheet=self.sheet, row=at + 1, column=get_column_letter(index + 1))

    def _row(self, at: int, dimensions: dict[str, Decimal], places: dict[str, Where]) -> FilledRow | None:
        name = str(self._cell(at, "indicator").value or "").strip()
        cells = {column: self._cell(at, column) for column in ("target", "actual", "score")}
        if not name or all(cell.value in (None, "", name) for cell in cells.values()):
            return None  # no indicator, or a title merged over the columns
        dimension = str(self._cell(at, "dimension").value or "")
        if (weight := weight_in(dimension)) is not None:
            dimensions[bare(dimension)] = weight
            places.setdefault(bare(dimension), self._where(at, "dimension"))
            places.setdefault("dimension", self._where(at, "dimension"))
        aim = target(cells["target"].value, cells["target"].percent)
        if aim is not None and not aim[0]:
            aim = (cells["target"].sign, aim[1])
        lower = any(word in name.casefold() for word in LOWER_WORDS) and "率" not in name.replace("投诉率", "")
        return FilledRow(
            name,
            bare(dimension),
            as_target(aim, lower),
            self._figure(at, "actual"),
            self._figure(at, "weight"),
            self._figure(at, "score"),
            {column: self._where(at, column) for column in ("target", "actual", "weight", "score")},
        )

    def _grade(self, at: int, places: dict[str, Where]) -> str:
        """The final grade of a row that names one."""
        row = self.grid[at]
        for index, cell in enumerate(row):
            if bare(cell.value) in GRADE:
                found = next(
                    (str(other.value) for other in row[index + 1 :] if other.value not in (None, "", cell.value)), ""
                )
                if found and bare(found) not in GRADE:
                    column = get_column_letter(index + 2)
                    places["grade"] = Where(file=self.file, sheet=self.sheet, row=at + 1, column=column)
                    return found.split()[0]
        return ""
