"""All or nothing (达标法), a rating on a scale, and points per case (加减分)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from deskmerit.core.number import ZERO
from deskmerit.core.rules.base import Base, Bounds, ends, finite, shortfall
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


@dataclass(frozen=True, slots=True)
class PassFail(Base):
    """The weight when the target is met, else 0.

    >>> from deskmerit.core.plan import Target
    >>> PassFail().points(Decimal("99.99"), Target(at_least=Decimal(100)), Decimal(10))
    Decimal('0')
    """

    floor: Decimal = ZERO
    cap: Decimal | None = None
    kind: ClassVar[str] = "pass_fail"

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The weight or 0."""
        short = shortfall(actual, target)
        if note and short:
            note("target-missed", {"actual": actual, "short": short})
        elif note:
            note("target-met", {"actual": actual, "weight": weight})
        return Fraction(0) if short else weight

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """The ends of the target."""
        return [end for end in ends(target) if end is not None]


@dataclass(frozen=True, slots=True)
class Rating(Base):
    """Weight × (actual − min)/(max − min): a rating mapped on its scale.

    >>> Rating(Decimal(1), Decimal(5)).points(Decimal("4.5"), None, Decimal(20))
    Decimal('17.5')
    """

    min: Decimal
    max: Decimal
    floor: Decimal = ZERO
    cap: Decimal | None = None
    kind: ClassVar[str] = "rating"

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The straight line from `min` to `max`. Raises ZeroDivisionError when both are one value."""
        points = weight * (actual - Fraction(self.min)) / Fraction(self.max - self.min)
        if note:
            note("rating", {"weight": weight, "actual": actual, "min": self.min, "max": self.max, "points": points})
        return points

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """None: one line."""
        return []


@dataclass(frozen=True, slots=True)
class Count(Base):
    """`points` per case, for a malus below 0, capped at ± `cap` (default: ± the weight; outside the 100 without end).

    A malus reaches down to − cap: the floor of 0 holds for points that are earned; a lower `floor` is kept.

    >>> Count(Decimal(-2), cap=Decimal(5)).points(Decimal(3), None, Decimal(0))
    Decimal('-5')
    """

    points_: Decimal
    cap: Decimal | None = None
    floor: Decimal = ZERO
    kind: ClassVar[str] = "count"

    def bounds(self, weight: Fraction) -> Bounds:
        """0 and the cap for a bonus, − cap and 0 for a malus."""
        most = (weight or None) if self.cap is None else finite(self.cap)
        if self.points_ >= 0:
            return finite(self.floor), most
        low = finite(self.floor) if self.floor < 0 else None if most is None else -abs(most)
        return low, Fraction(0)

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """Points × cases."""
        points = Fraction(self.points_) * actual
        if note:
            note("count", {"actual": actual, "each": self.points_, "points": points})
        return points

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """None: one line."""
        return []
