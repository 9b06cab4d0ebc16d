"""A plan made ready for one period: the weights in force, the months, the count targets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from deskmerit.core.metric import Kind, MeasureSpec
from deskmerit.core.number import ZERO
from deskmerit.core.period import Period, PeriodKind, parse_period
from deskmerit.core.plan import Indicator, Plan, Target, Veto
from deskmerit.core.rules.base import decimal

SETS = {PeriodKind.MONTH: "monthly", PeriodKind.QUARTER: "quarterly", PeriodKind.YEAR: "yearly"}
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(slots=True)
class Item:
    """An indicator with its weight in force, and what scoring remembers about it.

    `weight` is the one of the weight set, `base` the plan's (the set's where the plan says 0): points are computed at
    `base` and multiplied by effective/base. A guard isn't `scored`.
    `memo` keeps actual, exact points and rounded score by the displayed value's last digits and the count factor.
    """

    indicator: Indicator
    dimension: str
    weight: Decimal
    base: Fraction
    at: int | None
    is_count: bool
    scored: bool = True
    times: int = field(init=False)
    over: int = field(init=False)
    base_points: Decimal = field(init=False)
    ends: tuple[Decimal | None, Decimal | None] = field(init=False)
    memo: dict[object, tuple[Decimal, Fraction, Decimal]] = field(default_factory=dict)
    aims: dict[Fraction, tuple[Target | None, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The displayed value in units of its last digit is numerator × `times` / (denominator × `over`)."""
        per = self.indicator.metric.per_unit
        self.times, self.over = per.numerator * 10**self.indicator.metric.digits, per.denominator
        self.base_points, self.ends = decimal(self.base), printed_ends(self.indicator.target)


@dataclass(frozen=True)
class Ready:
    """A plan ready for a period. `months` is its length for count targets; `graded` whether totals and grades show."""

    plan: Plan
    items: tuple[Item, ...]
    bonus: tuple[Item, ...]
    vetoes: tuple[tuple[Veto, int | None], ...]
    months: Fraction
    graded: bool

    @cached_property
    def min_days(self) -> int:
        """The fewest active days that are rated."""
        return least_days(self.plan, self.months)


def least_days(plan: Plan, months: Fraction) -> int:
    """The fewest active days that are rated in some months, scaled from the plan's figure for a quarter, rounded up."""
    return -(-Fraction(plan.scoring.min_active_days) * months // 3)


def printed_ends(target: Target | None) -> tuple[Decimal | None, Decimal | None]:
    """A target as a scorecard prints it: the single anchor, or both ends of a range."""
    if target is None:
        return None, None
    return (target.at_least, target.at_most) if target.is_range else (target.value, None)


def months_in(period: Period) -> Fraction:
    """The length of a period in months; a cut month counts by its share of days.

    >>> months_in(parse_period("2026-Q3")), months_in(parse_period("2026-11-01..2026-11-15"))
    (Fraction(3, 1), Fraction(1, 2))
    """
    if period.kind in MONTHS:
        return Fraction(MONTHS[period.kind])
    whole = (parse_period(month.label, period.month_starts_on) for month in period.months())
    cut = ((month.end - month.start) // timedelta(1) for month in period.months())
    return sum((Fraction(days, (m.end - m.start).days) for days, m in zip(cut, whole, strict=True)), Fraction(0))


def weights(plan: Plan, kind: PeriodKind, phase: str = "") -> Mapping[str, Decimal]:
    """The weight set in force: the phase's, else the one for the kind of period, else the plan's base weights.

    Raises KeyError for a phase that the plan doesn't have.
    """
    if phase:
        return plan.phases[phase].weights
    chosen = plan.period_weights.get(SETS.get(kind, ""))
    if chosen is not None:
        return chosen.weights
    return {indicator.id: indicator.weight for indicator in plan.indicators()}


def ready(
    plan: Plan, kind: PeriodKind, months: Fraction, phase: str, at: Callable[[MeasureSpec], int | None], graded: bool
) -> Ready:
    """The plan's items with their weights in force; `at` finds a measure among those asked for."""
    chosen = weights(plan, kind, phase)

    def item(indicator: Indicator, dimension: str, weight: Decimal) -> Item:
        base, counts = Fraction(indicator.weight or weight), indicator.metric.kind is Kind.COUNT
        return Item(indicator, dimension, weight, base, at(indicator.spec), counts, bool(weight) or not dimension)

    items = tuple(
        item(indicator, dimension.id, chosen.get(indicator.id, ZERO))
        for dimension in plan.dimensions
        for indicator in dimension.indicators
    )
    bonus = tuple(item(indicator, "", indicator.weight) for indicator in plan.bonus)
    return Ready(plan, items, bonus, tuple((veto, at(veto.spec)) for veto in plan.vetoes), months, graded)


def aim(item: Item, factor: Fraction) -> tuple[Target | None, bool]:
    """The target in force, and whether a count target was scaled down to 0 (then the indicator is missing).

    A count target is floor(t × factor), once; other targets don't scale.
    """
    target = item.indicator.target
    if not item.is_count or target is None or factor == 1:
        return target, False
    found = item.aims.get(factor)
    if found is None:
        ends = (_floor(target.at_most, factor), _floor(target.at_least, factor))
        scaled = replace(target, at_most=ends[0], at_least=ends[1])
        stated = (target.at_most, target.at_least)
        gone = not factor or any(was and not now for was, now in zip(stated, ends, strict=True))
        found = item.aims[factor] = (scaled, gone)
    return found


def _floor(value: Decimal | None, factor: Fraction) -> Decimal | None:
    return None if value is None else Decimal(Fraction(value) * factor // 1)


def specs_of(plan: Plan) -> list[MeasureSpec]:
    """Every measure a plan asks for, in its order, once: indicators, guards, bonus items, vetoes, annual indicators."""
    asked = [indicator.spec for indicator in (*plan.indicators(), *plan.bonus, *plan.annual.indicators)]
    return list(dict.fromkeys([*asked, *(veto.spec for veto in plan.vetoes)]))
