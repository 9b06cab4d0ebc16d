"""The proofs agree with brute force: every displayed value of a measure, tried one by one."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.lint.plans_by_hand import CATALOGUE
from deskmerit.core.lint.shape import Shape
from deskmerit.core.lint.span import FAR
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Target
from deskmerit.core.rules import NO_CAP, NO_FLOOR, Band, Bands, Deduct, Inverse, Linear, PassFail, Rating, Ratio, Step

D = Decimal
MEASURES = [CATALOGUE["satisfaction"], replace(CATALOGUE["ticket_timeliness"], digits=1), CATALOGUE["conduct_count"]]


def numbers(least: str, most: str, places: int = 1) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(least), D(most), places=places, allow_nan=False)


BOUNDS = {"floor": st.sampled_from([D(0), D(-5), D(3), NO_FLOOR]), "cap": st.sampled_from([None, NO_CAP, D(7), D(25)])}


@st.composite
def staircase(draw: st.DrawFn) -> Bands:
    """Bands in any order, with holes and overlaps."""
    ends = st.one_of(st.none(), numbers("0", "6"))
    return Bands(tuple(Band(draw(numbers("0", "20")), draw(ends), draw(ends)) for _ in range(draw(st.integers(1, 4)))))


RULES: st.SearchStrategy[Any] = st.one_of(
    st.builds(Deduct, numbers("0.1", "6"), numbers("0.1", "20"), st.sampled_from([None, *Step]), **BOUNDS),
    st.builds(Ratio, inverse=st.sampled_from([None, *Inverse]), **BOUNDS),
    st.builds(Linear, numbers("0", "6"), numbers("7", "30"), st.one_of(st.none(), numbers("31", "60")), **BOUNDS),
    st.builds(Rating, numbers("0", "2"), numbers("3", "6"), **BOUNDS),
    st.builds(PassFail),
    staircase(),
)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A rule on a rating, a share or a count, with a target on either side, or a range."""
    metric: Metric = draw(st.sampled_from(MEASURES))
    ends = sorted((draw(numbers("1", "5")), draw(numbers("1", "5"))))
    target = draw(st.sampled_from([Target(ends[0]), Target(None, ends[0]), Target(ends[1], ends[0])]))
    return Shape(
        draw(RULES), metric, target, draw(st.sampled_from([D(10), D("12.5"), D(30)])), draw(st.sampled_from([1, 3]))
    )


def everything(shape: Shape) -> list[Decimal]:
    """Every displayed value from the lowest to the highest, or to the horizon."""
    return [shape.low + n * shape.grid for n in range(int((shape.high - shape.low) / shape.grid) + 1)]


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_the_most_and_fewest_points_are_those_of_trying_every_displayed_value(shape: Shape) -> None:
    tried = [shape.at(value) for value in everything(shape)]
    assert shape.best[1] == max(tried)
    if shape.metric.highest is None and isinstance(shape.rule, Ratio) and shape.rule.inverse is None:
        assert shape.worst[1] <= min(tried), "w × t ÷ a of an endless count only nears its least"
    else:
        assert shape.worst[1] == min(tried)


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_a_fall_in_the_wrong_direction_is_seen_exactly_where_there_is_one(shape: Shape) -> None:
    tried = everything(shape)
    wrong = False
    for run in shape.flanks():
        inside = [value for value in tried if min(run) <= value <= max(run)][:: 1 if run[0] < run[-1] else -1]
        wrong |= any(shape.at(b) < shape.at(a) for a, b in pairwise(inside))
    assert bool(list(shape.falls())) == wrong


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_the_dearest_unit_is_the_dearest_of_all(shape: Shape) -> None:
    lost = [Fraction(0)]
    for run in shape.flanks():
        low, high, worse = min(run), max(run), -1 if run[0] < run[-1] else 1
        starts = [value for value in everything(shape) if low <= value <= high]
        ends = [(start, start + worse * shape.unit) for start in starts]
        lost += [shape.exact(a) - shape.exact(b) for a, b in ends if low <= b <= high]
    assert shape.dearest_unit[2] == max(lost)


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_the_scores_a_rule_can_give_are_all_in_its_image(shape: Shape) -> None:
    assert {shape.at(value) for value in everything(shape)} <= shape.image


def test_waiting_without_end_is_followed_to_where_the_rule_settles() -> None:
    slow = Shape(Deduct(D("0.1"), D(5)), CATALOGUE["first_response_time"], Target(D(30)), D(15))
    assert slow.at(slow.high) == slow.at(FAR) == 0
    assert slow.worst[1] == 0
