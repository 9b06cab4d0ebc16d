"""Counts of work: tickets handled by a person in a month, and solves."""

import ibis

from deskmerit.core.metric import Direction
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import count
from deskmerit.metrics.stage import Stage

HANDLED = count(
    "tickets_handled",
    Direction.HIGHER,
    "events",
    title={"zh": "处理工单数", "en": "Tickets handled"},
    definition={
        "zh": "当月由本人回复或解决过的工单数，同一工单每人每月只计一次",
        "en": "Tickets a person replied to or solved in the month, each once per person and month",
    },
    credited={"zh": "经手的人", "en": "the person"},
)

SOLVED = count(
    "tickets_solved",
    Direction.HIGHER,
    "events",
    title={"zh": "解决工单数", "en": "Tickets solved"},
    definition={"zh": "解决的次数", "en": "Solves"},
    credited={"zh": "解决的人", "en": "who made the solve"},
)

STORY = """
    t1 09:00 created
    t1 09:01 reply amy
    t1 09:02 reply amy
    t1 09:03 status solved amy
    """

HANDLED_EXAMPLE = Example(
    STORY,
    1,
    0,
    {"zh": "同一工单回复两次再解决：处理 1 个。", "en": "Two replies and a solve on one ticket: 1 handled."},
)

SOLVED_EXAMPLE = Example(STORY, 1, 0, {"zh": "解决一次：1。", "en": "Solved once: 1."})


def handled(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket, person and month in which that person replied to it or solved it."""
    rows = stage.touches.filter(stage.touches.handled_at.notnull())
    done = rows.handled_at
    return [cases(rows, who=rows.who, start=rows.created, done=done, credit=c.HANDLED, hit=True, den=0)]


def solved(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per solve."""
    rows = stage.solves
    credit = ibis.ifelse(rows.by_self, c.SOLVER, c.ASSIGNEE)
    return [cases(rows, who=rows.solver, start=rows.created, done=rows.t, credit=credit, hit=True, den=0, placed=True)]


TICKETS_HANDLED = Measurable(HANDLED, handled, HANDLED_EXAMPLE)
TICKETS_SOLVED = Measurable(SOLVED, solved, SOLVED_EXAMPLE)
