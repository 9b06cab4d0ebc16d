"""Counts whose target the days present leave nothing of, whatever stands in for missing figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.example_plans import template
from core.story import Story, card_of
from deskmerit.core.plan import Indicator, Missing, Plan, Target
from deskmerit.core.score import Inputs
from deskmerit.core.scorecard import Status

ENTERED = Inputs(entries={("a", "knowledge"): Decimal(1)})


def by_hand(target: Target) -> Plan:
    """The template with knowledge contributions (or too many of them) entered by hand where they are missing."""

    def changed(each: Indicator) -> Indicator:
        return replace(each, missing=Missing.MANUAL, target=target) if each.id == "knowledge" else each

    plan = template()
    dimensions = tuple(replace(each, indicators=tuple(map(changed, each.indicators))) for each in plan.dimensions)
    return replace(plan, dimensions=dimensions)


@pytest.mark.parametrize("target", [Target(at_least=Decimal(3)), Target(at_most=Decimal(3))])
@pytest.mark.parametrize("inputs", [ENTERED, Inputs()])
@pytest.mark.parametrize("days", [0, 7])
def test_a_target_scaled_to_0_waits_for_no_entry(target: Target, inputs: Inputs, days: int) -> None:
    card = card_of(by_hand(target), replace(Story(), active_days=days), inputs)
    knowledge = next(each for each in card.indicators() if each.id == "knowledge")
    assert (knowledge.status, knowledge.note) == (Status.REWEIGHTED, "target-scaled-to-0")
    assert card.total == 100
    assert card.grade_reason == "not_rated:active_days"
