"""Checking a filled scorecard: every cell that can't be right, with the arithmetic (`deskmerit check`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.check_grade import grades
from deskmerit.core.check_sums import mixed, named, sums
from deskmerit.core.filled import Filled, FilledPart, FilledRow
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Unit
from deskmerit.core.number import HUNDRED, ZERO, plain
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Missing, Plan, Target
from deskmerit.core.printed_names import matched
from deskmerit.core.score_items import MONTHS, Item, aim, ready
from deskmerit.core.score_lines import Terms, given, rounded
from deskmerit.core.score_year import QUARTERS, annual_items
from deskmerit.core.scorecard import Status

__all__ = ["Filled", "FilledPart", "FilledRow", "check", "matched"]

WEIGHT = "cell-weight-not-plans"
LENT = {Status.CARRIED: Missing.CARRY, Status.NEUTRAL: Missing.NEUTRAL, Status.ZERO: Missing.ZERO}
"""Scores that are not the rule's, with the policy of the plan that allows them."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a block of rows is held against. `moved`: the weight of rows without a score went to the other rows."""

    plan: Plan | None
    items: Sequence[Item]
    period: PeriodKind
    moved: bool
    places: int


def check(filled: Filled, plan: Plan | None = None, phase: str = "", plans: Sequence[Plan | None] = ()) -> list[Issue]:
    """Every cell that can't be right: one issue each, the plainest reason first, in reading order.

    With a plan each score is recomputed by its rule, and targets and weights are compared with the plan's. Without one
    the sheet is held against itself. A count target that the sheet states for one month is read as one month. What a
    sheet says of itself holds where it can be: that a row has too few cases, how its count target was scaled, why the
    grade was shifted. `plans`: those of the postings' blocks, in order, where there are several; else `plan` for each.
    """
    shifted = grades(filled, plan) if plan else []
    if not filled.parts:
        return _block(filled, plan, phase) + shifted
    issues: list[Issue] = []
    for part, own in zip(filled.parts, plans or [plan] * len(filled.parts), strict=True):
        issues += _block(part.filled, own, phase)
    return issues + mixed(filled, plan.scoring.places if plan else 2) + shifted


def _block(filled: Filled, plan: Plan | None, phase: str) -> list[Issue]:
    """One set of rows with its sum."""
    items = _items(plan, filled, phase)
    places = plan.scoring.places if plan else 2
    sheet = _Sheet(plan, items, filled.period, _reweighted(filled, items), places)
    issues: list[Issue] = []
    for row in filled.rows:
        item = _found(row.name, items)
        if plan is not None and item is None:
            values = {"name": row.name, "plan": plan.id}
            issues.append(_issue("cell-not-in-plan", row.at("score"), values, Level.WARNING))
        issues += _row(row, item, sheet)
    return issues + sums(filled, plan)


def _items(plan: Plan | None, filled: Filled, phase: str) -> list[Item]:
    """The plan's lines of the period; a year's sheet that prints the quarters has lines of its own."""
    if plan is None:
        return []
    months = Fraction(MONTHS.get(filled.period, 1))
    if filled.period is PeriodKind.YEAR:
        year = annual_items(plan, months, lambda _: None, True)
        quarters = [item for item in year.items if item.indicator.id == QUARTERS]
        if any(_found(row.name, quarters) for row in filled.rows):
            return [*year.items, *year.bonus]
    made = ready(plan, filled.period, months, phase if phase in plan.phases else "", lambda _: None, True)
    return [*made.items, *made.bonus]


def _found(name: str, items: Sequence[Item]) -> Item | None:
    indicator = matched(name, [item.indicator for item in items])
    return next((item for item in items if item.indicator is indicator), None) if indicator else None


def _reweighted(filled: Filled, items: Sequence[Item]) -> bool:
    """Whether the sheet gave the weight of what it has no score for to the other rows."""
    weights = [row.weight for row in filled.rows]
    pairs = ((row, _found(row.name, items)) for row in filled.rows)
    gave = any(item is not None and item.weight > 0 and row.weight == 0 and row.score is None for row, item in pairs)
    known = [weight for weight in weights if weight is not None]
    return gave and len(known) == len(weights) and rounded(Fraction(sum(known, ZERO)), 2) == HUNDRED


def _row(row: FilledRow, item: Item | None, sheet: _Sheet) -> list[Issue]:
    if item is None:
        wrong = _wrong_score(row, row.weight or None, row.target, None, planned=False)
        return [wrong] if wrong and not (_lent(row, None) or row.vetoes) else []
    months, target = _months(row, item, sheet.period)
    issues = [each for each in _against_plan(row, item, target) if not (sheet.moved and each.code == WEIGHT)]
    weight = row.weight if sheet.moved else item.weight
    wrong = _off_scale(row, item) or (_blank(row, item, months, sheet) if row.score is None else None)
    if wrong is None and row.score is not None and not _allowed(row, item, sheet):
        wrong = _wrong_score(row, weight if item.dimension else None, target, _expected(row, item, months, sheet))
    return [*issues, wrong] if wrong else issues


def _allowed(row: FilledRow, item: Item, sheet: _Sheet) -> bool:
    """Whether a score is not the rule's for a reason the row gives and the plan knows: a stand-in, a veto."""
    assert row.score is not None
    fired = named(row.vetoes, sheet.plan) if sheet.plan else []
    if any(veto.sets == f"indicator:{item.indicator.id}" and veto.points == row.score for veto in fired):
        return True
    if not _lent(row, item) or not 0 <= row.score <= item.weight:
        return False
    return row.status is not Status.ZERO or not row.score


def _lent(row: FilledRow, item: Item | None) -> bool:
    """Whether a row says that something stands in for it, and by the plan may: too few cases, that policy."""
    if row.status not in LENT:
        return False
    return item is None or (item.indicator.missing is LENT[row.status] and _few(row, item))


def _few(row: FilledRow, item: Item) -> bool:
    """Whether a row has too few cases by the plan, as far as the sheet tells."""
    least = item.indicator.min_cases
    return row.actual is None or row.cases is None or item.is_count or (least is not None and row.cases < least)


def _months(row: FilledRow, item: Item, period: PeriodKind) -> tuple[Fraction, Target | None]:
    """The months a count row speaks of: those it was scaled by; one, where it prints the plan's monthly target."""
    months, target = Fraction(MONTHS.get(period, 1)), item.indicator.target
    if target is None or not item.is_count:
        return months, target
    if row.factor is not None and (period not in MONTHS or row.factor <= months):
        return row.factor, aim(item, row.factor)[0]
    if row.target is not None and row.target == target:
        return Fraction(1), target
    return months, aim(item, months)[0]


def _against_plan(row: FilledRow, item: Item, target: Target | None) -> list[Issue]:
    found = []
    if row.weight is not None and row.weight != item.weight:
        values = {"weight": plain(row.weight), "plan": plain(item.weight)}
        found.append(_issue(WEIGHT, row.at("weight"), {"name": row.name, **values}, Level.WARNING))
    if row.target is not None and target is not None and row.target != target:
        values = {"target": _told(row.target), "plan": _told(target)}
        found.append(_issue("cell-target-not-plans", row.at("target"), {"name": row.name, **values}, Level.WARNING))
    return found


def _off_scale(row: FilledRow, item: Item) -> Issue | None:
    """An actual that its metric can't have."""
    if row.actual is None:
        return None
    metric = item.indicator.metric
    top = {Unit.PERCENT: HUNDRED, Unit.RATING: Decimal(5)}.get(metric.unit) if not item.is_count else None
    high = metric.highest if metric.highest is not None else top
    low = metric.lowest if metric.lowest is not None else ZERO
    if row.actual < low or (high is not None and row.actual > high):
        values = {"actual": plain(row.actual), "low": plain(low), "high": "" if high is None else plain(high)}
        return _issue("cell-off-scale", row.at("actual"), {"name": row.name, **values})
    return None


def _expected(row: FilledRow, item: Item, months: Fraction, sheet: _Sheet) -> Decimal | None:
    """The score that the rule gives for the printed actual, at the sheet's own weight where weights moved."""
    if row.actual is None or not item.scored:
        return None
    line = given(item, row.actual, Terms.of(months, sheet.places))
    if item.indicator.id == QUARTERS:
        return _of_quarters(row, line.score)
    if not sheet.moved or line.points is None:
        return line.score
    if not row.weight:
        return None
    near = Fraction(row.weight).limit_denominator(1000)  # a weight that does not end is a quotient of small numbers
    return rounded(line.points * near / item.base, sheet.places)


def _of_quarters(row: FilledRow, score: Decimal | None) -> Decimal | None:
    """The quarters' points come from their exact mean, so the printed one may differ in the last digit."""
    near = score is not None and row.score is not None and abs(row.score - score) <= Decimal("0.01")
    return row.score if near else score


def _blank(row: FilledRow, item: Item, months: Fraction, sheet: _Sheet) -> Issue | None:
    """A row without a score: right where it says that it has too few cases and has, or where nothing can be scored."""
    expected = _expected(row, item, months, replace(sheet, moved=False))
    if expected is None:
        return None
    if row.status in (Status.REWEIGHTED, Status.UNCOVERED):
        if _few(row, item) and not (item.is_count and row.cases):
            return None
        told = {"cases": plain(row.cases or ZERO), "min_cases": str(item.indicator.min_cases or 1)}
        return _issue("cell-enough-cases", row.at("score"), {"name": row.name, "expected": plain(expected), **told})
    return _issue("cell-not-filled", row.at("score"), {"name": row.name, "expected": plain(expected)}, Level.NOTE)


def _wrong_score(
    row: FilledRow, weight: Decimal | None, target: Target | None, expected: Decimal | None, planned: bool = True
) -> Issue | None:
    """The plainest reason why a score can't be right; None when there is none."""
    if row.score is None or row.score == expected:
        return None
    values = {"name": row.name, "score": plain(row.score), "expected": "" if expected is None else plain(expected)}
    if weight is not None and row.score > weight:
        return _issue("cell-above-weight", row.at("score"), {**values, "weight": plain(weight)})
    if row.score < 0 and (expected is None or expected >= 0):
        return _issue("cell-below-zero", row.at("score"), values)
    told = {"actual": plain(row.actual or ZERO), "target": _told(target) if target else ""}
    met = target is not None and row.actual is not None and target.met(row.actual)
    if weight and met and row.score < weight:
        return _issue("cell-target-beaten", row.at("score"), {**values, **told, "weight": plain(weight)})
    if expected is not None:
        return _issue("cell-not-by-rule", row.at("score"), {**values, **told})
    scored = row.score and row.actual is None and weight and planned
    return _issue("cell-without-actual", row.at("actual"), values, Level.WARNING) if scored else None


def _told(target: Target) -> str:
    low = f"≥ {plain(target.at_least)}" if target.at_least is not None else ""
    high = f"≤ {plain(target.at_most)}" if target.at_most is not None else ""
    return " ".join(part for part in (low, high) if part)


def _issue(code: str, where: Where, values: Mapping[str, str], level: Level = Level.ERROR) -> Issue:
    return Issue(level, code, where, values)
