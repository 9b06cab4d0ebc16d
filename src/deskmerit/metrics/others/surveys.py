"""Satisfaction: the mean rating, the satisfied and dissatisfied shares, and how many answered."""

from functools import partial

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction, Fit, Metric
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases, flag
from deskmerit.metrics.measurable import Build, Example, Measurable
from deskmerit.metrics.others.rows import MILLION, every, left_out, mapped, plain
from deskmerit.metrics.others.servers import served
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import rating, share
from deskmerit.metrics.stage import Stage

CREDITED = {
    "zh": "问卷指明的人；否则发问卷前最后一次解决的人；再否则当时的受理人",
    "en": "the survey's agent, else who made the last solve before it was sent, else the assignee then",
}

SATISFACTION_METRIC = rating(
    "satisfaction",
    "surveys",
    title={"zh": "客户满意度", "en": "Satisfaction"},
    definition={
        "zh": "已答复且分数在量表内的满意度问卷，按各自量表折算为 1–5 分后的平均",
        "en": "Mean of the answered ratings, each mapped from its own scale to 1–5; off-scale scores are missing",
    },
    credited=CREDITED,
)


def _rate(name: str, direction: Direction, zh: str, en: str, says_zh: str, says_en: str) -> Metric:
    title, definition = {"zh": zh, "en": en}, {"zh": says_zh, "en": says_en}
    fit = Fit.GUARD if name == "survey_response_rate" else Fit.PERSON_WITH_CARE
    return share(name, direction, "surveys", title=title, definition=definition, credited=CREDITED, fit=fit)


RATE_METRIC = _rate(
    "satisfaction_rate",
    Direction.HIGHER,
    "满意率",
    "Satisfaction rate",
    "折算后 4 分及以上的占比",
    "Share of ratings that map to 4 or more",
)
DISSATISFIED_METRIC = _rate(
    "dissatisfaction_rate",
    Direction.LOWER,
    "差评率",
    "Dissatisfaction rate",
    "折算后 2 分及以下的占比",
    "Share of ratings that map to 2 or less",
)
RESPONSE_METRIC = _rate(
    "survey_response_rate",
    Direction.HIGHER,
    "参评率",
    "Survey response rate",
    "已发出的问卷中有答复的占比",
    "Share of the surveys sent that were answered",
)

STORY = """
    t1 09:00 created
    t1 09:10 status solved amy
    surveys: survey_id=s1, ticket_id=t1, sent_at=10:00, answered_at=11:00, score=5, scale_min=1, scale_max=5
    surveys: survey_id=s2, ticket_id=t1, sent_at=10:00, answered_at=11:00, score=2, scale_min=0, scale_max=10
    surveys: survey_id=s3, ticket_id=t1, sent_at=10:00, scale_min=1, scale_max=5
    t1 12:00 message
    """


def _example(numerator: int, denominator: int, zh: str, en: str) -> Example:
    return Example(STORY, numerator, denominator, {"zh": zh, "en": en})


def _answers(stage: Stage, ask: Ask) -> tuple[ir.Table, ir.IntegerValue, ir.IntegerValue]:
    """Answered surveys with a score, the score in millionths of 1–5, and the reason to leave each out."""
    rows = _credited(stage, ask)
    rows = rows.filter(rows.answered_at.notnull() & rows.score.notnull())
    value, off = mapped(rows)
    return rows, value, left_out(rows, rows.answered_at, stage.shared.as_ofs["surveys"], off)


def _credited(stage: Stage, ask: Ask) -> ir.Table:
    rows = plain(stage, ask, "surveys")
    if "served:surveys" not in stage.plain:
        whole = every(stage, "surveys")
        moment = ibis.coalesce(whole.sent_at, whole.answered_at)
        stage.plain["served:surveys"] = served(stage, whole.mutate(moment=moment))
    found = stage.plain["served:surveys"]
    rows = rows.left_join(found, rows.rid == found.served_rid)
    chain = [rows.who, rows.solver, rows.holder]
    credit = ibis.cases(
        (chain[0] != c.NOBODY, c.OWN_AGENT), (chain[1] > c.NOBODY, c.SOLVER), (chain[2] > c.NOBODY, c.ASSIGNEE), else_=0
    )
    return rows.mutate(credit=credit, credited=ibis.coalesce(*(part.nullif(c.NOBODY) for part in chain), c.NOBODY))


def _rated(stage: Stage, ask: Ask, at_least: int | None = None, at_most: int | None = None) -> list[Cases]:
    """One case per answered survey with a score: the rating, or whether it reaches a bound."""
    rows, value, out = _answers(stage, ask)
    num = value
    if at_least is not None:
        num = flag(value >= at_least)
    if at_most is not None:
        num = flag(value <= at_most)
    num = ibis.ifelse(out == c.OFF_SCALE, 0, ibis.coalesce(num, 0))
    return [
        cases(
            rows,
            who=rows.credited,
            start=rows.sent_at,
            done=rows.answered_at,
            credit=rows.credit,
            out=out,
            num=num,
            table="surveys",
        )
    ]


def response(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per sent survey: whether it was answered by the as-of instant."""
    rows = _credited(stage, ask)
    rows = rows.filter(rows.sent_at.notnull())
    as_of = stage.shared.as_ofs["surveys"]
    answered = (rows.answered_at <= as_of).fill_null(False)
    out = left_out(rows, rows.sent_at, as_of)
    return [
        cases(
            rows,
            who=rows.credited,
            start=rows.sent_at,
            done=rows.sent_at,
            credit=rows.credit,
            out=out,
            hit=answered,
            table="surveys",
        )
    ]


_rates: dict[str, Build] = {
    "satisfied": partial(_rated, at_least=4 * MILLION),
    "dissatisfied": partial(_rated, at_most=2 * MILLION),
}

SATISFACTION = Measurable(
    SATISFACTION_METRIC,
    _rated,
    _example(
        6_800_000,
        2,
        "5 分制的 5 分是 5；0–10 分的 2 分折算为 1.8；未答复的不算：平均 3.40。",
        "5 of 1–5 is 5; 2 of 0–10 maps to 1.8; the unanswered one is missing: a mean of 3.40.",
    ),
)
SATISFACTION_RATE = Measurable(
    RATE_METRIC,
    _rates["satisfied"],
    _example(1, 2, "两份答复里一份在 4 分及以上：50 %。", "One of two ratings is 4 or more: 50 %."),
)
DISSATISFACTION_RATE = Measurable(
    DISSATISFIED_METRIC,
    _rates["dissatisfied"],
    _example(1, 2, "两份答复里一份在 2 分及以下：50 %。", "One of two ratings is 2 or less: 50 %."),
)
SURVEY_RESPONSE_RATE = Measurable(
    RESPONSE_METRIC,
    response,
    _example(2, 3, "发出三份，答复两份：66.67 %。", "Three sent, two answered: 66.67 %."),
)
