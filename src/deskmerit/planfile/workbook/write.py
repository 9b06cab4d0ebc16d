"""Writing a plan as a workbook: the indicator table, the weight sets, and the data sheet that carries the rest."""

from pathlib import Path
from typing import BinaryIO

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from deskmerit.core.number import ZERO
from deskmerit.core.plan import Plan
from deskmerit.planfile.schema.whole import PLAN
from deskmerit.planfile.workbook import data
from deskmerit.planfile.workbook.book import Book
from deskmerit.planfile.workbook.indicators import IndicatorSheet
from deskmerit.planfile.workbook.links import set_names, set_weights
from deskmerit.planfile.workbook.words import word


def write_workbook(plan: Plan, path: Path, lang: str = "zh") -> Path:
    """Writes the plan to an .xlsx file in a language (`zh` or `en`) and returns its path.

    `read_plan` gives an equal plan back; yellow cells edited in between take effect. Raises OSError as `open` does.
    """
    write_to(path, plan, lang)
    return path


def write_to(target: Path | BinaryIO, plan: Plan, lang: str) -> None:
    """The same into a path or a binary stream."""
    book = Book(target)
    table = IndicatorSheet(book, plan, lang)
    table.write()
    if set_names(plan):
        _weights(book, plan, lang, table.weight_cells)
    _data(book, plan, lang)
    book.file.close()


def _weights(book: Book, plan: Plan, lang: str, base_cells: dict[str, str]) -> None:
    """One column per weight set with its live sum."""
    places = set_names(plan)
    sheet = book.sheet(word("weights", lang), (14, 30, 12, *(16 for _ in places)))
    book.merge(sheet, 0, 0, 2 + len(places), word("weights", lang), "title")
    book.merge(sheet, 1, 0, 2 + len(places), word("weights_note", lang), "foot")
    for column, head in enumerate((word("id", lang), word("title", lang), word("base", lang), *places.values())):
        book.put(sheet, 2, column, head, "head")
    shown = plan.indicators()
    name = word("indicators", lang)
    for row, one in enumerate(shown, 3):
        book.put(sheet, row, 0, one.id, "small")
        book.put(sheet, row, 1, one.title[lang])
        sheet.write_formula(row, 2, f"='{name}'!{base_cells[one.id]}", book.style("figure"), float(one.weight))
        for column, place in enumerate(places, 3):
            book.put(sheet, row, column, set_weights(plan, place).get(one.id), "input")
    last = 3 + len(shown)
    book.put(sheet, last, 1, word("total", lang), "sum")
    totals = [sum((one.weight for one in shown), ZERO)]
    totals += [sum(set_weights(plan, place).values(), ZERO) for place in places]
    for column, total in enumerate(totals, 2):
        _sum(book, sheet, (3, last), column, float(total))
    sheet.freeze_panes(3, 2)


def _sum(book: Book, sheet: Worksheet, rows: tuple[int, int], column: int, value: float) -> None:
    first, last = xl_rowcol_to_cell(rows[0], column), xl_rowcol_to_cell(rows[1] - 1, column)
    sheet.write_formula(rows[1], column, f"=SUM({first}:{last})", book.style("sum"), value)


def _data(book: Book, plan: Plan, lang: str) -> None:
    """The rest of the plan, machine-readable: every value by its path, twice."""
    sheet = book.sheet(data.SHEET, (60, 8, 60, 60))
    book.put(sheet, 0, 0, data.MARK, "plain")
    book.put(sheet, 0, 1, lang, "plain")
    for column, head in enumerate(data.HEADER):
        book.put(sheet, 1, column, head, "head")
    for row, (path, kind, value) in enumerate(data.rows(PLAN.write(plan)), data.FIRST_ROW - 1):
        for column, text in enumerate((path, kind, value, value)):
            book.put(sheet, row, column, text, "plain")
    sheet.freeze_panes(2, 0)
