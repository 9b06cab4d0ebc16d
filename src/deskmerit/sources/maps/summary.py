"""Figures by person and period, already totted up by a platform → `figures`, with half-open days."""

import re
from datetime import date, timedelta
from decimal import Decimal

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.values import Bad, integer, month, number
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.made import Batch, Made, Record
from deskmerit.sources.maps.model import FigureColumn, ImportMap, Summary
from deskmerit.sources.maps.units import are_fractions, duration, look_like_ratings

type Days = tuple[date, date]
_RANGE = re.compile(r"\s*(.+?)\s*(?:~|～|至|到|—|–|\s-\s|/(?=\d{4}))\s*(.+?)\s*")
_WEEK = re.compile(r"(\d{4})\s*(?:-?\s*W|年\s*第?)\s*(\d{1,2})\s*周?", re.IGNORECASE)


def make_summary(imap: ImportMap, summary: Summary, batches: list[Batch], made: Made) -> None:
    """Adds `figures`. A row with a cell that can't be read makes none and is reported; an empty figure is missing."""
    for batch in batches:
        fractions = _fractions(summary, batch, made)
        for row, at in batch.rows:
            figures = _figures(imap, summary, batch.cells, row, at, made, fractions)
            for figure in figures or []:
                made.add("figures", figure)


def _figures(
    imap: ImportMap, summary: Summary, cells: Cells, row: Row, at: int, made: Made, fractions: set[str]
) -> list[Record] | None:
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
        sums = _sums(figure, cells, row, fractions)
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


def _sums(figure: FigureColumn, cells: Cells, row: Row, fractions: set[str]) -> Record | tuple[str, str]:
    """The figure's numbers, {} where it is missing, or the column and the reason of a bad cell."""
    found: Record = {}
    for part, column in (("numerator", figure.numerator), ("denominator", figure.denominator), ("value", figure.value)):
        if column:
            value = _number(figure, part, cells, row, column, fractions)
            if isinstance(value, Bad):
                return column, value.reason
            if value is not None:
                found[part] = value
    kept = _kept(figure, found)
    if not kept:
        return {}
    cases = integer(cells.raw(row, figure.cases)) if figure.cases else None
    if isinstance(cases, Bad):
        return figure.cases, cases.reason
    return kept if cases is None else kept | {"cases": cases}


def _kept(figure: FigureColumn, found: Record) -> Record:
    """The numbers that go together: exact sums before a printed, rounded value; half of a pair is none."""
    if {"numerator", "denominator"} <= found.keys():
        return {part: found[part] for part in ("numerator", "denominator")}
    if "value" in found:
        return {"value": found["value"]}
    return found if "numerator" in found and not figure.denominator else {}


def _number(
    figure: FigureColumn, part: str, cells: Cells, row: Row, column: str, fractions: set[str]
) -> Decimal | Bad | None:
    cell = cells.raw(row, column)
    if figure.unit == "seconds" and part != "denominator":
        return duration(cell, cells.columns.named(column))
    value = number(cell)
    return value * 100 if part == "value" and column in fractions and isinstance(value, Decimal) else value


def _fractions(summary: Summary, batch: Batch, made: Made) -> set[str]:
    """The columns of shares written as fractions; those that look like ratings are a warning."""
    cells, found = batch.cells, set()
    for figure in summary.figures:
        if figure.unit != "share" or figure.value not in cells.columns.places:
            continue
        column = [cells.raw(row, figure.value) for row, _ in batch.rows]
        header = cells.columns.named(figure.value)
        if are_fractions(column, header):
            found.add(figure.value)
        elif look_like_ratings(column, header):
            where = Where(file=cells.sheet.file, sheet=cells.sheet.name, column=header)
            made.issues.append(Issue(Level.WARNING, "import-rating-as-share", where, {"metric": figure.metric}))
    return found
