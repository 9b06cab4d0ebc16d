"""Deadlines, dates and who decides: an appeal has time, and an independent reader."""

from collections.abc import Iterable, Mapping

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding
from deskmerit.core.metric import Metric
from deskmerit.core.number import HUNDRED, plain
from deskmerit.core.plan import Plan

LATER = "later_of_receipt_and_interview"
HALF = HUNDRED / 2


def appeal(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The appeal is still open when the interview has been held, and its reviewer is not the scorer."""
    flow = plan.workflow
    if flow.appeal_from != LATER and flow.appeal < flow.interview:
        params = {"appeal": flow.appeal, "interview": flow.interview, "late": flow.interview - flow.appeal}
        yield finding(Level.ERROR, "appeal-before-interview", flow.where, "workflow.appeal", params)
    if not flow.independent_review:
        yield finding(Level.ERROR, "appeal-judged-by-scorer", flow.where, "workflow.independent_review")


def deadlines(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Every deadline leaves at least one working day."""
    flow = plan.workflow
    for name, days in (("interview", flow.interview), ("appeal", flow.appeal), ("decision", flow.decision)):
        if days < 1:
            params = {"deadline": name, "days": days}
            yield finding(Level.ERROR, "deadline-too-short", flow.where, f"workflow.{name}", params)


def dates(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The plan says from when it holds, and does not end before it begins."""
    start, end = plan.effective_from, plan.effective_to
    if start is None:
        yield finding(Level.WARNING, "effective-unstated", plan.where, "effective.from")
    elif end is not None and end < start:
        params = {"from": start.isoformat(), "to": end.isoformat()}
        yield finding(Level.ERROR, "effective-reversed", plan.where, "effective", params)


def coverage(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A grade rests on at least half of the weight, and on no more than there is."""
    least = plan.scoring.min_coverage
    if least > HUNDRED or least < HALF:
        params = {"min_coverage": plain(least), "case": "high" if least > HUNDRED else "low"}
        yield finding(Level.WARNING, "coverage-odd", plan.scoring.where, "scoring.min_coverage", params)


def ids(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Ids are unique among their kind; indicators over all parts of the plan, for weights and guards name them."""
    kinds = {
        "dimensions": [(one.id, one.where) for one in plan.dimensions],
        "indicators": [(one.id, one.where) for one in (*plan.indicators(), *plan.annual.indicators, *plan.bonus)],
        "grades": [(one.id, one.where) for one in plan.grades],
        "awards": [(one.id, one.where) for one in plan.awards],
        "vetoes": [(one.id, one.where) for one in plan.vetoes],
    }
    for kind, found in kinds.items():
        seen = set[str]()
        for name, where in found:
            if name in seen:
                yield finding(Level.ERROR, "duplicate-id", where, f"{kind}.{name}", {"kind": kind, "id": name})
            seen.add(name)
