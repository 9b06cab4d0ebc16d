"""The weights of relations as plans say them (metric `peer_rating`)."""

import json
from collections.abc import Mapping
from decimal import Decimal

from deskmerit.core.plan import Plan
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.plans.queries import plan_of

METRIC = "peer_rating"
DEFAULT = {"manager": "50", "peer": "30", "partner": "20"}
"""Semantics §3; the self-rating always weighs 0."""


def weights_of(cycle: Cycle) -> dict[str, dict[str, str]]:
    """Relation → weight, as text, by the id of each plan of a cycle that measures it."""
    found = {}
    for version in cycle.versions.all():
        plan = plan_of(version)
        told = _weights(plan)
        if told:
            found[plan.id] = told
    return found


def _weights(plan: Plan) -> dict[str, str]:
    for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
        if each.spec.metric == METRIC:
            said: Mapping[str, object] = json.loads(each.spec.params).get("relations") or DEFAULT
            return {name: str(Decimal(str(weight))) for name, weight in said.items()}
    return {}


def of_plan(weights: Mapping[str, Mapping[str, str]], plan: str) -> dict[str, Decimal]:
    """The weights for somebody measured by a plan; the usual ones where it doesn't measure 360° feedback."""
    return {name: Decimal(weight) for name, weight in (weights.get(plan) or DEFAULT).items()}
