"""Who served before a survey was sent or a complaint came in."""

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c
from deskmerit.metrics.stage import Stage


def served(stage: Stage, rows: ir.Table) -> ir.Table:
    """For rows with rid, tk and moment: rid, solver and self_made of the last solve at or before the moment, and
    holder, the assignee then. Events of the moment itself count. 0 for nobody."""
    asked = stage.engine.keep(rows.filter(rows.tk >= 0).select("rid", "tk", "moment"))
    done = stage.solves.select(solve_tk="tk", i="i", t="t", solver="solver")
    solves = asked.join(done, asked.tk == done.solve_tk)
    solves = solves.filter(solves.t <= solves.moment)
    last = solves.group_by("rid").agg(solver=solves.solver.argmax(solves.i))
    given = stage.moves.filter(stage.moves.k == c.ASSIGNED).select(given_tk="tk", i="i", t="t", p="p")
    held = asked.join(given, asked.tk == given.given_tk)
    held = held.filter(held.t <= held.moment)
    holders = held.group_by(held.rid.name("held_rid")).agg(holder=held.p.argmax(held.i))
    last = last.rename(last_rid="rid")
    found = asked.left_join(last, asked.rid == last.last_rid)
    found = found.left_join(holders, found.rid == holders.held_rid)
    nobody = {name: ibis.coalesce(found[name], c.NOBODY).cast("int32") for name in ("solver", "holder")}
    return stage.engine.keep(found.select(served_rid="rid", **nobody))
