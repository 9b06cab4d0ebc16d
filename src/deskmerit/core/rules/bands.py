"""Fixed points for each band of the measure (分档法)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from deskmerit.core.number import ZERO
from deskmerit.core.rules.base import Base
from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


@dataclass(frozen=True, slots=True)
class Band:
    """One band and its points. Ends: `from` and `to` are included on the band's better side and excluded on the other;
    `at_least`, `at_most` (included), `above`, `below` (excluded) say it themselves. No end: open to that side.
    """

    points_: Decimal
    from_: Decimal | None = None
    to: Decimal | None = None
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None

    @property
    def low(self) -> Decimal | None:
        """The lower end, however stated."""
        return next((end for end in (self.from_, self.at_least, self.above) if end is not None), None)

    @property
    def high(self) -> Decimal | None:
        """The upper end, however stated."""
        return next((end for end in (self.to, self.at_most, self.below) if end is not None), None)

    def holds(self, actual: Fraction, lower_is_better: bool, scale: Fraction) -> bool:
        """Whether `actual` lies in the band. Ends of counts scale with the period, floored as their targets are."""
        low, high = self.low, self.high
        if low is not None:
            edge = scaled(low, scale)
            included = lower_is_better if self.from_ is not None else self.at_least is not None
            if actual < edge or (actual == edge and not included):
                return False
        if high is not None:
            edge = scaled(high, scale)
            included = not lower_is_better if self.to is not None else self.at_most is not None
            return actual < edge or (actual == edge and included)
        return True


@dataclass(frozen=True, slots=True)
class Bands(Base):
    """The first band that holds the actual gives its points (of the base weight); in none: 0.

    Which side is better is told by the points, best and worst of the outer bands, then by the target.

    >>> rule = Bands((Band(Decimal(10), from_=Decimal(95), to=Decimal(100)), Band(Decimal(6), from_=Decimal(90),
    ...     to=Decimal(95)), Band(Decimal(0), to=Decimal(90))))
    >>> [str(rule.points(Decimal(at), None, Decimal(10))) for at in (100, "95.01", 95, 90)]
    ['10', '10', '6', '0']
    """

    bands: tuple[Band, ...]
    floor: Decimal = ZERO
    cap: Decimal | None = None
    kind: ClassVar[str] = "bands"

    def lower_is_better(self, target: "Target | None") -> bool:
        """The better side: where the points are; with no slope, the target's."""
        ordered = sorted(self.bands, key=lambda band: (band.low is not None, band.low or 0, band.high or 0))
        slope = [after.points_ - before.points_ for before, after in pairwise(ordered)]
        if any(slope) and not (min(slope) < 0 < max(slope)):
            return max(slope) <= 0
        return target is not None and not target.is_range and target.lower_is_better

    def raw(
        self, actual: Fraction, target: "Target | None", weight: Fraction, scale: Fraction, note: Note | None = None
    ) -> Fraction:
        """The points of the band, before floor and cap."""
        lower = self.lower_is_better(target)
        band = next((band for band in self.bands if band.holds(actual, lower, scale)), None)
        if note and band is None:
            note("no-band", {"actual": actual})
        elif note and band is not None:
            low, high = (None if end is None else scaled(end, scale) for end in (band.low, band.high))
            note("band", {"actual": actual, "from": low, "to": high, "points": band.points_})
        return Fraction(0) if band is None else Fraction(band.points_)

    def bends(
        self, target: "Target | None", weight: Fraction, low: Fraction, high: Fraction, scale: Fraction
    ) -> list[Fraction]:
        """The ends of the bands."""
        return [scaled(end, scale) for band in self.bands for end in (band.low, band.high) if end is not None]


def scaled(end: Decimal, scale: Fraction) -> Fraction:
    """An end of a band for a scaled count: floored once, like a count target."""
    return Fraction(end) if scale == 1 else Fraction(Fraction(end) * scale // 1)
