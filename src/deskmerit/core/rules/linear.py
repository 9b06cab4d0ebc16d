"""A straight line through anchors: nothing at `zero`, the weight at the target, the cap at `stretch` (插值法)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from deskmerit.core.number import ZERO
from deskmerit.core.rules.base import Base, ends, finite
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target

type Anchor = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Linear(Base):
    """0 at `zero`, the weight at `target` (default: the indicator's), from there to the cap at `stretch`, else flat.

    Without `stretch` the line goes on past the target up to the cap (default: the weight, so it is flat). With
    `stretch` and no cap at all it goes on to `stretch`. Anchors of a count metric are per month and scale with it.
    A range target pays the weight inside; `zero` lies on the side that the line serves, the other side mirrors it.

    >>> from deskmerit.core.plan import Target
    >>> rule = Linear(Decimal(60), Decimal(90), Decimal(95), cap=Decimal(12))
    >>> [str(rule.points(Decimal(at), None, Decimal(10))) for at in (50, 75, 90, "92.5", 99)]
    ['0', '5', '10', '11', '12']
    """

    zero: Decimal
    target: Decimal | None = None
    stretch: Decimal | None = None
    floor: Decimal = ZERO
    cap: Decimal | None = None
    kind: ClassVar[str] = "linear"

    def anchors(self, target: "Target | None", weight: Fraction, scale: Fraction) -> list[Anchor]:
        """The points the line goes through, from zero to its far end."""
        zero, aim = Fraction(self.zero) * scale, self._aim(target, scale)
        found = [(zero, Fraction(0)), (aim, weight)]
        top = weight if self.cap is None else finite(self.cap)
        if self.stretch is not None and zero != aim:
            far = Fraction(self.stretch) * scale
            beyond = weight * (far - zero) / (aim - zero)
            found.append((far, beyond if top is None else top))
        return found

    def _aim(self, target: "Target | None", scale: Fraction) -> Fraction:
        if self.target is not None:
            at = Fraction(self.target) * scale
            return Fraction(at // 1) if scale != 1 else at
        low, high = ends(target)
        if low is not None and (high is None or Fraction(self.zero) * scale < low):
            return low
        return high if high is not None else Fraction(0)

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The height of the line at `actual`, before floor and cap."""
        folded = self._folded(actual, target)
        anchors = self.anchors(target, weight, scale)
        points = _height(folded, anchors)
        if note:
            inner = anchors[1:] if len(anchors) == 3 and _beyond(folded, anchors) >= 0 else anchors[:2]
            (x0, y0), (x1, y1) = inner
            values = {"x0": x0, "y0": y0, "x1": x1, "y1": y1, "weight": weight}
            note("linear", {"actual": folded, **values, "points": points})
        return points

    def _folded(self, actual: Fraction, target: "Target | None") -> Fraction:
        """`actual`, with a range folded onto the side where `zero` lies: as far outside there as it is here."""
        if self.target is not None or target is None or not target.is_range:
            return actual
        low, high = ends(target)
        assert low is not None
        assert high is not None
        if low <= actual <= high:
            return self._aim(target, Fraction(1))
        if self.zero < low:
            return low - (actual - high) if actual > high else actual
        return high + (low - actual) if actual < low else actual

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """The anchors, and the ends of a range with the mirrored zero."""
        found = [x for x, _ in self.anchors(target, weight, scale)]
        if self.target is None and target is not None and target.is_range:
            inner = [end for end in ends(target) if end is not None]
            found += [*inner, sum(inner) - found[0]]
        return found


def _beyond(at: Fraction, anchors: list[Anchor]) -> Fraction:
    """How far `at` lies past the target, seen from zero; below 0 before it."""
    (zero, _), (aim, _) = anchors[:2]
    return at - aim if aim > zero else aim - at


def _height(at: Fraction, anchors: list[Anchor]) -> Fraction:
    """The line: flat before zero; straight between anchors; flat past a stretch, straight on without one."""
    (zero, _), (aim, weight) = anchors[:2]
    past = _beyond(at, anchors)
    if zero == aim:
        return weight if past >= 0 else Fraction(0)
    if past <= 0 or len(anchors) == 2:
        return max(weight * (at - zero) / (aim - zero), Fraction(0))
    far, top = anchors[2]
    if far == aim or abs(at - aim) >= abs(far - aim):
        return top
    return weight + (top - weight) * (at - aim) / (far - aim)
