"""First response time: from creation, the last queueing or the replier's assignment to the ticket's first reply."""

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Fit, Kind, Metric, Unit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

METRIC = Metric(
    "first_response_time",
    Unit.SECONDS,
    Kind.MEAN,
    Direction.LOWER,
    "events",
    title={"zh": "平均首次响应时长", "en": "First response time"},
    definition={
        "zh": "从工单创建（或最后一次转人工排队、首位回复人最后一次被分配）到首次人工回复的时长；客服自建的工单不计",
        "en": "Time from a ticket's creation (or its last queueing, or the replier's last assignment) to its first "
        "reply by a human agent; tickets opened by an agent don't count",
    },
    credited={"zh": "首次回复的人", "en": "who wrote the first reply"},
    digits=0,
    clocked=True,
    params={"from": ("creation", "queued", "assigned")},
    fit=Fit.PERSON_WITH_CARE,
)

EXAMPLE = Example(
    """
    t1 09:00:00 created
    t1 09:00:05 assigned amy
    t1 09:00:28 reply amy
    t1 09:10:00 reply ben
    """,
    28,
    1,
    {
        "zh": "工单 9:00:00 创建，小美 9:00:28 首次回复：28 秒，记在小美名下；之后谁接手都不改变它。",
        "en": "Created at 9:00:00, first answered by Amy at 9:00:28: 28 seconds, credited to Amy, whoever took over.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per ticket with a reply; without its start before that reply, no case."""
    first = stage.talks.filter(stage.talks.nth == 0)
    begun = "created"
    if ask.text("from") != "creation":
        first, begun = _begun(stage, first, ask.text("from")), "begun"
    at = stage.at(begun, ask.clock)
    if at == "b_begun":
        first = stage.shared.clocks["business"].positions(first, b_begun="begun")
    return [
        cases(
            first,
            who=first.who,
            start=first[begun],
            done=first.reply,
            credit=c.FIRST_REPLIER,
            out=ibis.ifelse(first.opener == c.BY_HUMAN_AGENT, c.BY_AGENT, c.IN),
            us=first[stage.at("reply", ask.clock)] - first[at],
            placed=True,
        )
    ]


def _begun(stage: Stage, first: ir.Table, since: str) -> ir.Table:
    """The first replies with `begun`: the last queueing, or assignment to the replier, before them in order."""
    told = stage.moves.filter(stage.moves.k == (c.QUEUED if since == "queued" else c.ASSIGNED))
    told = told.select(told_tk="tk", told_i="i", told_t="t", told_p="p")
    pairs = first.select("tk", "i", "who").join(told, first.tk == told.told_tk)
    pairs = pairs.filter(pairs.told_i < pairs.i)
    if since == "assigned":
        pairs = pairs.filter((pairs.told_p == pairs.who) & (pairs.who != c.NOBODY))
    return first.join(pairs.group_by("tk").agg(begun=pairs.told_t.max()), "tk")


FIRST_RESPONSE_TIME = Measurable(METRIC, build, EXAMPLE)
