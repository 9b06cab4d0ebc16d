"""Notes: what a sample can tell, how counts scale, and each indicator as a SMART line."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import Line, aim, said, scored
from deskmerit.core.lint.span import MONTHS, UNITS, scaled
from deskmerit.core.metric import Kind, Metric, Unit
from deskmerit.core.number import HUNDRED, fraction, plain
from deskmerit.core.plan import Plan, Target
from deskmerit.core.rules.deduct import Deduct

Z = Fraction(196, 100)
"""Two-sided 95 per cent of a normal distribution."""

PERCENT = 100


def cases_needed(spread_squared: Fraction, step: Fraction) -> int:
    """Cases after which a mean is known to within `step`, 95 times in 100: (1.96 × spread / step)².

    Ratings of 1 to 5 with a spread of 1.0 and a step of 0.1:

    >>> cases_needed(Fraction(1), Fraction(1, 10))
    385
    """
    return ceil(Z * Z * spread_squared / (step * step))


def steps(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A step finer than the fewest cases that count can tell."""
    for line in scored(plan):
        indicator, metric = line.indicator, line.indicator.metric
        if indicator.target is None or metric.kind is Kind.COUNT:
            continue
        step = indicator.rule.per if isinstance(indicator.rule, Deduct) else UNITS[metric.unit]
        spread = _spread_squared(metric, indicator.target, step)
        if spread is None or step <= 0:
            continue
        needed, least = cases_needed(spread, fraction(step)), indicator.min_cases or 1
        if needed > least:
            params: dict[str, object] = {
                "step": said(step, metric),
                "needed": needed,
                "min_cases": least,
                "case": metric.kind.value,
            }
            if metric.unit is Unit.SECONDS:
                params["case"] = Unit.SECONDS.value
            yield line.finding(Level.NOTE, "step-finer-than-sample", "min_cases", **params)


def _spread_squared(metric: Metric, target: Target, step: Decimal) -> Fraction | None:
    """The squared spread of one case: p(1 − p) at a share's target, 1.0 for ratings, the target for waiting times.

    Where the target is 0 or 100 % the share one step worse stands in: at the target itself nobody differs.
    """
    aim = target.at_least if target.at_least is not None else target.value
    if metric.kind is Kind.SHARE:
        share = fraction(aim / HUNDRED)
        if share <= 0 or share >= 1:
            share = abs(share - fraction(step / HUNDRED))
        return share * (1 - share) * PERCENT**2 if 0 < share < 1 else None
    if metric.unit is Unit.RATING:
        return Fraction(1)
    return fraction(aim) ** 2 if metric.unit is Unit.SECONDS else None


def counts(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """What a monthly count target becomes in the graded periods."""
    for line in scored(plan):
        if line.indicator.metric.kind is not Kind.COUNT or line.indicator.target is None:
            continue
        quarter, year = (_scaled(line, MONTHS[kind]) for kind in ("quarter", "year"))
        month = plain(line.indicator.target.value)
        rule = line.indicator.rule
        per = plain(rule.per * 3) if isinstance(rule, Deduct) else ""
        params: dict[str, object] = {
            "month": month,
            "quarter": quarter,
            "year": year,
            "per": per,
            "case": "steps" if per else "target",
        }
        yield line.finding(Level.NOTE, "count-target-scales", "target", **params)


def _scaled(line: Line, months: int) -> str:
    target = scaled(line.indicator.target, line.indicator.metric, months)
    return plain(target.value) if target is not None else ""


def smart(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """One line per scored indicator: what, how measured and from where, target, goal, period."""
    graded = "/".join(plan.scoring.graded)
    for line in scored(plan):
        indicator, metric = line.indicator, line.indicator.metric
        texts = indicator.definition or metric.definition
        params: dict[str, object] = {f"title_{lang}": indicator.title.get(lang, indicator.id) for lang in ("zh", "en")}
        params |= {f"definition_{lang}": texts.get(lang, metric.id) for lang in ("zh", "en")}
        params |= {
            "metric": metric.id,
            "source": metric.table,
            "target": aim(indicator.target, metric),
            "goal": indicator.goal or "-",
        }
        params |= {"period": graded, "min_cases": indicator.min_cases or 1}
        yield line.finding(Level.NOTE, "smart", "", **params)
