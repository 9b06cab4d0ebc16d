"""What scoring returns: one person's (or team's) scorecard, plain and frozen."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from deskmerit.core.facts import Place
from deskmerit.core.metric import Unit


class Status(StrEnum):
    """How an indicator's score came about; a month that only tracks tells it too, the card says `tracking`."""

    SCORED = "scored"
    REWEIGHTED = "reweighted"  # missing; its weight went to others
    CARRIED = "carried"
    NEUTRAL = "neutral"
    ZERO = "zero"
    MANUAL = "manual"
    UNCOVERED = "uncovered"  # missing and nothing could stand in
    GUARD = "guard"  # weight 0, shown only


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One line of a scorecard.

    `target` is the target in force (count targets scaled to the period), `actual` the displayed value (None: missing),
    `weight` the effective weight after reweighting, `base_weight` the one of the weight set in force. `cases` None:
    the sample is unknown. `note` is a code with its params, worded by report.
    """

    id: str
    dimension: str
    metric: str
    unit: Unit
    target: Decimal | None
    actual: Decimal | None
    numerator: int | None
    denominator: int | None
    cases: int | None
    base_weight: Decimal
    weight: Decimal
    score: Decimal | None
    status: Status
    note: str = ""
    target_high: Decimal | None = None  # upper end of a range target
    supplied: bool = False
    provisional: int = 0
    scale: Fraction = Fraction(1)  # the factor a count target and its rule were scaled by
    points_base: Decimal = Decimal(0)  # the weight the rule was computed at, before × weight / points_base


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A dimension's weight and score with its lines. `score` None when nothing in it was scored."""

    id: str
    weight: Decimal
    score: Decimal | None
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One posting's share of a scorecard of somebody who moved: scored by its plan, weighted by active days."""

    place: Place
    plan: str
    active_days: int
    total: Decimal | None
    dimensions: tuple[DimensionScore, ...]
    covered_weight: Decimal = Decimal(0)
    bonus: tuple[IndicatorScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result for one person and period.

    `total` None: nothing to total, or a period that only tracks. `score_grade` by band, `grade` after vetoes and
    shares, `grade_reason` a code ("", "veto:ID", "share", "share_gained", "not_rated:coverage",
    "not_rated:active_days", "not_rated:entry_due", "ungraded", "tracking"; "panel" in the web
    application). `parts` holds one entry per posting when
    there are several.
    """

    agent_id: str
    name: str
    place: Place
    plan: str
    period: str
    total: Decimal | None
    covered_weight: Decimal
    score_grade: str
    grade: str
    grade_reason: str
    dimensions: tuple[DimensionScore, ...]
    bonus: tuple[IndicatorScore, ...] = ()
    parts: tuple[Part, ...] = ()
    active_days: int = 0
    due_days: int = 0
    rank: int | None = None
    watch: bool = False
    employee_no: str = ""
    vetoes: tuple[str, ...] = field(default=())

    def indicators(self) -> list[IndicatorScore]:
        """Every line in order, dimension by dimension, then bonus and malus."""
        return [line for dimension in self.dimensions for line in dimension.indicators] + list(self.bonus)
