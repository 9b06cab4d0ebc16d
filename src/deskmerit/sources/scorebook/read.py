"""Reading filled scorecards from a workbook: every block with a header of indicator, actual and score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deskmerit.core.filled import Filled
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.period import PeriodKind
from deskmerit.records.values import exact_float
from deskmerit.sources.files.sheet import read_sheets
from deskmerit.sources.scorebook.block import Block, Cell, Grid, Reading
from deskmerit.sources.scorebook.words import COLUMNS, FIELDS, kind_of, period_of

SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class FilledCard:
    """One person's filled scorecard: the head's fields, the period's label, and the cells to check or score.

    `title` heads the sheet. `reason` is the text beside the grade, None where the form has no such cell; `remarks` the
    text beside the total; `made` the plans that the foot names (id → beginning of its fingerprint), `phase` its phase.
    """

    filled: Filled
    file: str
    sheet: str
    fields: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    title: str = ""
    reason: str | None = None
    remarks: str = ""
    made: Mapping[str, str] = field(default_factory=dict)
    phase: str = ""


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


def _cell(value: object, shown: str) -> Cell:
    return Cell(_exact(value), "%" in shown, next((sign for sign in "≤≥" if sign in shown), ""))


def _exact(value: object) -> object:
    return exact_float(value) if isinstance(value, float) else value


def _cards(file: str, sheet: str, grid: Grid) -> list[FilledCard]:
    heads = [(at, columns) for at, row in enumerate(grid) if (columns := _columns(row))]
    found = []
    start = 0
    for number, (at, columns) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(grid)
        head, block = grid[start:at], Block(file, sheet, grid, columns, at + 1, end)
        found.append(_card(block.read(), head))
        start = block.last + 1
    return [card for card in found if card.filled.rows]


def _card(read: Reading, head: Grid) -> FilledCard:
    """The card of a block under its head."""
    fields = _fields(head)
    label, kind = period_of(fields["period"]) if fields.get("period") else ("", PeriodKind.MONTH)
    title = next((str(cell.value) for row in head for cell in row if cell.value not in (None, "")), "")
    return FilledCard(
        read.filled(kind),
        read.file,
        read.sheet,
        dict(fields),
        label,
        title=title,
        reason=read.reason,
        remarks=read.remarks,
        made=read.made,
        phase=read.phase,
    )


def _columns(row: list[Cell]) -> dict[str, int]:
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
