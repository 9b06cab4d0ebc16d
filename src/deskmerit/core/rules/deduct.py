"""Full points at the target, then a fixed deduction for each step short of it (扣分法)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from deskmerit.core.number import ZERO
from deskmerit.core.rules.base import Base, ends, shortfall
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


class Step(StrEnum):
    """What a part of a step costs: nothing (满一档才扣), a whole step (不足一档按一档), its part (按比例)."""

    COMPLETED = "completed"
    STARTED = "started"
    PROPORTIONAL = "proportional"

    def charged(self, steps: Fraction) -> Fraction:
        """How many steps are charged.

        >>> [str(step.charged(Fraction(2, 5))) for step in Step]
        ['0', '1', '2/5']
        """
        if self is Step.COMPLETED:
            return Fraction(steps // 1)
        return Fraction(-(-steps // 1)) if self is Step.STARTED else steps


@dataclass(frozen=True, slots=True)
class Deduct(Base):
    """Takes `points` off the weight per `per` units short of the target; `step` None (not stated) acts as completed.

    `per` is in the metric's unit, for counts per month: it scales with the period as the target does.

    >>> from deskmerit.core.plan import Target
    >>> rule, target = Deduct(Decimal(2), Decimal(5)), Target(at_most=Decimal(30))
    >>> rule.points(Decimal(42), target, Decimal(15)), rule.points(Decimal(28), target, Decimal(15))
    (Decimal('11'), Decimal('15'))
    """

    points_: Decimal
    per: Decimal
    step: Step | None = None
    floor: Decimal = ZERO
    cap: Decimal | None = None
    kind: ClassVar[str] = "deduct"

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The weight less the steps short of the target, before floor and cap."""
        short = shortfall(actual, target)
        if not short:
            if note:
                note("target-met", {"actual": actual, "weight": weight})
            return weight
        step, per = self.step or Step.COMPLETED, Fraction(self.per) * scale
        steps = step.charged(short / per)
        left = weight - Fraction(self.points_) * steps
        if note:
            note("short", {"actual": actual, "short": short})
            note("steps", {"short": short, "per": per, "step": step.value, "exact": short / per, "steps": steps})
            note("deduct", {"weight": weight, "steps": steps, "points": self.points_, "left": left})
        return left

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """The ends of the target, and each step beyond them until the floor is reached."""
        per, (at_least, at_most) = Fraction(self.per) * scale, ends(target)
        found: list[Fraction] = []
        for end, way, reach in ((at_least, -1, low), (at_most, 1, high)):
            if end is None:
                continue
            found.append(end)
            if self.step is not Step.PROPORTIONAL:
                last = self._last_step(weight, max(Fraction(0), (reach - end) * way) / per)
                found += [end + way * per * step for step in range(1, last + 1)]
        return found

    def _last_step(self, weight: Fraction, within: Fraction) -> int:
        """The number of steps after which nothing changes: at the floor, or out of reach."""
        last = within // 1 + 1
        bottom = self.bounds(weight)[0]
        if bottom is None or self.points_ <= 0:
            return last
        return min(last, (weight - bottom) // Fraction(self.points_) + 2) if weight > bottom else 0
