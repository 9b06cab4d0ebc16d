"""Ticket timeliness: share of tickets solved within so many hours; late ones count when they fall due."""

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Metric
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

METRIC: Metric = share(
    "ticket_timeliness",
    Direction.HIGHER,
    "events",
    title={"zh": "工单处理及时率", "en": "Ticket timeliness"},
    definition={
        "zh": "已解决或已逾期的工单中，在规定小时数内首次解决的占比",
        "en": "Share of tickets, solved or past due, whose first solve came within the hours",
    },
    credited={
        "zh": "及时的记给首次解决的人，逾期的记给到期那一刻的受理人",
        "en": "on time: who made the first solve; late: the assignee when it fell due",
    },
    clocked=True,
    params={"hours": (24,)},
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 10:00 assigned amy
    t1 11:00 status solved amy
    t2 09:00 created
    t2 09:30 assigned ben
    d2 t2 11:00 status solved amy
    """,
    1,
    2,
    {
        "zh": "t1 两小时解决，及时，记给小美；t2 隔天 26 小时后才解决，逾期，记给到期时的受理人小本。",
        "en": "t1 was solved in 2 hours, on time, Amy's; t2 after 26 hours, late, Ben's: he held it when it fell due.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket solved or past due, at the first solve or the due instant, the earlier."""
    solved, limit = _solved(stage, ask.clock), ask.hours()
    early = solved.filter(solved.elapsed < limit)
    on_time = cases(
        early, who=early.solver, start=early.created, done=early.t, credit=_solver(early), hit=True, placed=True
    )
    rest = _at_least(solved, limit).union(_at_least(_unsolved(stage, ask.clock), limit))
    rest = stage.engine.keep(stage.shared.clocks[ask.clock].due(rest, "created", limit))
    exact = rest.filter(rest.t.notnull() & (rest.elapsed == limit))
    just = cases(exact, who=exact.solver, start=exact.created, done=exact.due, credit=_solver(exact), hit=True)
    late = rest.filter(rest.elapsed > limit)
    held = _holders(stage, late)
    late = late.left_join(held, late.tk == held.held_tk)
    holder = ibis.coalesce(late.holder, c.NOBODY).cast("int32")
    missed = cases(late, who=holder, start=late.created, done=late.due, credit=c.ASSIGNEE, hit=False)
    return [on_time, just, missed]


def _solver(rows: ir.Table) -> ir.IntegerValue:
    return ibis.ifelse(rows.by_self, c.SOLVER, c.ASSIGNEE)


def _solved(stage: Stage, clock: str) -> ir.Table:
    """The first solves with the time elapsed to them."""
    firsts = stage.solves.filter(stage.solves["first"])
    return firsts.mutate(elapsed=firsts[stage.at("t", clock)] - firsts[stage.at("created", clock)])


def _unsolved(stage: Stage, clock: str) -> ir.Table:
    """The tickets never solved with the time elapsed to the as-of instant; t, solver and by_self are null."""
    firsts = stage.solves.filter(stage.solves["first"]).select("tk")
    rows = stage.tickets.anti_join(firsts, "tk").mutate(now=ibis.literal(stage.as_of, "int64"))
    rows = stage.shared.clocks[clock].positions(rows, now_at="now")
    nobody = {"t": ibis.null("int64"), "solver": ibis.null("int32"), "by_self": ibis.null("boolean")}
    return rows.mutate(elapsed=rows.now_at - rows[stage.at("created", clock)], **nobody)


def _at_least(rows: ir.Table, limit: int) -> ir.Table:
    return rows.filter(rows.elapsed >= limit).select(
        *("tk", "created", "team", "cal", "merged", "t", "solver", "by_self", "elapsed")
    )


def _holders(stage: Stage, late: ir.Table) -> ir.Table:
    """The assignee at the due instant, its own events included."""
    given = stage.moves.filter(stage.moves.k == c.ASSIGNED).select(given_tk="tk", i="i", t="t", p="p")
    pairs = late.select("tk", "due").join(given, late.tk == given.given_tk)
    pairs = pairs.filter(pairs.t <= pairs.due)
    return pairs.group_by(pairs.tk.name("held_tk")).agg(holder=pairs.p.argmax(pairs.i))


def waits(stage: Stage, ask: Ask) -> ir.Table:
    """Tickets never solved and not due yet."""
    rows = _unsolved(stage, ask.clock)
    return rows.filter(rows.elapsed < ask.hours()).select("tk", until=ibis.null("int64"))


TICKET_TIMELINESS = Measurable(METRIC, build, EXAMPLE, waits=waits)
