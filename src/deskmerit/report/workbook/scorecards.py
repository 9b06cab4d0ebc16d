"""The workbook of a period: a summary, one sheet per person in the look of Template 2, and the indicator table."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from deskmerit.core.scorecard import Scorecard
from deskmerit.report.context import Context
from deskmerit.report.rows import score_table
from deskmerit.report.values import said
from deskmerit.report.words import reason_text, words
from deskmerit.report.workbook import looks
from deskmerit.report.workbook.cells import Book
from deskmerit.report.workbook.person import PersonSheet

NUMERIC = {"target", "actual", "weight", "score", "cases"}


def write_scorecards(cards: Sequence[Scorecard], context: Context, path: Path, personal: bool = False) -> Path:
    """Writes the workbook; `personal` leaves out summary, rank and colleagues (one person's own file)."""
    book = Book(path)
    w = words(context.lang)
    summary = None if personal else book.sheet(w["summary"])
    where: list[tuple[str, str]] = []
    for card in cards:
        sheet = book.sheet(f"{card.name or card.agent_id} {card.agent_id}".strip() or words(context.lang)["scorecard"])
        person = PersonSheet(book, sheet, card, context)
        person.write()
        where.append((sheet.get_name(), person.total_cell))
    if summary is not None:
        _summary(book, summary, cards, context, where)
    if not context.blank:
        _indicators(book, cards, context)
    book.close()
    return path


def _summary(
    book: Book, sheet: object, cards: Sequence[Scorecard], context: Context, where: list[tuple[str, str]]
) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    w = words(context.lang)
    titles = " + ".join(said(plan.title, context.lang, plan.id) for plan in context.plans.values())
    sheet.merge_range(0, 0, 0, 8, "", book.style(looks.TITLE))
    book.put(sheet, 0, 0, f"{titles} · {context.period}", looks.TITLE)
    heads = [w["name"], w["employee_no"], w["team"], w["position"], w["total"], w["covered"], w["score_grade"]]
    heads += [w["grade"], w["reason"]]
    if context.show_rank:
        heads.insert(0, w["rank"])
    for column, head in enumerate(heads):
        book.put(sheet, 2, column, head, looks.HEAD)
        sheet.set_column(column, column, 24 if head == w["reason"] else 13)
    if not cards:
        book.put(sheet, 3, 0, w["no_people"], looks.PLAIN)
    for number, (card, (name, total)) in enumerate(zip(cards, where, strict=True), start=3):
        column = 0
        if context.show_rank:
            book.put(sheet, number, 0, card.rank, looks.FIGURE)
            column = 1
        sheet.write_url(number, column, f"internal:'{name}'!A1", book.style(looks.TEXT), card.name or card.agent_id)
        texts = (card.employee_no or card.agent_id, card.place.team, card.place.position)
        for offset, text in enumerate(texts, start=1):
            book.put(sheet, number, column + offset, text, looks.TEXT)
        if card.total is None:
            book.put(sheet, number, column + 4, "–", looks.FIGURE)
        else:
            style = {**looks.FIGURE, "num_format": "0.00", "bold": True}
            book.formula(sheet, number, column + 4, f"'{name}'!{total}", card.total, style)
        book.put(sheet, number, column + 5, card.covered_weight, {**looks.FIGURE, "num_format": "0.00"})
        for offset, text in enumerate((card.score_grade, card.grade, reason_text(card.grade_reason, context.lang)), 6):
            book.put(sheet, number, column + offset, text, looks.TEXT)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    foot = " · ".join(f"{w.get(word, word)} {value}" for word, value in context.made_from)
    book.put(sheet, len(cards) + 4, 0, foot, {**looks.FOOT, "text_wrap": False})


def _indicators(book: Book, cards: Sequence[Scorecard], context: Context) -> None:
    table = score_table(cards, context.lang)
    sheet = book.sheet(words(context.lang)["indicator_table"])
    for column, name in enumerate(table.columns):
        book.put(sheet, 0, column, name, looks.HEAD)
        sheet.set_column(column, column, 26 if name == "note" else 13)
    for number, row in enumerate(table.rows, start=1):
        for column, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
            figure = name in NUMERIC and isinstance(cell, str) and cell and ".." not in cell
            book.put(sheet, number, column, Decimal(str(cell)) if figure else cell)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
