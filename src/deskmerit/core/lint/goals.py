"""Goals and vetoes: each indicator serves a declared goal, and each veto can both hold and not hold."""

from collections.abc import Iterable, Mapping

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding, lines, said, scored
from deskmerit.core.lint.span import FAR, bounds
from deskmerit.core.metric import Direction, Metric
from deskmerit.core.number import plain
from deskmerit.core.plan import Plan, Veto

UNCONFIRMED = frozenset({"qa_score", "peer_rating", "satisfaction", "satisfaction_rate", "dissatisfaction_rate"})
"""Measures that rest on one person's word, with no second look. Fatal errors, complaints, breaches are confirmed."""


def served(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Where goals are declared, each indicator of the 100 serves one and each goal is served."""
    used = {line.indicator.goal for line in lines(plan)}
    for line in lines(plan):
        goal = line.indicator.goal
        if goal and goal not in plan.goals:
            listed = ", ".join(plan.goals) or "-"
            yield line.finding(Level.ERROR, "goal-unknown", "goal", goal=goal, known=listed)
    if not plan.goals:
        return
    for line in scored(plan):
        if not line.indicator.goal and line.part != "bonus":
            yield line.finding(Level.WARNING, "indicator-without-goal", "goal", known=", ".join(plan.goals))
    for goal in plan.goals:
        if goal not in used:
            yield finding(Level.WARNING, "goal-without-indicator", plan.where, f"goals.{goal}", {"goal": goal})


def veto_reach(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A veto that the best value sets off hits everybody; one that the worst value doesn't hits nobody."""
    for veto in plan.vetoes:
        low, high = bounds(veto.metric)
        far = high if high is not None else FAR
        best, worst = (low, far) if veto.metric.direction is Direction.LOWER else (far, low)
        if veto.holds(best):
            yield _at(veto, Level.ERROR, "veto-always", best=said(best, veto.metric) if best != FAR else "∞")
        elif not veto.holds(worst):
            yield _at(veto, Level.WARNING, "veto-never", worst=said(worst, veto.metric) if worst != FAR else "∞")


def veto_effect(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A veto that caps the grade at the best one changes nothing."""
    for veto in plan.vetoes:
        if plan.grades and veto.grade_at_most == plan.grades[0].id:
            yield _at(veto, Level.WARNING, "veto-without-effect", grade=veto.grade_at_most)


def veto_confirmed(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """What can undo a whole result has been confirmed by a second person."""
    for veto in plan.vetoes:
        if veto.spec.metric in UNCONFIRMED or veto.metric.entry_only:
            yield _at(veto, Level.WARNING, "veto-unconfirmed")


def _at(veto: Veto, level: Level, code: str, **params: object) -> Issue:
    bound = next((one for one in (veto.below, veto.above, veto.at_most, veto.at_least) if one is not None), None)
    about = {"veto": veto.id, "metric": veto.spec.metric, "bound": plain(bound) if bound is not None else "-"}
    return finding(level, code, veto.where, f"vetoes.{veto.id}", about | params)
