"""Escalation rate: share of the tickets a person handled in a month that this person escalated in it."""

from deskmerit.core.metric import Direction, Fit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

METRIC = share(
    "escalation_rate",
    Direction.LOWER,
    "events",
    title={"zh": "升级率", "en": "Escalation rate"},
    definition={
        "zh": "当月经手（回复、解决、被分配或升级）的工单中，由本人升级的占比",
        "en": "Share of the tickets a person handled in the month (replied to, solved, was assigned, escalated) that "
        "this person escalated in it",
    },
    credited={"zh": "经手的人", "en": "the person who handled the ticket"},
    fit=Fit.PERSON_WITH_CARE,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:01 reply amy
    t1 09:02 escalated amy
    t2 09:00 created
    t2 09:01 reply amy
    """,
    1,
    2,
    {"zh": "小美经手两个工单，升级一个：50 %。", "en": "Amy handled two tickets and escalated one: 50 %."},
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket, person and month."""
    rows = stage.touches
    return [cases(rows, who=rows.who, start=rows.created, done=rows.first_at, credit=c.HANDLED, num=rows.escalated)]


ESCALATION_RATE = Measurable(METRIC, build, EXAMPLE)
