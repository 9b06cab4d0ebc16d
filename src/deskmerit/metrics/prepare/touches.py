"""Who touched which ticket in which month: replies, solves, assignments, escalations."""

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.months import Months
from deskmerit.metrics.prepare.people import People


def touches(talks: ir.Table, solves: ir.Table, moves: ir.Table, everybody: People, months: Months) -> ir.Table:
    """One row per ticket, person and month: handled_at (first reply or solve, or null), first_at (first event of
    theirs), escalated. Months are cut to the period; rows outside it are left out.

    The three keys are grouped by as one number, which takes half the time.
    """
    no, yes, never = ibis.literal(0, "int8"), ibis.literal(1, "int8"), ibis.null("int64")
    replied = talks.select("tk", "month", who="who", t="reply", work="reply", up=no)
    solved = solves.select("tk", "month", who="solver", t="t", work="t", up=no)
    taken = moves.filter(moves.k.isin([c.ASSIGNED, c.ESCALATED]))
    up = ibis.ifelse(taken.k == c.ESCALATED, yes, no)
    taken = taken.select("tk", month=months.index(taken.t), who="p", t="t", work=never, up=up)
    rows = replied.union(solved, taken)
    people = rows.who != c.NOBODY
    if everybody.bots:
        people = people & rows.who.notin(sorted(everybody.bots))
    rows = rows.filter(people & (rows.month > 0))
    low = len(months.labels).bit_length()
    high = low + len(everybody.codes.ids).bit_length()
    whose = (rows.tk.cast("int64") << high) | (rows.who.cast("int64") << low) | rows.month
    found = rows.group_by(whose.name("whose")).agg(
        handled_at=rows.work.min(), first_at=rows.t.min(), escalated=rows.up.max()
    )
    return found.select(
        "handled_at",
        "first_at",
        "escalated",
        tk=(found.whose >> high).cast("int32"),
        who=((found.whose >> low) & ((1 << (high - low)) - 1)).cast("int32"),
        month=(found.whose & ((1 << low) - 1)).cast("int16"),
    )
