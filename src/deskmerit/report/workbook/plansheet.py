"""The indicator table in the look of Template 1: what is measured, target, weight, scoring, grades, vetoes."""

from xlsxwriter.worksheet import Worksheet

from deskmerit.core.number import ZERO, plain
from deskmerit.core.plan import Dimension, Indicator, Plan, Veto
from deskmerit.report.context import Context
from deskmerit.report.values import said, target_text
from deskmerit.report.words import words
from deskmerit.report.workbook import looks
from deskmerit.report.workbook.cells import Book

WIDTHS = (13, 22, 46, 12, 9, 44, 9, 20)


def write_plan_sheet(book: Book, plan: Plan, context: Context, name: str) -> None:
    """A sheet that says what the scorecards were measured by, to read and print; edit the plan file, not this."""
    w, lang, sheet = words(context.lang), context.lang, book.sheet(name)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    looks.printed(sheet)
    last = len(WIDTHS) - 1
    sheet.set_row(0, 30)
    book.merged(sheet, 0, 0, last, f"{said(plan.title, lang, plan.id)} · {w['indicator_sheet']}", looks.TITLE)
    heads = ("dimension", "indicator", "definition", "target", "weight", "scoring", "min_cases", "guards")
    for column, head in enumerate(heads):
        book.put(sheet, 1, column, w[head], looks.HEAD)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    row = 2
    for dimension in plan.dimensions:
        row = _dimension(book, sheet, row, dimension, plan, context)
    if plan.bonus:
        row = _lines(book, sheet, row, (w["bonus"], plan.bonus), plan, context)
    row = _foot(book, sheet, row + 1, _grades(plan, context), w["grades"])
    _foot(book, sheet, row, [_veto(veto, context) for veto in plan.vetoes], w["vetoes"])


def _dimension(book: Book, sheet: Worksheet, row: int, dimension: Dimension, plan: Plan, context: Context) -> int:
    weight = sum((indicator.weight for indicator in dimension.indicators), ZERO)
    title = f"{said(dimension.title, context.lang, dimension.id)}\n({plain(weight)})"
    return _lines(book, sheet, row, (title, dimension.indicators), plan, context)


def _lines(
    book: Book, sheet: Worksheet, row: int, group: tuple[str, tuple[Indicator, ...]], plan: Plan, context: Context
) -> int:
    title, indicators = group
    book.merged(sheet, row, 0, 0, title, looks.GROUP, rows=len(indicators))
    for at, indicator in enumerate(indicators, start=row):
        _line(book, sheet, at, indicator, plan, context)
    return row + len(indicators)


def _line(book: Book, sheet: Worksheet, row: int, indicator: Indicator, plan: Plan, context: Context) -> None:
    lang, key = context.lang, (plan.id, indicator.id)
    definition, scoring = (said(found.get(key, {}), lang) for found in (context.definition, context.scoring))
    guards = "、" if lang == "zh" else ", "
    least = "" if indicator.min_cases is None else indicator.min_cases
    book.put(sheet, row, 1, said(indicator.title, lang, indicator.id), looks.TEXT)
    book.put(sheet, row, 2, definition, looks.SMALL)
    book.put(sheet, row, 3, target_text(indicator.target, indicator.metric.unit, lang), looks.FIGURE)
    book.put(sheet, row, 4, indicator.weight, looks.weight(indicator.weight))
    book.put(sheet, row, 5, scoring, looks.SMALL)
    book.put(sheet, row, 6, least, looks.FIGURE)
    book.put(sheet, row, 7, guards.join(context.title(plan.id, guard) for guard in indicator.guards), looks.SMALL)
    sheet.set_row(row, looks.height((definition, WIDTHS[2]), (scoring, WIDTHS[5])))


def _foot(book: Book, sheet: Worksheet, row: int, texts: list[str], label: str) -> int:
    for at, text in enumerate(texts):
        book.put(sheet, row + at, 0, label if at == 0 else "", looks.LABEL)
        book.merged(sheet, row + at, 1, len(WIDTHS) - 1, text, looks.FIELD)
        sheet.set_row(row + at, 18)
    return row + len(texts)


def _grades(plan: Plan, context: Context) -> list[str]:
    zh, found = context.lang == "zh", []
    for grade in plan.grades:
        ends = [] if grade.from_ is None else [f"≥ {plain(grade.from_)}"]
        ends += [] if grade.to is None else [f"≤ {plain(grade.to)}"]
        ends += [] if grade.below is None else [f"< {plain(grade.below)}"]
        text = f"{grade.id} {said(grade.title, context.lang)}: {', '.join(ends) or ('其余' if zh else 'the rest')}"
        if grade.share is not None:
            text += f"；名额 {plain(grade.share)}%" if zh else f"; share {plain(grade.share)} %"
        found.append(text)
    return found


def _veto(veto: Veto, context: Context) -> str:
    name = said(veto.title, context.lang, veto.id)
    if veto.grade_at_most:
        effect = f"最终等级最高 {veto.grade_at_most}" if context.lang == "zh" else f"grade at most {veto.grade_at_most}"
    else:
        effect = f"{veto.sets} = {plain(veto.points)}"
    return f"{name} → {effect}"
