"""One indicator's live formula: which cells it reads, and when a score is the rule's own and may be recomputed."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Kind, Unit
from deskmerit.core.number import divide_half_up, plain
from deskmerit.core.plan import Indicator, Target
from deskmerit.core.scorecard import IndicatorScore, Status
from deskmerit.report.workbook.formula import Cells, number, score_formula


@dataclass(frozen=True, slots=True)
class Spots:
    """The cells of one row that its formula reads, as references (`E7`)."""

    target: str
    actual: str
    weight: str


def line_formula(line: IndicatorScore, indicator: Indicator | None, at: Spots, blank: bool = False) -> str:
    """The live formula of a line's score; "" where the score is not the rule's alone (a veto, a carried share).

    The actual is rounded to its metric's digits first, as the score is made from the displayed value.
    """
    if indicator is None or line.status is Status.GUARD or not (blank or by_rule(line)):
        return ""
    base = Fraction(line.points_base or line.base_weight)
    cells = _cells(line, indicator, at, base)
    if line.actual is not None and _recomputed(line, indicator, base) != line.score:
        return ""
    return score_formula(indicator.rule, cells)


def by_rule(line: IndicatorScore) -> bool:
    """Whether a score is the rule's own: no stand-in, no veto, no missing value."""
    own = line.status in (Status.SCORED, Status.MANUAL) and not line.note.startswith("veto")
    return own and line.score is not None and line.actual is not None


def exact_weight(weight: Decimal) -> Fraction:
    """The fraction that a weight of six decimals was rounded from: 16.666667 is 50/3.

    Reweighting divides by sums of weights, so the denominator is small.

    >>> exact_weight(Decimal("16.666667")), exact_weight(Decimal("12.5")), exact_weight(Decimal("15"))
    (Fraction(50, 3), Fraction(25, 2), Fraction(15, 1))
    """
    near = Fraction(weight).limit_denominator(1000)
    return near if divide_half_up(near.numerator, near.denominator, 6) == weight else Fraction(weight)


def weight_formula(weight: Decimal) -> str:
    """The quotient of a weight that does not end, "" for one that does.

    >>> weight_formula(Decimal("16.666667")), weight_formula(Decimal("12.5"))
    ('(50/3)', '')
    """
    shown = number(exact_weight(weight))
    return shown if "/" in shown else ""


def cell_number(value: Decimal | None, unit: Unit) -> Decimal | None:
    """A figure as its cell holds it: per cents are real percentages."""
    if value is None:
        return None
    return value / 100 if unit is Unit.PERCENT else value


def _cells(line: IndicatorScore, indicator: Indicator, at: Spots, base: Fraction) -> Cells:
    target, metric = indicator.target, indicator.metric
    percent = line.unit is Unit.PERCENT
    goal = f"ROUND({at.target}*100,9)" if percent else at.target
    low = goal if target and target.at_least is not None else ""
    high = goal if target and target.at_most is not None else ""
    if target and target.is_range:
        scaled = scaled_target(target, line) or target
        low, high = plain(scaled.at_least or Decimal(0)), plain(scaled.at_most or Decimal(0))
    actual = at.actual
    if metric.kind is not Kind.COUNT:
        actual = f"ROUND({at.actual}{'*100' if percent else ''},{metric.digits})"
    return Cells(actual, low, high, at.weight, base, line.scale, target, at.actual)


def _recomputed(line: IndicatorScore, indicator: Indicator, base: Fraction) -> Decimal:
    """The score that the rule gives for the line's own figures."""
    assert line.actual is not None
    exact = indicator.rule.exact(Fraction(line.actual), scaled_target(indicator.target, line), base, line.scale)
    if base:
        exact = exact * exact_weight(line.weight) / base
    return divide_half_up(exact.numerator, exact.denominator, 2)


def scaled_target(target: Target | None, line: IndicatorScore) -> Target | None:
    """The target in force: a count target is scaled, others are the plan's."""
    if target is None or line.scale == 1:
        return target
    if target.is_range:
        return Target(at_least=line.target, at_most=line.target_high)
    return Target(at_most=line.target) if target.lower_is_better else Target(at_least=line.target)
