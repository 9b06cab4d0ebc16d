"""Figures by person and period, already totted up by a platform → `figures`, with half-open days."""

import re
from datetime import date, timedelta
from decimal import Decimal

from deskmerit.records.values import Bad, integer, month, number, seconds
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.made import Batch, Made, Record
from deskmerit.sources.maps.model import FigureColumn, ImportMap, Summary

type Days = tuple[date, date]
_RANGE = re.compile(r"\s*(.+?)\s*(?:~|～|至|到|—|–|\s-\s|/(?=\d{4}))\s*(.+?)\s*")
_WEEK = re.compile(r"(\d{4})\s*(?:-?\s*W|年\s*第?)\s*(\d{1,2})\s*周?", re.IGNORECASE)


def make_summary(imap: ImportMap, summary: Summary, batches: list[Batch], made: Made) -> None:
    """Adds `figures`. A row with a cell that can't be read makes none and is reported; an empty figure is missing."""
    for batch in batches:
        for row, at in batch.rows:
            figures = _figures(imap, summary, batch.cells, row, at, made)
            for figure in figures or []:
                made.add("figures", figure)


def _figures(imap: ImportMap, summary: Summary, cells: Cells, row: Row, at: int, made: Made) -> list[Record] | None:
    login = cells.text(row, summary.agent)
    if login is None:
        made.refuse(cells.where(at, summary.agent), "import-empty-cell", column=cells.columns.named(summary.agent))
        return None
    days = _days(summary, cells, row)
    if isinstance(days, str):
        made.refuse(cells.where(at, days), "import-bad-cell", value=cells.text(row, days), reason="not-a-period")
        return None
    found = []
    for figure in summary.figures:
        sums = _sums(figure, cells, row)
        if isinstance(sums, tuple):
            column, reason = sums
            made.refuse(cells.where(at, column), "import-bad-cell", value=cells.text(row, column), reason=reason)
            return None
        if sums:
            found.append({"metric": figure.metric, "from_date": days[0], "to_date": days[1]} | sums)
    if not found:
        made.refuse(cells.where(at), "import-row-makes-nothing")
        return None
    name = cells.text(row, imap.agent_name) if imap.agent_name else None
    agent = made.people.seen(login, cells.where(at), name)
    origin = {"source": imap.source, "source_file": cells.sheet.file, "source_row": at}
    return [{"agent_id": agent} | figure | origin for figure in found]


def _days(summary: Summary, cells: Cells, row: Row) -> Days | str:
    """The half-open days of a row, or the column that does not tell them."""
    if summary.start:
        first = cells.clock.day(cells.raw(row, summary.start))
        last = cells.clock.day(cells.raw(row, summary.end))
        if not isinstance(first, date):
            return summary.start
        return _closed(first, last, summary) or summary.end
    column = summary.day or summary.week or summary.month or summary.range
    cell = cells.raw(row, column)
    if summary.month:
        said = month(cell)
        return _month(said) if isinstance(said, str) else column
    if summary.week:
        return _week(cells, cell) or column
    if summary.range:
        return _range(summary, cells, cell) or column
    day = cells.clock.day(cell)
    return (day, day + timedelta(days=1)) if isinstance(day, date) else column


def _closed(first: date, last: object, summary: Summary) -> Days | None:
    if not isinstance(last, date):
        return None
    end = last + timedelta(days=1) if summary.end_included else last
    return (first, end) if first < end else None


def _month(said: str) -> Days:
    """
    >>> _month("2026-12")[1]
    datetime.date(2027, 1, 1)
    """
    first = date.fromisoformat(f"{said}-01")
    return first, (first + timedelta(days=31)).replace(day=1)


def _week(cells: Cells, cell: object) -> Days | None:
    """An ISO week (`2026-W36`, `2026年第36周`), or seven days from the date that stands there."""
    parts = _WEEK.fullmatch(cells.plain(cell) or "")
    try:
        first = date.fromisocalendar(int(parts[1]), int(parts[2]), 1) if parts else cells.clock.day(cell)
    except ValueError:
        return None
    return (first, first + timedelta(days=7)) if isinstance(first, date) else None


def _range(summary: Summary, cells: Cells, cell: object) -> Days | None:
    """`2026-09-01~2026-09-30`; a single day stands for itself."""
    said = cells.plain(cell) or ""
    parts = _RANGE.fullmatch(said)
    first = cells.clock.day(parts[1] if parts else cell)
    last = cells.clock.day(parts[2]) if parts else first
    if not isinstance(first, date):
        return None
    return _closed(first, last, summary) if parts else (first, first + timedelta(days=1))


def _sums(figure: FigureColumn, cells: Cells, row: Row) -> Record | tuple[str, str]:
    """The figure's numbers, {} where it is missing, or the column and the reason of a bad cell."""
    found: Record = {}
    for part, column in (("numerator", figure.numerator), ("denominator", figure.denominator), ("value", figure.value)):
        if column:
            value = _number(figure, part, cells, row, column)
            if isinstance(value, Bad):
                return column, value.reason
            if value is not None:
                found[part] = value
    if not {"value", "numerator"} & found.keys():
        return {}
    cases = integer(cells.raw(row, figure.cases)) if figure.cases else None
    if isinstance(cases, Bad):
        return figure.cases, cases.reason
    return found if cases is None else found | {"cases": cases}


def _number(figure: FigureColumn, part: str, cells: Cells, row: Row, column: str) -> Decimal | Bad | None:
    cell = cells.raw(row, column)
    if figure.unit == "seconds" and part != "denominator":
        return seconds(cell)
    value = number(cell)
    # A workbook keeps 97% as 0.97; text that says 97% is 97 already.
    ratio = figure.unit == "ratio" and part == "value" and "%" not in str(cell)
    return value * 100 if ratio and isinstance(value, Decimal) else value
