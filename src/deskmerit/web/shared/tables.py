"""Tables that sort, filter, page and export what they show, by GET parameters alone.

Several tables may stand on one page: each has a name, and its parameters are `<name>.sort`, `<name>.q`,
`<name>.page`, `<name>.export`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from deskmerit.report.values import harmless
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of

FEW = 5
"""Rows up to which a table shows no filter."""
NEVER = Decimal(10**12)
"""Sorts behind every instant."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` aligns: text, number, money, badge. `show` says a row's cell, `sort` what it sorts by,
    `link` where it leads; without `show` the row's key or attribute of that name is shown. `field`: what the database
    sorts by, where rows are a QuerySet. `head`: it heads the card of a row on a phone, in place of the first column.
    `tone`: the cell is a badge of that tone, "" none. `due`: an instant, shown as a deadline. `note`: quiet text beside
    it; `post`: address and words of a button in it; neither is searched or exported."""

    key: str
    title: str
    kind: str = "text"
    show: Callable[[Any], object] | None = None
    sort: Callable[[Any], Any] | None = None
    link: Callable[[Any], str] | None = None
    sortable: bool = True
    field: str = ""
    head: bool = False
    tone: Callable[[Any], str] | None = None
    due: Callable[[Any], datetime | None] | None = None
    note: Callable[[Any], str] | None = None
    post: Callable[[Any], tuple[str, str] | None] | None = None

    def value(self, row: Any) -> Any:
        """The cell as it is sorted; deadlines by their instant, those without one last."""
        if self.due and not self.sort:
            due = self.due(row)
            return NEVER if due is None else Decimal(int(due.timestamp()))
        return self.sort(row) if self.sort else _get(row, self.key)

    def text(self, row: Any) -> object:
        """The cell as it is shown and exported."""
        if self.due and not self.show:
            due = self.due(row)
            return wording.moment(due, settings_of().zone) if due else wording.NONE
        shown = self.show(row) if self.show else _get(row, self.key)
        return wording.NONE if shown is None or shown == "" else shown


@dataclass(frozen=True, slots=True)
class Cell:
    """A shown cell."""

    column: Column
    text: object
    url: str
    row: Any = field(repr=False)

    @property
    def tone(self) -> str:
        """The tone of its badge; none: no badge."""
        return self.column.tone(self.row) if self.column.tone and not self.empty else ""

    @property
    def due(self) -> datetime | None:
        """The instant it waits for."""
        return self.column.due(self.row) if self.column.due else None

    @property
    def note(self) -> str:
        """What stands beside it."""
        return self.column.note(self.row) if self.column.note else ""

    @property
    def post(self) -> tuple[str, str] | None:
        """The address and the words of its button."""
        return self.column.post(self.row) if self.column.post else None

    @property
    def empty(self) -> bool:
        """Whether it holds nothing: a card leaves it out."""
        return self.text == wording.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """A shown row. `left_out` is why it does not count: it is struck through, and the reason stands beside."""

    cells: Sequence[Cell]
    row: Any
    left_out: str


@dataclass(frozen=True, slots=True)
class Table:
    """What `{% data_table %}` draws. Made by `build`."""

    name: str
    columns: Sequence[Column]
    page: Page[Any]
    sort: str
    query: str
    found: int
    total: int
    lines: Sequence[Line]
    everything: Iterable[Any] = field(repr=False)
    searchable: bool = True

    @property
    def filters(self) -> bool:
        """Whether it offers its filter: among a few rows the eye finds faster."""
        return self.searchable and (self.total > FEW or bool(self.query))

    def csv(self, filename: str) -> HttpResponse:
        """All found rows, not only this page's, as CSV that spreadsheets open with Chinese intact."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([column.title for column in self.columns])
        for row in self.everything:
            writer.writerow([harmless(str(column.text(row))) for column in self.columns])
        disposition = f'attachment; filename="{filename}.csv"'
        text = "\ufeff" + out.getvalue()
        return HttpResponse(text, "text/csv; charset=utf-8", headers={"Content-Disposition": disposition})

    def exports(self, request: HttpRequest) -> bool:
        """Whether the page was asked for this table as a file: then answer with `csv`."""
        return f"{self.name}.export" in request.GET


def build(
    request: HttpRequest, rows: Sequence[Any] | QuerySet[Any], columns: Sequence[Column], *, name: str = "t",
    size: int = 50, searchable: bool = True, left_out: Callable[[Any], str] | None = None,
) -> Table:  # fmt: skip
    """Sorts, filters and pages rows (mappings or objects) as the request asks; unknown wishes are ignored.

    Of a QuerySet only the page shown is read, as long as nothing is filtered and the column sorted by has a `field`.
    """
    sort, query = request.GET.get(f"{name}.sort", ""), request.GET.get(f"{name}.q", "").strip()
    column = next((each for each in columns if each.sortable and each.key == sort.removeprefix("-")), None)
    found: Any
    if isinstance(rows, QuerySet) and not query and (column is None or column.field):
        found = rows.order_by(f"{'-' * sort.startswith('-')}{column.field}", "pk") if column else rows
        total = many = found.count()
    else:
        whole = list(rows)
        found = [row for row in whole if _matches(row, columns, query)] if query else whole
        if column:
            found.sort(key=lambda row: _order(column.value(row)), reverse=sort.startswith("-"))
        total, many = len(whole), len(found)
    page = Paginator(found, size).get_page(request.GET.get(f"{name}.page"))
    lines = [
        Line(
            [Cell(each, each.text(row), each.link(row) if each.link else "", row) for each in columns],
            row,
            left_out(row) if left_out else "",
        )
        for row in page
    ]
    shown = sort if column else ""
    return Table(name, columns, page, shown, query, many, total, lines, found, searchable)


def _matches(row: Any, columns: Sequence[Column], query: str) -> bool:
    text = " ".join(str(column.text(row)) for column in columns).casefold()
    return all(word in text for word in query.casefold().split())


def _order(value: Any) -> tuple[int, Any]:
    """Missing first, then numbers, then the rest: a column may hold both."""
    if value is None or value == "":
        return (0, 0)
    if isinstance(value, int | Decimal):
        return (1, value)
    return (2, value if not isinstance(value, str) else value.casefold())


def _get(row: Any, key: str) -> Any:
    return row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)
