"""The linter: a compiler for incentive plans. It proves what it can and says what it finds, all at once.

`CHECKS` holds every check of a plan, `DATA_CHECKS` those that need scorecards. A check is a small function of the plan
and the metric catalogue that yields findings; adding one touches its module, this dict, and its message.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint import (
    awards,
    cases,
    cliffs,
    data,
    goals,
    grades,
    metrics,
    rules,
    sample,
    shares,
    systems,
    targets,
    weights,
    workflow,
)
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard

type Check = Callable[[Plan, Mapping[str, Metric]], Iterable[Issue]]
type DataCheck = Callable[[Plan, Sequence[Scorecard]], Iterable[Issue]]

CHECKS: dict[str, Check] = {
    "ids": workflow.ids,
    "dates": workflow.dates,
    "weights sum": weights.sums,
    "weights of the year": weights.year,
    "weights name": weights.names,
    "dimensions filled": weights.empty,
    "indicators scored": weights.unused,
    "targets not zero": targets.zero,
    "steps few enough": targets.steps,
    "targets on the right side": targets.direction,
    "targets inside": targets.inside,
    "count targets": targets.periods,
    "rule bands": targets.bands,
    "full at target": rules.at_target,
    "better is more": rules.better_is_more,
    "above the weight": rules.above_weight,
    "below the floor": rules.below_floor,
    "floor reached": rules.floor_reached,
    "steps stated": rules.steps,
    "cliffs": cliffs.units,
    "two systems": systems.two,
    "grade order": grades.order,
    "grade overlaps": grades.overlaps,
    "grade holes": grades.gaps,
    "grades reachable": grades.reachable,
    "grade names": grades.reserved,
    "coverage": workflow.coverage,
    "shares in all": shares.too_much,
    "shares and people": shares.cohort,
    "shares and bands": shares.clash,
    "shares cumulative": shares.cumulative,
    "shares at the bottom": shares.lowest,
    "shares forced": shares.forced,
    "metrics once": metrics.twice,
    "metrics of persons": metrics.persons,
    "contact of chats": metrics.contact,
    "guards": metrics.guards,
    "minimum cases": metrics.samples,
    "missing": metrics.missing,
    "vetoes within reach": goals.veto_reach,
    "vetoes change something": goals.veto_effect,
    "vetoes confirmed": goals.veto_confirmed,
    "goals": goals.served,
    "appeals": workflow.appeal,
    "deadlines": workflow.deadlines,
    "coefficients": awards.coefficients,
    "coefficient order": awards.order,
    "money cliffs": awards.cliffs,
    "money signed": awards.amounts,
    "budgets": awards.budgets,
    "cases": cases.run,
    "sample notes": sample.steps,
    "count notes": sample.counts,
    "smart notes": sample.smart,
}

DATA_CHECKS: dict[str, DataCheck] = {
    "targets reached": data.targets,
    "indicators differ": data.spread,
    "falls by share": data.shares,
}

_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


def lint(plan: Plan, catalogue: Mapping[str, Metric]) -> list[Issue]:
    """Everything that is wrong with a plan, doubtful about it or worth knowing: errors first, then in plan order."""
    return _sorted(issue for check in CHECKS.values() for issue in check(plan, catalogue))


def lint_data(plan: Plan, scorecards: Sequence[Scorecard]) -> list[Issue]:
    """What the scorecards of one period tell about the plan."""
    return _sorted(issue for check in DATA_CHECKS.values() for issue in check(plan, scorecards))


def _sorted(found: Iterable[Issue]) -> list[Issue]:
    return sorted(found, key=lambda issue: _RANK[issue.level])
