"""Teams scored as wholes from their own sums, against target and the period before."""

from dataclasses import replace

import pytest

from core.example_plans import D, template
from core.story import PLACE, QUARTER, Story
from deskmerit.core.facts import Fact
from deskmerit.core.score import specs_of
from deskmerit.core.score_groups import Group, Side, score_groups

PLAN = template()
FAST = Story("a", {"first_response": (90, 90 * 20, 90), "knowledge": (9, 9, 0)})
SLOW = Story("b", {"first_response": (10, 10 * 160, 10), "knowledge": (5, 5, 0)})


def groups(*stories: Story, by: str = "team", before: tuple[Group, ...] = ()) -> list[Group]:
    """The groups of these people."""
    facts = [fact for story in stories for fact in story.facts(PLAN)]
    people = [story.person() for story in stories]
    return score_groups(PLAN, facts, specs_of(PLAN), people, QUARTER, by, before=before)


def test_a_team_is_measured_by_its_own_sums_not_by_the_mean_of_its_people() -> None:
    (team,) = groups(FAST, SLOW)
    first = team.card.indicators()[0]
    assert (team.card.agent_id, first.actual, first.cases) == ("red", D(34), 100)
    assert (team.card.grade, team.card.rank) == ("", None)


def test_a_teams_count_target_is_per_head() -> None:
    knowledge = groups(FAST, SLOW)[0].card.indicators()[4]
    assert (knowledge.target, knowledge.actual) == (D(18), D(14))
    assert knowledge.score == D("28.57")  # 4 short of 18 is no completed step of 6: the weight, 10 × (1 + 65/35)


def test_cases_credited_to_nobody_count_for_their_team() -> None:
    facts = [*FAST.facts(PLAN), Fact("", replace(PLACE, position=""), 0, "2026-08", 10, 10 * 140, 10)]
    found = score_groups(PLAN, facts, specs_of(PLAN), [FAST.person()], QUARTER, "team")
    assert found[0].card.indicators()[0].actual == D(32)


def test_strengths_and_gaps_stand_against_target_and_the_period_before() -> None:
    before = tuple(groups(Story("a", {"first_response": (10, 400, 10)})))
    (team,) = groups(FAST, before=before)
    by_id = {each.indicator: each for each in team.standings if each.dimension == "process"}
    first = by_id["first_response"]
    assert (first.side, first.actual, first.before, first.better) == (Side.STRENGTH, D(20), D(40), True)
    assert by_id["timeliness"].side is Side.NONE
    assert by_id[""].share == D("100.00")


@pytest.mark.parametrize(
    ("seconds", "side"),
    [(30, Side.STRENGTH), (31, Side.NONE), (34, Side.NONE), (35, Side.GAP)],
    ids=["met", "missed by 1 s", "missed within the first step of 5 s", "a step missed: 13 of 15"],
)
def test_a_gap_is_where_points_were_lost(seconds: int, side: Side) -> None:
    (team,) = groups(Story("a", {"first_response": (10, 10 * seconds, 10), "knowledge": (9, 9, 0)}))
    assert next(each.side for each in team.standings if each.indicator == "first_response") is side


def test_too_few_cases_are_neither_strength_nor_gap() -> None:
    asked = {each.id: replace(each, min_cases=20) if each.id == "fcr" else each for each in PLAN.indicators()}
    dimensions = tuple(replace(d, indicators=tuple(asked[i.id] for i in d.indicators)) for d in PLAN.dimensions)
    plan = replace(PLAN, dimensions=dimensions)
    few = Story("a", {"first_response": (90, 90 * 20, 90), "fcr": (5, 1, 5)})
    (team,) = score_groups(plan, few.facts(plan), specs_of(plan), [few.person()], QUARTER, "team")
    assert next(each.side for each in team.standings if each.indicator == "fcr") is Side.NONE


@pytest.mark.parametrize("by", ["team", "position", "site", "account"])
def test_groups_go_by_each_part_of_a_posting(by: str) -> None:
    found = groups(FAST, replace(SLOW, place=replace(PLACE, **{by: "other"})), by=by)
    assert [group.card.agent_id for group in found] == sorted([getattr(PLACE, by), "other"])
    assert getattr(found[0].card.place, by) == found[0].card.agent_id


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(ValueError, match="shift"):
        groups(FAST, by="shift")
