"""Which totals a plan can give: the sums of what its rules can earn, for every weight set, with everything measured."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.lint.base import Weights, weight_sets
from deskmerit.core.lint.shape import Shape, shape
from deskmerit.core.number import ZERO
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.rules.base import Rule

type Range = tuple[Decimal | None, Decimal | None]
"""Lowest and highest; None is endless."""

HUNDREDTHS = 2
WIDEST = 1000
"""Points between the worst and the best total up to which each is listed."""


def at_weight(indicator: Indicator, effective: Decimal, rule: Rule | None = None, months: int = 1) -> Shape:
    """The shape under another weight: computed at the base weight, times effective/base (semantics §4)."""
    if indicator.weight == 0:
        return shape(indicator, rule, months, weight=effective)
    return shape(indicator, rule, months, factor=Fraction(effective) / Fraction(indicator.weight))


def shapes(plan: Plan, found: Weights) -> list[Shape]:
    """The rules that make the total under a weight set, bonus and malus included."""
    own = [at_weight(one, found.weights[one.id]) for one in plan.indicators() if found.weights.get(one.id, ZERO) > 0]
    return [one for one in own + [shape(item) for item in plan.bonus] if one.sound]


def total_range(plan: Plan) -> Range:
    """The lowest and highest total of any weight set.

    A plan whose every rule is sound and without bonus goes from 0 to 100.
    """
    lows, highs = list[Decimal | None](), list[Decimal | None]()
    for found in weight_sets(plan):
        parts = shapes(plan, found)
        lows.append(None if any(one.falls_for_ever for one in parts) else sum((one.worst[1] for one in parts), ZERO))
        highs.append(None if any(one.rises_for_ever for one in parts) else sum((one.best[1] for one in parts), ZERO))
    low = None if None in lows else min(value for value in lows if value is not None)
    high = None if None in highs else max(value for value in highs if value is not None)
    return low, high


def every_total(plan: Plan) -> set[int] | None:
    """The totals of all weight sets in hundredths; None where they can't be listed."""
    every = [totals(plan, found) for found in weight_sets(plan)]
    if plan.scoring.places != HUNDREDTHS or any(one is None for one in every):
        return None
    return set().union(*(one for one in every if one is not None))


def totals(plan: Plan, found: Weights) -> set[int] | None:
    """Every total of a weight set in hundredths; None where they are countless or too many to list.

    The sums are made on a bit set: bit n of a rule's image is set when it can earn n hundredths above its worst.
    """
    parts = shapes(plan, found)
    if any(one.endless_points for one in parts) or sum(one.best[1] - one.worst[1] for one in parts) > WIDEST:
        return None
    bits, base = 1, 0
    for one in parts:
        earned = {int(value.scaleb(HUNDREDTHS)) for value in one.image}
        worst = min(earned)
        base += worst
        bits = _shifted(bits, (value - worst for value in earned))
    return {base + n for n, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"}


def _shifted(bits: int, steps: Iterator[int]) -> int:
    found = 0
    for step in steps:
        found |= bits << step
    return found
