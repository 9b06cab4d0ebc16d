"""The team page: goals, indicators and the team's own figures; its people, who lacks figures, interviews to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet
from django.urls import reverse

from deskmerit.core.period import start_of
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.score_groups import Group, Side, Standing
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.report import values
from deskmerit.report.words import UNGRADED, reason_text
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import codec
from deskmerit.web.cycles import access as cycle_access
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.insight import figures
from deskmerit.web.org.access import members, rights
from deskmerit.web.org.models import Leading, Person, Posting, Team
from deskmerit.web.scorecards import access as card_access
from deskmerit.web.scorecards.models import Card, Result, TeamCard
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of

PERIODS = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """An indicator of the team: figure, target, the periods so far, and how it stands."""

    title: str
    actual: str
    target: str
    cases: str
    unit: str
    aim: Decimal | None
    points: Sequence[Mapping[str, object]]
    side: str
    better: bool | None
    before: str
    scored: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with the indicators that serve it; those without one stand under their dimension."""

    title: str
    is_goal: bool
    tiles: list[Tile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team with the card that counts."""

    person: Person
    card: Card
    content: Scorecard
    position: str
    total: Decimal | None
    grade: str
    cases: int
    url: str
    gaps: str

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def rank(self) -> int | None:
        """The rank in the cohort; shown only where it is switched on."""
        return self.content.rank

    @property
    def covered(self) -> Decimal:
        """The weight with cases enough."""
        return self.content.covered_weight


@dataclass(frozen=True, slots=True)
class Due:
    """An interview to be held."""

    person: Person
    period: str
    due: datetime | None
    url: str


def cycles_of(user: User) -> list[Cycle]:
    """The cycles with figures that a user may look at, newest first."""
    found = cycle_access.visible_to(user).exclude(current=None)
    return list(found.select_related("current").prefetch_related("versions__document"))


def teams_of(user: User, cycle: Cycle) -> QuerySet[Team]:
    """The teams whose figures of a cycle a user may see: led in its time, in the scope of HR or auditor, or all."""
    return Team.objects.filter(pk__in=seen(user, [cycle])[cycle.pk])


def seen(user: User, cycles: Sequence[Cycle]) -> dict[int, set[int]]:
    """The same for several cycles, as keys by cycle: three queries for any number of them."""
    held = rights(user)
    if not cycles:
        return {}
    start, end = min(each.start for each in cycles), max(each.end for each in cycles)
    worked = Posting.objects.within(start, end).order_by().values_list("team", "from_date", "to_date").distinct()
    spans = list(worked)
    led = list(Leading.objects.within(start, end).filter(person=held.person)) if held.person else []
    seats = set(held.person.panel_seats.values_list("cycle", flat=True)) if held.person else set()
    found = {}
    for cycle in cycles:
        there = {team for team, first, last in spans if first < cycle.end and (last is None or last > cycle.start)}
        if not held.everywhere("hr", "auditor") and cycle.pk not in seats:
            own = {each.team_id for each in led if _meets(each, cycle)}
            there &= own | held.teams("hr", "auditor")
        found[cycle.pk] = there
    return found


def cycles_with(user: User, pk: int) -> list[Cycle]:
    """The cycles in which a user may see a team, newest first; empty for whoever may not at all."""
    cycles = cycles_of(user)
    shown = seen(user, cycles)
    return [each for each in cycles if pk in shown[each.pk]]


def _meets(leading: Leading, cycle: Cycle) -> bool:
    return leading.from_date < cycle.end and (leading.to_date is None or leading.to_date > cycle.start)


def choose(cycles: Sequence[Cycle], asked: str) -> Cycle | None:
    """The cycle asked for, else the newest."""
    return next((each for each in cycles if str(each.pk) == asked), cycles[0] if cycles else None)


def people_of(user: User, team: Team, cycle: Cycle) -> list[Member]:
    """The team's people of the cycle whose cards a user may see, by name; the same number of queries for any team."""
    there = members([team.pk], cycle.start, cycle.end).values("pk")
    results: dict[int, Result] = {}
    if cycle.is_published:
        found = card_access.visible_to(user).filter(cycle=cycle, person__in=there)
        rows = found.select_related("person", "card", "card__run")
        results = {each.person_id: each for each in rows}
        cards = [each.card for each in results.values()]
        named = {each.person_id: each.person for each in results.values()}
    else:
        shown = card_access.cards_for(user).filter(run=cycle.current, person__in=there)
        cards = list(shown.select_related("person", "run").defer("steps", "trend", "moves"))
        named = {each.person_id: each.person for each in cards}
    plans, told = figures.plans_of(cycle), graded(user, cycle)
    made = [_member(card, named[card.person_id], plans, results.get(card.person_id), told) for card in cards]
    return sorted(made, key=lambda each: (each.person.name, each.person.pk))


def graded(user: User, cycle: Cycle) -> bool:
    """While the panel reviews only those who decide see grades."""
    running = cycle.current is not None and cycle.current.kind == Run.Kind.RUNNING
    return cycle.is_published or running or cycle_access.managed_by(user).filter(pk=cycle.pk).exists()


def coaching(user: User, team: Team, cycle: Cycle, people: Sequence[Member]) -> list[Member] | None:
    """The plan's coaching list, for who led the team in the period and nobody else; None for others.

    It is shown here alone: no table exports it, no personal file has it (semantics §5).
    """
    leads = Leading.objects.within(cycle.start, cycle.end).filter(person=user.person, team=team)
    if user.person is None or not graded(user, cycle) or not leads.exists():
        return None
    return [each for each in people if each.content.watch and each.person != user.person]


def _member(card: Card, person: Person, plans: Mapping[str, Plan], result: Result | None, told: bool) -> Member:
    content = figures.content_of(card)
    plan = plans.get(content.plan)
    url = reverse("scorecard", args=[result.pk]) if result else reverse("running", args=[card.pk])
    return Member(
        person=person,
        card=card,
        content=content,
        position=content.place.position,
        total=content.total,
        grade=figures.grade_text(content, plan, running=result is None) if told else wording.NONE,
        cases=figures.counted(content),
        url=url,
        gaps=gaps(content, plan, plans),
    )


def gaps(content: Scorecard, plan: Plan | None, plans: Mapping[str, Plan]) -> str:
    """What a person's figures lack: not rated and why, weight not covered, small samples by name."""
    found = []
    if content.grade in UNGRADED:
        found.append(reason_text(content.grade_reason, wording.lang(), alone=False))
    elif plan is not None and content.covered_weight < plan.scoring.min_coverage:
        found.append(wording.figure(content.covered_weight, "percent"))
    small = [
        row.title for group in figures.groups(content, plans) for row in group.rows
        if row.scored and (row.small or row.line.actual is None)
    ]  # fmt: skip
    return " · ".join(filter(None, [*found, figures.listed(small)]))


def group_of(team: Team, cycle: Cycle) -> Group | None:
    """The team scored as a whole; where several plans were run, that of the most of its people."""
    found = TeamCard.objects.filter(run=cycle.current, team=team).first()
    group: Group | None = codec.from_json(Group, found.content) if found else None
    return group


def history(team: Team, cycles: Sequence[Cycle]) -> list[tuple[str, Scorecard]]:
    """The team's cards of the cycles given, oldest first: one query."""
    kept = TeamCard.objects.filter(team=team, run__cycle__in=cycles, run=F("run__cycle__current"))
    cards = {each.run.cycle_id: each for each in kept.select_related("run")}
    return [
        (each.period, codec.from_json(Group, cards[each.pk].content).card)
        for each in sorted(cycles, key=lambda cycle: cycle.start)[-PERIODS:]
        if each.pk in cards
    ]


def goals(group: Group, plans: Mapping[str, Plan], past: Sequence[tuple[str, Scorecard]]) -> list[Goal]:
    """Goals → indicators → the team's figure."""
    made: dict[str, Goal] = {}
    stands = {(each.dimension, each.indicator): each for each in group.standings}
    blocks = [(part.plan, part.dimensions) for part in group.card.parts] or [(group.card.plan, group.card.dimensions)]
    for plan_id, dimensions in blocks:
        plan = plans.get(plan_id)
        if plan is None or plan_id != group.card.plan:
            continue
        known, titles = figures.indicators_of(plan), {each.id: each.title for each in plan.dimensions}
        for dimension in dimensions:
            for line in dimension.indicators:
                indicator = known.get(line.id)
                goal = indicator.goal if indicator else ""
                name = f"goal:{goal}" if goal in plan.goals else f"dimension:{dimension.id}"
                title = plan.goals.get(goal) or titles.get(dimension.id)
                place = made.setdefault(name, Goal(wording.lang_text(title) or dimension.id, goal in plan.goals))
                place.tiles.append(_tile(line, indicator, stands.get((dimension.id, line.id)), past))
    return list(made.values())


def _tile(
    line: IndicatorScore,
    indicator: Indicator | None,
    standing: Standing | None,
    past: Sequence[tuple[str, Scorecard]],
) -> Tile:
    row = figures.row(line, indicator)
    points = [{"label": period.rpartition("-")[2] or period, "value": _value(card, line.id)} for period, card in past]
    aim = indicator.target.value if indicator and indicator.target and not indicator.target.is_range else None
    before = standing.before if standing else None
    return Tile(
        title=row.title,
        actual=row.actual,
        target=row.target,
        cases=row.cases,
        unit=line.unit,
        aim=line.target if aim is not None and line.target is not None else aim,
        points=points if sum(point["value"] is not None for point in points) > 1 else [],
        side=standing.side if standing else Side.NONE,
        better=standing.better if standing else None,
        before=values.with_unit(values.actual(before, line.unit), line.unit, wording.lang()) if before else "",
        scored=row.scored,
    )


def _value(card: Scorecard, indicator: str) -> Decimal | None:
    dimensions = [each for part in card.parts for each in part.dimensions if part.plan == card.plan] or card.dimensions
    found = (line.actual for each in dimensions for line in each.indicators if line.id == indicator)
    return next(found, None)


def interviews(user: User, team: Team, cycles: Sequence[Cycle]) -> list[Due]:
    """The team's people whose interview isn't held yet, the next due first."""
    zone, found = settings_of().zone, list[Due]()
    for cycle in cycles:
        if cycle.state != Cycle.State.PUBLISHED:
            continue
        there = members([team.pk], cycle.start, cycle.end).values("pk")
        waiting = card_access.visible_to(user).filter(cycle=cycle, person__in=there, interviewed_on=None)
        for each in waiting.exclude(person=user.person).select_related("person"):
            due = start_of(each.interview_due + timedelta(1), zone) if each.interview_due else None
            found.append(Due(each.person, cycle.period, due, reverse("scorecard", args=[each.pk])))
    return sorted(found, key=lambda each: (each.due is None, each.due, each.person.name))
