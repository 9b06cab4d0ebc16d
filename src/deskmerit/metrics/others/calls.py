"""Calls and chat legs: handling, talking, holding, wrapping up, speed of answer, answer rate, service level."""

from functools import partial

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Fit, Kind, Metric, Unit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.others.rows import left_out, plain
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

STORY = """
    calls: call_id=c1, agent_id=amy, started_at=09:00, answered=true, queue_seconds=12, talk_seconds=200, \
hold_seconds=30, wrap_seconds=10
    calls: call_id=c2, agent_id=amy, started_at=09:10, answered=true, queue_seconds=28, talk_seconds=100, \
hold_seconds=0, wrap_seconds=20
    calls: call_id=c3, team=red, started_at=09:20, answered=false, queue_seconds=15
    """
TAKER = {"zh": "接听的人", "en": "the call's agent"}
TAKER_OR_TEAM = {
    "zh": "接听的人；没有则记给班组（适合按班组看）",
    "en": "the call's agent, else its team; meant for teams",
}


def _lasting(name: str, columns: tuple[str, ...], zh: str, en: str, says: tuple[str, str], total: int) -> Measurable:
    """A mean of seconds over answered calls, the sum of some columns."""
    metric = Metric(
        name,
        Unit.SECONDS,
        Kind.MEAN,
        Direction.LOWER,
        "calls",
        title={"zh": zh, "en": en},
        definition={"zh": says[0], "en": says[1]},
        credited=TAKER,
        digits=0,
        fit=Fit.PERSON_WITH_CARE,
    )
    told = {"zh": f"两通接通的电话合计 {total} 秒。", "en": f"Two answered calls took {total} seconds in all."}
    return Measurable(metric, partial(_times, columns=columns), Example(STORY, total, 2, told), history=False)


def _times(stage: Stage, ask: Ask, columns: tuple[str, ...]) -> list[Cases]:
    """One case per answered call; a negative part leaves it out."""
    rows = plain(stage, ask, "calls")
    rows = rows.filter(rows.answered)
    parts = [rows[f"{column}_seconds"] for column in columns]
    total, broken = parts[0], parts[0] < 0
    for part in parts[1:]:
        total, broken = total + part, broken | (part < 0)
    out = left_out(rows, rows.started_at, stage.shared.as_ofs["calls"])
    out = ibis.ifelse(broken & (out == c.IN) | broken & (out > c.NEGATIVE), c.NEGATIVE, out)
    whole = rows.mutate(us=total * c.SECOND, reason=out)
    whole = whole.filter(whole.us.notnull())
    return [
        cases(
            whole,
            who=whole.who,
            start=whole.started_at,
            done=whole.started_at,
            credit=_credit(whole),
            out=whole.reason,
            us=whole.us,
            table="calls",
        )
    ]


def _credit(rows: ir.Table) -> ir.IntegerValue:
    return ibis.cases((rows.who != c.NOBODY, c.OWN_AGENT), (rows.team != c.NOBODY, c.TEAM), else_=0)


HANDLE_TIME = _lasting(
    "handle_time",
    ("talk", "hold", "wrap"),
    "平均处理时长",
    "Handle time",
    ("接通电话的通话、保持与事后处理时长之和", "Talk, hold and wrap-up time of an answered call"),
    360,
)
TALK_TIME = _lasting(
    "talk_time", ("talk",), "平均通话时长", "Talk time", ("接通电话的通话时长", "Talk time of an answered call"), 300
)
HOLD_TIME = _lasting(
    "hold_time", ("hold",), "平均保持时长", "Hold time", ("接通电话的保持时长", "Hold time of an answered call"), 30
)
WRAP_TIME = _lasting(
    "wrap_time",
    ("wrap",),
    "平均事后处理时长",
    "Wrap time",
    ("接通电话的事后处理时长", "Wrap-up time of an answered call"),
    30,
)
SPEED_OF_ANSWER = _lasting(
    "speed_of_answer",
    ("queue",),
    "平均应答速度",
    "Speed of answer",
    ("接通电话的排队时长", "Time an answered call waited in the queue"),
    40,
)


def _answered(stage: Stage, ask: Ask, timed: bool) -> list[Cases]:
    """One case per offered call: whether it was answered, in time if `timed`."""
    rows = plain(stage, ask, "calls")
    met = rows.answered.fill_null(False)
    if timed:
        met = met & (rows.queue_seconds * c.SECOND <= ask.seconds()).fill_null(False)
    out = left_out(rows, rows.started_at, stage.shared.as_ofs["calls"])
    if timed:
        negative = (rows.queue_seconds < 0).fill_null(False)
        out = ibis.ifelse(negative & ((out == c.IN) | (out > c.NEGATIVE)), c.NEGATIVE, out)
    return [
        cases(
            rows,
            who=rows.who,
            start=rows.started_at,
            done=rows.started_at,
            credit=_credit(rows),
            out=out,
            hit=met,
            table="calls",
        )
    ]


ANSWER_RATE = Measurable(
    share(
        "answer_rate",
        Direction.HIGHER,
        "calls",
        title={"zh": "应答率", "en": "Answer rate"},
        definition={"zh": "呼入中被接通的占比", "en": "Share of offered calls that were answered"},
        credited=TAKER_OR_TEAM,
    ),
    partial(_answered, timed=False),
    Example(STORY, 2, 3, {"zh": "三通呼入，接通两通：66.67 %。", "en": "Three offered, two answered: 66.67 %."}),
    history=False,
)
SERVICE_LEVEL = Measurable(
    share(
        "service_level",
        Direction.HIGHER,
        "calls",
        title={"zh": "服务水平", "en": "Service level"},
        definition={
            "zh": "全部呼入中在规定秒数内接通的占比（放弃的也在分母里）",
            "en": "Share of all offered calls, abandoned ones included, answered within the seconds",
        },
        credited=TAKER_OR_TEAM,
        params={"seconds": (20,)},
        fit=Fit.TEAM,
    ),
    partial(_answered, timed=True),
    Example(
        STORY,
        1,
        3,
        {"zh": "三通呼入，20 秒内接通一通：33.33 %。", "en": "Three offered, one answered within 20 s: 33.33 %."},
    ),
    history=False,
)
