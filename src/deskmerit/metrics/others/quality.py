"""Quality checks: the score reached, and freedom from a class of fatal errors."""

from decimal import Decimal
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Kind, Metric, Unit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases, flag
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.others.rows import MILLION, left_out, plain, ratio
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import share
from deskmerit.metrics.stage import Stage

CREDITED = {"zh": "被检的人", "en": "the reviewed agent"}

SCORE = Metric(
    "qa_score",
    Unit.PERCENT,
    Kind.MEAN,
    Direction.HIGHER,
    "qa_reviews",
    title={"zh": "质检得分", "en": "Quality score"},
    definition={
        "zh": "每次质检得分占满分百分比的平均；方案写明时，经复核确认的致命错误记 0 分",
        "en": "Mean of score over maximum in per cent; a confirmed fatal review counts 0 where the plan says so",
    },
    credited=CREDITED,
    per_unit=Fraction(1, 1_000_000),
    lowest=Decimal(0),
    highest=Decimal(100),
    optional_params=("fatal_is_zero",),
)

ACCURACY = share(
    "qa_accuracy",
    Direction.HIGHER,
    "qa_reviews",
    title={"zh": "致命错误准确率", "en": "Critical-error accuracy"},
    definition={
        "zh": "质检中没有经复核确认的该类致命错误的占比",
        "en": "Share of reviews without a confirmed fatal error of that class",
    },
    credited=CREDITED,
    params={"error": ("customer", "business", "compliance")},
)

STORY = """
    qa_reviews: review_id=q1, agent_id=amy, reviewer_id=cy, reviewed_at=09:00, score=45, max_score=50, fatal=none
    qa_reviews: review_id=q2, agent_id=amy, reviewer_id=cy, reviewed_at=10:00, score=80, max_score=100, \
fatal=customer, confirmed=true
    qa_reviews: review_id=q3, agent_id=amy, reviewer_id=cy, reviewed_at=11:00, score=70, max_score=100, \
fatal=customer, confirmed=false
    """


def _case(stage: Stage, rows: ir.Table, num: ir.IntegerValue, off: ir.BooleanValue | None = None) -> list[Cases]:
    out = left_out(rows, rows.reviewed_at, stage.shared.as_ofs["qa_reviews"], off)
    done = rows.reviewed_at
    return [cases(rows, who=rows.who, start=done, done=done, credit=c.OWN_AGENT, out=out, num=num, table="qa_reviews")]


def score(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per review: its share of the points in millionths of a per cent."""
    rows = plain(stage, ask, "qa_reviews")
    got, most = ((rows[name] * MILLION).cast("int64") for name in ("score", "max_score"))
    off = (most <= 0) | (got < 0) | (got > most)
    points = ibis.ifelse(off.fill_null(True), 0, ratio(got, most, 100 * MILLION))
    if ask.params.get("fatal_is_zero"):
        points = ibis.ifelse((rows.fatal != "none") & rows.confirmed.fill_null(False), 0, points)
    return _case(stage, rows, points, off)


def accuracy(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per review: whether it is free of a confirmed fatal error of the class."""
    rows = plain(stage, ask, "qa_reviews")
    found = (rows.fatal == ask.text("error")) & rows.confirmed.fill_null(False)
    return _case(stage, rows, flag(~found.fill_null(False)))


QA_SCORE = Measurable(
    SCORE,
    score,
    Example(
        STORY,
        240_000_000,
        3,
        {"zh": "90 %、80 %、70 %：平均 80.00。", "en": "90 %, 80 % and 70 %: a mean of 80.00."},
    ),
    history=False,
)
QA_ACCURACY = Measurable(
    ACCURACY,
    accuracy,
    Example(
        STORY,
        2,
        3,
        {
            "zh": "三次质检，一次经复核确认有客户类致命错误，另一次未确认，不算：66.67 %。",
            "en": "Of three reviews one has a confirmed customer-critical error; the unconfirmed one doesn't count: "
            "66.67 %.",
        },
    ),
    history=False,
)
