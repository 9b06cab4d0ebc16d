"""Resolution time: from creation to the last solve of a ticket that stands solved, pending time in or out."""

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Fit, Kind, Metric, Unit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

METRIC = Metric(
    "resolution_time",
    Unit.SECONDS,
    Kind.MEAN,
    Direction.LOWER,
    "events",
    title={"zh": "平均解决时长", "en": "Resolution time"},
    definition={
        "zh": "最后状态为已解决或已关闭的工单，从创建到最后一次解决的时长；pause: pending 时扣除等待客户的时间",
        "en": "Time from creation to the last solve of a ticket whose last status is solved or closed; with "
        "pause: pending, time spent pending is taken out",
    },
    credited={"zh": "该次解决的人", "en": "who made that solve"},
    digits=0,
    clocked=True,
    params={"pause": ("none", "pending")},
    fit=Fit.PERSON_WITH_CARE,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:10 status solved amy
    t1 10:00 status open
    t1 11:00 status solved ben
    """,
    7200,
    1,
    {
        "zh": "重开后 11:00 再次解决：2 小时，记在最后解决的人名下，只算一个工单。",
        "en": "Solved again at 11:00 after a reopening: 2 hours, credited to the last solver, one ticket.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket that stands solved: its last solve."""
    last = stage.solves.filter(stage.solves["last"])
    lasted = last[stage.at("t", ask.clock)] - last[stage.at("created", ask.clock)]
    if ask.text("pause") == "pending":
        paused = _paused(stage, ask.clock)
        last = last.left_join(paused, last.tk == paused.paused_tk)
        lasted = last[stage.at("t", ask.clock)] - last[stage.at("created", ask.clock)]
        lasted = lasted - ibis.coalesce(last.paused, 0)
    credit = ibis.ifelse(last.by_self, c.SOLVER, c.ASSIGNEE)
    return [cases(last, who=last.solver, start=last.created, done=last.t, credit=credit, us=lasted, placed=True)]


def _paused(stage: Stage, clock: str) -> ir.Table:
    """Time pending per ticket. In a ticket that stands solved every pending stretch ends before its last solve."""
    changes = stage.moves.filter(stage.moves.k == c.STATUS)
    after = changes.t.lead().over(group_by=changes.tk, order_by=changes.i)
    changes = changes.mutate(until=after)
    spent = changes.filter((changes.v == c.PENDING) & changes.until.notnull())
    spent = spent.select("tk", "t", "until").join(stage.tickets.select("tk", "cal"), "tk")
    timed = stage.shared.clocks[clock].positions(spent, a="t", b="until")
    return timed.group_by(timed.tk.name("paused_tk")).agg(paused=(timed.b - timed.a).sum())


RESOLUTION_TIME = Measurable(METRIC, build, EXAMPLE)
