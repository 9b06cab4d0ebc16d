"""From a grid of cells to a sheet: where the header stands, which rows are rows, what merged cells mean."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from deskmerit.core.issue import Issue, Level, Where

type Row = tuple[object, ...]
type Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, both included, as 0-based (row, column)."""

MAX_CELL = 1_000_000
LOOK_FOR_HEADER = 30


@dataclass(slots=True)
class Sheet:
    """Cells under a header. `numbers` are the 1-based rows of the file as its author sees them.

    `file` is relative to the workspace; `name` is the sheet's, or "". Cells are str from text files and str, int,
    Decimal, bool, datetime, date, time, timedelta or None from workbooks, never float. With `base_1904` a bare
    number in a date column counts days from 1904. `unread` counts data rows that were reported and are not in `rows`;
    `examples` counts rows marked as examples, which are no data.
    """

    file: str
    name: str
    header: tuple[str, ...]
    rows: list[Row]
    numbers: list[int]
    base_1904: bool = False
    unread: int = 0
    examples: int = 0


def blank(cell: object) -> bool:
    """Nothing but blanks.

    >>> blank(None), blank(" 　\\t"), blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u3000\ufeff\u200b"))


def said(cell: object) -> str:
    """A header cell as one line of text."""
    return " ".join(unicodedata.normalize("NFKC", "" if cell is None else str(cell)).replace("\ufeff", "").split())


def problem(
    file: str, sheet: str, code: str, level: Level = Level.ERROR, row: int | None = None, **params: object
) -> Issue:
    """An issue at a place in a file."""
    return Issue(level, code, Where(file=file, sheet=sheet, row=row), params)


def to_sheet(
    file: str, name: str, grid: Sequence[Row], numbers: Sequence[int], merges: Sequence[Merge] = ()
) -> tuple[Sheet | None, list[Issue]]:
    """The sheet a grid of cells means: titles and blank rows left off, merged cells given to every row they span.

    `merges` count rows of `grid` (0-based). A sheet without two rows of cells is none. Rows that are remarks or totals,
    or hold a cell of more than a million characters, are reported and counted in `unread`.
    """
    top = header_row(_filled(grid[:LOOK_FOR_HEADER], merges))
    if top is None:
        return None, []
    last = _header_end(top, merges, max((len(row) for row in grid[top : top + 1]), default=0), grid)
    header = _header(grid[top : last + 1], top, merges)
    body = _spread(grid, last + 1, merges)
    sheet = Sheet(file, name, header, [], [])
    issues = [issue for place in range(last + 1, len(grid)) if (issue := _take(sheet, body[place], numbers[place]))]
    return sheet, issues


def _filled(rows: Sequence[Row], merges: Sequence[Merge]) -> list[int]:
    """Filled cells by row; one merged over several columns counts for each, unless it stands alone, as a title does."""
    counts = []
    for row, spread in zip(rows, _spread(rows, 0, merges, sideways=True), strict=True):
        alone = sum(not blank(cell) for cell in row) == 1
        counts.append(sum(not blank(cell) for cell in (row if alone else spread)))
    return counts


def header_row(filled: Sequence[int]) -> int | None:
    """The first row with more than 60 % as many filled cells as the fullest: titles above a table hold fewer.

    >>> header_row([1, 0, 2, 9, 9, 8]), header_row([0, 0])
    (3, None)
    """
    most = max(filled, default=0)
    return next((place for place, count in enumerate(filled) if most and 10 * count > 6 * most), None)


def _header_end(top: int, merges: Sequence[Merge], width: int, grid: Sequence[Row]) -> int:
    last = top
    for (first_row, first), (last_row, end) in merges:
        if first_row == top and last_row > top:
            last = max(last, last_row)
        elif first_row == top and end > first and top + 1 < len(grid) and end - first + 1 < width:
            below = grid[top + 1][first : end + 1]
            if len(below) > 1 and all(isinstance(cell, str) and not blank(cell) for cell in below):
                last = max(last, top + 1)
    return last


def _header(rows: Sequence[Row], top: int, merges: Sequence[Merge]) -> tuple[str, ...]:
    spread = _spread(rows, 0, [((a - top, b), (c - top, d)) for (a, b), (c, d) in merges if a >= top], sideways=True)
    width = max(len(row) for row in spread)
    stacks = [
        list(dict.fromkeys(said(row[c]) for row in spread if c < len(row) and said(row[c]))) for c in range(width)
    ]
    lowest = [stack[-1] if stack else "" for stack in stacks]
    # Two groups may hold sub-headers of one name; those are told apart by their group.
    names = [
        " ".join(stack) if low and lowest.count(low) > 1 else low for low, stack in zip(lowest, stacks, strict=True)
    ]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _spread(grid: Sequence[Row], start: int, merges: Sequence[Merge], sideways: bool = False) -> list[Row]:
    """Cells with merged values in every row of their range; across columns only for headers."""
    rows = list(grid)
    for (first_row, first), (last_row, end) in merges:
        if last_row < start or first_row >= len(rows) or (first_row == last_row and not sideways):
            continue
        value = rows[first_row][first] if first < len(rows[first_row]) else None
        for place in range(max(first_row, start), min(last_row + 1, len(rows))):
            cells = list(rows[place]) + [None] * (end + 1 - len(rows[place]))
            cells[first : (end if sideways else first) + 1] = [value] * ((end - first if sideways else 0) + 1)
            rows[place] = tuple(cells)
    return rows


def _take(sheet: Sheet, row: Row, number: int) -> Issue | None:
    """Adds a row to the sheet, or says why not; blank rows are nothing."""
    width = len(sheet.header)
    if _ordinary(row, width):
        sheet.rows.append(row)
        sheet.numbers.append(number)
        return None
    full = [cell for cell in row if not blank(cell)]
    if not full:
        return None
    if isinstance(full[0], str) and full[0].lstrip().startswith(EXAMPLES):
        sheet.examples += 1
        return None
    code, level = _refusal(row, full, width)
    if code:
        sheet.unread += 1
        return problem(
            sheet.file, sheet.name, code, level, number, text=said(full[0])[:60], cells=len(row), columns=width
        )
    sheet.rows.append(tuple(row[:width]) + (None,) * (width - len(row)))
    sheet.numbers.append(number)
    return None


def _ordinary(row: Row, width: int) -> bool:
    """A quick yes for the usual row: as wide as the header, its first cell ends in a digit, no long text."""
    first = row[0] if row else None
    if len(row) != width or not isinstance(first, str) or not first[-1:].isdigit() or first.startswith(EXAMPLES):
        return False
    try:
        return sum(map(len, row)) < MAX_CELL  # type: ignore[arg-type]  # a cell without a length takes the slower look
    except TypeError:
        return False


TOTALS = frozenset({"合计", "总计", "小计", "平均", "平均值", "total", "totals", "grand total", "subtotal", "average"})
EXAMPLES = ("例：", "e.g. ")
REMARKS = (
    "注：",
    "注:",
    "备注：",
    "备注:",
    "说明：",
    "说明:",
    "数据来源",
    "导出时间",
    "制表",
    "note:",
    "notes:",
    "source:",
    "※",
)


def _refusal(row: Row, full: list[object], width: int) -> tuple[str, Level]:
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in full):
        return "cell-too-long", Level.ERROR
    if any(not blank(cell) for cell in row[width:]):
        return "row-too-long", Level.ERROR
    first = said(full[0]).casefold() if isinstance(full[0], str) and len(full[0]) < 500 else ""
    if first in TOTALS or (len(full) == 1 and width > 2 and first.startswith(REMARKS)):
        return "row-is-remark", Level.NOTE
    return "", Level.NOTE
