"""XLSX and old XLS workbooks: values without floats, merged cells, hidden sheets, the 1904 date system."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from deskmerit.core.issue import Issue
from deskmerit.core.number import plain
from deskmerit.records.values import exact_float
from deskmerit.sources.files.grid import Row, Sheet, problem, to_sheet
from deskmerit.sources.files.guard import refuse
from deskmerit.sources.files.xlsxml import Shown, shown


def read_workbook(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """Every visible sheet that holds a table. Unreadable, locked or explosive workbooks give one issue."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped and (issue := refuse(path, name)):
        return [], [issue]
    try:
        with path.open("rb") as file:
            return _sheets(CalamineWorkbook.from_filelike(file), name, shown(path) if zipped else Shown())
    except PasswordError:
        return [], [problem(name, "", "file-locked")]
    except (CalamineError, ValueError) as wrong:
        return [], [problem(name, "", "workbook-unreadable", why=str(wrong)[:200])]
    except BaseException as wrong:
        # The reader's Rust core panics on some damaged files; its exception is no Exception and has no public name.
        if type(wrong).__name__ != "PanicException":
            raise
        return [], [problem(name, "", "workbook-unreadable", why=str(wrong)[:200])]


def _sheets(book: CalamineWorkbook, name: str, looks: Shown) -> tuple[list[Sheet], list[Issue]]:
    sheets, issues = [], []
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible or meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet, found = _sheet(book.get_sheet_by_name(meta.name), name, looks)
        issues += found
        if sheet is not None:
            sheets.append(sheet)
    return sheets, issues


def _sheet(source: CalamineSheet, name: str, looks: Shown) -> tuple[Sheet | None, list[Issue]]:
    grid: list[Row] = [tuple(map(cell, row)) for row in source.to_python(skip_empty_area=False)]
    for row, column in looks.percent.get(source.name, ()):
        if row < len(grid) and column < len(grid[row]):
            cells = list(grid[row])
            cells[column] = percent(cells[column])
            grid[row] = tuple(cells)
    merges = _inside(source.merged_cell_ranges or (), len(grid))
    sheet, issues = to_sheet(name, source.name, grid, range(1, len(grid) + 1), merges)
    if sheet is not None:
        sheet.base_1904 = looks.base_1904
    return sheet, issues


def percent(value: object) -> object:
    """A number shown as per cent, as its author sees it.

    >>> percent(Decimal("0.97")), percent(1), percent("-")
    ('97%', '100%', '-')
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return plain(Decimal(value) * 100) + "%"


def _inside(
    merges: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return sorted((first, (min(last[0], rows - 1), last[1])) for first, last in merges if first[0] < rows)


def cell(value: object) -> object:
    """A workbook's cell as an exact value; an empty one is None."""
    if isinstance(value, float):
        return exact_float(value)
    if value == "":
        return None
    return value
