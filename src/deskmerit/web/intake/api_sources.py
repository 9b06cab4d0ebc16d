"""A helpdesk as JSON, and problems of records as every operation tells them."""

from collections.abc import Iterable
from datetime import datetime

from ninja import Schema

from deskmerit.web.intake import data, sources


class ProblemOut(Schema):
    """A problem of a file with its mend, in the reader's language."""

    level: str
    file: str
    sheet: str
    row: str
    column: str
    said: str
    mend: str


class RefusedOut(Schema):
    """Rows of a table that a helpdesk told and that were refused for one reason."""

    table: str
    column: str
    why: str
    mend: str
    rows: int


class SourceOut(Schema):
    """A helpdesk: rows by table, the last sync with its counts (`told`), what was refused, what to do next.

    `every`: minutes after which the worker syncs it by itself; `by_command`: the last sync was run on the command line,
    and began at `done_at`. No credential is ever told.
    """

    name: str
    kind: str
    url: str
    every: int | None
    state: str
    busy: bool
    by_command: bool
    asked_by: str
    asked_at: datetime | None
    done_at: datetime | None
    told: dict[str, int]
    tables: dict[str, int]
    refused: list[RefusedOut]
    problems: list[ProblemOut]
    next: str


def source_out(each: sources.Line) -> SourceOut:
    """A helpdesk as it is told."""
    row = each.sync if each.command is None else None
    return SourceOut(
        name=each.name, kind=each.desk.kind, url=each.desk.url, busy=each.busy, state=each.outcome,
        every=int(each.desk.every.total_seconds()) // 60 if each.desk.every else None,
        by_command=each.command is not None, asked_by=row.asked_by.agent_id if row and row.asked_by else "",
        asked_at=row.asked_at if row else None, done_at=each.done_at,
        tables=dict(each.state.tables) if each.state else {},
        refused=[
            RefusedOut(table=x.table, column=x.column, why=x.why, mend=x.mend, rows=x.rows) for x in each.refusals()
        ],
        problems=problems_out(each.problems()), next=each.next,
        told={name: count for name, count in each.told.items() if isinstance(count, int)},
    )  # fmt: skip


def problems_out(found: Iterable[data.Rejected]) -> list[ProblemOut]:
    """Problems as they are told."""
    names = ("level", "file", "sheet", "row", "column", "said", "mend")
    return [ProblemOut(**{name: getattr(each, name) for name in names}) for each in found]
