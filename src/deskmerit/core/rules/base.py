"""What every scoring rule offers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from deskmerit.core.trace import Note

if TYPE_CHECKING:
    from deskmerit.core.plan import Target


class Rule(Protocol):
    """A piecewise linear map from an actual value to points.

    `points` is already within floor and cap but not rounded. `scale` is the count-target factor (months × active days
    / working days; 1 otherwise): rules whose `per` is in counts multiply it. `breakpoints` are the values of the actual
    at which the map bends or jumps within [lowest, highest], sorted: between two neighbours it is linear.
    """

    kind: str
    floor: Decimal
    cap: Decimal | None

    def points(
        self,
        actual: Decimal,
        target: "Target | None",
        weight: Decimal,
        scale: Decimal = ...,
        note: Note | None = None,
    ) -> Decimal:
        """Points for `actual`, within floor and cap (default: the weight), not rounded."""

    def breakpoints(
        self, target: "Target | None", weight: Decimal, lowest: Decimal, highest: Decimal
    ) -> Sequence[Decimal]:
        """Every actual in [lowest, highest] where the points bend or jump, sorted, ends included."""
