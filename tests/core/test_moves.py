"""What would move a total most: the gain told is the gain there is, and nothing nearer gives it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.example_plans import FCR, KNOWLEDGE, RESPONSE, SATISFACTION, D, indicator, plan_of, template
from core.story import FULL, card_of
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.moves import NEVER, Move, distance, moves
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Plan, Target
from deskmerit.core.rules import Band, Bands, Deduct, Linear, PassFail, Rating, Ratio, Step
from deskmerit.core.score import score_given
from deskmerit.core.scorecard import Part, Scorecard

RULES = st.one_of(
    st.builds(
        Deduct, st.sampled_from([D(1), D("1.5"), D(3)]), st.sampled_from([D("0.1"), D(2), D(5)]), st.sampled_from(Step)
    ),
    st.just(Ratio()),
    st.just(Ratio(cap=D(30))),
    st.just(Bands((Band(D(20), from_=D(80)), Band(D(12), from_=D(40), to=D(80)), Band(D(3), to=D(40))))),
    st.just(PassFail()),
    st.just(Linear(D(20), cap=D(20))),
    st.just(Rating(D(0), D(100))),
)
AIM = D(30)
SHARE = replace(FCR, lowest=D(0), highest=D(100))


def one(rule: object, metric: object = SHARE, target: Target | None = None, weight: int = 20) -> Plan:
    """A plan with one indicator of 20 and others beside it, in its dimension and in another."""
    found = indicator("x", metric, target or Target(at_least=D(90)), weight, rule)  # type: ignore[arg-type]  # a rule
    others = [
        indicator(name, RESPONSE, Target(at_most=D(30)), points, Deduct(D(2), D(5)))
        for name, points in (("z", 10), ("w", 20), ("y", 70 - weight))
    ]
    return plan_of({"a": (found, *others[:2]), "b": (others[2],)})


def scored(plan: Plan, value: Decimal, other: Decimal | None = AIM) -> Scorecard:
    """The scorecard of a month with these values."""
    return score_given(plan, {"x": value, "z": AIM, "w": other, "y": other}, PeriodKind.MONTH)


def of_x(plan: Plan, card: Scorecard) -> list[Move]:
    return [move for move in moves(card, {plan.id: plan}) if move.indicator == "x"]


def points(plan: Plan, value: Decimal, other: Decimal | None) -> Decimal:
    found = scored(plan, value, other).indicators()[0].score
    assert found is not None
    return found


@given(RULES, st.integers(0, 10_000), st.booleans(), st.booleans())
def test_scoring_the_line_anew_gives_the_gain_and_nothing_nearer_does(
    rule: object, units: int, lower: bool, alone: bool
) -> None:
    plan = one(rule, target=Target(at_most=D(30)) if lower else None)
    other = None if alone else D(30)  # alone: others' weights are spread, and x weighs 66.666… then
    value = D(units) / 100
    card = scored(plan, value, other)
    before = points(plan, value, other)
    for move in of_x(plan, card):
        assert move.from_value == value
        assert points(plan, move.to_value, other) - before == move.gain > 0
        step = D("0.01") if move.to_value > value else D("-0.01")
        between = [value + step * n for n in range(1, int((move.to_value - value) / step))]
        for nearer in between if len(between) < 40 else [*between[:20], *between[-20:]]:
            assert points(plan, nearer, other) - before < move.gain


@given(RULES, st.integers(0, 10_000))
def test_a_line_below_full_marks_without_a_move_can_get_no_better(rule: object, units: int) -> None:
    plan, value = one(rule), D(units) / 100
    found, now = of_x(plan, scored(plan, value)), points(plan, value, D(30))
    best = max(points(plan, D(each), D(30)) for each in range(int(value), 101))
    if not found:
        assert now >= min(best, D(20))
    else:
        assert sum(move.is_next for move in found) == sum(move.is_full for move in found) == 1
        assert next(move for move in found if move.is_full).gain == min(best, D(20)) - now or best > 20


def test_the_next_completed_step_and_the_target_are_told_with_the_cases_they_take() -> None:
    plan = template()
    card = card_of(plan, FULL.facts_of("fcr", share="87.50").facts_of("knowledge", made=6))
    found = {(move.indicator, move.is_full): move for move in moves(card, {plan.id: plan})}
    nearest, full = found["fcr", False], found["fcr", True]
    assert (nearest.to_value, nearest.gain, nearest.cases_needed) == (D("88.01"), D("1.00"), 51)
    assert (full.to_value, full.gain) == (D("89.01"), D("2.00"))
    assert found["knowledge", True].cases_needed == 3 or found["knowledge", True].to_value < 9
    assert [move.gain for move in moves(card, {plan.id: plan})] == sorted(
        (m.gain for m in found.values()), reverse=True
    )


def test_nothing_is_proposed_that_would_be_chased_at_the_customers_cost() -> None:
    for metric in NEVER:
        plan = one(PassFail(), replace(SHARE, id=metric))
        assert of_x(plan, scored(plan, D(50))) == []
    within = one(PassFail())
    spec = MeasureSpec("within_target", '{"metric":"handle_time","seconds":300}')
    changed = replace(within.dimensions[0], indicators=(replace(within.indicators()[0], spec=spec),))
    plan = replace(within, dimensions=(changed, within.dimensions[1]))
    assert of_x(plan, scored(plan, D(50))) == []


def test_guards_missing_lines_and_full_marks_have_no_move() -> None:
    plan = template()
    assert moves(card_of(plan, FULL), {plan.id: plan}) == []
    lacking = card_of(plan, FULL.without("training").facts_of("fcr", share="80"))
    assert {move.indicator for move in moves(lacking, {plan.id: plan})} == {"fcr"}


def test_the_distance_is_to_the_next_band_also_from_a_hole_between_bands() -> None:
    closed = template().grades
    assert distance(D("79.99"), closed) == ("A", D("0.01"))
    assert distance(D("12"), closed) == ("B", D("58"))
    assert distance(D("95"), closed) is None


@pytest.mark.parametrize(
    ("metric", "target"), [(KNOWLEDGE, Target(at_least=D(3))), (SATISFACTION, Target(at_least=D("4.5")))]
)
def test_values_move_by_their_own_digits(metric: object, target: Target) -> None:
    plan = one(Ratio(), metric, target)
    (nearest, *_) = sorted(of_x(plan, scored(plan, D(1))), key=lambda move: move.to_value)
    digits = {KNOWLEDGE.id: D(2), SATISFACTION.id: D("1.01")}
    assert nearest.to_value == digits[metric.id]  # type: ignore[attr-defined]  # a metric


def test_whoever_stood_at_two_places_is_told_what_part_of_the_total_a_move_has() -> None:
    plan = template()
    card = card_of(plan, FULL.facts_of("fcr", share="80"))
    stays = [
        Part(Place(team), plan.id, days, card.total, card.dimensions) for team, days in (("red", 45), ("blue", 15))
    ]
    found = moves(replace(card, parts=tuple(stays)), {plan.id: plan})
    assert [(move.place.team, move.share) for move in found if move.is_full] == [
        ("red", Fraction(3, 4)),
        ("blue", Fraction(1, 4)),
    ]


def test_where_a_veto_set_the_score_no_value_moves_it() -> None:
    plan = template()
    card = card_of(plan, FULL.facts_of("fcr", share="80"))
    dimension = card.dimensions[1]
    struck = tuple(replace(line, note="veto:fatal") for line in dimension.indicators)
    changed = (card.dimensions[0], replace(dimension, indicators=struck), *card.dimensions[2:])
    assert moves(replace(card, dimensions=changed), {plan.id: plan}) == []
