"""The proof about one rule: its points at every value where it can bend or jump, and at the displayed values beside.

A rule is piecewise linear in the displayed value (the ratio of a lower-is-better metric is hyperbolic, but monotone
and convex), and scores are computed from displayed values only. So an extreme, a fall in the wrong direction and the
dearest unit all show at a breakpoint or at the displayed value next to it: nothing is sampled.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from math import ceil, floor

from deskmerit.core.lint.span import FAR, UNITS, bounds, scaled
from deskmerit.core.metric import Direction, Kind, Metric, Unit
from deskmerit.core.number import ONE, ZERO, divide_half_up
from deskmerit.core.plan import Indicator, Target
from deskmerit.core.rules.bands import Bands
from deskmerit.core.rules.base import Rule
from deskmerit.core.rules.deduct import Deduct
from deskmerit.core.rules.linear import Linear
from deskmerit.core.rules.pieces import edges
from deskmerit.core.rules.simple import Rating

DOUBLINGS = 8
PLACES = 2
CENT = Decimal("0.01")
THOUSAND = 1000
MOST_STEPS = 20_000
"""More steps than a share has displayed values, twice over: a slip of the pen, not a rule to prove."""
NEED_TARGET = ("deduct", "ratio", "pass_fail", "linear")


@dataclass(frozen=True)
class Shape:
    """A rule on a metric's displayed values, in a period of `months` months.

    `weight` is the base weight; `factor` is effective/base where another weight set is in force.
    """

    rule: Rule
    metric: Metric
    target: Target | None
    weight: Decimal
    months: int = 1
    factor: Fraction = Fraction(1)

    @property
    def sound(self) -> bool:
        """Whether the rule can be computed at all: what it lacks is a finding of its own."""
        rule, target = self.rule, self.target
        if isinstance(rule, Deduct) and (rule.per <= 0 or self.steps > MOST_STEPS):
            return False
        if isinstance(rule, Rating):
            return rule.max > rule.min
        if isinstance(rule, Linear) and rule.target is not None:
            return True
        return target is not None or rule.kind not in NEED_TARGET

    @property
    def steps(self) -> int:
        """How many steps a deduction has from its target to the lowest value, or to its floor."""
        rule, target = self.rule, self.target
        if not isinstance(rule, Deduct) or target is None or target.at_least is None or rule.per <= 0:
            return 0
        down = max(ZERO, target.at_least - self.low) // rule.per
        if rule.points_ > 0 and rule.floor.is_finite():
            down = min(down, max(ZERO, self.weight - rule.floor) // rule.points_ + 2)
        return int(down)

    @property
    def scale(self) -> Fraction:
        """The factor of a count's target and steps."""
        return Fraction(self.months if self.metric.kind is Kind.COUNT else 1)

    @property
    def grid(self) -> Decimal:
        """The smallest displayed step of the metric."""
        return ONE if self.metric.kind is Kind.COUNT else Decimal(1).scaleb(-self.metric.digits)

    @property
    def unit(self) -> Decimal:
        """The unit people speak of."""
        return max(UNITS[self.metric.unit], self.grid)

    @property
    def lower_is_better(self) -> bool:
        """The direction of the target, else of the metric."""
        if self.target is not None and not self.target.is_range:
            return self.target.lower_is_better
        return self.metric.direction is Direction.LOWER

    @cached_property
    def low(self) -> Decimal:
        """The lowest value."""
        return bounds(self.metric)[0]

    @cached_property
    def high(self) -> Decimal:
        """The highest value; where there is none, ten times the furthest anchor, or where the rule has settled.

        Equal steps repeat themselves, so a thousand of them tell as much as all.
        """
        found = bounds(self.metric)[1]
        if found is not None:
            return found
        anchor = max([ONE, *self._anchors()])
        horizon, settled = (anchor * 10).to_integral_value(ROUND_CEILING), self.at(FAR)
        further: list[Decimal] = [horizon * 2**n for n in range(DOUBLINGS)]
        if isinstance(self.rule, Deduct):
            per = self.rule.per * self.months if self.metric.kind is Kind.COUNT else self.rule.per
            most = (anchor + per * THOUSAND).to_integral_value(ROUND_CEILING)
            further = [min(horizon, most), most]
        return next((far for far in further if self.at(far) == settled), further[0])

    def _anchors(self) -> Iterator[Decimal]:
        """The values the rule is written with."""
        rule, target = self.rule, self.target
        if target is not None:
            yield from (end for end in (target.at_most, target.at_least) if end is not None)
        if isinstance(rule, Bands):
            yield from (end for band in rule.bands for end in (band.low, band.high) if end is not None)
        elif isinstance(rule, Linear):
            yield from (end for end in (rule.zero, rule.target, rule.stretch) if end is not None)
        elif isinstance(rule, Rating):
            yield from (rule.min, rule.max)

    @property
    def endless(self) -> bool:
        """Whether the metric has no highest value."""
        return bounds(self.metric)[1] is None

    def at(self, actual: Decimal) -> Decimal:
        """The points of a displayed value, rounded as a score is."""
        exact = self.exact(actual)
        return divide_half_up(exact.numerator, exact.denominator, PLACES)

    def exact(self, actual: Decimal) -> Fraction:
        """The points of a displayed value before they are rounded."""
        return self.rule.exact(Fraction(actual), self.target, Fraction(self.weight), self.scale) * self.factor

    @cached_property
    def bends(self) -> list[Decimal]:
        """The displayed values at and beside each breakpoint, the ends included, ascending."""
        found = {self.low, self.high}
        for whole in {n for point in self._edges() for n in (floor(point), ceil(point))}:
            found |= {(whole + n) * self.grid for n in (-1, 0, 1)}
        return sorted(value for value in found if self.low <= value <= self.high)

    def _edges(self) -> Iterable[Fraction]:
        """Where the rule bends or jumps, in displayed steps; with steps finer than those, every displayed value."""
        grid = Fraction(self.grid)
        if isinstance(self.rule, Deduct) and self.rule.per < self.grid and not self.endless:
            return (Fraction(n) for n in range(int(self.low / self.grid), int(self.high / self.grid) + 1))
        target = (self.target.at_least, self.target.at_most) if self.target is not None else ()
        ends = [Fraction(end) for end in target if end is not None]
        return (
            point / grid
            for point in [*edges(self.rule, self.target, self.weight, self.low, self.high, self.scale), *ends]
        )

    @cached_property
    def points(self) -> dict[Decimal, Decimal]:
        """The points at each bend, ascending."""
        return {value: self.at(value) for value in self.bends}

    @cached_property
    def image(self) -> set[Decimal]:
        """Every score the rule can give; a slope over more than a thousand displayed values counts as gapless."""
        found = set(self.points.values())
        for low, high in pairwise(self.bends):
            inside = int((high - low) / self.grid) - 1
            if inside > THOUSAND:
                found |= _gapless(self.points[low], self.points[high])
            elif inside > 0 and self.points[low] != self.points[high]:
                found |= {self.at(low + n * self.grid) for n in range(1, inside + 1)}
        return found | (_gapless(self.at(self.high), self.at(FAR)) if self.settles else set())

    @property
    def settles(self) -> bool:
        """Whether the points of a value without an end come to rest."""
        return self.endless and self.at(FAR) == self.at(FAR * 2)

    @cached_property
    def best(self) -> tuple[Decimal, Decimal]:
        """The value with the most points, the best of several, and those points."""
        better = -1 if self.lower_is_better else 1
        return max(self._tried(), key=lambda pair: (pair[1], better * pair[0]))

    @cached_property
    def worst(self) -> tuple[Decimal, Decimal]:
        """The value with the fewest points, the worst of several, and those points; FAR where there is no worst."""
        better = -1 if self.lower_is_better else 1
        return min(self._tried(), key=lambda pair: (pair[1], better * pair[0]))

    def _tried(self) -> list[tuple[Decimal, Decimal]]:
        """Every bend with its points, and the far end where the points rest there at another height."""
        ends = [(FAR, self.at(FAR))] if self.settles and self.at(FAR) != self.points[self.high] else []
        return [*self.points.items(), *ends]

    @property
    def rises_for_ever(self) -> bool:
        """Whether more is paid the further a value without an end goes."""
        return self.endless and self.at(FAR * 2) > self.at(FAR)

    @property
    def falls_for_ever(self) -> bool:
        """Whether less is paid the further a value without an end goes."""
        return self.endless and self.at(FAR * 2) < self.at(FAR)

    @property
    def endless_points(self) -> bool:
        """Whether no best or no worst score exists."""
        return self.rises_for_ever or self.falls_for_ever

    def flanks(self) -> Iterator[list[Decimal]]:
        """The bends from worse to better: one run, or two that meet in a target range (one where it lies outside)."""
        target = self.target
        if target is None or target.at_least is None or target.at_most is None:
            yield self.bends[::-1] if self.lower_is_better else self.bends
            return
        rising = [value for value in self.bends if value <= target.at_most]
        falling = [value for value in reversed(self.bends) if value >= target.at_least]
        yield from (run for run in (rising, falling) if run)

    def falls(self) -> Iterator[tuple[Decimal, Decimal]]:
        """Neighbouring bends (worse, better) where the better value earns fewer points."""
        for run in self.flanks():
            for worse, better in itertools.pairwise(run):
                if self.points[better] < self.points[worse]:
                    yield worse, better

    @cached_property
    def dearest_unit(self) -> tuple[Decimal, Decimal, Fraction]:
        """The single unit that costs most: from a value, to one a unit worse, and the points lost, not rounded.

        The loss over a window of one unit is piecewise linear in where it begins, with bends where either end of the
        window meets a breakpoint.
        """
        best = (self.low, self.low, Fraction(0))
        for run in self.flanks():
            way = -self.unit if run[0] < run[-1] else self.unit
            low, high = min(run), max(run)
            for start in sorted(_starts(run, way)):
                end = start + way
                if low <= start <= high and low <= end <= high:
                    loss = self.exact(start) - self.exact(end)
                    best = max(best, (start, end, loss), key=lambda found: found[2])
        return best


def _gapless(one: Decimal, other: Decimal) -> set[Decimal]:
    """Every hundredth between two scores."""
    low, high = sorted((one, other))
    return {low + n * CENT for n in range(int((high - low) / CENT) + 1)}


def _starts(run: Iterable[Decimal], way: Decimal) -> set[Decimal]:
    return {start for value in run for start in (value, value - way)}


def shape(
    indicator: Indicator,
    rule: Rule | None = None,
    months: int = 1,
    weight: Decimal | None = None,
    factor: Fraction = Fraction(1),
) -> Shape:
    """The shape of an indicator's rule, or of another `rule` for it, at its base weight or at `weight`."""
    metric = indicator.metric
    target = scaled(indicator.target, metric, months)
    points = indicator.weight if weight is None else weight
    scale = (metric.unit, metric.kind, metric.direction, metric.digits, metric.lowest, metric.highest)
    chosen = rule or indicator.rule
    return _shape(chosen, target, points, months, factor, scale)  # type: ignore[arg-type]  # rules are frozen data


type Scale = tuple[Unit, Kind, Direction, int, Decimal | None, Decimal | None]


@lru_cache(maxsize=2048)
def _shape(rule: Rule, target: Target | None, weight: Decimal, months: int, factor: Fraction, scale: Scale) -> Shape:
    """One shape for equal questions: several checks ask for the same proof, and it is made once.

    Of the metric only what bounds and shows its values matters here.
    """
    unit, kind, direction, digits, lowest, highest = scale
    metric = Metric("", unit, kind, direction, "", digits=digits, lowest=lowest, highest=highest)
    return Shape(rule, metric, target, weight, months, factor)
