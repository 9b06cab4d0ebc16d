"""360° rating: count and mean by relation for the period, never a single rating, its rater, time or id."""

from collections.abc import Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.core.metric import Fit
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.corrections import Corrections
from deskmerit.metrics.facts import PLACE, named
from deskmerit.metrics.finish import judged
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.measured import FACTS, LISTED
from deskmerit.metrics.others.rows import left_out, mapped, plain
from deskmerit.metrics.prepare.postings import seated
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import rating
from deskmerit.metrics.stage import Stage

NEEDED: Mapping[str, int] = {"peer": 3, "partner": 3}
"""Raters a relation needs before anything of it is shown: fewer would identify them."""

METRIC = replace(
    rating(
        "peer_rating",
        "feedback",
        title={"zh": "360度评价", "en": "360° rating"},
        definition={
            "zh": "各关系评分（折算为 1–5 分）均值的加权平均；缺的关系其权重分摊；同级与协作部门各需至少 3 人评价",
            "en": "Weighted mean of the relations' mean ratings, mapped to 1–5; an absent relation's weight is spread; "
            "peers and partners need 3 raters each",
        },
        credited={"zh": "被评价的人", "en": "the rated agent"},
        fit=Fit.PERSON,
    ),
    params={"relations": ({"manager": 50, "peer": 30, "partner": 20},)},
    whole_period=True,
)

EXAMPLE = Example(
    """
    feedback: feedback_id=f1, agent_id=amy, rater_id=m, relation=manager, given_at=09:00, score=5, \
scale_min=1, scale_max=5
    feedback: feedback_id=f2, agent_id=amy, rater_id=p, relation=peer, given_at=09:00, score=1, \
scale_min=1, scale_max=5
    """,
    5_000_000,
    1,
    {
        "zh": "上级评 5 分；只有一位同事评价，不足 3 人，视为缺失：5.00。",
        "en": "The manager gave 5; one peer is fewer than 3 and so missing: 5.00.",
    },
)


def build(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per rating of the relations asked for. They never leave the engine singly."""
    rows = plain(stage, ask, "feedback")
    rows = rows.filter(rows.relation.isin(sorted(ask.params["relations"])))
    value, off = mapped(rows)
    out = left_out(rows, rows.given_at, stage.shared.as_ofs["feedback"], off)
    num = ibis.ifelse(out == c.OFF_SCALE, 0, ibis.coalesce(value, 0))
    return [cases(rows, who=rows.who, done=rows.given_at, credit=c.OWN_AGENT, out=out, num=num, table="feedback")]


def _summed(stage: Stage, ask: Ask, fixes: Corrections, by: str) -> ir.Table:
    """Count, sum and raters by person (or group), posting and relation, where there are raters enough."""
    rows = judged(stage, ask, build(stage, ask)[0], fixes)
    rows = named(stage, seated(rows.filter((rows.out == c.IN) & (rows.who != c.NOBODY)), stage.shared.seats), by)
    given = stage.shared.inputs.table("feedback").select("feedback_id", "relation", "rater_id").distinct()
    rows = rows.join(given, rows.rec == given.feedback_id)
    total = rows.group_by(["agent_id", *PLACE, "relation"]).agg(
        n=rows.count(),
        numerator=rows.num.sum(),
        sum_of_squares=(rows.num * rows.num).cast("decimal(38, 0)").sum(),
        raters=rows.rater_id.nunique(),
    )
    enough = ibis.cases(*((total.relation == name, least) for name, least in NEEDED.items()), else_=1)
    return total.filter(total.raters >= enough)


def facts(stage: Stage, ask: Ask, fixes: Corrections, spec: int, by: str) -> pa.Table:
    """The facts of the whole period, one per relation."""
    rows = _summed(stage, ask, fixes, by)
    settled: dict[str, ir.Value] = {
        "spec": ibis.literal(spec),
        "month": ibis.literal(stage.shared.months.whole),
        "part": rows.relation,
        "denominator": rows.n,
        "known_n": ibis.literal(True),
        "supplied": ibis.literal(False),
        "provisional": ibis.literal(0),
    }
    return stage.engine.fetch(rows.mutate(**settled).select(*FACTS.names)).cast(FACTS)


def listed(stage: Stage, ask: Ask, fixes: Corrections) -> pa.Table:
    """One row per person and posting: the sum of what may be shown over its count."""
    rows = _summed(stage, ask, fixes, "agent")
    found = rows.group_by(["agent_id", "team", "position"]).agg(
        numerator=rows.numerator.sum().cast("int64"), denominator=rows.n.sum().cast("int64")
    )
    table = stage.engine.fetch(found).to_pylist()
    same = {"metric": ask.metric, "clock": "", "record_id": "", "month": stage.shared.months.whole}
    told = {"included": True, "reason": "", "credit": c.CREDITS[c.OWN_AGENT], "adjustment_id": ""}
    return pa.Table.from_pylist([row | same | told for row in table], LISTED)


PEER_RATING = Measurable(METRIC, build, EXAMPLE, history=False)
