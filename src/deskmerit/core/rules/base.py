"""What every scoring rule offers: exact points for an actual value, and proof where the map bends or jumps."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Protocol

from deskmerit.core.number import ZERO
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target

NO_CAP = Decimal("Infinity")
"""`cap: none` of a plan: points may go past the weight without end."""

NO_FLOOR = Decimal("-Infinity")
"""`floor: none` of a plan: points may fall below 0 without end."""

type Scale = Fraction | Decimal | int
type Bounds = tuple[Fraction | None, Fraction | None]


class Rule(Protocol):
    """A piecewise map from an actual value to points.

    `points` is within floor and cap but not rounded. `scale` is the count-target factor (months × active days /
    working days; 1 otherwise): rules whose steps or anchors are in counts multiply them by it. Floor and cap are in
    points of the base weight; `cap` None is the weight, `NO_CAP` and `NO_FLOOR` are none at all.
    `bends` has the actuals at which the map bends or jumps, exactly: between two neighbours it is linear, or for a
    lower-is-better ratio hyperbolic, and monotone in either case. `deskmerit.core.rules.pieces` gives them sorted, with
    one-sided limits for proofs.
    """

    @property
    def kind(self) -> str:
        """The YAML key of the rule."""

    @property
    def floor(self) -> Decimal:
        """Fewest points, `NO_FLOOR` for none."""

    @property
    def cap(self) -> Decimal | None:
        """Most points, None for the weight, `NO_CAP` for none."""

    def points(
        self, actual: Decimal, target: "Target | None", weight: Decimal, scale: Scale = 1, note: Note | None = None
    ) -> Decimal:
        """Points for `actual`, within floor and cap, not rounded (28 digits where they don't end)."""

    def exact(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The same as an exact fraction: what scores are rounded from."""

    def bounds(self, weight: Fraction) -> Bounds:
        """Floor and cap in points for a weight; None where there is none."""

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """Points before floor and cap."""

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """Where `raw` bends or jumps inside (low, high), in any order, repeats allowed."""

    def hyperbola(self, target: "Target | None", weight: Fraction, inside: Fraction) -> Fraction | None:
        """k if `raw` is k/actual around `inside`, None if it is linear there."""


class Base:
    """The parts that all rules share; a rule adds `raw` and `bends`."""

    __slots__ = ()
    kind: ClassVar[str]
    floor: Decimal
    cap: Decimal | None

    def points(
        self, actual: Decimal, target: "Target | None", weight: Decimal, scale: Scale = 1, note: Note | None = None
    ) -> Decimal:
        """Points for `actual`, within floor and cap, not rounded (28 digits where they don't end)."""
        return decimal(self.exact(Fraction(actual), target, Fraction(weight), Fraction(scale), note))

    def exact(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """Points as an exact fraction, within floor and cap."""
        raw = self.raw(actual, target, weight, scale, note)
        low, high = self.bounds(weight)
        if high is not None and raw > high:
            if note:
                note("cap", {"points": raw, "cap": high})
            return high
        if low is not None and raw < low:
            if note:
                note("floor", {"points": raw, "floor": low})
            return low
        return raw

    def bounds(self, weight: Fraction) -> Bounds:
        """Floor and cap in points for a weight; None where there is none."""
        high = weight if self.cap is None else finite(self.cap)
        return finite(self.floor), high

    def hyperbola(self, target: "Target | None", weight: Fraction, inside: Fraction) -> Fraction | None:
        """None: linear between its bends."""
        return None

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """Points before floor and cap."""
        raise NotImplementedError

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """Where `raw` bends or jumps inside (low, high)."""
        raise NotImplementedError


def finite(value: Decimal) -> Fraction | None:
    """A bound as a fraction, None for an infinite one.

    >>> finite(NO_CAP), finite(Decimal("7.5"))
    (None, Fraction(15, 2))
    """
    return Fraction(value) if value.is_finite() else None


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal, to 28 digits where it doesn't end.

    >>> decimal(Fraction(71, 5)), decimal(Fraction(0))
    (Decimal('14.2'), Decimal('0'))
    """
    return Decimal(value.numerator) / value.denominator if value else ZERO


def ends(target: "Target | None") -> Bounds:
    """The lower and upper end of a target as fractions. Raises ValueError without any: the rule can't do without."""
    if target is None:
        raise ValueError("this rule needs a target")
    low, high = target.at_least, target.at_most
    return None if low is None else Fraction(low), None if high is None else Fraction(high)


def shortfall(actual: Fraction, target: "Target | None") -> Fraction:
    """How far `actual` misses the target, 0 when it is met."""
    low, high = ends(target)
    if low is not None and actual < low:
        return low - actual
    if high is not None and actual > high:
        return actual - high
    return Fraction(0)
