"""What a line would be with other sums: the same rule, weight and target (what taking out one record does)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Kind
from deskmerit.core.moves import effective, target_in_force
from deskmerit.core.plan import Plan
from deskmerit.core.score_lines import rounded
from deskmerit.core.scorecard import DimensionScore, IndicatorScore


@dataclass(frozen=True, slots=True)
class Recount:
    """A line's displayed value, cases and score; `score` None: too few cases are left, or it isn't scored."""

    actual: Decimal | None
    cases: int
    score: Decimal | None


def recount(
    line: IndicatorScore, dimensions: tuple[DimensionScore, ...], plan: Plan, numerator: int, denominator: int, n: int
) -> Recount | None:
    """The line with these sums over `n` cases; None where sums alone don't give the value (percentiles, 360°).

    Other lines keep their weights: where too few cases are left, the whole card must be computed again.
    """
    found = {each.id: each for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators)}.get(line.id)
    if found is None or line.supplied or found.spec.percentile is not None or found.metric.whole_period:
        return None
    actual = found.metric.value(numerator, denominator)
    if actual is None or (found.metric.kind is not Kind.COUNT and n < (found.min_cases or 0)):
        return Recount(actual, n, None)
    if line.score is None:
        return Recount(actual, n, None)
    weight = Fraction(line.weight)
    if any(line in each.indicators for each in dimensions):
        weight = effective(line, dimensions)
    base = Fraction(line.points_base)
    exact = found.rule.exact(Fraction(actual), target_in_force(found, line), base, line.scale)
    scored = exact if not base or weight in (0, base) else exact * weight / base
    return Recount(actual, n, rounded(scored, plan.scoring.places))
