"""Values entered by hand, which stand in where a plan says `missing: manual`."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from deskmerit.chain.people import rows
from deskmerit.core.metric import Kind, Metric, Unit
from deskmerit.core.number import divide_half_up
from deskmerit.core.period import Period
from deskmerit.core.plan import Indicator, Missing, Plan
from deskmerit.records.store import Records

type Sums = dict[str, tuple[Fraction, Fraction]]
"""Numerator and denominator by agent_id."""


def entries(records: Records, period: Period, plans: Iterable[Plan]) -> dict[tuple[str, str], Decimal]:
    """Displayed values entered by hand, by (agent_id, indicator id): sums of the period's months, divided once.

    An entry names the indicator or its metric. It is in the metric's unit; of a per cent it is the two parts of the
    share: 9 of 10 are 90.
    """
    sums = _sums(records, {month.label for month in period.months()})
    found: dict[tuple[str, str], Decimal] = {}
    for indicator in (each for plan in plans for each in _by_hand(plan)):
        for agent, parts in {**sums.get(indicator.metric.id, {}), **sums.get(indicator.id, {})}.items():
            found[agent, indicator.id] = _value(indicator.metric, *parts)
    return found


def _by_hand(plan: Plan) -> list[Indicator]:
    every = (*plan.indicators(), *plan.annual.indicators)
    return [indicator for indicator in every if indicator.missing is Missing.MANUAL]


def _sums(records: Records, months: set[str]) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for row in rows(records, "entries", "agent_id", "metric", "month", "numerator", "denominator"):
        if row["month"] in months:
            own, agent = found.setdefault(str(row["metric"]), {}), str(row["agent_id"])
            top, below = own.get(agent, (Fraction(0), Fraction(0)))
            own[agent] = (top + Fraction(str(row["numerator"])), below + Fraction(str(row["denominator"])))
    return found


def _value(metric: Metric, top: Fraction, below: Fraction) -> Decimal:
    """The value as it is displayed; of a count the sum. Denominators are above 0: loading sees to it."""
    if metric.kind is Kind.COUNT:
        return divide_half_up(top.numerator, top.denominator, 0)
    exact = top / below * (100 if metric.unit is Unit.PERCENT else 1)
    return divide_half_up(exact.numerator, exact.denominator, metric.digits)
