"""A whole plan: its top-level keys, and what must hold between its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.core.number import ZERO
from deskmerit.core.plan import Annual, Distribution, Plan, Scoring, Workflow
from deskmerit.planfile.schema.base import Context, ListOf, MapOf, Text, Words
from deskmerit.planfile.schema.indicators import BONUS, NOTHING, VETO
from deskmerit.planfile.schema.own import OwnMetrics
from deskmerit.planfile.schema.rules import needs_target
from deskmerit.planfile.schema.sections import (
    ANNUAL,
    APPLIES,
    AWARD,
    CASE,
    DIMENSION,
    DISTRIBUTION,
    EFFECTIVE,
    GRADES,
    SCORING,
    WORKFLOW,
    Phases,
    Weights,
)
from deskmerit.planfile.schema.shape import Key, Shape
from deskmerit.records.yamltree import Map, Node, Scalar, Seq

SETS = ("monthly", "quarterly", "yearly")


def _plan(context: Context, values: dict[str, Any], where: Where) -> object:
    values["effective_from"], values["effective_to"] = values.pop("effective")
    values["period_weights"] = {name: found for name in SETS if (found := values.pop(name)) is not None}
    values["vetoes"] = tuple(replace(veto, id=veto.id or f"veto-{n}") for n, veto in enumerate(values["vetoes"], 1))
    plan = Plan(**values, where=where)
    for indicator in [*plan.indicators(), *plan.bonus, *plan.annual.indicators]:
        weights = [
            found.weights.get(indicator.id, ZERO) for found in (*plan.phases.values(), *plan.period_weights.values())
        ]
        scored = any((indicator.weight, *weights)) or indicator in plan.bonus
        rule = next((rule for rule in (indicator.rule, indicator.alternative) if rule and needs_target(rule)), None)
        if scored and rule and indicator.target is None:
            at = indicator.where
            context.error("plan-target-missing", at.line or 0, at.path, indicator=indicator.id, rule=rule.kind)
    return plan


def _parts(plan: Plan) -> Mapping[str, object]:
    special = {
        "effective": (plan.effective_from, plan.effective_to),
        **{name: plan.period_weights.get(name) for name in SETS},
    }
    return special | {key.field: getattr(plan, key.field) for key in PLAN.keys if key.field not in special}


PLAN = Shape(
    (
        Key("plan", Text(identifier=True), needed=True, attribute="id", example="plan: after-sales"),
        Key(
            "title",
            Words(),
            needed=True,
            example="title: {zh: 客服团队绩效评估方案, en: Customer-service evaluation plan}",
        ),
        Key("version", Text(), ""),
        Key("applies_to", APPLIES, (), attribute="positions"),
        Key("effective", EFFECTIVE, (None, None)),
        Key("currency", Text(identifier=True), "CNY", stated=True),
        Key("goals", MapOf(Words()), NOTHING),
        Key("duties", MapOf(ListOf(Words(), lenient=True)), NOTHING),
        Key("scoring", SCORING, Scoring(), stated=True),
        Key("metrics", OwnMetrics(), NOTHING, attribute="custom"),
        Key(
            "dimensions",
            ListOf(DIMENSION),
            needed=True,
            example="dimensions: [{id: process, title: …, indicators: […]}]",
        ),
        Key("bonus", ListOf(BONUS), ()),
        Key("phases", Phases(), NOTHING),
        *(Key(name, Weights()) for name in SETS),
        Key("annual", ANNUAL, Annual()),
        Key("grades", ListOf(GRADES), needed=True, example="grades: [{id: S, from: 90}, {id: C}]"),
        Key("distribution", DISTRIBUTION, Distribution(), stated=True),
        Key("vetoes", ListOf(VETO), ()),
        Key("awards", ListOf(AWARD), ()),
        Key("workflow", WORKFLOW, Workflow(), stated=True),
        Key("notes", MapOf(Words()), NOTHING),
        Key("cases", ListOf(CASE), ()),
    ),
    _plan,
    _parts,
)


def plan_of(context: Context, node: Node) -> Plan | None:
    """The plan of a tree, or None after everything wrong with it was reported."""
    if not isinstance(node, Map):
        context.error("plan-not-a-plan", node.line, "")
        return None
    _ids(context, node)
    found = PLAN.read(context, node, "")
    return found if isinstance(found, Plan) else None


def _ids(context: Context, node: Map) -> None:
    """Notes every declared id by kind, so that references can be checked in any order; twice the same is reported."""
    dimensions = list(_maps(node.get("dimensions")))
    annual = node.get("annual")
    lines = {
        "scored": [line for dimension in dimensions for line in _maps(dimension.get("indicators"))],
        "bonus": list(_maps(node.get("bonus"))),
        "annual": list(_maps(annual.get("indicators"))) if isinstance(annual, Map) else [],
    }
    vetoes = [_id(each) or f"veto-{n}" for n, each in enumerate(_maps(node.get("vetoes")), 1)]
    groups = {
        "dimension": dimensions,
        "grade": list(_maps(node.get("grades"))),
        "award": list(_maps(node.get("awards"))),
    }
    context.known = {kind: [_id(each) for each in found] for kind, found in (lines | groups).items()}
    phases = node.get("phases")
    context.known = {**context.known, "veto": vetoes, "phase": phases.keys() if isinstance(phases, Map) else ()}
    for group in ([line for found in lines.values() for line in found], *groups.values()):
        _once(context, group)


def _once(context: Context, group: Sequence[Map]) -> None:
    first: dict[str, int] = {}
    for each in group:
        found, line = _id(each), each.line_of("id")
        if found and found in first:
            context.error("plan-duplicate-id", line, "", found=found, first=first[found])
        first.setdefault(found, line)


def _id(node: Map) -> str:
    found = node.get("id")
    return found.text.strip() if isinstance(found, Scalar) else ""


def _maps(node: Node | None) -> Iterator[Map]:
    return (each for each in node if isinstance(each, Map)) if isinstance(node, Seq) else iter(())
