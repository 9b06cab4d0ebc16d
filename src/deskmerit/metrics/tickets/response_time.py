"""Response time: from the first customer message of a run to the reply that answers it."""

from deskmerit.core.metric import Direction, Fit, Kind, Metric, Unit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

METRIC = Metric(
    "response_time",
    Unit.SECONDS,
    Kind.MEAN,
    Direction.LOWER,
    "events",
    title={"zh": "平均响应时长", "en": "Response time"},
    definition={
        "zh": "一轮客户消息从第一条（客户建单算一条）到人工回复的时长；机器人既不结束也不开始一轮",
        "en": "Time from the first message of a run of customer messages (creation by a customer is one) to the reply "
        "by a human agent; bots neither end nor start a run",
    },
    credited={"zh": "回复的人", "en": "who wrote that reply"},
    digits=0,
    clocked=True,
    fit=Fit.PERSON_WITH_CARE,
)

EXAMPLE = Example(
    """
    t1 09:00:00 created
    t1 09:00:30 reply amy
    t1 09:05:00 message
    t1 09:05:20 message
    t1 09:05:40 reply amy
    """,
    70,
    2,
    {
        "zh": "第一轮 30 秒；第二轮从 9:05:00 的第一条消息算起，40 秒：合计 70 秒、2 次，平均 35 秒。",
        "en": "The first run took 30 seconds, the second 40, counted from its first message: 70 over 2, a mean of 35.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per reply that answers a run."""
    runs = stage.talks.filter(stage.talks.start.notnull())
    lasted = runs[stage.at("reply", ask.clock)] - runs[stage.at("start", ask.clock)]
    return [cases(runs, who=runs.who, start=runs.start, done=runs.reply, credit=c.REPLIER, us=lasted, placed=True)]


RESPONSE_TIME = Measurable(METRIC, build, EXAMPLE)
