"""The other sections of a plan: grades, shares, awards, deadlines, weight sets and the author's examples."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.core.plan import (
    Annual,
    Award,
    Dimension,
    Distribution,
    Grade,
    PlanCase,
    Scoring,
    ShareMode,
    WeightSet,
    Workflow,
)
from deskmerit.planfile.schema.base import (
    BAD,
    Choice,
    Context,
    Day,
    Flag,
    ListOf,
    MapOf,
    Number,
    Reference,
    Text,
    Words,
    name,
)
from deskmerit.planfile.schema.indicators import INDICATOR, NOTHING, PERCENT, WEIGHT, ZERO
from deskmerit.planfile.schema.shape import Key, Shape, made
from deskmerit.records.yamltree import Map, Node, Plain

PERIODS = ("month", "quarter", "year", "range")
GRADE = Reference("plan-unknown-grade", ("grade",))
COUNT = Number(whole=True, least=ZERO)
MONEY = Number(least=ZERO)

DIMENSION = Shape(
    (
        Key("id", Text(identifier=True), needed=True, example="id: process"),
        Key("title", Words(), needed=True, example="title: {zh: 服务过程, en: Service process}"),
        Key("indicators", ListOf(INDICATOR), needed=True, example="indicators: [{id: …, metric: …, weight: …}]"),
    ),
    made(Dimension),
)

SCORING = Shape(
    (
        Key("rounding", Choice(("half_up",)), "half_up", stated=True),
        Key("places", Number(whole=True, least=ZERO, most=Decimal(6)), 2, stated=True),
        Key("min_coverage", PERCENT, Decimal(70), stated=True),
        Key("min_active_days", Number(least=ZERO), Decimal(15), stated=True),
        Key("graded", ListOf(Choice(PERIODS), lenient=True), ("quarter", "year", "range"), stated=True),
    ),
    made(Scoring),
)

GRADES = Shape(
    (
        Key("id", Text(identifier=True), needed=True, example="id: S"),
        Key("title", Words(), NOTHING),
        Key("from", Number(), attribute="from_"),
        Key("to", Number()),
        Key("below", Number()),
        Key("share", PERCENT),
        Key("watch", PERCENT),
    ),
    lambda _, values, where: Grade(**values | {"title": values["title"] or _both(values["id"])}, where=where),
)

DISTRIBUTION = Shape(
    (
        Key("mode", Choice.of(ShareMode), ShareMode.CAP, stated=True),
        Key("cumulative", Flag(), stated=True),
        Key("min_cohort", COUNT, stated=True),
        Key("cohort", Text(), ""),
        Key("cohort_size", COUNT),
        Key("reason", Text(), ""),
    ),
    made(Distribution),
)

ANNUAL = Shape(
    (Key("quarters", PERCENT, Decimal(70), stated=True), Key("indicators", ListOf(INDICATOR), ())), made(Annual)
)

WORKFLOW = Shape(
    (
        Key("interview", COUNT, 3, stated=True),
        Key("appeal", COUNT, 2, stated=True),
        Key("decision", COUNT, 3, stated=True),
        Key(
            "appeal_from",
            Choice(("later_of_receipt_and_interview", "receipt")),
            "later_of_receipt_and_interview",
            stated=True,
        ),
        Key("independent_review", Flag(), True, stated=True),
    ),
    made(Workflow),
)

TEAM_FACTOR = Shape(
    (
        Key("from", Number(), needed=True, example="from: 90"),
        Key("factor", MONEY, needed=True, example="factor: 1.1"),
    ),
    lambda _, values, __: (values["from"], values["factor"]),
    lambda pair: {"from": pair[0], "factor": pair[1]},
)


def _award(context: Context, values: dict[str, Any], where: Where) -> object:
    needs = {"pool": "amount", "wish": "seats"}.get(values["kind"], "coefficients")
    if not values[needs] and values[needs] != 0:
        example = {"amount": "amount: 50000", "seats": "seats: 3"}.get(needs, "coefficients: {S: 1.5, not_rated: 1.0}")
        return context.error("plan-missing-key", where.line or 0, where.path, key=needs, example=example)
    return Award(**values | {"title": values["title"] or _both(values["id"])}, where=where)


AWARD = Shape(
    (
        Key("id", Text(identifier=True), needed=True, example="id: bonus"),
        Key("kind", Choice(("pay", "pool", "wish")), needed=True, example="kind: pay"),
        Key("title", Words(), NOTHING),
        Key("coefficients", MapOf(Number(), key=Reference("plan-unknown-grade", ("grade",), ("not_rated",))), NOTHING),
        Key("attendance", Flag(), False),
        Key("budget", MONEY),
        Key("over_budget", Choice(("scale", "stop")), ""),
        Key("amount", MONEY),
        Key("team_factors", ListOf(TEAM_FACTOR), ()),
        Key("seats", COUNT),
        Key("grades", ListOf(GRADE, lenient=True), ()),
        Key("currency", Text(identifier=True), ""),
        Key("minimum_wage", MapOf(MONEY), NOTHING),
    ),
    _award,
)

LINE = Reference("plan-unknown-indicator", ("scored", "bonus", "annual", "veto"))
EXPECT = Shape(
    (
        Key("total", Number()),
        Key("grade", Reference("plan-unknown-grade", ("grade",), ("not_rated", "ungraded")), ""),
        Key("scores", MapOf(Number(), key=LINE), NOTHING),
    ),
    lambda _, values, __: values,
    lambda expect: expect,
)


def _case(context: Context, values: dict[str, Any], where: Where) -> object:
    return PlanCase(**values.pop("expect"), **values, where=where)


def _case_parts(case: PlanCase) -> Mapping[str, object]:
    expect = {"total": case.total, "grade": case.grade, "scores": case.scores}
    return {"name": case.name, "period": case.period, "phase": case.phase, "given": case.given, "expect": expect}


CASE = Shape(
    (
        Key("name", Text(), needed=True, example="name: exactly on target"),
        Key("period", Choice(PERIODS[:3]), needed=True, example="period: month"),
        Key("phase", Reference("plan-unknown-phase", ("phase",)), ""),
        Key("given", MapOf(Number(), key=LINE, nullable=True), needed=True, example="given: {first_response: 30}"),
        Key("expect", EXPECT, needed=True, example="expect: {total: 100, grade: S}"),
    ),
    _case,
    _case_parts,
)


class Weights:
    """A set of weights by indicator id."""

    inner = MapOf(WEIGHT, key=Reference("plan-unknown-indicator", ("scored",)))

    def read(self, context: Context, node: Node, path: str) -> object:
        found = self.inner.read(context, node, path)
        if not isinstance(found, dict):
            return BAD
        return WeightSet(name("", path), found, context.place(node.line, path))

    def write(self, value: object) -> Plain:
        assert isinstance(value, WeightSet)
        return self.inner.write(value.weights)


class Phases:
    """Weight sets by the name of the focus phase."""

    def read(self, context: Context, node: Node, path: str) -> object:
        found = MapOf(Weights()).read(context, node, path)
        if not isinstance(found, dict) or not isinstance(node, Map):
            return BAD
        return {key: WeightSet(key, each.weights, each.where) for key, each in found.items()}

    def write(self, value: object) -> Plain:
        return MapOf(Weights()).write(value)


APPLIES = Shape(
    (Key("positions", ListOf(Text(), lenient=True), ()),), lambda _, values, __: values["positions"],
    lambda positions: {"positions": positions},
)  # fmt: skip
EFFECTIVE = Shape(
    (Key("from", Day()), Key("to", Day())),
    lambda _, values, __: (values["from"], values["to"]),
    lambda dates: {"from": dates[0], "to": dates[1]},
)


def _both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}
