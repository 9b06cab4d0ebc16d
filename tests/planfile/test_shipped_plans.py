"""The shipped plans: they say what mission.md decides, their cases hold, the linter has nothing to say."""

from decimal import Decimal

import pytest

from deskmerit.core.issue import Level
from deskmerit.core.lint import lint
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Plan
from deskmerit.core.score import score_given
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import spec
from deskmerit.planfile import SHIPPED, read_plan

PRINTED = {
    "first_response": 28,
    "timeliness": 97,
    "satisfaction": Decimal("4.7"),
    "fcr": 92,
    "knowledge": 3,
    "training": 100,
}


def shipped(name: str) -> Plan:
    plan, issues = read_plan(name, CATALOGUE)
    assert plan is not None, issues
    assert not issues
    return plan


@pytest.mark.parametrize(
    ("name", "scores", "total", "grade"),
    [
        ("template", "15.00 9.00 30.00 25.00 10.00 10.00", "99.00", "S"),
        ("as-printed", "1.00 9.90 31.33 25.56 10.00 10.00", "87.79", "A"),
    ],
)
def test_the_printed_person(name: str, scores: str, total: str, grade: str) -> None:
    given = {key: Decimal(value) for key, value in PRINTED.items()}
    card = score_given(shipped(name), given, PeriodKind.MONTH)
    lines = {line.id: line.score for line in card.indicators()}
    assert " ".join(str(lines[key]) for key in PRINTED) == scores
    assert (str(card.total), card.grade) == (total, grade)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cases_of_a_plan_hold(name: str) -> None:
    plan = shipped(name)
    assert len(plan.cases) >= 5
    for case in plan.cases:
        card = score_given(plan, case.given, PeriodKind(case.period), case.phase)
        lines = {line.id: line.score for line in card.indicators()}
        assert case.total in (None, card.total), case.name
        assert case.grade in ("", card.grade), case.name
        assert {key: lines[key] for key in case.scores} == dict(case.scores), case.name


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "as-printed"])
def test_the_linter_has_nothing_to_say(name: str) -> None:
    assert [str(issue) for issue in lint(shipped(name), CATALOGUE) if issue.level is not Level.NOTE] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_is_the_one_that_the_engine_would_ask(name: str) -> None:
    import json

    plan = shipped(name)
    own = {**CATALOGUE, **{key: custom.metric for key, custom in plan.custom.items()}}
    for asked in [one.spec for one in [*plan.indicators(), *plan.bonus]] + [veto.spec for veto in plan.vetoes]:
        params, where = json.loads(asked.params), json.loads(asked.where)
        assert spec(asked.metric, params, where, asked.clock, asked.percentile, catalogue=own) == asked


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "as-printed"])
def test_every_weight_set_sums_to_100_and_every_text_is_bilingual(name: str) -> None:
    plan = shipped(name)
    sets = [*plan.phases.values(), *plan.period_weights.values()]
    assert [sum(found.weights.values()) for found in sets] == [100] * len(sets)
    assert {"satisfaction", "efficiency"} <= set(plan.phases) or name == "small-team"
    for title in [plan.title, *(one.title for one in plan.indicators()), *(grade.title for grade in plan.grades)]:
        assert title["zh"] != title["en"]
    assert plan.duties
    assert plan.goals


def test_the_nine_named_indicators_are_all_scored_somewhere() -> None:
    used = {one.spec.metric for name in SHIPPED for one in shipped(name).indicators() if one.weight}
    named = {"response_time", "ticket_timeliness", "satisfaction", "first_contact_resolution", "complaint_rate"}
    named |= {"peer_rating", "knowledge_contributions", "training_attendance", "certification_pass_rate", "qa_score"}
    assert named <= used


def test_the_small_team_has_no_shares_and_no_360_feedback() -> None:
    plan = shipped("small-team")
    assert all(grade.share is None for grade in plan.grades)
    assert all(one.spec.metric != "peer_rating" for one in plan.indicators())
