"""The workbook of a period: a summary, one sheet per person in the look of Template 2, and the indicator table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from deskmerit.core.scorecard import Scorecard
from deskmerit.report.context import Context
from deskmerit.report.heads import in_words
from deskmerit.report.rows import ranked, score_table
from deskmerit.report.values import said
from deskmerit.report.words import words
from deskmerit.report.workbook import looks
from deskmerit.report.workbook.cells import Book
from deskmerit.report.workbook.person import PersonSheet
from deskmerit.report.workbook.plansheet import write_plan_sheet

NUMERIC = {"target", "actual", "weight", "score", "cases"}
WIDTHS = {"metric": 24, "indicator": 18, "note": 40, "team": 14, "position": 14, "dimension": 13, "name": 14}
SUMMARY_WIDTHS = (16, 13, 16, 16, 10, 11, 11, 14, 40)


@dataclass(frozen=True, slots=True)
class Link:
    """Where the summary finds a person's live figures."""

    sheet: str
    total: str
    grade: str


def write_scorecards(cards: Sequence[Scorecard], context: Context, path: Path, personal: bool = False) -> Path:
    """Writes the workbook; `personal` leaves out summary, rank and colleagues (one person's own file)."""
    book = Book(path)
    w = words(context.lang)
    summary = None if personal else book.sheet(w["summary"])
    links: list[Link] = []
    for card in cards:
        sheet = book.sheet(f"{card.name or card.agent_id} {card.agent_id}".strip() or w["scorecard"])
        person = PersonSheet(book, sheet, card, context)
        person.write()
        links.append(Link(sheet.get_name().replace("'", "''"), person.total_cell, person.grade_cell))
    if summary is not None:
        _summary(book, summary, cards, context, links)
    for plan_id in dict.fromkeys(part for card in cards for part in (card.plan, *(each.plan for each in card.parts))):
        name = w["indicator_sheet"] if len(context.plans) == 1 else f"{w['indicator_sheet']} {plan_id}"
        write_plan_sheet(book, context.plan(plan_id), context, name)
    if not context.blank:
        _figures(book, cards, context)
    book.close()
    return path


def _summary(book: Book, sheet: Worksheet, cards: Sequence[Scorecard], context: Context, links: list[Link]) -> None:
    w = words(context.lang)
    titles = " + ".join(said(plan.title, context.lang, plan.id) for plan in context.plans.values())
    first = 1 if context.show_rank else 0
    sheet.set_row(0, 30)
    book.merged(sheet, 0, 0, 8 + first, f"{titles} · {context.period}", looks.TITLE)
    sheet.set_column(0, 0, 7)
    for column, width in enumerate(SUMMARY_WIDTHS, start=first):
        sheet.set_column(column, column, width)
    heads = [w["rank"]] if first else []
    heads += [w[name] for name in ("name", "employee_no", "team", "position", "total", "covered", "score_grade")]
    sheet.set_row(2, 30)
    for column, head in enumerate([*heads, w["grade"], w["reason"]]):
        book.put(sheet, 2, column, head, looks.HEAD)
    if not cards:
        book.put(sheet, 3, 0, w["no_people"], looks.PLAIN)
    shown = list(zip(cards, links, strict=True))
    if first:
        order = {id(card): place for place, card in enumerate(ranked(cards))}
        shown.sort(key=lambda pair: order[id(pair[0])])
    for row, (card, link) in enumerate(shown, start=3):
        if first:
            book.put(sheet, row, 0, card.rank, looks.FIGURE)
        _person(book, sheet, (row, first), card, link, context)
    sheet.freeze_panes(3, first + 1)
    sheet.repeat_rows(2)
    looks.printed(sheet)
    foot = " · ".join(f"{w.get(word, word)} {value}" for word, value in context.made_from)
    book.put(sheet, len(cards) + 4, 0, foot, {**looks.FOOT, "text_wrap": False})


def _person(book: Book, sheet: Worksheet, at: tuple[int, int], card: Scorecard, link: Link, context: Context) -> None:
    """One row of the summary: name linked to the sheet, total and grade by score live from it."""
    row, first = at
    url = f"internal:'{link.sheet}'!A1"
    sheet.write_url(row, first, url, book.style(looks.LINK), card.name or card.agent_id)
    texts = (card.employee_no or card.agent_id, card.place.team, card.place.position)
    for column, text in enumerate(texts, start=first + 1):
        book.put(sheet, row, column, text, looks.TEXT)
    if card.total is None:
        book.put(sheet, row, first + 4, "–", looks.FIGURE)
    else:
        style = {**looks.FIGURE, "num_format": "0.00", "bold": True}
        book.formula(sheet, row, first + 4, f"'{link.sheet}'!{link.total}", card.total, style)
    book.put(sheet, row, first + 5, card.covered_weight, looks.weight(card.covered_weight))
    if card.score_grade:
        book.formula(sheet, row, first + 6, f"'{link.sheet}'!{link.grade}", card.score_grade, looks.TEXT)
    else:
        book.put(sheet, row, first + 6, "", looks.TEXT)
    book.put(sheet, row, first + 7, context.grade_name(card.plan, card.grade), looks.TEXT)
    book.put(sheet, row, first + 8, context.reason(card), looks.TEXT)


def _figures(book: Book, cards: Sequence[Scorecard], context: Context) -> None:
    """Every line as a flat table, to filter and to pivot; heads and states in the language of the workbook."""
    table = score_table(cards, context.lang)
    shown = in_words(table)
    sheet = book.sheet(words(context.lang)["indicator_table"])
    for column, (name, head) in enumerate(zip(table.columns, shown.columns, strict=True)):
        book.put(sheet, 0, column, head, looks.HEAD)
        sheet.set_column(column, column, WIDTHS.get(name, 10))
    for number, row in enumerate(shown.rows, start=1):
        for column, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
            figure = name in NUMERIC and isinstance(cell, str) and cell and ".." not in cell
            book.put(sheet, number, column, Decimal(str(cell)) if figure else cell)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.repeat_rows(0)
    looks.printed(sheet)
