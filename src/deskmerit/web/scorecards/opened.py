"""One line of a scorecard opened: how it came about, the records behind it, its months."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _

from deskmerit.report.behind import Behind
from deskmerit.web.scorecards.evidence import Shown, behind_line
from deskmerit.web.scorecards.sheet import Line, Sheet
from deskmerit.web.shared import tables, wording

SIZE = 10


@dataclass(slots=True)
class Opened:
    """What an opened line shows."""

    line: Line
    definition: str
    scoring: str
    how: Sequence[str]
    behind: Behind
    rows: Sequence[Shown]
    table: tables.Table
    trend: Sequence[dict[str, Any]]
    guards: Sequence[str]
    flags: dict[str, str] = field(default_factory=dict)  # address to flag a record, by its ref


def opened(request: HttpRequest, sheet: Sheet, line: Line) -> Opened:
    """Reads one person's records of one line: a few milliseconds."""
    found, rows = behind_line(sheet, line)
    table = tables.build(request, rows, columns(), name="r", size=SIZE, left_out=lambda row: row.left_out)
    return Opened(
        line=line,
        definition=sheet.definition(line),
        scoring=sheet.scoring(line),
        how=sheet.how(line),
        behind=found,
        rows=rows,
        table=table,
        trend=[{"label": month_of(month), "value": value} for month, value in sheet.trend(line)],
        guards=[sheet.context.title(line.plan, each) for each in (line.indicator.guards if line.indicator else ())],
    )


def month_of(label: str) -> str:
    """A month in a word, January with its year: a year of them fits beside each other."""
    day = date.fromisoformat(f"{label}-01")
    return dateformat.format(day, "Y" if day.month == 1 else "n" if wording.lang() == "zh" else "M")


def columns() -> list[tables.Column]:
    """The columns of the records, on the screen and in the file."""
    return [
        tables.Column("record", _("Record"), show=lambda row: row.record or _("not shown while the period is open")),
        tables.Column("started", _("From")),
        tables.Column("completed", _("To")),
        tables.Column("figure", _("Value"), "number", sort=lambda row: number_in(row.figure)),
        tables.Column("why", _("Why")),
    ]


def number_in(figure: str) -> Decimal | None:
    """The number a figure begins with, by which records are sorted.

    >>> number_in("1,204 s") > number_in("98 s")
    True
    """
    found = re.match(r"-?[\d,]*\.?\d+", figure)
    return Decimal(found.group().replace(",", "")) if found else None


def with_flags(shown: Opened, sheet: Sheet) -> None:
    """Adds the address to flag each record on the page."""
    address = reverse("flag_new")
    for each in shown.table.page:
        if each.ref:
            asked = {"card": sheet.card.pk, "indicator": shown.line.key, "record": each.ref}
            shown.flags[each.ref] = f"{address}?{urlencode(asked)}"
