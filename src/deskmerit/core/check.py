"""Checking a filled scorecard: every cell that can't be right, with the arithmetic (`deskmerit check`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.grade import UNGRADED, band, order
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Kind, Text, Unit
from deskmerit.core.number import HUNDRED, ZERO, plain
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Indicator, Plan, Target
from deskmerit.core.score_items import MONTHS, Item, ready
from deskmerit.core.score_lines import Terms, given, rounded

WEIGHT = "cell-weight-not-plans"
NOT_RATED = ("not_rated", "not", "暂不评级")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a filled scorecard as it was read; what isn't printed is None. `cells`: column → its place.

    `name` is the indicator's printed name or id. `target` is the printed one with its direction.
    Columns: target, actual, weight, score.
    """

    name: str
    dimension: str = ""
    target: Target | None = None
    actual: Decimal | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    cells: Mapping[str, Where] = field(default_factory=dict)

    def at(self, column: str) -> Where:
        """The place of a cell, as near as is known."""
        return self.cells.get(column) or next(iter(self.cells.values()), Where())


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled scorecard. `dimensions`: printed weight by dimension. `cells`: total, grade and dimension → place."""

    rows: tuple[FilledRow, ...]
    total: Decimal | None = None
    grade: str = ""
    dimensions: Mapping[str, Decimal] = field(default_factory=dict)
    period: PeriodKind = PeriodKind.MONTH
    cells: Mapping[str, Where] = field(default_factory=dict)


def check(filled: Filled, plan: Plan | None = None, phase: str = "") -> list[Issue]:
    """Every cell that can't be right: one issue each, the plainest reason first, in reading order.

    With a plan each score is recomputed by its rule, and targets and weights are compared with the plan's. Without one
    the sheet is held against itself. A count target that the sheet states for one month is read as one month.
    """
    items = _items(plan, filled.period, phase)
    issues: list[Issue] = []
    moved = _reweighted(filled, items)
    for row in filled.rows:
        item = _found(row.name, items)
        if plan is not None and item is None:
            issues.append(
                _issue("cell-not-in-plan", row.at("score"), {"name": row.name, "plan": plan.id}, Level.WARNING)
            )
        issues += _row(row, item, filled.period, moved)
    return issues + _sums(filled) + (_grade(filled, plan) if plan else [])


def _items(plan: Plan | None, period: PeriodKind, phase: str) -> list[Item]:
    if plan is None:
        return []
    made = ready(plan, period, Fraction(MONTHS.get(period, 1)), phase, lambda _: None, True)
    return [*made.items, *made.bonus]


def matched(name: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """The indicator that a printed name means: its id, a title in any language, or the only title it overlaps with.

    The printed template calls the first response "average response time": so it is read where no title says otherwise.

    >>> matched("客户满意度（五分制）", []) is None
    True
    """
    wanted = _bare(name)
    names = [(each, {_bare(text) for text in (each.id, each.metric.id, *_texts(each.title))}) for each in indicators]
    exact = [each for each, own in names if wanted in own]
    near = [each for each, own in names if wanted and any(text and (text in wanted or wanted in text) for text in own)]
    printed = [each for each in indicators if wanted in PRINTED.get(each.metric.id, ())]
    found = exact[:1] or (near if len(near) == 1 else printed)
    return found[0] if len(found) == 1 else None


PRINTED = {"first_response_time": ("平均响应时长", "响应时长", "averageresponsetime", "responsetime")}
"""What the printed template calls a metric, bare; it means it only where no title of the plan does."""


def _texts(title: Text) -> list[str]:
    return list(title.values())


def _bare(name: str) -> str:
    """A name without brackets, blanks and signs, in lower case."""
    return re.sub(r"[\W_]+", "", re.sub(r"[(（\[【].*?[)）\]】]", "", name)).lower()


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


def _row(row: FilledRow, item: Item | None, period: PeriodKind, moved: bool) -> list[Issue]:
    issues = []
    weight = row.weight if item is None or moved else item.weight
    target = row.target if item is None else item.indicator.target
    months = Fraction(MONTHS.get(period, 1))
    if item is not None:
        months, target = _months(row, item, months)
        issues += [each for each in _against_plan(row, item, target) if not (moved and each.code == WEIGHT)]
    off = _off_scale(row, item)
    if off:
        return [*issues, off]
    expected = _expected(row, item, months, row.weight if moved else None)
    wrong = _wrong_score(row, weight, target, expected)
    return [*issues, wrong] if wrong else issues


def _months(row: FilledRow, item: Item, months: Fraction) -> tuple[Fraction, Target | None]:
    """The months a count row speaks of: one, where the sheet prints the plan's monthly target."""
    target = item.indicator.target
    if target is None or item.indicator.metric.kind is not Kind.COUNT:
        return months, target
    if row.target is not None and row.target == target:
        return Fraction(1), target
    ends = (None if end is None else Decimal(Fraction(end) * months // 1) for end in (target.at_most, target.at_least))
    return months, Target(*ends)


def _against_plan(row: FilledRow, item: Item, target: Target | None) -> list[Issue]:
    found = []
    if row.weight is not None and row.weight != item.weight:
        values = {"weight": plain(row.weight), "plan": plain(item.weight)}
        found.append(_issue(WEIGHT, row.at("weight"), {"name": row.name, **values}, Level.WARNING))
    if row.target is not None and target is not None and row.target != target:
        values = {"target": _told(row.target), "plan": _told(target)}
        found.append(_issue("cell-target-not-plans", row.at("target"), {"name": row.name, **values}, Level.WARNING))
    return found


def _off_scale(row: FilledRow, item: Item | None) -> Issue | None:
    """An actual that its metric can't have."""
    if row.actual is None or item is None:
        return None
    metric = item.indicator.metric
    top = {Unit.PERCENT: HUNDRED, Unit.RATING: Decimal(5)}.get(metric.unit) if metric.kind is not Kind.COUNT else None
    high = metric.highest if metric.highest is not None else top
    low = metric.lowest if metric.lowest is not None else ZERO
    if row.actual < low or (high is not None and row.actual > high):
        values = {"actual": plain(row.actual), "low": plain(low), "high": "" if high is None else plain(high)}
        return _issue("cell-off-scale", row.at("actual"), {"name": row.name, **values})
    return None


def _expected(row: FilledRow, item: Item | None, months: Fraction, moved: Decimal | None) -> Decimal | None:
    """The score that the rule gives for the printed actual; `moved`: at this weight, got from rows without a score."""
    if item is None or row.actual is None or not item.scored:
        return None
    line = given(item, row.actual, Terms.of(months, 2))
    if moved is None or line.points is None:
        return line.score
    if not moved:
        return None
    near = Fraction(moved).limit_denominator(1000)  # a weight that does not end is a quotient of small numbers
    return rounded(line.points * near / item.base, 2)


def _wrong_score(
    row: FilledRow, weight: Decimal | None, target: Target | None, expected: Decimal | None
) -> Issue | None:
    """The plainest reason why a score can't be right; None when there is none."""
    if row.score is None:
        if row.actual is not None and expected is not None:
            return _issue(
                "cell-not-filled", row.at("score"), {"name": row.name, "expected": plain(expected)}, Level.NOTE
            )
        return None
    values = {"name": row.name, "score": plain(row.score), "expected": "" if expected is None else plain(expected)}
    if expected is not None and row.score == expected:
        return None
    if weight and row.score > weight:
        return _issue("cell-above-weight", row.at("score"), {**values, "weight": plain(weight)})
    if row.score < 0 and (expected is None or expected >= 0):
        return _issue("cell-below-zero", row.at("score"), values)
    met = target is not None and row.actual is not None and target.met(row.actual)
    if weight and met and target is not None and row.actual is not None and row.score < weight:
        told = {"actual": plain(row.actual), "target": _told(target), "weight": plain(weight)}
        return _issue("cell-target-beaten", row.at("score"), {**values, **told})
    if expected is not None:
        told = {"actual": plain(row.actual or ZERO), "target": _told(target) if target else ""}
        return _issue("cell-not-by-rule", row.at("score"), {**values, **told})
    return None


def _sums(filled: Filled) -> list[Issue]:
    """The total against the rows, and every set of weights against 100."""
    found = []
    scores = [row.score for row in filled.rows if row.score is not None]
    whole = rounded(Fraction(sum(scores, ZERO)), 2)
    if filled.total is not None and scores and filled.total != whole:
        values = {"total": plain(filled.total), "sum": plain(whole), "terms": " + ".join(plain(s) for s in scores)}
        found.append(_issue("cell-total-not-sum", filled.cells.get("total", Where()), values))
    weights = [row.weight for row in filled.rows if row.weight is not None]
    if len(weights) == len(filled.rows) and weights and sum(weights, ZERO) != HUNDRED:
        found.append(_issue("cell-weights-not-100", filled.rows[0].at("weight"), {"sum": plain(sum(weights, ZERO))}))
    printed = sum(filled.dimensions.values(), ZERO)
    broken_off = filled.total is None and printed < HUNDRED
    if filled.dimensions and printed != HUNDRED and not broken_off:
        found.append(_issue("cell-weights-not-100", filled.cells.get("dimension", Where()), {"sum": plain(printed)}))
    for dimension, weight in filled.dimensions.items():
        own = [row.weight for row in filled.rows if row.dimension == dimension]
        inner = sum((each for each in own if each is not None), ZERO)
        if own and None not in own and inner != weight:
            values = {"dimension": dimension, "weight": plain(weight), "sum": plain(inner)}
            found.append(_issue("cell-dimension-not-sum", filled.cells.get(dimension, Where()), values))
    return found


def _grade(filled: Filled, plan: Plan) -> list[Issue]:
    """The grade against the band of the printed total; a worse one may come from a share or a veto."""
    if not filled.grade or filled.total is None or filled.grade in NOT_RATED:
        return []
    names = {grade.id: grade.id for grade in plan.grades}
    names |= {text: grade.id for grade in plan.grades for text in _texts(grade.title)}
    printed, due, at = names.get(filled.grade, filled.grade), band(plan.grades, filled.total), order(plan.grades)
    if printed == due:
        return []
    worse = printed in at and due in at and at[printed] > at[due]
    values = {"grade": filled.grade, "total": plain(filled.total), "band": "" if due == UNGRADED else due}
    level = Level.WARNING if worse else Level.ERROR
    return [_issue("cell-grade-not-in-band", filled.cells.get("grade", Where()), values, level)]


def _told(target: Target) -> str:
    low = f"≥ {plain(target.at_least)}" if target.at_least is not None else ""
    high = f"≤ {plain(target.at_most)}" if target.at_most is not None else ""
    return " ".join(part for part in (low, high) if part)


def _issue(code: str, where: Where, values: Mapping[str, str], level: Level = Level.ERROR) -> Issue:
    return Issue(level, code, where, values)
