"""One person's scorecard: postings weighted by active days, vetoes, coverage, active days, the grade by band."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.grade import NOT_RATED, UNGRADED, band, lowered
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.people import Person
from deskmerit.core.plan import Plan
from deskmerit.core.score_lines import rounded
from deskmerit.core.score_part import Made
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Note

type Terms = tuple[str, bool]
"""The label of the period, and whether it is graded."""


def carded(person: Person, parts: Sequence[Made], terms: Terms, issues: list[Issue], note: Note | None) -> Scorecard:
    """The scorecard with its issues: an entry that is due, a total in no grade."""
    card = graded_card(person, parts, terms, note, active=True)
    for part in parts:
        for indicator_id in part.entry_due:
            values = {"agent": person.agent_id, "indicator": indicator_id}
            issues.append(Issue(Level.WARNING, "entry-due", Where(), values))
    if card.grade == UNGRADED:
        values = {"agent": person.agent_id, "total": str(card.total), "plan": card.plan}
        issues.append(Issue(Level.ERROR, "ungraded", Where(), values))
    return card


def graded_card(
    person: Person, parts: Sequence[Made], terms: Terms, note: Note | None = None, active: bool = False
) -> Scorecard:
    """Total over the postings, then the grade of the leading plan; `active`: a minimum of active days applies."""
    label, graded = terms
    lead = leading(parts)
    plan = lead.plan
    places = plan.scoring.places
    total = _mixed(parts, places)
    covered = lead.part.covered_weight
    if len(parts) > 1:
        covered = rounded(_mean([(Fraction(p.part.covered_weight), p.part.active_days) for p in parts]), places)
    score_grade = grade = reason = ""
    vetoes: tuple[str, ...] = ()
    if not graded:
        total, reason = None, "tracking"
    else:
        score_grade = "" if total is None else band(plan.grades, total)
        short = active and person.active_days < lead.min_days
        grade, reason = _unrated(parts, plan, total, covered, short) or (score_grade, "")
        vetoes = tuple(dict.fromkeys(veto.id for part in parts for veto in part.fired))
        if grade == UNGRADED:
            reason = UNGRADED
        elif grade != NOT_RATED:
            grade, reason = _capped(parts, plan, grade)
    if note:
        _tell(note, parts, total, covered)
        if reason == "not_rated:active_days":
            note("too-few-days", {"active_days": person.active_days, "min_days": lead.min_days})
        if reason == "not_rated:coverage" and total is not None:
            note("too-little-covered", {"covered_weight": covered, "min_coverage": plan.scoring.min_coverage})
        note("grade", {"score_grade": score_grade, "grade": grade, "reason": reason})
    return Scorecard(
        person.agent_id,
        person.name,
        lead.part.place,
        plan.id,
        label,
        total,
        covered,
        score_grade,
        grade,
        reason,
        lead.part.dimensions,
        lead.part.bonus,
        tuple(part.part for part in parts) if len(parts) > 1 else (),
        person.active_days,
        person.working_days,
        employee_no=person.employee_no,
        vetoes=vetoes,
    )


def leading(parts: Sequence[Made]) -> Made:
    """The part that stands for the person: of the plan with more active days, the longest (ties: the later)."""
    if len(parts) == 1:
        return parts[0]
    days: Counter[str] = Counter()
    for part in parts:
        days[part.plan.id] += part.part.active_days
    most = max(days.values())
    plan = next(part.plan.id for part in reversed(parts) if days[part.plan.id] == most)
    own = [part for part in parts if part.plan.id == plan]
    return max(reversed(own), key=lambda part: part.part.active_days)


def _mixed(parts: Sequence[Made], places: int) -> Decimal | None:
    """The totals weighted by active days; a part without a total takes no share."""
    if len(parts) == 1:
        return parts[0].part.total
    totals = [(Fraction(p.part.total), p.part.active_days) for p in parts if p.part.total is not None]
    return rounded(_mean(totals), places) if totals else None


def _mean(weighted: Sequence[tuple[Fraction, int]]) -> Fraction:
    """A mean by days; where there are no days at all, each counts the same."""
    days = sum(day for _, day in weighted)
    if not days:
        return sum((value for value, _ in weighted), Fraction(0)) / len(weighted)
    return sum((value * day for value, day in weighted), Fraction(0)) / days


def _unrated(
    parts: Sequence[Made], plan: Plan, total: Decimal | None, covered: Decimal, short: bool
) -> tuple[str, str] | None:
    """Why there is no grade, or None when there is one."""
    if short:
        return NOT_RATED, "not_rated:active_days"
    if total is None or covered < plan.scoring.min_coverage:
        return NOT_RATED, "not_rated:coverage"
    if any(part.entry_due for part in parts):
        return NOT_RATED, "not_rated:entry_due"
    return None


def _capped(parts: Sequence[Made], plan: Plan, grade: str) -> tuple[str, str]:
    """The grade after vetoes that cap it; else the reason names a veto that moved the score."""
    reason = ""
    for part in parts:
        for veto in part.fired:
            capped = lowered(plan.grades, grade, veto.grade_at_most)
            if capped != grade or (veto.sets and not reason):
                grade, reason = capped, f"veto:{veto.id}"
    return grade, reason


def _tell(note: Note, parts: Sequence[Made], total: Decimal | None, covered: Decimal) -> None:
    for part in parts:
        _tell_part(note, part)
    if total is not None:
        note("total", {"total": total, "covered_weight": covered, "parts": len(parts)})


def _tell_part(note: Note, made: Made) -> None:
    """The sum of the scores as they stand, then what vetoes make of it."""
    part = made.part
    lines = [line.score for dimension in part.dimensions for line in dimension.indicators]
    scores, extra = tuple(each for each in lines if each is not None), tuple(line.score for line in part.bonus)
    if part.total is None:
        note("no-total", {"plan": part.plan, "active_days": part.active_days})
    else:
        whole = sum((each for each in (*scores, *extra) if each is not None), Decimal(0))
        sums = {"scores": scores, "bonus": extra, "total": rounded(Fraction(whole), made.plan.scoring.places)}
        note("part-total", {**sums, "plan": part.plan, "active_days": part.active_days})
    for veto in made.fired:
        effect = {"sets": veto.sets, "points": veto.points, "grade_at_most": veto.grade_at_most}
        note("veto", {"veto": veto.id, **effect, "total": part.total})
