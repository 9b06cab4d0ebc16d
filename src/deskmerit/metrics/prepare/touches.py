"""Who touched which ticket in which month: replies, solves, assignments, escalations."""

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.months import Months


def touches(
    talks: ir.Table, solves: ir.Table, history: ir.Table, escalated: ir.Table, bots: frozenset[int], months: Months
) -> ir.Table:
    """One row per ticket, person and month: handled_at (first reply or solve, or null), first_at (first event of
    theirs), escalated. Months are cut to the period; rows outside it are left out."""
    replied = talks.select("tk", "who", t="reply", work=ibis.literal(1, "int8"), up=ibis.literal(0, "int8"))
    solved = solves.select("tk", "t", who="solver", work=ibis.literal(1, "int8"), up=ibis.literal(0, "int8"))
    taken = history.filter(history.k == c.ASSIGNED)
    taken = taken.select("tk", "t", who="p", work=ibis.literal(0, "int8"), up=ibis.literal(0, "int8"))
    raised = escalated.select("tk", "t", who="p", work=ibis.literal(0, "int8"), up=ibis.literal(1, "int8"))
    columns = ("tk", "who", "t", "work", "up")
    rows = replied.select(*columns).union(*(part.select(*columns) for part in (solved, taken, raised)))
    people = rows.who != c.NOBODY
    if bots:
        people = people & rows.who.notin(sorted(bots))
    rows = rows.filter(people)
    rows = rows.mutate(month=months.index(rows.t))
    rows = rows.filter(rows.month > 0)
    return rows.group_by(["tk", "who", "month"]).agg(
        handled_at=rows.t.min(where=rows.work == 1), first_at=rows.t.min(), escalated=rows.up.max()
    )
