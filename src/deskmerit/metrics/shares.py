"""The definition of a metric that is a share in per cent, or a plain count: what such metrics have in common."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Direction, Fit, Kind, Metric, Text, Unit
from deskmerit.core.number import HUNDRED, ZERO


def share(
    name: str,
    direction: Direction,
    table: str,
    *,
    title: Text,
    definition: Text,
    credited: Text,
    clocked: bool = False,
    params: Mapping[str, tuple[object, ...]] | None = None,
    fit: Fit = Fit.PERSON,
    plan_only: bool = False,
    bounded: bool = True,
) -> Metric:
    """A share: cases that have a quality over all cases, shown in per cent with two decimals."""
    return Metric(
        name,
        Unit.PERCENT,
        Kind.SHARE,
        direction,
        table,
        title=title,
        definition=definition,
        credited=credited,
        per_unit=Fraction(100),
        clocked=clocked,
        params=params or {},
        fit=fit,
        lowest=ZERO,
        highest=HUNDRED if bounded else None,
        plan_only=plan_only,
    )


def count(
    name: str,
    direction: Direction,
    table: str,
    *,
    title: Text,
    definition: Text,
    credited: Text,
    params: Mapping[str, tuple[object, ...]] | None = None,
    plan_only: bool = False,
) -> Metric:
    """A count: the sum of its cases is the value."""
    return Metric(
        name,
        Unit.COUNT,
        Kind.COUNT,
        direction,
        table,
        title=title,
        definition=definition,
        credited=credited,
        digits=0,
        params=params or {},
        lowest=ZERO,
        plan_only=plan_only,
    )


def rating(
    name: str, table: str, *, title: Text, definition: Text, credited: Text, fit: Fit = Fit.PERSON_WITH_CARE
) -> Metric:
    """A mean of ratings mapped to 1–5, stored in millionths, shown with two decimals."""
    return Metric(
        name,
        Unit.RATING,
        Kind.MEAN,
        Direction.HIGHER,
        table,
        title=title,
        definition=definition,
        credited=credited,
        per_unit=Fraction(1, 1_000_000),
        fit=fit,
        lowest=Decimal(1),
        highest=Decimal(5),
    )
