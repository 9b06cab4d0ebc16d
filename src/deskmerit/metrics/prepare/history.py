"""The history of each ticket in order, with the state before every event: replies so far, assignee, status."""

import functools
import operator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from deskmerit.engines.base import Engine
from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.events import in_order

_TALK = (c.MESSAGE, c.REPLY)
_MOVES = (c.ASSIGNED, c.STATUS, c.QUEUED, c.ESCALATED, c.CALENDAR)
_ROOM = 2**24
"""Codes of people and statuses stay below this, so that order and value pack into one integer."""


@dataclass(frozen=True, slots=True)
class Histories:
    """What the events of tickets say, whatever is asked: see `moves`, `solves` and `talks`."""

    moves: ir.Table
    solves: ir.Table
    talks: ir.Table


def histories(engine: Engine, events: ir.Table) -> Histories:
    """The histories of the tickets whose encoded events are given."""
    line = ordered(engine, events)
    moved = moves(engine, line)
    return Histories(moved, solves(moved), talks(line))


def ordered(engine: Engine, events: ir.Table) -> ir.Table:
    """Columns tk, i, t, k, p, v and replies, the number of them before the event.

    Order (semantics §2): occurred_at, seq, event_id. Exact duplicates count once: they are told in the same sort, and
    only where there are some is it done again without them.
    """
    events = events.filter(events.k.isin([*_TALK, *_MOVES]))
    order = in_order(events)
    line = ibis.window(group_by=events.tk, order_by=order)
    same = [column.lag().over(line) == column for column in order]
    again = functools.reduce(operator.and_, same).fill_null(False)
    rows = engine.keep(_numbered(events, order, again=again))
    if engine.some(rows.filter(rows.again)):
        rows = rows.filter(~rows.again)
        rows = engine.keep(_numbered(rows, [rows.i]))
    return rows


def _numbered(events: ir.Table, order: list[ir.Value], **more: ir.Value) -> ir.Table:
    line = ibis.window(group_by=events.tk, order_by=order)
    before = ibis.window(group_by=events.tk, order_by=order, rows=(None, -1))
    return events.select(
        *("tk", "t", "k", "p", "v"),
        **more,
        i=ibis.row_number().over(line).cast("int32"),
        replies=ibis.ifelse(events.k == c.REPLY, 1, None).count().over(before).cast("int32"),
    )


def moves(engine: Engine, line: ir.Table) -> ir.Table:
    """Whatever happened to the tickets beside talks: tk, i, t, k, p, v, replies, with assignee and status as they were
    just before each.

    "The last value so far" is a running maximum of order × room + value: the portable form, as IGNORE NULLS is not.
    """
    rows = line.filter(line.k.isin(_MOVES))
    before = ibis.window(group_by=rows.tk, order_by=rows.i, rows=(None, -1))
    place = rows.i.cast("int64") * _ROOM
    assigned = ibis.ifelse(rows.k == c.ASSIGNED, place + rows.p, None).max().over(before)
    status = ibis.ifelse(rows.k == c.STATUS, place + rows.v, None).max().over(before)
    rows = rows.mutate(assigned_before=assigned, status_before=status)
    return engine.keep(
        rows.select(
            "tk",
            "i",
            "t",
            "k",
            "p",
            "v",
            "replies",
            assignee=ibis.coalesce(rows.assigned_before % _ROOM, c.NOBODY).cast("int32"),
            status=ibis.coalesce(rows.status_before % _ROOM, c.NEW).cast("int16"),
        )
    )


def is_solve(rows: ir.Table) -> ir.BooleanValue:
    """A status change into solved or closed from neither."""
    return (rows.k == c.STATUS) & (rows.v >= c.SOLVED) & (rows.status < c.SOLVED)


def is_reopening(rows: ir.Table) -> ir.BooleanValue:
    """A status change from solved or closed to any other."""
    return (rows.k == c.STATUS) & (rows.v < c.SOLVED) & (rows.status >= c.SOLVED)


def solves(moves: ir.Table) -> ir.Table:
    """One row per solve: tk, i, t, solver, by_self, replies, first, reopened (instant of the next reopening, or null).

    Solves and reopenings alternate, so the row after a solve is its reopening.
    """
    turns = moves.filter(is_solve(moves) | is_reopening(moves))
    order = ibis.window(group_by=turns.tk, order_by=turns.i)
    turns = turns.mutate(reopened=turns.t.lead().over(order), nth=ibis.row_number().over(order))
    done = turns.filter(turns.v >= c.SOLVED)
    return done.select(
        "tk",
        "i",
        "t",
        "replies",
        "reopened",
        solver=ibis.ifelse(done.p != c.NOBODY, done.p, done.assignee),
        by_self=done.p != c.NOBODY,
        first=done.nth == 0,
    )


def talks(line: ir.Table) -> ir.Table:
    """One row per reply: tk, i, reply (instant), who, nth (replies before it), start (first customer message since the
    reply before, or null)."""
    asked = line.filter(line.k == c.MESSAGE)
    runs = asked.group_by(run_tk="tk", run="replies").agg(start=asked.t.min())
    replies = line.filter(line.k == c.REPLY).select("tk", "i", reply="t", who="p", nth="replies")
    return replies.left_join(runs, [replies.tk == runs.run_tk, replies.nth == runs.run]).drop("run_tk", "run")
