"""Indicators, their targets and questions, and vetoes."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.core.metric import MeasureSpec, Metric, Unit
from deskmerit.core.plan import Indicator, Missing, Target, Veto
from deskmerit.core.rules import PassFail
from deskmerit.planfile.question import CLOCKS, FILTER, WITHIN, build, read_params, written_params
from deskmerit.planfile.schema.base import (
    BAD,
    Bad,
    Choice,
    Context,
    Flag,
    ListOf,
    Number,
    Raw,
    Reference,
    Text,
    Words,
    nearest,
)
from deskmerit.planfile.schema.rules import RuleType
from deskmerit.planfile.schema.shape import Key, Shape
from deskmerit.records.yamltree import Map, Node, Plain, Scalar

NOTHING: Mapping[str, Any] = {}
FATAL = "fatal_is_zero"
ZERO = Decimal(0)
PERCENT = Number(least=ZERO, most=Decimal(100))


class Named:
    """The name of a metric, the catalogue's or the plan's own."""

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text not in context.catalogue:
            best = nearest(text, tuple(context.catalogue))
            return context.error("plan-unknown-metric", node.line, path, found=text or "…", best=best)
        return text

    def write(self, value: object) -> Plain:
        return str(value)


QUESTION = (
    Key("metric", Named(), needed=True, example="metric: first_response_time"),
    Key("params", Raw(), NOTHING),
    Key("where", FILTER, NOTHING, attribute="filter"),
    Key("clock", Choice(CLOCKS), ""),
    Key("percentile", Number(whole=True, least=Decimal(1), most=Decimal(100))),
)


def _target(context: Context, values: dict[str, Any], where: Where) -> object:
    given = [key for key, value in values.items() if value is not None]
    if len(given) != 1:
        return context.error("plan-target-shape", where.line or 0, where.path)
    if (ends := values["between"]) is None:
        return Target(values["at_most"], values["at_least"])
    if len(ends) != 2 or ends[0] > ends[1]:
        return context.error("plan-target-range", where.line or 0, where.path)
    return Target(at_least=ends[0], at_most=ends[1])


def _target_parts(target: Target) -> dict[str, object]:
    if target.is_range:
        return {"at_most": None, "at_least": None, "between": (target.at_least, target.at_most)}
    return {"at_most": target.at_most, "at_least": target.at_least, "between": None}


TARGET = Shape(
    (Key("at_most", Number()), Key("at_least", Number()), Key("between", ListOf(Number()))), _target, _target_parts
)


def asked(
    context: Context, values: dict[str, Any], where: Where, flags: frozenset[str] = frozenset()
) -> tuple[Metric, MeasureSpec] | Bad:
    """The metric and the canonical question behind the keys of QUESTION, which are taken out of `values`.

    `flags` are optional parameters that stand as keys of the indicator itself.
    """
    named, params, clock, percentile = (values.pop(key) for key in ("metric", "params", "clock", "percentile"))
    filters, line = values.pop("filter"), where.line or 0
    metric = context.catalogue[named]
    given = params if isinstance(params, Map) else None
    complete = read_params(context, given, metric, line, where.path)
    if isinstance(complete, Bad):
        return complete
    # A share within a target runs on the clock of the metric it looks at.
    timed = context.catalogue[str(complete["metric"])] if named == WITHIN else metric
    if clock and not timed.clocked:
        return context.error("plan-no-clock", line, where.path, metric=timed.id)
    if percentile is not None and metric.unit is not Unit.SECONDS:
        return context.error("plan-no-percentile", line, where.path, metric=named)
    if flags - set(metric.optional_params):
        return context.error("plan-flag-unfit", line, where.path, metric=named, flag=", ".join(sorted(flags)))
    complete |= dict.fromkeys(flags, True)
    clock = clock or ("business" if timed.clocked else "")
    return metric, build(metric, complete, filters, clock, percentile)


def rest_of_question(context: Context, values: dict[str, Any], where: Where) -> None:
    """Reports what is wrong with the question of a mapping that failed for other reasons."""
    if isinstance(values["metric"], Bad):
        return
    defaults = {key.field: key.default for key in QUESTION}
    found = {name: values[name] for name in defaults}
    asked(context, {name: defaults[name] if value is BAD else value for name, value in found.items()}, where)


def question_parts(spec: MeasureSpec, metric: Metric) -> dict[str, object]:
    """The values of the keys of QUESTION behind a spec."""
    return {
        "metric": spec.metric,
        "params": written_params(spec, metric),
        "filter": {key: tuple(texts) for key, texts in json.loads(spec.where).items()},
        "clock": spec.clock,
        "percentile": spec.percentile,
    }


def _indicator(context: Context, values: dict[str, Any], where: Where) -> object:
    flags = frozenset({FATAL} if values[FATAL] else ())
    found = asked(context, values, where, flags)
    if isinstance(found, Bad):
        return found
    metric, spec = found
    values[FATAL] = FATAL in json.loads(spec.params)
    if values["rule"] is None:
        if values["weight"]:
            example = "rule: {deduct: {points: 2, per: 5, step: completed}}"
            return context.error("plan-missing-key", where.line or 0, where.path, key="rule", example=example)
        values["rule"] = PassFail()
    values["title"] = values["title"] or dict(metric.title) or dict.fromkeys(("zh", "en"), values["id"])
    return Indicator(metric=metric, spec=spec, where=where, **values)


def _indicator_parts(indicator: Indicator) -> dict[str, object]:
    own = {key.field: getattr(indicator, key.field) for key in INDICATOR.keys if key not in QUESTION}
    return own | question_parts(indicator.spec, indicator.metric) | {FATAL: False}  # it stands among the params


def indicator_shape(weight: Key) -> Shape:
    """The keys of an indicator; bonus items need no weight."""
    return Shape(
        (
            Key("id", Text(identifier=True), needed=True, example="id: first_response"),
            Key("title", Words(), NOTHING),
            *QUESTION,
            Key("target", TARGET),
            weight,
            Key("rule", RuleType()),
            Key("alternative", RuleType()),
            Key("missing", Choice.of(Missing), Missing.REWEIGHT),
            Key("min_cases", Number(whole=True, least=ZERO)),
            Key("goal", Text(), ""),
            Key("guards", ListOf(Reference("plan-unknown-indicator", ("scored", "annual")), lenient=True), ()),
            Key("definition", Words(), NOTHING),
            Key("scoring", Words(), NOTHING),
            Key(FATAL, Flag(), False),
        ),
        _indicator,
        _indicator_parts,
        rest_of_question,
    )


WEIGHT = Number(least=ZERO)
INDICATOR = indicator_shape(Key("weight", WEIGHT, needed=True, example="weight: 15"))
BONUS = indicator_shape(Key("weight", WEIGHT, ZERO))


def _bounded(context: Context, values: dict[str, Any], where: Where) -> object:
    found = asked(context, values, where)
    if sum(value is not None for value in values.values()) != 1:
        return context.error("plan-veto-bound", where.line or 0, where.path)
    return found if isinstance(found, Bad) else {"metric": found[0], "spec": found[1], **values}


WHEN = Shape(
    (*QUESTION, *(Key(name, Number()) for name in ("below", "above", "at_most", "at_least"))),
    _bounded,
    lambda when: when,
    rest_of_question,
)


class Sets:
    """What a veto sets: `total`, `indicator:ID` or `dimension:ID`."""

    def read(self, context: Context, node: Any, path: str) -> object:
        text = str(Text().read(context, node, path))
        kind = text.partition(":")[0]
        kinds = {"indicator": ("scored",), "dimension": ("dimension",)}.get(kind, ())
        known = [f"{kind}:{each}" for key in kinds for each in context.known[key]]
        if text != "total" and text not in known:
            best = nearest(text, ["total", *known])
            return context.error("plan-veto-sets", node.line, path, found=text, best=best)
        return text

    def write(self, value: object) -> str:
        return str(value)


def _effect(context: Context, values: dict[str, Any], where: Where) -> object:
    if bool(values["grade_at_most"]) == bool(values["sets"]):
        return context.error("plan-veto-effect", where.line or 0, where.path)
    return values


THEN = Shape(
    (
        Key("grade_at_most", Reference("plan-unknown-grade", ("grade",)), ""),
        Key("set", Sets(), "", attribute="sets"),
        Key("points", Number(), ZERO),
    ),
    _effect,
    lambda then: then,
)


def _veto(context: Context, values: dict[str, Any], where: Where) -> object:
    return Veto(**values.pop("when"), **values.pop("then"), **values, where=where)


def _veto_parts(veto: Veto) -> dict[str, object]:
    bounds = {name: getattr(veto, name) for name in ("below", "above", "at_most", "at_least")}
    then = {"grade_at_most": veto.grade_at_most, "sets": veto.sets, "points": veto.points}
    when = question_parts(veto.spec, veto.metric) | bounds
    return {"id": veto.id, "title": veto.title, "when": when, "then": then}


VETO = Shape(
    (
        Key("id", Text(identifier=True), ""),
        Key("title", Words(), NOTHING),
        Key("when", WHEN, needed=True, example="when: {metric: qa_accuracy, params: {error: compliance}, below: 100}"),
        Key("then", THEN, needed=True, example="then: {grade_at_most: B}"),
    ),
    _veto,
    _veto_parts,
)
