"""Complaint rate: upheld complaints over the tickets a person handled."""

import ibis

from deskmerit.core.metric import Direction
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.others.rows import every, left_out, plain
from deskmerit.metrics.others.servers import served
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

METRIC = share(
    "complaint_rate",
    Direction.LOWER,
    "complaints",
    title={"zh": "有责投诉率", "en": "Complaint rate"},
    definition={
        "zh": "成立的投诉数，除以当月由本人回复或解决过的工单数；可能超过 100 %",
        "en": "Upheld complaints over the distinct tickets the person replied to or solved in the month; it can exceed "
        "100 %",
    },
    credited={
        "zh": "投诉指明的人；否则收到投诉时该工单最后一次解决的人",
        "en": "the complaint's agent, else the ticket's last solver at or before it",
    },
    bounded=False,
)

EXAMPLE = Example(
    """
    t1 09:00 created
    t1 09:01 reply amy
    t2 09:00 created
    t2 09:01 status solved amy
    complaints: complaint_id=c1, ticket_id=t2, received_at=10:00, upheld=true
    complaints: complaint_id=c2, ticket_id=t2, received_at=10:00, upheld=false
    t1 12:00 message
    """,
    1,
    2,
    {
        "zh": "小美经手两个工单，一件投诉成立，一件不成立：1/2，50 %。",
        "en": "Amy handled two tickets; one complaint was upheld, one was not: 1 of 2, 50 %.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per upheld or undecided complaint, and one per ticket handled, person and month."""
    rows = plain(stage, ask, "complaints")
    if "served:complaints" not in stage.plain:
        whole = every(stage, "complaints")
        stage.plain["served:complaints"] = served(stage, whole.mutate(moment=whole.received_at))
    found = stage.plain["served:complaints"]
    rows = rows.left_join(found, rows.rid == found.served_rid)
    rows = rows.filter(rows.upheld.fill_null(True))
    out = left_out(rows, rows.received_at, stage.shared.as_ofs["complaints"])
    blamed = cases(
        rows,
        who=ibis.coalesce(rows.who.nullif(c.NOBODY), rows.solver, c.NOBODY),
        done=rows.received_at,
        credit=ibis.cases((rows.who != c.NOBODY, c.OWN_AGENT), (rows.solver > c.NOBODY, c.SOLVER), else_=0),
        out=ibis.ifelse(rows.upheld.isnull() & (out == c.IN), c.PROVISIONAL, out),
        hit=True,
        den=0,
        n=0,
        table="complaints",
    )
    work = stage.touches.filter(stage.touches.handled_at.notnull())
    handled = cases(work, who=work.who, start=work.created, done=work.handled_at, credit=c.HANDLED, hit=False)
    return [blamed, handled]


COMPLAINT_RATE = Measurable(METRIC, build, EXAMPLE)
