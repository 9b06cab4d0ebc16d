"""Points in proportion to the part of the target that is reached (比率法)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from deskmerit.core.number import ZERO
from deskmerit.core.rules.base import Base, ends, finite
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


class Inverse(StrEnum):
    """How a lower-is-better value is turned: the printed 1 − a/t, or mirrored at the target, 2 − a/t."""

    AS_PRINTED = "as_printed"
    MIRRORED = "mirrored"


@dataclass(frozen=True, slots=True)
class Ratio(Base):
    """Weight × actual/target, for a lower-is-better target weight × target/actual (0 earns the cap) unless `inverse`.

    A range pays the weight inside, and by its nearer end outside. A target of 0 can't be divided by: meeting it earns
    the cap, missing it the floor (the linter objects). Without a cap, an actual of 0 that divides earns the weight.

    >>> from deskmerit.core.plan import Target
    >>> rule = Ratio(inverse=Inverse.AS_PRINTED)
    >>> rule.points(Decimal(28), Target(at_most=Decimal(30)), Decimal(15))
    Decimal('1')
    """

    cap: Decimal | None = None
    inverse: Inverse | None = None
    floor: Decimal = ZERO
    kind: ClassVar[str] = "ratio"

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """Weight × the ratio, before floor and cap."""
        low, high = ends(target)
        if low is not None and high is not None and low <= actual <= high:
            if note:
                note("target-met", {"actual": actual, "weight": weight})
            return weight
        if low is not None and (high is None or actual < low):
            points, code, end = self._rising(actual, low, weight), "ratio", low
        else:
            end = high if high is not None else Fraction(0)
            points, code = self._falling(actual, end, weight), f"ratio-{self.inverse or 'inverse'}"
        if note:
            note(code, {"weight": weight, "actual": actual, "target": end, "points": points})
        return points

    def _most(self, weight: Fraction) -> Fraction:
        return weight if self.cap is None else finite(self.cap) or weight

    def _rising(self, actual: Fraction, target: Fraction, weight: Fraction) -> Fraction:
        if target:
            return weight * actual / target
        return self._most(weight) if actual >= 0 else finite(self.floor) or Fraction(0)

    def _falling(self, actual: Fraction, target: Fraction, weight: Fraction) -> Fraction:
        if not target:
            return self._most(weight) if actual <= 0 else finite(self.floor) or Fraction(0)
        if self.inverse is not None:
            return weight * ((1 if self.inverse is Inverse.AS_PRINTED else 2) - actual / target)
        return weight * target / actual if actual > 0 else self._most(weight)

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """The ends of the target, and 0, where the inverse begins."""
        return [Fraction(0), *(end for end in ends(target) if end is not None)]

    def hyperbola(self, target: "Target | None", weight: Fraction, inside: Fraction) -> Fraction | None:
        """weight × target where the points are weight × target/actual."""
        low, high = ends(target)
        divides = self.inverse is None and high and inside > 0 and (low is None or inside > high)
        return weight * high if divides and high is not None else None
