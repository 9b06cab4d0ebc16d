"""Whatever a plan says, the linter answers, and says the same again."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.lint.plans_by_hand import CATALOGUE, at_least, at_most, but, deduct, dimension, line, six, template
from core.lint.test_lint_proof import RULES
from deskmerit.core.lint import lint
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.plan import Distribution, Grade, Plan, ShareMode, Target
from deskmerit.core.rules import NO_FLOOR, Count, Rating, Ratio, Rule
from deskmerit.report.messages import render

D = Decimal
ODD = st.sampled_from([D(x) for x in ("-5", "0", "0.001", "0.5", "1", "3", "99.995", "100", "1000", "86400", "1E+7")])
TARGETS = st.one_of(
    st.none(), st.builds(Target, ODD), st.builds(Target, st.none(), ODD), st.builds(Target, st.just(D(600)), ODD)
)
ANY_RULE: st.SearchStrategy[Rule] = st.one_of(
    RULES,
    st.builds(deduct, *(st.sampled_from(["0.001", "1", "-2", "50"]),) * 2, floor=st.sampled_from([D(0), NO_FLOOR])),
    st.builds(Count, ODD, st.one_of(st.none(), ODD)),
    st.just(Rating(D(5), D(5))),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """The template with one indicator, its grades and its shares turned into anything."""
    metric = draw(st.sampled_from(sorted(CATALOGUE)))
    changed = replace(
        six()[1],
        spec=MeasureSpec(metric),
        metric=CATALOGUE[metric],
        target=draw(TARGETS),
        rule=draw(ANY_RULE),
        alternative=draw(st.one_of(st.none(), ANY_RULE)),
        weight=draw(ODD),
    )
    ends = st.one_of(st.none(), ODD)
    names = draw(st.lists(st.sampled_from("SABCS"), max_size=4))
    grades = tuple(Grade(name, {}, draw(ends), draw(ends), draw(ends), draw(ends), draw(ends)) for name in names)
    spread = Distribution(
        draw(st.sampled_from(ShareMode)),
        draw(st.sampled_from([None, True, False])),
        draw(st.sampled_from([None, 0, 5, 20])),
    )
    lines = [changed, *six()[2:]]
    return template(dimensions=(dimension(*lines),), grades=grades, distribution=spread, cases=(), phases={})


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_gets_an_answer_in_words_and_the_same_again(plan: Plan) -> None:
    found = lint(plan, CATALOGUE)
    said = [(issue.level, issue.code, str(issue.where), *render(issue, "zh"), *render(issue, "en")) for issue in found]
    again = lint(plan, CATALOGUE)
    assert said == [(i.level, i.code, str(i.where), *render(i, "zh"), *render(i, "en")) for i in again]
    json.dumps([dict(issue.params) for issue in found], allow_nan=False)


def test_errors_come_first_then_warnings_then_notes() -> None:
    levels = [issue.level.value for issue in lint(but("timeliness", min_cases=None, target=at_most("98")), CATALOGUE)]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_a_cliff_that_only_a_phase_has_names_the_phase() -> None:
    dear = line("fcr", "first_contact_resolution", at_least("90"), 25, deduct("3", "1"), contact="session")
    calm = template(dimensions=(dimension(*(dear if one.id == "fcr" else one for one in six())),), phases={})
    assert "cliff" not in {issue.code for issue in lint(calm, CATALOGUE)}
    weights = {"fcr": D(50), "satisfaction": D(5)}
    kept = {one.id: one.weight for one in calm.indicators() if one.weight}
    phases = {"focus": replace(template().phases["efficiency"], name="focus", weights=kept | weights)}
    (issue,) = [issue for issue in lint(replace(calm, phases=phases), CATALOGUE) if issue.code == "cliff"]
    assert issue.params["set"] == "focus"
    assert issue.params["loss"] == "6"


def test_a_ratio_of_waiting_time_is_spared_the_floor_but_not_of_a_rating() -> None:
    assert "floor-unreachable" not in {one.code for one in lint(but("first_response", rule=Ratio()), CATALOGUE)}
    assert "floor-unreachable" in {one.code for one in lint(but("satisfaction", rule=Ratio()), CATALOGUE)}


def test_a_grade_between_the_sums_of_all_or_nothing_rules_is_out_of_reach() -> None:
    half = [replace(one, weight=D(50), rule=deduct("50", "1")) for one in six()[1:4:2]]
    edges = (("S", "90"), ("A", "80"), ("C", None))
    grades = tuple(Grade(name, {}, D(low) if low else None) for name, low in edges)
    plan = template(dimensions=(dimension(*half),), grades=grades, phases={}, cases=(), awards=())
    found = [issue for issue in lint(plan, CATALOGUE) if issue.code == "grade-unreachable"]
    assert [(issue.params["grade"], issue.params["case"]) for issue in found] == [("A", "between")]
