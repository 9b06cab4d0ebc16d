"""Missing is not zero: policies, coverage, and what a person's own sample decides (semantics §4; traps 22, 30)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.example_plans import D, template
from core.story import FULL, PLACE, QUARTER, Story, card_of
from deskmerit.core.people import Person, Stint
from deskmerit.core.plan import Indicator, Missing, Plan
from deskmerit.core.score import Inputs, score, specs_of
from deskmerit.core.scorecard import Scorecard, Status


def line(card: Scorecard, id: str) -> tuple[str, str, str]:
    """Status, effective weight and score of an indicator."""
    found = next(each for each in card.indicators() if each.id == id)
    return found.status.value, str(found.weight), str(found.score)


def with_policy(policy: Missing, id: str = "fcr", **more: object) -> Plan:
    """The template with a missing policy on one indicator."""
    plan = template()

    def changed(each: Indicator) -> Indicator:
        return replace(each, missing=policy, **more) if each.id == id else each  # type: ignore[arg-type]  # by name

    dimensions = tuple(replace(each, indicators=tuple(map(changed, each.indicators))) for each in plan.dimensions)
    return replace(plan, dimensions=dimensions)


def test_a_missing_weight_goes_to_the_covered_indicators_of_its_dimension() -> None:
    card = card_of(template(), Story().without("fcr"))
    assert line(card, "fcr") == ("reweighted", "0", "None")
    assert line(card, "satisfaction") == ("scored", "55", "55.00")
    assert (card.total, card.covered_weight, card.grade) == (D("100.00"), D(75), "S")


def test_a_dimension_without_any_case_gives_its_weight_to_the_plan_in_proportion() -> None:
    card = card_of(template(), Story().without("training"))
    assert line(card, "first_response")[1] == "16.666667"
    assert line(card, "satisfaction")[2] == "33.33"
    assert card.total == sum(each.score or 0 for each in card.indicators())
    assert card.covered_weight == 90


def test_below_70_of_covered_weight_the_total_shows_and_the_grade_waits() -> None:
    card = card_of(template(), Story().without("satisfaction", "training"))
    assert (card.total, card.covered_weight) == (D("100.00"), D(60))
    assert (card.grade, card.grade_reason, card.score_grade) == ("not_rated", "not_rated:coverage", "S")


def test_exactly_70_of_covered_weight_is_graded() -> None:
    assert card_of(template(), Story().without("satisfaction")).grade == "S"


def test_too_few_cases_are_missing_and_an_unknown_sample_is_not() -> None:
    plan = with_policy(Missing.REWEIGHT, min_cases=20)
    few, unknown = Story().facts_of("fcr", n=19), Story().facts_of("fcr", n=0, known=False)
    assert line(card_of(plan, few), "fcr")[0] == "reweighted"
    assert line(card_of(plan, unknown), "fcr")[0] == "scored"
    assert next(each for each in card_of(plan, few).indicators() if each.id == "fcr").cases == 19


def test_a_count_without_a_case_is_0_and_missing_only_where_its_table_is_absent() -> None:
    none = Story().without("knowledge")
    assert line(card_of(template(), none), "knowledge") == ("scored", "10", "0.00")
    absent = Inputs(present={"tickets", "surveys", "trainings"})
    assert line(card_of(template(), none, absent), "knowledge")[0] == "reweighted"


def test_zero_is_only_given_where_the_plan_says_so() -> None:
    card = card_of(with_policy(Missing.ZERO), Story().without("fcr"))
    assert line(card, "fcr") == ("zero", "25", "0.00")
    assert (card.total, card.covered_weight) == (D("75.00"), D(75))


def test_carry_takes_the_last_periods_share_of_the_weight_else_reweights() -> None:
    plan, story = with_policy(Missing.CARRY), Story().without("fcr")
    before = card_of(plan, Story().facts_of("fcr", share="86.00"))
    assert line(before, "fcr")[2] == "21.00"
    assert line(card_of(plan, story, Inputs(previous=[before])), "fcr") == ("carried", "25", "21.00")
    assert line(card_of(plan, story), "fcr")[0] == "reweighted"


def test_neutral_takes_the_mean_share_of_the_teams_covered_others() -> None:
    plan = with_policy(Missing.NEUTRAL)
    others = [Story("b").facts_of("fcr", share="86.00"), Story("c").facts_of("fcr", share="88.00")]
    elsewhere = replace(Story("d"), place=replace(PLACE, team="blue"))
    card = card_of(plan, Story().without("fcr"), others=[*others, elsewhere])
    assert line(card, "fcr") == ("neutral", "25", "22.00")
    assert line(card_of(plan, Story().without("fcr")), "fcr")[0] == "reweighted"


def test_a_person_is_no_colleague_of_their_own() -> None:
    plan, other = with_policy(Missing.NEUTRAL), replace(PLACE, account="zeta")
    here, there = Story().facts_of("fcr", share="70.00"), replace(Story(), place=other).without("fcr")
    people = [Person("a", "a", "", (Stint(PLACE, 30, 30), Stint(other, 35, 35)), 65, 65, 65)]
    card = score(plan, [*here.facts(plan), *there.facts(plan)], specs_of(plan), people, QUARTER)[0][0]
    assert line(card, "fcr")[0] == "reweighted"


def test_manual_takes_an_entry_and_without_one_the_grade_waits() -> None:
    plan, story = with_policy(Missing.MANUAL), Story().without("fcr")
    entered = card_of(plan, story, Inputs(entries={("a", "fcr"): D(89)}))
    assert line(entered, "fcr") == ("manual", "25", "24.00")
    assert entered.covered_weight == 75
    waiting = card_of(plan, story)
    assert line(waiting, "fcr") == ("uncovered", "25", "None")
    assert (waiting.grade, waiting.grade_reason) == ("not_rated", "not_rated:entry_due")


def test_stand_ins_receive_no_weight_of_others() -> None:
    plan = with_policy(Missing.ZERO)
    card = card_of(plan, Story().without("fcr", "satisfaction"))
    assert line(card, "satisfaction")[0] == "reweighted"
    assert line(card, "fcr")[1] == "25"
    assert line(card, "first_response")[1] == "25"


@pytest.mark.parametrize("gone", [["fcr"], ["training"], ["timeliness", "fcr"], ["satisfaction"]])
def test_a_missing_measure_never_counts_as_zero(gone: Sequence[str]) -> None:
    whole, part = card_of(template(), FULL), card_of(template(), Story().without(*gone))
    assert part.total == whole.total == 100


def test_nothing_measured_is_no_total_rather_than_0() -> None:
    card = card_of(template(), Story().without(*FULL.values), Inputs(present={"tickets"}))
    assert (card.total, card.grade) == (None, "not_rated")
    assert {each.status for each in card.indicators()} == {Status.UNCOVERED}


def test_protected_leave_scales_count_targets_down_and_leaves_rates_alone() -> None:
    card = card_of(template(), replace(Story().facts_of("knowledge", made=5), active_days=41))
    knowledge = next(each for each in card.indicators() if each.id == "knowledge")
    assert (knowledge.target, knowledge.score) == (D(5), D("10.00"))


def test_a_count_target_scaled_to_0_is_missing() -> None:
    card = card_of(template(), replace(Story().without("knowledge"), active_days=7, posted_days=65))
    assert line(card, "knowledge")[0] == "reweighted"


def test_fewer_than_15_active_days_a_quarter_are_not_rated() -> None:
    few, enough = replace(Story(), active_days=14), replace(Story(), active_days=15)
    assert card_of(template(), few).grade_reason == "not_rated:active_days"
    assert card_of(template(), enough).grade == "S"
