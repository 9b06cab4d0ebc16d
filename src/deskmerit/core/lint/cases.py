"""The plan's own examples, run: measured values in, the total, grade and scores their author expects out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding
from deskmerit.core.metric import Metric
from deskmerit.core.number import plain
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Plan, PlanCase
from deskmerit.core.score import score_given
from deskmerit.core.scorecard import Scorecard


def run(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each case comes out as its author expects."""
    if not plan.cases:
        yield finding(Level.NOTE, "cases-none", plan.where, "cases")
    for place, case in enumerate(plan.cases):
        yield from _failures(plan, case, place)


def _failures(plan: Plan, case: PlanCase, place: int) -> Iterable[Issue]:
    card = score_given(plan, case.given, PeriodKind(case.period), case.phase)
    if case.total is not None and card.total != case.total:
        yield _differs(case, place, "total", plain(case.total), _said(card.total), card)
    if case.grade and card.grade != case.grade:
        yield _differs(case, place, "grade", case.grade, card.grade or "-", card)
    got = {line.id: line.score for line in card.indicators()}
    for name, expected in case.scores.items():
        if got.get(name) != expected:
            yield _differs(case, place, name, plain(expected), _said(got.get(name)), card)


def _differs(case: PlanCase, place: int, what: str, expected: str, got: str, card: Scorecard) -> Issue:
    """One expectation that fails, with every score of the card, so that the author sees where it went."""
    lines = ", ".join(f"{line.id} {_said(line.score)}/{plain(line.weight)}" for line in card.indicators())
    params = {"what": what, "expected": expected, "got": got, "lines": lines}
    return _at(case, place, "case-fails", f"expect.{what}", **params)


def _said(value: Decimal | None) -> str:
    return "-" if value is None else plain(value)


def _at(case: PlanCase, place: int, code: str, leaf: str, **params: object) -> Issue:
    return finding(Level.ERROR, code, case.where, f"cases.{place}.{leaf}", {"name": case.name, **params})
