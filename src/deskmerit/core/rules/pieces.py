"""What a rule does between its bends, exactly: the ground for proofs about it.

Between two neighbouring edges a rule is linear or, for a lower-is-better ratio, k/actual: monotone either way. So its
least and most points, and whether it ever falls, show at the edges and at the limits beside them; nothing is sampled.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from deskmerit.core.rules.base import Rule

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


@dataclass(frozen=True, slots=True)
class Piece:
    """The open interval (start, end), with the points just after its start and just before its end.

    `hyperbolic`: k/actual in between, else a straight line. `after_start` None: without end, as an uncapped
    target/actual near 0.
    """

    start: Fraction
    end: Fraction
    after_start: Fraction | None
    before_end: Fraction
    hyperbolic: bool = False


def edges(
    rule: Rule, target: "Target | None", weight: Decimal, lowest: Decimal, highest: Decimal, scale: Fraction | int = 1
) -> list[Fraction]:
    """Every actual in [lowest, highest] where the points bend or jump, floor and cap included, sorted, exact.

    >>> from deskmerit.core.plan import Target
    >>> from deskmerit.core.rules.ratio import Ratio
    >>> at = edges(Ratio(cap=Decimal(12)), Target(at_least=Decimal(90)), Decimal(10), Decimal(0), Decimal(200))
    >>> [str(edge) for edge in at]
    ['0', '90', '108', '200']
    """
    low, high, full = Fraction(lowest), Fraction(highest), Fraction(weight)
    found = {low, high, *(at for at in rule.bends(target, full, low, high, Fraction(scale)) if low < at < high)}
    ordered = sorted(found)
    for start, end in pairwise(ordered):
        found.update(_crossings(rule, target, full, Fraction(scale), (start, end)))
    return sorted(found)


def pieces(
    rule: Rule, target: "Target | None", weight: Decimal, lowest: Decimal, highest: Decimal, scale: Fraction | int = 1
) -> list[Piece]:
    """The open intervals between the edges, in order.

    >>> from deskmerit.core.plan import Target
    >>> from deskmerit.core.rules.deduct import Deduct
    >>> rule, target = Deduct(Decimal(5), Decimal(5)), Target(at_most=Decimal(30))
    >>> found = pieces(rule, target, Decimal(10), Decimal(0), Decimal(99))
    >>> [(int(each.start), int(each.end), int(each.after_start)) for each in found]
    [(0, 30, 10), (30, 35, 10), (35, 40, 5), (40, 45, 0), (45, 50, 0), (50, 99, 0)]
    """
    at, full = edges(rule, target, weight, lowest, highest, scale), Fraction(weight)
    made = []
    for start, end in pairwise(at):
        curve = rule.hyperbola(target, full, (start + end) / 2)
        first, last = _limits(rule, target, full, Fraction(scale), (start, end), clamp=True)
        made.append(Piece(start, end, first, last, curve is not None and first != last))
    return made


def _limits(
    rule: Rule,
    target: "Target | None",
    weight: Fraction,
    scale: Fraction,
    between: tuple[Fraction, Fraction],
    clamp: bool,
) -> tuple[Fraction | None, Fraction]:
    """The points just inside both ends: a hyperbola by its formula, a line through its thirds."""
    start, end = between
    first: Fraction | None
    curve = rule.hyperbola(target, weight, (start + end) / 2)
    if curve is not None and start > 0:
        first, last = curve / start, curve / end
    elif curve is not None:
        first, last = rule.bounds(weight)[1], curve / end
    else:
        third = (end - start) / 3
        a, b = (rule.raw(start + third * n, target, weight, scale) for n in (1, 2))
        first, last = 2 * a - b, 2 * b - a
    if not clamp:
        return first, last
    return None if first is None else _within(rule, weight, first), _within(rule, weight, last)


def _within(rule: Rule, weight: Fraction, points: Fraction) -> Fraction:
    low, high = rule.bounds(weight)
    if high is not None and points > high:
        return high
    return low if low is not None and points < low else points


def _crossings(
    rule: Rule, target: "Target | None", weight: Fraction, scale: Fraction, between: tuple[Fraction, Fraction]
) -> list[Fraction]:
    """Where the unbounded points cross floor or cap strictly inside an interval."""
    start, end = between
    curve = rule.hyperbola(target, weight, (start + end) / 2)
    bounds = [bound for bound in rule.bounds(weight) if bound is not None]
    if curve is not None:
        found = [curve / bound for bound in bounds if bound > 0]
    else:
        first, last = _limits(rule, target, weight, scale, between, clamp=False)
        assert first is not None  # only a hyperbola has no end
        rise = last - first
        found = [start + (bound - first) * (end - start) / rise for bound in bounds if rise]
    return [at for at in found if start < at < end]
