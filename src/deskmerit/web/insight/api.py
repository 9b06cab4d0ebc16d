"""What home, my page, the team page and search show, as JSON; decimals as texts."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import figures, mine, queries, team, todo
from deskmerit.web.insight import teams as all_teams
from deskmerit.web.insight.api_team import PointOut, TeamFiguresOut, points_out, team_out
from deskmerit.web.insight.search import search
from deskmerit.web.org.models import Team
from deskmerit.web.shared.act import user_of
from deskmerit.web.shared.organisation import settings_of

router = Router(tags=["insight"])


class TaskOut(Schema):
    """Something that waits for me."""

    code: str
    text: str
    about: str
    url: str
    due: datetime
    optional: bool
    provisional: bool


class InsightLineOut(Schema):
    """A line of a card."""

    indicator: str
    title: str
    dimension: str
    target: str
    actual: str | None
    cases: int | None
    weight: str
    score: str | None
    note: str
    small_sample: bool


class InsightStepOut(Schema):
    """A better value and what it gains."""

    indicator: str
    from_value: str
    to_value: str
    gain: str
    note: str


class TrendOut(Schema):
    """The months of an indicator against its target."""

    indicator: str
    title: str
    unit: str
    target: str | None
    months: list[PointOut]


class NextGradeOut(Schema):
    """The next grade, and the points short of it."""

    grade: str
    short: str


class MatterOut(Schema):
    """Open matters of a kind in the whole organisation, and how many of them are late."""

    matter: str
    pending: int
    late: int


class MineOut(Schema):
    """My figures of a period. `grade` is empty while the panel reviews; a rank only where the organisation shows it."""

    cycle: int
    period: str
    running: bool
    as_of: datetime | None
    plan: str
    total: str | None
    grade: str
    covered_weight: str
    rank: int | None
    next_grade: NextGradeOut | None
    lines: list[InsightLineOut]
    steps: list[InsightStepOut]
    trends: list[TrendOut]


class InsightTeamOut(Schema):
    """A team in a period."""

    id: int
    name: str
    people: int
    total: str | None
    strengths: str
    gaps: str


class MemberOut(Schema):
    """Somebody of a team."""

    person: str
    name: str
    position: str
    total: str | None
    grade: str
    cases: int
    covered_weight: str
    rank: int | None
    gaps: str


class HitOut(Schema):
    """Something found."""

    kind: str
    title: str
    note: str
    url: str


@router.get("/todo", response=list[TaskOut], summary="What waits for me, by deadline")
def waiting(request: HttpRequest) -> list[todo.Task]:
    """As on home."""
    return todo.tasks(user_of(request))


@router.get("/me", response=MineOut, summary="My figures of a cycle (default: the open one)")
def my_figures(request: HttpRequest, cycle: int | None = None) -> MineOut:
    """As on my page."""
    found, cycles = mine.mine(user_of(request), "" if cycle is None else str(cycle))
    if found is None or (cycle is not None and cycle not in [each.pk for each in cycles]):
        raise Http404
    return MineOut(
        cycle=found.cycle.pk,
        period=found.cycle.period,
        running=found.running,
        as_of=found.card.run.as_of,
        plan=found.content.plan,
        total=_text(found.content.total),
        grade=found.grade() if found.graded else "",
        covered_weight=str(found.content.covered_weight),
        rank=found.content.rank if settings_of().show_rank and not found.running else None,
        next_grade=_next(found),
        lines=[_line(row) for group in figures.groups(found.content, found.plans) for row in group.rows],
        steps=[
            InsightStepOut(indicator=each.title, from_value=each.from_text, to_value=each.to_text, gain=str(each.gain),
                    note=each.note)
            for each in (mine.steps(found) if found.running else [])
        ],
        trends=_trends(found),
    )  # fmt: skip


def _next(found: mine.Mine) -> NextGradeOut | None:
    coming = figures.next_grade(found.content, found.plan) if found.running and found.graded else None
    return NextGradeOut(grade=coming[0], short=str(coming[1])) if coming else None


def _trends(found: mine.Mine) -> list[TrendOut]:
    choice = mine.trends(found)
    shown = [mine.trend(found, key, choice) for key, _title in choice]
    return [
        TrendOut(indicator=each.key, title=each.title, unit=each.unit, target=_text(each.target),
                 months=points_out(each.points))
        for each in shown if each
    ]  # fmt: skip


@router.get("/pulse", response=list[MatterOut], summary="Open matters of the organisation; of nobody for others")
def pulse(request: HttpRequest) -> list[MatterOut]:
    """As on home, for HR and auditors of the whole organisation; empty for others."""
    found = queries.pulse(user_of(request))
    names = ("receipts", "interviews", "appeals", "flags") if found else ()
    return [MatterOut(matter=each, pending=getattr(found, each), late=getattr(found, f"{each}_late")) for each in names]


@router.get("/teams", response=list[InsightTeamOut], summary="The teams I may see in a cycle (default: the newest)")
def teams(request: HttpRequest, cycle: int | None = None) -> list[InsightTeamOut]:
    """As on the list of teams."""
    user = user_of(request)
    chosen = team.choose(team.cycles_of(user), str(cycle or ""))
    rows: list[Any] = list(all_teams.rows(list(team.teams_of(user, chosen)), chosen)) if chosen else []
    return [
        InsightTeamOut(id=row["pk"], name=row["name"], people=row["people"], total=_text(row["total"]),
                       strengths=row["strengths"], gaps=row["gaps"])
        for row in rows
    ]  # fmt: skip


@router.get("/teams/{int:pk}", response=list[MemberOut], summary="The people of a team with their figures")
def members(request: HttpRequest, pk: int, cycle: int | None = None) -> list[MemberOut]:
    """As on the team page."""
    user, unit, chosen, _cycles = _team(request, pk, cycle)
    ranked = settings_of().show_rank
    return [
        MemberOut(
            person=each.person.agent_id, name=each.name, position=each.position, total=_text(each.total),
            grade=each.grade, cases=each.cases, covered_weight=str(each.covered),
            rank=each.rank if ranked else None, gaps=each.gaps,
        )
        for each in team.people_of(user, unit, chosen)
    ]  # fmt: skip


@router.get("/teams/{int:pk}/figures", response=TeamFiguresOut, summary="A team as a whole: goals and their figures")
def team_figures(request: HttpRequest, pk: int, cycle: int | None = None) -> TeamFiguresOut:
    """As on the team page; the coaching list stands there alone, for the lead's eyes."""
    return team_out(*_team(request, pk, cycle))


def _team(request: HttpRequest, pk: int, cycle: int | None) -> tuple[User, Team, Cycle, list[Cycle]]:
    user = user_of(request)
    cycles = team.cycles_with(user, pk)
    chosen = team.choose(cycles, str(cycle or ""))
    if chosen is None:
        raise Http404
    return user, get_object_or_404(Team, pk=pk), chosen, cycles


@router.get("/search", response=list[HitOut], summary="Find people, cycles, plans, matters by number, my records")
def found(request: HttpRequest, q: str = "") -> list[HitOut]:
    """As on the search page."""
    hits = search(user_of(request), q)
    return [HitOut(kind=kind, title=hit.title, note=hit.note, url=hit.url) for kind, some in hits for hit in some]


def _line(row: figures.Row) -> InsightLineOut:
    line = row.line
    return InsightLineOut(
        indicator=line.id, title=row.title, dimension=line.dimension, target=row.target, actual=_text(line.actual),
        cases=line.cases, weight=str(line.weight), score=_text(line.score), note=row.note, small_sample=row.small,
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
