"""Measuring and scoring a period of a workspace by one plan or several."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from deskmerit.chain.entries import entries
from deskmerit.chain.figures import WHOLE, Figures
from deskmerit.chain.people import people_of
from deskmerit.core.facts import Fact
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.people import Person
from deskmerit.core.period import Period, PeriodKind
from deskmerit.core.plan import CustomMetric, Missing, Plan
from deskmerit.core.score import Inputs, score, specs_of
from deskmerit.core.scorecard import Scorecard
from deskmerit.engines.base import Engine
from deskmerit.metrics.began import began
from deskmerit.records.store import Records

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a workspace: plans, period, phase, as-of instant (None: the newest record)."""

    plans: tuple[Plan, ...]
    period: Period
    phase: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """Scorecards with everything they were made from, so that a trace can be made again on demand."""

    question: Question
    cards: Sequence[Scorecard]
    issues: Sequence[Issue]
    specs: Sequence[MeasureSpec]
    facts: Sequence[Fact]
    people: Sequence[Person]
    inputs: Inputs
    as_of: datetime
    plans: Mapping[str, Plan] = field(default_factory=dict)  # by id
    by_position: Mapping[str, Plan] = field(default_factory=dict)


def by_position(plans: Sequence[Plan], records: Records) -> dict[str, Plan]:
    """Plans by the post they serve, "" for all others; without postings the first plan serves everybody."""
    if "postings" not in records.tables:
        return {"": plans[0]}
    found: dict[str, Plan] = {}
    for plan in plans:
        for position in plan.positions or ("",):
            found.setdefault(position, plan)
    return found


def custom_of(plans: Sequence[Plan]) -> dict[str, CustomMetric]:
    """The custom metrics of all plans."""
    return {name: custom for plan in plans for name, custom in plan.custom.items()}


def score_period(
    records: Records,
    question: Question,
    progress: Progress | None = None,
    engine: Engine | None = None,
    figures: Figures = WHOLE,
) -> Scored:
    """Measures what the plans ask for and scores everybody; a year takes the quarters that can have records.

    For `carry` the period before is scored too. `engine`: where it is measured; without one a DuckDB of its own.
    `figures`: what measures.
    """
    return _scored(records, question, progress, (engine, figures), with_before=True)


def _scored(
    records: Records,
    question: Question,
    progress: Progress | None,
    by: tuple[Engine | None, Figures],
    *,
    with_before: bool,
    graded: bool | None = None,
) -> Scored:
    plans, period = by_position(question.plans, records), question.period
    unique = list({plan.id: plan for plan in plans.values()}.values())
    specs = list(dict.fromkeys(spec for plan in unique for spec in specs_of(plan)))
    custom = custom_of(unique)
    engine, figures = by
    measured = figures(records, specs, period, question.as_of, custom=custom, progress=progress, engine=engine)
    facts = measured.fact_list()
    people = people_of(records, period, facts)
    issues = [*measured.issues, *_nobody(question.plans, people, plans)]
    before: list[Scorecard] = []
    quarters, idle, told = _quarters(records, question, unique, measured.as_of, progress, by)
    issues += told
    if with_before and any(_carries(plan) for plan in unique):
        earlier = Question(question.plans, period.before(), question.phase, question.as_of)
        before = list(_scored(records, earlier, progress, by, with_before=False).cards)
    inputs = Inputs(
        phase=question.phase,
        present=set(records.tables),
        previous=before,
        entries=entries(records, period, unique),
        quarters=quarters,
        idle=idle,
        graded=graded,
    )
    cards, found = score(plans, facts, specs, people, period, inputs)
    return Scored(
        question,
        cards,
        [*issues, *found],
        specs,
        facts,
        people,
        inputs,
        measured.as_of,
        {plan.id: plan for plan in unique},
        plans,
    )


def _quarters(
    records: Records,
    question: Question,
    plans: Sequence[Plan],
    as_of: datetime,
    progress: Progress | None,
    by: tuple[Engine | None, Figures],
) -> tuple[list[Sequence[Scorecard]], dict[str, str], list[Issue]]:
    """The scorecards of a year's quarters, and the quarters that take no part in it: why, by label."""
    period, zone = question.period, records.settings.zone
    if period.kind is not PeriodKind.YEAR:
        return [], {}, []
    specs = list(dict.fromkeys(each.spec for plan in plans for each in plan.indicators()))
    first = began(records, specs, custom=custom_of(plans), engine=by[0])
    idle, cards = dict[str, str](), list[Sequence[Scorecard]]()
    for quarter in period.quarters():
        start, end = quarter.instants(zone)
        if start > as_of:
            idle[quarter.label] = "not-begun"
        elif first is None or end <= first:
            idle[quarter.label] = "before-records"
        else:
            part = Question(question.plans, quarter, question.phase, question.as_of)
            cards.append(_scored(records, part, progress, by, with_before=False, graded=True).cards)
    early = [label for label, why in idle.items() if why == "before-records"]
    if not early or first is None:
        return cards, idle, []
    since = f"{first.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
    values = {"period": period.label, "quarters": ", ".join(early), "first": since}
    return cards, idle, [Issue(Level.NOTE, "quarters-before-records", Where(), values)]


def _carries(plan: Plan) -> bool:
    return any(indicator.missing is Missing.CARRY for indicator in plan.indicators())


def _nobody(plans: Sequence[Plan], people: Sequence[Person], by_post: Mapping[str, Plan]) -> list[Issue]:
    """An error that names the posts there are when no plan fits anybody."""
    there = sorted({stint.place.position for person in people for stint in person.stints})
    if not people or "" in by_post or any(position in by_post for position in there):
        return []
    wanted = ", ".join(sorted(position for plan in plans for position in plan.positions))
    return [Issue(Level.ERROR, "nobody-in-plan", Where(), {"positions": ", ".join(there), "wanted": wanted})]
