"""Displayed values month by month, up to a period's end."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from deskmerit.chain.figures import WHOLE, Figures
from deskmerit.chain.score import Scored, custom_of
from deskmerit.core.facts import Fact
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period, parse_period
from deskmerit.records.store import Records

TREND_MONTHS = 12

type Trends = dict[str, dict[tuple[str, str], list[tuple[str, Decimal]]]]
"""Month and value in order, by person, then by plan and indicator (two plans may give one id to different measures)."""


def trends(scored: Scored, records: Records, figures: Figures = WHOLE) -> Trends:
    """Displayed values of the last twelve months; measures that don't add up over months have none."""
    shown = {each.spec for plan in scored.plans.values() for each in plan.indicators()}
    return trends_of(scored, monthly(scored, records, [spec for spec in scored.specs if spec in shown], figures))


def monthly(scored: Scored, records: Records, specs: Sequence[MeasureSpec], figures: Figures = WHOLE) -> list[Fact]:
    """The facts of the twelve months that end with the period, of those measures that add up; they index `specs` of
    `scored`."""
    whole = whole_of(scored)
    asked = [spec for spec in specs if spec not in whole]
    custom, span = custom_of(list(scored.plans.values())), last_months(scored.question.period)
    found = figures(records, asked, span, scored.question.as_of, custom=custom).fact_list()
    at = [scored.specs.index(spec) for spec in asked]
    return [replace(fact, spec=at[fact.spec]) for fact in found]


def whole_of(scored: Scored) -> set[MeasureSpec]:
    """The measures that are made for a period as a whole."""
    found = set[MeasureSpec]()
    for plan in scored.plans.values():
        metrics = {each.spec: each.metric for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators)}
        metrics |= {veto.spec: veto.metric for veto in plan.vetoes}
        found |= {spec for spec, metric in metrics.items() if spec.percentile is not None or metric.whole_period}
    return found


def trends_of(scored: Scored, facts: Sequence[Fact]) -> Trends:
    """The same from facts at hand."""
    sums: dict[int, dict[tuple[str, str], list[Fact]]] = {}
    for fact in facts:
        if fact.agent_id:
            sums.setdefault(fact.spec, {}).setdefault((fact.agent_id, fact.month), []).append(fact)
    found: Trends = {}
    whole = whole_of(scored)
    every = [(plan.id, each) for plan in scored.plans.values() for each in plan.indicators()]
    for plan_id, indicator in every:
        if indicator.spec in whole:
            continue
        for (agent, month), parts in sorted(sums.get(scored.specs.index(indicator.spec), {}).items()):
            top, below = sum(each.numerator for each in parts), sum(each.denominator for each in parts)
            value = indicator.metric.value(top, below)
            if value is not None:
                found.setdefault(agent, {}).setdefault((plan_id, indicator.id), []).append((month, value))
    return found


def last_months(period: Period, count: int = TREND_MONTHS) -> Period:
    """The months that end with the period's last one."""
    months, first = period.months(), period.months()[0]
    while len(months) < count:
        first = parse_period(first.label, period.month_starts_on).before()
        months = [first, *months]
    kept = months[-count:] if len(months) > count else months
    return Period(f"{kept[0].label}..{kept[-1].label}", period.kind, kept[0].start, period.end, period.month_starts_on)
