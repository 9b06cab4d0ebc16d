"""The trace: written by the functions that score, and enough for a calculator (semantics §9)."""

from dataclasses import replace

from core.example_plans import D, template
from core.story import FULL, QUARTER, Story, card_of
from deskmerit.core.plan import Plan
from deskmerit.core.score import score, specs_of, trace
from deskmerit.core.trace import Step


def steps_of(story: Story, indicator: str = "", plan: Plan | None = None) -> list[Step]:
    """The steps of person `a`, of one indicator or those about the whole."""
    plan = plan or template()
    _, steps = trace("a", plan, story.facts(plan), specs_of(plan), [story.person()], QUARTER)
    return [step for step in steps if step.values.get("indicator", "") == indicator]


def told(steps: list[Step]) -> dict[str, dict[str, object]]:
    """Steps by code."""
    return {step.code: dict(step.values) for step in steps}


def test_a_late_reply_opens_into_sums_target_short_steps_and_points() -> None:
    found = told(
        steps_of(replace(FULL, values={**FULL.values, "first_response": (1284, 47925, 1284)}), "first_response")
    )
    assert list(found) == ["value", "rule", "short", "steps", "deduct", "score"]
    assert (found["value"]["numerator"], found["value"]["denominator"], found["value"]["value"]) == (47925, 1284, D(37))
    assert (found["short"]["short"], found["steps"]["steps"], found["deduct"]["left"]) == (7, 1, 13)
    assert found["score"]["score"] == D("13.00")


def test_a_count_tells_how_its_target_was_scaled() -> None:
    story = replace(FULL, active_days=41)
    assert told(steps_of(story))["count-factor"] | {"factor": None} == {
        "months": 3,
        "active_days": 41,
        "working_days": 65,
        "factor": None,
    }
    scaled = told(steps_of(story, "knowledge"))["count-target"]
    assert (scaled["at_least"], scaled["scaled_at_least"]) == (D(3), D(5))


def test_a_missing_indicator_says_why_and_where_its_weight_went() -> None:
    story = FULL.without("fcr")
    assert [step.code for step in steps_of(story, "fcr")] == ["no-cases", "reweighted"]
    found = told(steps_of(story, "satisfaction"))
    grown = found["spread-dimension"]
    assert (grown["from"], grown["freed"], grown["whole"], grown["weight"]) == (30, 25, 30, 55)
    assert (found["effective-weight"]["weight"], found["score"]["score"]) == (55, D("55.00"))


def test_the_last_steps_are_total_and_grade() -> None:
    found = steps_of(FULL)
    assert [step.code for step in found] == ["place", "count-factor", "part-total", "total", "grade"]
    assert found[-1].values["grade"] == "S"
    assert sum(found[2].values["scores"]) == found[3].values["total"]  # type: ignore[arg-type]  # decimals


def test_telling_changes_no_figure() -> None:
    plan, story = template(), Story().facts_of("fcr", share="86.66").without("training")
    card, _ = trace("a", plan, story.facts(plan), specs_of(plan), [story.person()], QUARTER)
    assert card == card_of(plan, story)


def test_only_the_person_asked_for_is_told() -> None:
    plan, others = template(), [Story("b"), Story("c")]
    facts = [fact for story in (FULL, *others) for fact in story.facts(plan)]
    people = [story.person() for story in (FULL, *others)]
    card, steps = trace("a", plan, facts, specs_of(plan), people, QUARTER)
    alone = steps_of(FULL, "fcr")
    assert [step for step in steps if step.values.get("indicator") == "fcr"] == alone
    assert card == score(plan, facts, specs_of(plan), people, QUARTER)[0][0]
