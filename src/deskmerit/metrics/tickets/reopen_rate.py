"""Reopen rate: share of solves that were reopened within the days."""

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Fit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage, provisional, undecided, within

METRIC = share(
    "reopen_rate",
    Direction.LOWER,
    "events",
    title={"zh": "重开率", "en": "Reopen rate"},
    definition={
        "zh": "每次解决之后规定天数内被重开的占比",
        "en": "Share of solves reopened within the days after them",
    },
    credited={"zh": "该次解决的人", "en": "who made that solve"},
    params={"days": (7,)},
    fit=Fit.GUARD,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:10 status solved amy
    t1 10:00 status open
    t2 09:00 created
    t2 09:10 status solved amy
    d9 t3 09:00 created
    d9 t3 09:01 reply ben
    """,
    1,
    2,
    {
        "zh": "t1 重开过，至今未再解决也算一次重开；t2 没有：2 次解决里 1 次，50 %。",
        "en": "t1 was reopened, which counts though it is still open; t2 was not: 1 of 2 solves, 50 %.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per solve; provisional until its days have passed."""
    rows, days = stage.solves, ask.days()
    return [
        cases(
            rows,
            who=rows.solver,
            start=rows.created,
            done=rows.t,
            credit=ibis.ifelse(rows.by_self, c.SOLVER, c.ASSIGNEE),
            out=undecided(rows.t, days, stage.as_of),
            hit=within(rows.reopened, rows.t, days),
            placed=True,
        )
    ]


def waits(stage: Stage, ask: Ask) -> ir.Table:
    """Solves whose days have not passed."""
    return provisional(stage.solves, ask.days(), stage.as_of)


REOPEN_RATE = Measurable(METRIC, build, EXAMPLE, waits=waits)
