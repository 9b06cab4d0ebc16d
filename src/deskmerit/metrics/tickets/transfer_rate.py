"""Transfer rate: share of assignment stints that ended by handing the ticket on."""

import ibis

from deskmerit.core.metric import Direction, Fit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.prepare.history import is_reopening, is_solve
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

METRIC = share(
    "transfer_rate",
    Direction.LOWER,
    "events",
    title={"zh": "转接率", "en": "Transfer rate"},
    definition={
        "zh": "受理人的每一段持有，以改派他人（或无人）结束的占比，其余以解决结束；改派给本人不算",
        "en": "Share of assignment stints that ended by assignment to someone else or nobody, not by the solve; "
        "assignment to the same person is none",
    },
    credited={"zh": "这段持有的受理人", "en": "the person who held the ticket"},
    fit=Fit.GUARD,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:01 assigned amy
    t1 09:30 assigned ben
    t1 10:00 status solved ben
    """,
    1,
    2,
    {
        "zh": "小美持有后转给小本，记一次转接；小本持有到解决，不算：两段里一段，50 %。",
        "en": "Amy handed the ticket to Ben, Ben held it until it was solved: 1 of 2 stints, 50 %.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ended stint. One runs exactly while somebody is assigned and the ticket is not solved or closed."""
    rows = stage.moves
    handed = (rows.k == c.ASSIGNED) & (rows.p != rows.assignee)
    turns = rows.filter(handed | is_solve(rows) | is_reopening(rows))
    begun = turns.t.lag().over(group_by=turns.tk, order_by=turns.i)
    turns = turns.mutate(begun=begun)
    ended = turns.filter((turns.assignee != c.NOBODY) & (turns.status < c.SOLVED))
    ended = ended.join(stage.tickets.select("tk", "team", "merged"), "tk")
    passed_on = ended.k == c.ASSIGNED
    start = ibis.coalesce(ended.begun, ended.t)
    return [cases(ended, who=ended.assignee, start=start, done=ended.t, credit=c.ASSIGNEE, hit=passed_on)]


TRANSFER_RATE = Measurable(METRIC, build, EXAMPLE)
