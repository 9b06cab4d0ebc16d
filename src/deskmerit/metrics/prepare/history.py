"""The history of each ticket in order, with the state before every event: replies so far, assignee, status."""

import ibis
import ibis.expr.types as ir

from deskmerit.engines.base import Engine
from deskmerit.metrics import codes as c

_IN_HISTORY = (c.MESSAGE, c.REPLY, c.ASSIGNED, c.STATUS, c.QUEUED, c.CALENDAR)
_ROOM = 2**24
"""Codes of people and statuses stay below this, so that order and value pack into one integer."""


def history(engine: Engine, events: ir.Table) -> ir.Table:
    """Columns tk, i, t, k, p, v, replies, assignee, status – the last three as they were just before the event.

    Order (semantics §2): occurred_at, seq, event_id. Exact duplicates count once. "The last value so far" is a running
    maximum of order × room + value: the portable form, as IGNORE NULLS is not.
    """
    rows = engine.keep(_ordered(events.filter(events.k.isin(_IN_HISTORY))))
    before = ibis.window(group_by=rows.tk, order_by=rows.i, rows=(None, -1))
    place = rows.i.cast("int64") * _ROOM
    assigned = ibis.ifelse(rows.k == c.ASSIGNED, place + rows.p, None).max().over(before)
    status = ibis.ifelse(rows.k == c.STATUS, place + rows.v, None).max().over(before)
    replies = ibis.ifelse(rows.k == c.REPLY, 1, 0).cast("int64").sum().over(before)
    rows = rows.mutate(assigned_before=assigned, status_before=status, replies_before=replies)
    return engine.keep(
        rows.select(
            "tk",
            "i",
            "t",
            "k",
            "p",
            "v",
            replies=ibis.coalesce(rows.replies_before, 0).cast("int32"),
            assignee=ibis.coalesce(rows.assigned_before % _ROOM, c.NOBODY).cast("int32"),
            status=ibis.coalesce(rows.status_before % _ROOM, c.NEW).cast("int16"),
        )
    )


def _ordered(events: ir.Table) -> ir.Table:
    order = ibis.window(group_by=events.tk, order_by=[events.t, events.seq, events.eid])
    rows = events.mutate(i=ibis.row_number().over(order).cast("int32"), last_eid=events.eid.lag().over(order))
    fresh = rows.last_eid.isnull() | (rows.last_eid != rows.eid)
    return rows.filter(fresh).select("tk", "i", "t", "k", "p", "v")


def is_solve(rows: ir.Table) -> ir.BooleanValue:
    """A status change into solved or closed from neither."""
    return (rows.k == c.STATUS) & (rows.v >= c.SOLVED) & (rows.status < c.SOLVED)


def is_reopening(rows: ir.Table) -> ir.BooleanValue:
    """A status change from solved or closed to any other."""
    return (rows.k == c.STATUS) & (rows.v < c.SOLVED) & (rows.status >= c.SOLVED)


def solves(engine: Engine, history: ir.Table, tickets: ir.Table) -> ir.Table:
    """One row per solve: tk, i, t, solver, assignee, replies, reopened (instant of the next reopening), first, last.

    Solves and reopenings alternate, so the row after a solve is its reopening. `last`: the ticket still stands solved.
    With the ticket's created, team, cal, opener and merged.
    """
    turns = history.filter(is_solve(history) | is_reopening(history))
    order = ibis.window(group_by=turns.tk, order_by=turns.i)
    turns = turns.mutate(reopened=turns.t.lead().over(order), nth=ibis.row_number().over(order))
    done = turns.filter(turns.v >= c.SOLVED)
    done = done.select(
        "tk",
        "i",
        "t",
        "assignee",
        "replies",
        "reopened",
        solver=ibis.ifelse(done.p != c.NOBODY, done.p, done.assignee),
        by_self=done.p != c.NOBODY,
        first=done.nth == 0,
        last=done.reopened.isnull(),
    )
    return engine.keep(done.join(tickets, "tk"))


def talks(engine: Engine, history: ir.Table, tickets: ir.Table) -> ir.Table:
    """One row per reply: tk, reply (instant), who, nth (replies before it), start (first customer message since the
    reply before, or null). Creation by a customer is a message. With the ticket's columns."""
    said = history.filter((history.k == c.MESSAGE) | (history.k == c.REPLY))
    runs = said.group_by(["tk", "replies"]).agg(
        start=said.t.min(where=said.k == c.MESSAGE),
        reply=said.t.max(where=said.k == c.REPLY),
        who=said.p.max(where=said.k == c.REPLY),
        i=said.i.max(where=said.k == c.REPLY),
    )
    runs = runs.filter(runs.reply.notnull()).rename(nth="replies").join(tickets, "tk")
    opened = (runs.nth == 0) & (runs.opener == c.BY_CUSTOMER)
    return engine.keep(runs.mutate(start=ibis.ifelse(opened, runs.created, runs.start)))
