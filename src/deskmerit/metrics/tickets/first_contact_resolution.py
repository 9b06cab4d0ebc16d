"""First-contact resolution: share of first solves that needed one reply and did not come back."""

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
    "first_contact_resolution",
    Direction.HIGHER,
    "events",
    title={"zh": "一次性解决率", "en": "First-contact resolution"},
    definition={
        "zh": "首次解决前恰有一次人工回复（或一位受理人、一次会话）且规定天数内未重开、同一客户同类问题未再来的占比",
        "en": "Share of first solves with exactly one reply (one assignee, one session) up to them, no reopening "
        "and no new ticket of that requester and category within the days after",
    },
    credited={"zh": "首次解决的人", "en": "who made the first solve"},
    params={"contact": ("replies", "handlers", "session"), "days": (7,)},
    fit=Fit.PERSON_WITH_CARE,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:01 reply amy
    t1 09:02 status solved amy
    t2 09:00 created
    t2 09:01 reply amy
    t2 09:03 reply amy
    t2 09:04 status solved amy
    d9 t3 09:00 created
    d9 t3 09:05 reply ben
    """,
    1,
    2,
    {
        "zh": "t1 一次回复就解决且 7 天内没有回来；t2 用了两次回复：2 个里 1 个，50 %。",
        "en": "t1 was solved with one reply and stayed away for 7 days; t2 took two replies: 1 of 2, 50 %.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket's first solve that a human served; provisional until its days have passed."""
    days = ask.days()
    first = stage.solves.filter(stage.solves["first"])
    first = _contacts(stage, first, ask.text("contact"))
    again = stage.shared.repeats.came_back(first, days).select(again_tk="tk").distinct()
    first = first.left_join(again, first.tk == again.again_tk)
    stayed = ~within(first.reopened, first.t, days) & first.again_tk.isnull()
    return [
        cases(
            first,
            who=first.solver,
            start=first.created,
            done=first.t,
            credit=ibis.ifelse(first.by_self, c.SOLVER, c.ASSIGNEE),
            out=undecided(first.t, days, stage.as_of),
            hit=first.once & stayed,
            placed=True,
        )
    ]


def _contacts(stage: Stage, first: ir.Table, contact: str) -> ir.Table:
    """The first solves that count, with `once`: whether the customer needed one contact up to it."""
    if contact == "replies":
        return first.filter(first.replies >= 1).mutate(once=ibis._.replies == 1)
    served = first.join(_assignees(stage, first), "tk")
    if contact == "handlers":
        return served.mutate(once=served.low == served.high)
    beside = stage.shared.repeats.beside(first).select(beside_tk="tk").distinct()
    return served.left_join(beside, served.tk == beside.beside_tk).mutate(once=ibis._.beside_tk.isnull())


def _assignees(stage: Stage, first: ir.Table) -> ir.Table:
    """tk of the solves with a human assignee up to them, with the lowest and highest code among those."""
    given = stage.moves.filter((stage.moves.k == c.ASSIGNED) & (stage.moves.p != c.NOBODY))
    if stage.shared.people.bots:
        given = given.filter(given.p.notin(sorted(stage.shared.people.bots)))
    given = given.select(given_tk="tk", given_i="i", p="p")
    pairs = first.select("tk", "i").join(given, first.tk == given.given_tk)
    pairs = pairs.filter(pairs.given_i < pairs.i)
    return pairs.group_by("tk").agg(low=pairs.p.min(), high=pairs.p.max())


def waits(stage: Stage, ask: Ask) -> ir.Table:
    """First solves whose days have not passed."""
    return provisional(stage.solves.filter(stage.solves["first"]), ask.days(), stage.as_of)


FIRST_CONTACT_RESOLUTION = Measurable(METRIC, build, EXAMPLE, waits=waits)
