"""What the pages of interviews read. The number of queries doesn't depend on the number of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from deskmerit.core.plan import Indicator, Plan, Target
from deskmerit.core.scorecard import IndicatorScore, Part, Scorecard
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.interviews.brief import Brief, Line, Remark, brief
from deskmerit.web.interviews.models import Interview, Tip
from deskmerit.web.interviews.record import Goal, read
from deskmerit.web.org.models import Person
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.store import postings, scorecard_of
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.wording import lang_text

TIPS_A_GAP = 2
LISTED = ("result__cycle", "result__card", "person", "interviewer", "deputy", "attendee", "held_by")


def plans_of(cycle: Cycle) -> dict[str, Plan]:
    """The plans of a cycle by id; kept on the cycle in hand."""
    known: dict[str, Plan] | None = cycle.__dict__.get("_plans")
    if known is None:
        known = cycle.__dict__["_plans"] = {plan.id: plan for plan in map(plan_of, cycle.versions.all())}
    return known


def is_lowest_grade(result: Result) -> bool:
    """Whether a result has the last grade of its plan."""
    plan = plans_of(result.cycle).get(result.card.plan)
    return bool(plan and plan.grades and result.card.grade == plan.grades[-1].id)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the brief opens with, and the facts after it."""

    card: Scorecard
    dimensions: list[tuple[Mapping[str, str], Decimal | None, Decimal]]
    bands: list[tuple[str, str, Decimal | None]]
    grade_title: Mapping[str, str]
    rank: int | None  # None where the organisation shows no rank
    facts: Brief
    tips: Mapping[str, list[Tip]]
    read: bool  # whether quality checks were read already
    promises: "list[Promise]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something agreed last time: a goal of the interview before, or an open step of the improvement plan."""

    what: str
    measure: str
    due: date | None
    kind: str  # goal, step
    row: int  # the interview's or the plan's key


def opening(interview: Interview) -> Opening:
    """The brief of an interview, from the card that holds now."""
    result = interview.result
    card, plans = scorecard_of(result.card, interview.person), plans_of(result.cycle)
    plan = plans.get(result.card.plan)
    months = [month.label for month in result.cycle.span().months()]
    earlier = sorted({month for series in result.card.trend.values() for month, _ in series})
    facts = brief(
        lines_of(card, plans, result.card.trend),
        remarks(interview.remarks),
        [label for label in earlier if label < months[0]] + months,
    )
    grades = plan.grades if plan else ()
    return Opening(
        card=card,
        dimensions=[
            (_title(plans.get(part.plan), each.id, _place(card, part)), each.score, each.weight)
            for part in postings(card)
            for each in part.dimensions
        ],
        bands=[(each.id, lang_text(each.title), each.from_) for each in grades],
        grade_title=next((each.title for each in grades if each.id == card.grade), {}),
        rank=card.rank if settings_of().show_rank else None,
        facts=facts,
        tips=tips_for({gap.line.metric for gap in facts.gaps}),
        read=interview.remarks is not None,
        promises=promises(interview),
    )


def lines_of(card: Scorecard, plans: Mapping[str, Plan], trend: Mapping[str, list[list[str]]]) -> list[Line]:
    """The scored lines of every posting with target and months; lines of weight 0 are guards and left out."""
    found = []
    for at, part in enumerate(postings(card)):
        plan = plans.get(part.plan)
        known = {each.id: each for each in plan.indicators()} if plan else {}
        stands: dict[str, Any] = {"plan": part.plan, "at": at, "place": _place(card, part)}
        found += [
            _line(line, known.get(line.id), trend.get(f"{part.plan}/{line.id}", []), stands)
            for dimension in part.dimensions
            for line in dimension.indicators
            if line.weight > 0
        ]
    return found


def _place(card: Scorecard, part: Part) -> str:
    """The posting in words; of a single one nothing need be said."""
    return " · ".join(text for text in (part.place.team, part.place.position) if text) if card.parts else ""


def _line(
    line: IndicatorScore, indicator: Indicator | None, series: list[list[str]], stands: Mapping[str, Any]
) -> Line:
    return Line(
        id=line.id,
        metric=line.metric,
        title=indicator.title if indicator else {"en": line.id},
        unit=line.unit.value,
        target=target_of(line, indicator),
        actual=line.actual,
        score=line.score,
        weight=line.weight,
        cases=line.cases,
        monthly=indicator.target if indicator else None,
        months=tuple((month, Decimal(value)) for month, value in series),
        **stands,
    )


def target_of(line: IndicatorScore, indicator: Indicator | None) -> Target | None:
    """The target in force: the plan's direction with the ends that the line was scored against."""
    if indicator is None or indicator.target is None or line.target is None:
        return None
    if indicator.target.is_range:
        return Target(at_least=line.target, at_most=line.target_high)
    lower = indicator.target.lower_is_better
    return Target(at_most=line.target) if lower else Target(at_least=line.target)


def _title(plan: Plan | None, dimension: str, place: str) -> Mapping[str, str]:
    found = next((each.title for each in plan.dimensions if each.id == dimension), None) if plan else None
    return {lang: f"{text} · {place}" if place else text for lang, text in (found or {"en": dimension}).items()}


def remarks(kept: Iterable[Mapping[str, str]] | None) -> list[Remark]:
    """Kept quality items as values."""
    return [
        Remark(
            each["item"], Decimal(each["score"]), Decimal(each["max_score"]), each["comment"],
            date.fromisoformat(each["day"]), each["review"], each["ticket"],
        )
        for each in kept or ()
    ]  # fmt: skip


def tips_for(metrics: Iterable[str]) -> dict[str, list[Tip]]:
    """The catalogue's tips by measure, at most two each."""
    found: dict[str, list[Tip]] = {}
    for tip in Tip.objects.filter(metric__in=list(metrics), shown=True):
        found.setdefault(tip.metric, []).append(tip)
    return {metric: tips[:TIPS_A_GAP] for metric, tips in found.items()}


def before(interview: Interview) -> Interview | None:
    """The person's interview before this one, if one was held."""
    held = Interview.objects.filter(person=interview.person_id).exclude(held_at=None)
    earlier = held.filter(result__cycle__end__lte=interview.result.cycle.start).select_related("result__cycle")
    return earlier.order_by("-result__cycle__end", "-pk").first()


def promises(interview: Interview) -> list[Promise]:
    """What was agreed last time: goals of the interview before, open steps of the improvement plan."""
    from deskmerit.web.improvement.queries import open_steps

    last = before(interview)
    goals: tuple[Goal, ...] = read(last.record).goals if last else ()
    found = [Promise(each.goal, each.measure, each.due, "goal", last.pk) for each in goals if last]
    return found + [
        Promise(step.text, step.owner, step.due, "step", plan) for plan, step in open_steps(interview.person)
    ]


def listed(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Interviews with what a list shows."""
    return rows.select_related(*LISTED)


def of_person(person: Person) -> QuerySet[Interview]:
    """A person's own interviews, the latest first."""
    return listed(Interview.objects.filter(person=person)).order_by("-result__cycle__end")
