"""A blank scorecard of a plan: the sheet people fill in by hand, whose formulas score it as they type."""

from pathlib import Path

from deskmerit.core.period import PeriodKind, parse_period
from deskmerit.core.plan import Plan
from deskmerit.core.score import score_given
from deskmerit.planfile.describe import definition, scoring
from deskmerit.report.context import Context, plan_marks
from deskmerit.report.workbook.scorecards import write_scorecards


def write_blank(plan: Plan, period: str, phase: str, path: Path, lang: str) -> None:
    """Writes one blank scorecard with the plan's targets for a period (default: one month) and live formulas.

    Raises ValueError for a period that is none.
    """
    kind = parse_period(period).kind if period else PeriodKind.MONTH
    card = score_given(plan, {}, kind, phase)
    every = [*plan.indicators(), *plan.bonus, *plan.annual.indicators]
    context = Context(
        {plan.id: plan},
        period,
        lang,
        scoring={(plan.id, each.id): scoring(each) for each in every},
        definition={(plan.id, each.id): definition(each) for each in every},
        made_from=(("plan", plan_marks([plan])), *((("phase", phase),) if phase else ())),
        blank=True,
    )
    write_scorecards([card], context, path, personal=True)
