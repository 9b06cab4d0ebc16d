"""Plans of a small team: no shares, no 360°."""

from dataclasses import replace
from decimal import Decimal

from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import ShareMode
from deskmerit.core.score_items import weights
from deskmerit.web.bridge import plans
from deskmerit.web.cycles.plans import CONFIDENTIAL, small, spread


def test_a_small_team_has_neither_shares_nor_360_and_its_weights_still_sum_to_100() -> None:
    for plan in plans.shipped().values():
        if plan.id == "as-printed":
            continue
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
            found = small(plan, kind)
            assert found.distribution.mode is ShareMode.BANDS_ONLY
            assert all(each.spec.metric != CONFIDENTIAL for each in found.indicators())
            assert sum(weights(found, kind).values()) == 100
        for phase in plan.phases:
            assert sum(weights(small(plan, PeriodKind.QUARTER, phase), PeriodKind.QUARTER, phase).values()) == 100


def test_the_weight_of_360_goes_to_its_dimension_in_proportion() -> None:
    plan = plans.shipped()["team-lead"]
    held = weights(plan, PeriodKind.QUARTER)
    found = weights(small(plan, PeriodKind.QUARTER), PeriodKind.QUARTER)
    assert (held["coaching"], held["interviews"], held["feedback"]) == (20, 10, 15)
    assert (found["coaching"], found["interviews"]) == (30, 15)
    assert found["team_score"] == held["team_score"]


def test_remainders_are_given_out_to_the_cent() -> None:
    plan = plans.shipped()["team-lead"]
    held = dict.fromkeys(weights(plan, PeriodKind.QUARTER), Decimal("14.29")) | {"feedback": Decimal("14.26")}
    assert sum(spread(plan, held, {"feedback"}).values()) == sum(held.values())


def test_the_plan_itself_stays_as_it_was_approved() -> None:
    plan = plans.shipped()["team-lead"]
    before = replace(plan)
    small(plan, PeriodKind.QUARTER)
    assert plan == before
