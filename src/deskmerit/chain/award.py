"""Awards of a scored period: bases, attendance and team totals from the workspace."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from deskmerit.chain.figures import WHOLE, Figures
from deskmerit.chain.groups import group_totals
from deskmerit.chain.people import rows
from deskmerit.chain.score import Question, Scored
from deskmerit.core.award import AwardInputs, AwardLine, Base, pay
from deskmerit.core.issue import Issue
from deskmerit.core.people import Person
from deskmerit.core.plan import Plan
from deskmerit.core.wish import Wish, WishLine, grant
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import spec
from deskmerit.records.store import Records

type Line = AwardLine | WishLine


def award_period(
    records: Records, scored: Scored, only: str, seed: str, figures: Figures = WHOLE
) -> tuple[list[Line], list[Issue]]:
    """The lines of every award of the plans (or of `only` one), with what stands in their way."""
    period = scored.question.period
    inputs = inputs_of(records, scored.question, list(scored.plans.values()), scored.people, figures)
    wishes = [
        Wish(str(row["agent_id"]), str(row["award"]), int(str(row["rank"])))
        for row in rows(records, "wishes", "agent_id", "period", "award", "rank")
        if row["period"] == period.label
    ]
    lines, issues = list[Line](), list[Issue]()
    for plan in scored.plans.values():
        paid, found = pay(plan, scored.cards, inputs)
        lines += [*paid, *grant(plan, scored.cards, wishes, seed)]
        issues += found
    kept = [line for line in lines if not only or line.award == only]
    return kept, issues


def inputs_of(
    records: Records, question: Question, plans: Sequence[Plan], people: Sequence[Person], figures: Figures = WHOLE
) -> AwardInputs:
    """What awards of a period need besides plans and scorecards: bases, attendance and team totals where asked for."""
    return AwardInputs(
        day=question.period.end - timedelta(1),
        people=people,
        bases=bases_of(records),
        attendance=_attendance(records, question, plans, figures),
        team_totals=_team_totals(records, question, plans, figures),
    )


def bases_of(records: Records) -> list[Base]:
    """The bases that the records hold."""
    found = []
    for row in rows(records, "bases", "agent_id", "position", "award", "amount", "from_date"):
        amount, start = row["amount"], row["from_date"]
        assert isinstance(amount, Decimal)
        assert isinstance(start, date)
        found.append(Base(str(row["award"]), amount, start, str(row["agent_id"] or ""), str(row["position"] or "")))
    return found


def _attendance(records: Records, question: Question, plans: Sequence[Plan], figures: Figures) -> dict[str, Decimal]:
    """The displayed attendance rate of the period in per cent, by person; only where an award asks for it."""
    wanted = any(award.attendance for plan in plans for award in plan.awards)
    if not wanted or "attendance" not in records.tables:
        return {}
    measured = figures(records, [spec("attendance_rate")], question.period, question.as_of)
    sums: dict[str, tuple[int, int]] = {}
    for fact in measured.fact_list():
        top, below = sums.get(fact.agent_id, (0, 0))
        sums[fact.agent_id] = (top + fact.numerator, below + fact.denominator)
    metric = CATALOGUE["attendance_rate"]
    rates = {agent: metric.value(top, below) for agent, (top, below) in sums.items() if agent}
    return {agent: rate for agent, rate in rates.items() if rate is not None}


def _team_totals(records: Records, question: Question, plans: Sequence[Plan], figures: Figures) -> dict[str, Decimal]:
    """Totals of teams scored as wholes; only where an award has team factors."""
    if not any(award.team_factors for plan in plans for award in plan.awards):
        return {}
    return group_totals(records, question, "team", figures)
