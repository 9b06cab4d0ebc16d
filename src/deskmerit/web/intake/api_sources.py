"""A helpdesk as JSON."""

from collections.abc import Sequence
from datetime import datetime

from ninja import Schema

from deskmerit.web.intake import data, sources


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
    refused: Sequence[sources.Refusal]
    problems: Sequence[data.Problem]
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
        refused=each.refusals(), problems=each.problems(), next=each.next,
        told={name: count for name, count in each.told.items() if isinstance(count, int)},
    )  # fmt: skip
