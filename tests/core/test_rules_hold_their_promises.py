"""Each rule: within floor and cap, and a better measure never lowers its points; its edges are where it bends."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.example_plans import D
from deskmerit.core.plan import Target
from deskmerit.core.rules import (
    NO_CAP,
    NO_FLOOR,
    Band,
    Bands,
    Count,
    Deduct,
    Inverse,
    Linear,
    PassFail,
    Rating,
    Ratio,
    Rule,
    Step,
    edges,
    pieces,
)


def hundredths(low: int, high: int) -> st.SearchStrategy[D]:
    """Decimals of two digits."""
    return st.integers(low * 100, high * 100).map(lambda n: D(n) / 100)


weights = hundredths(1, 40)
targets = st.one_of(
    hundredths(1, 100).map(lambda t: Target(at_least=t)),
    hundredths(1, 100).map(lambda t: Target(at_most=t)),
)
ranges = st.tuples(hundredths(1, 50), hundredths(0, 50)).map(lambda p: Target(at_least=p[0], at_most=p[0] + p[1]))
deducts = st.builds(Deduct, hundredths(0, 5), hundredths(1, 9), st.sampled_from([*Step, None]))
ratios = st.builds(Ratio, st.none() | hundredths(1, 60), st.sampled_from([None, Inverse.MIRRORED, Inverse.AS_PRINTED]))
simple: st.SearchStrategy[Rule] = st.one_of(deducts, ratios, st.just(PassFail()))


def better(actual: D, other: D, target: Target) -> tuple[D, D]:
    """(worse, better) of two actuals."""
    return (max(actual, other), min(actual, other)) if target.lower_is_better else tuple(sorted((actual, other)))  # type: ignore[return-value]  # two in, two out


@given(simple, targets, weights, hundredths(0, 200), hundredths(0, 200))
def test_a_better_measure_never_lowers_the_points(rule: Rule, target: Target, weight: D, a: D, b: D) -> None:
    worse, good = better(a, b, target)
    assert rule.points(worse, target, weight) <= rule.points(good, target, weight)


@given(simple, targets | ranges, weights, hundredths(0, 200))
def test_points_stay_within_floor_and_cap(rule: Rule, target: Target, weight: D, actual: D) -> None:
    cap = weight if rule.cap is None else rule.cap
    assert 0 <= rule.points(actual, target, weight) <= cap


@given(st.one_of(deducts, st.just(PassFail()), st.just(Ratio())), targets | ranges, weights, hundredths(0, 200))
def test_reaching_the_target_earns_full_marks(rule: Rule, target: Target, weight: D, actual: D) -> None:
    assert target.met(actual) == (rule.points(actual, target, weight) == weight) or not target.met(actual)


@given(hundredths(1, 50), hundredths(51, 90), hundredths(91, 120), weights, hundredths(0, 9), hundredths(0, 130))
def test_a_line_rises_through_its_anchors(zero: D, aim: D, stretch: D, weight: D, extra: D, actual: D) -> None:
    rule = Linear(zero, aim, stretch, cap=weight + extra)
    at = [rule.points(x, None, weight) for x in (zero, aim, stretch)]
    assert at == [0, weight, weight + extra]
    assert rule.points(actual, None, weight) <= rule.points(actual + 1, None, weight)


def test_a_line_without_stretch_goes_on_up_to_the_cap() -> None:
    rule = Linear(D(60), D(90), cap=D(12))
    assert [rule.points(D(at), None, D(10)) for at in (93, 96, 100)] == [D(11), D(12), D(12)]


def test_a_falling_line_serves_a_lower_is_better_measure() -> None:
    rule = Linear(D(60))
    assert [rule.points(D(at), Target(at_most=D(30)), D(10)) for at in (20, 30, 45, 60, 90)] == [10, 10, 5, 0, 0]


def test_a_range_pays_inside_and_less_on_both_sides() -> None:
    target = Target(at_least=D(300), at_most=D(600))
    assert [Deduct(D(1), D(60)).points(D(at), target, D(10)) for at in (180, 300, 600, 660)] == [8, 10, 10, 9]
    assert [Linear(D(0)).points(D(at), target, D(10)) for at in (150, 300, 600, 750)] == [5, 10, 10, 5]


def test_a_ratio_of_a_lower_is_better_measure_is_target_over_actual_and_0_earns_the_cap() -> None:
    rule = Ratio(cap=D(18))
    assert [rule.points(D(at), Target(at_most=D(30)), D(15)) for at in (0, 28, 60)] == [18, D(450) / 28, D("7.5")]


def test_a_band_includes_its_end_on_the_better_side() -> None:
    fast = Bands((Band(D(15), from_=D(0), to=D(30)), Band(D(10), from_=D(30), to=D(60))))
    assert [fast.points(D(at), Target(at_most=D(30)), D(15)) for at in (0, "29.99", 30, 60)] == [15, 15, 10, 0]
    high = Bands((Band(D(10), from_=D(95), to=D(100)), Band(D(6), from_=D(90), to=D(95))))
    assert [high.points(D(at), None, D(10)) for at in (100, "95.01", 95, 90)] == [10, 10, 6, 0]


def test_a_seam_between_bands_is_never_counted_twice() -> None:
    bands = (Band(D(10), at_least=D(95)), Band(D(6), at_least=D(90), below=D(95)), Band(D(0), below=D(90)))
    for at in (D(90), D("94.99"), D(95)):
        assert sum(band.holds(Fraction(at), False, Fraction(1)) for band in bands) == 1


def test_a_bonus_and_a_malus_are_capped_and_stand_outside_the_100() -> None:
    assert Count(D("0.5"), cap=D(3)).points(D(4), None, D(0)) == 2
    assert Count(D("0.5"), cap=D(3)).points(D(9), None, D(0)) == 3
    assert Count(D(-2), cap=D(5)).points(D(1), None, D(0)) == -2
    assert Count(D(-2), cap=D(5)).points(D(9), None, D(0)) == -5


def test_no_cap_and_no_floor_are_none_at_all() -> None:
    assert Ratio(NO_CAP).points(D(30), Target(at_least=D(3)), D(10)) == 100
    assert Deduct(D(3), D("0.1"), floor=NO_FLOOR).points(D(1), Target(at_least=D("4.5")), D(30)) == -75


def test_a_target_of_0_in_a_ratio_is_met_or_missed() -> None:
    assert Ratio().points(D(0), Target(at_most=D(0)), D(10)) == 10
    assert Ratio().points(D(1), Target(at_most=D(0)), D(10)) == 0


@given(st.one_of(simple, st.just(Rating(D(1), D(99)))), targets | ranges, weights, hundredths(0, 150))
def test_between_two_edges_a_rule_lies_between_its_limits(rule: Rule, target: Target, weight: D, actual: D) -> None:
    at = Fraction(actual)
    for piece in pieces(rule, target, weight, D(0), D(150)):
        if piece.start < at < piece.end and piece.after_start is not None:
            low, high = sorted((piece.after_start, piece.before_end))
            assert low <= rule.exact(at, target, Fraction(weight), Fraction(1)) <= high


@given(deducts, targets, weights)
def test_edges_are_sorted_and_hold_both_ends(rule: Deduct, target: Target, weight: D) -> None:
    found = edges(rule, target, weight, D(0), D(150))
    assert found == sorted(set(found))
    assert (found[0], found[-1]) == (0, 150)


@given(deducts, st.integers(1, 20), st.integers(0, 30), st.integers(1, 12), weights)
def test_a_count_and_its_steps_grow_with_the_period(rule: Deduct, aim: int, made: int, months: int, weight: D) -> None:
    month = rule.points(D(made), Target(at_least=D(aim)), weight)
    longer = rule.points(D(made * months), Target(at_least=D(aim * months)), weight, Fraction(months))
    assert month == longer


@given(st.one_of(deducts, st.just(Rating(D(1), D(99))), st.just(Ratio(D(30)))), targets | ranges, weights)
def test_between_two_edges_a_rule_is_straight_unless_it_says_so(rule: Rule, target: Target, weight: D) -> None:
    for piece in pieces(rule, target, weight, D(0), D(150)):
        if not piece.hyperbolic and piece.after_start is not None:
            middle = rule.exact((piece.start + piece.end) / 2, target, Fraction(weight), Fraction(1))
            assert middle == (piece.after_start + piece.before_end) / 2


def test_the_anchors_of_a_line_over_counts_grow_with_the_period() -> None:
    rule, half = Linear(D(0), D(3), D(5), cap=D(12)), Fraction(1, 2)
    assert rule.points(D(6), None, D(10), 3) == rule.points(D(2), None, D(10)) == D(20) / 3
    assert rule.points(D(15), None, D(10), 3) == 12
    assert rule.points(D(1), None, D(10), half) == 10  # 1.5 a half month, one whole piece
