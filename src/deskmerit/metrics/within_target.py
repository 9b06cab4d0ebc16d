"""Within target: share of the cases of a time metric that took at most so many seconds. Only plans ask for it."""

from deskmerit.core.metric import Direction, Fit
from deskmerit.metrics.cases import Cases, within_target
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

METRIC = share(
    "within_target",
    Direction.HIGHER,
    "events",
    title={"zh": "时限内占比", "en": "Within target"},
    definition={
        "zh": "某一时长指标的个案中，（未取整的）时长不超过规定秒数的占比",
        "en": "Share of the cases of a time metric whose duration, not rounded, is at most the seconds",
    },
    credited={"zh": "与该时长指标相同", "en": "as that metric"},
    clocked=True,
    params={"metric": (), "seconds": ()},
    fit=Fit.PERSON_WITH_CARE,
    plan_only=True,
)

EXAMPLE = Example(
    """
    t1 09:00:00 created
    t1 09:00:30 reply amy
    t2 09:00:00 created
    t2 09:00:30.5 reply amy
    """,
    1,
    2,
    {
        "zh": "30 秒以内：30.0 秒达标，30.5 秒不达标：50 %。",
        "en": "Within 30 s: 30.0 seconds meet it, 30.5 don't, though they show as 30: 50 %.",
    },
    {"metric": "first_response_time", "seconds": 30, "from": "creation"},
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """The cases of the metric inside, each met or not."""
    inner = ask.inner()
    return [within_target(part, ask.seconds()) for part in stage.builds[inner.metric](stage, inner)]


WITHIN_TARGET = Measurable(METRIC, build, EXAMPLE)
