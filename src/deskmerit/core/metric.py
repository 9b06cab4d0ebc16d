"""What a metric is, apart from how it is computed: unit, digits, direction, credit, parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from deskmerit.core.number import divide_half_up

type Text = Mapping[str, str]
"""A text by language, `{"zh": …, "en": …}`."""


class Unit(StrEnum):
    """The unit a value is shown in."""

    SECONDS = "seconds"
    PERCENT = "percent"
    RATING = "rating"
    COUNT = "count"
    POINTS = "points"  # a custom metric's own unit


class Kind(StrEnum):
    """How sums become a value: a mean or share divides, a count adds up."""

    MEAN = "mean"
    SHARE = "share"
    COUNT = "count"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Fit(StrEnum):
    """Whom a metric may be scored on (indicators in use: A, A*, T, guard)."""

    PERSON = "A"
    PERSON_WITH_CARE = "A*"
    TEAM = "T"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of the catalogue, as plans, scores and the linter see it.

    `per_unit` turns numerator/denominator into the shown unit: 1 for seconds, 100 for shares, 1/1000000 for values
    stored in millionths. `params` maps each parameter to its allowed values (the first is the default) or, for an
    open one, to a 1-tuple holding the default. `table` is the record table whose presence makes it measurable.
    `clocked`: it exists on the business and on the calendar clock. `limit`: best possible value, if any.

    >>> Metric("x", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "tickets", per_unit=Fraction(100)).value(185, 200)
    Decimal('92.50')
    """

    id: str
    unit: Unit
    kind: Kind
    direction: Direction
    table: str
    title: Text = field(default_factory=dict)
    definition: Text = field(default_factory=dict)
    credited: Text = field(default_factory=dict)
    per_unit: Fraction = Fraction(1)
    digits: int = 2
    clocked: bool = False
    params: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    fit: Fit = Fit.PERSON
    lowest: Decimal | None = None
    highest: Decimal | None = None
    plan_only: bool = False
    whole_period: bool = False  # not additive over months: measured for the period itself (percentiles, 360°)
    entry_only: bool = False  # a judged value typed into `entries`
    optional_params: tuple[str, ...] = ()  # only in a question when set: qa_score's `fatal_is_zero`

    def value(self, numerator: int, denominator: int) -> Decimal | None:
        """The displayed value: sums divided in the metric's unit, rounded half-up to its digits; None without any."""
        if self.kind is Kind.COUNT:
            return Decimal(numerator)
        if denominator <= 0:
            return None
        unit = self.per_unit
        return divide_half_up(numerator * unit.numerator, denominator * unit.denominator, self.digits)


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """What the engine is asked for: a metric with everything that changes its figure.

    `params` and `where` are canonical JSON (sorted keys, no blanks, all parameters with defaults filled in; `where`
    values are sorted lists), so equal questions are equal strings. `clock` is "", "business" or "calendar".
    `percentile` 1–100 asks for the nearest-rank percentile of a time metric instead of its mean.
    `within_target` is an ordinary metric with params {"metric": …, "seconds": …, plus that metric's own params}.

    >>> MeasureSpec("first_response_time", '{"from":"creation"}', "{}", "business").clock
    'business'
    """

    metric: str
    params: str = "{}"
    where: str = "{}"
    clock: str = ""
    percentile: int | None = None
