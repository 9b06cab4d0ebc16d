"""What a measure can be: its lowest and highest value, the unit people speak of, its targets in longer periods."""

from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from deskmerit.core.metric import Kind, Metric, Unit
from deskmerit.core.number import HUNDRED, ONE, ZERO
from deskmerit.core.plan import Target

FAR = Decimal(10) ** 12
"""Stands for "however much" where a metric has no best or worst value: no rule bends beyond it."""

MONTHS = {"month": 1, "quarter": 3, "year": 12}
UNITS = {Unit.SECONDS: ONE, Unit.PERCENT: ONE, Unit.RATING: Decimal("0.1"), Unit.COUNT: ONE, Unit.POINTS: ONE}
"""The unit people speak of: a second, a percentage point, a tenth of a rating, one piece."""


def bounds(metric: Metric) -> tuple[Decimal, Decimal | None]:
    """The lowest and highest possible value of a metric; None where there is no highest."""
    low = metric.lowest if metric.lowest is not None else ONE if metric.unit is Unit.RATING else ZERO
    if metric.highest is not None:
        return low, metric.highest
    return low, {Unit.PERCENT: HUNDRED, Unit.RATING: Decimal(5)}.get(metric.unit)


def scaled(target: Target | None, metric: Metric, months: int) -> Target | None:
    """A count target for a longer period, floored once (semantics §4); others stay."""
    if target is None or metric.kind is not Kind.COUNT:
        return target
    return replace(target, at_most=_floor(target.at_most, months), at_least=_floor(target.at_least, months))


def _floor(value: Decimal | None, months: int) -> Decimal | None:
    return None if value is None else (value * months).to_integral_value(rounding=ROUND_FLOOR)
