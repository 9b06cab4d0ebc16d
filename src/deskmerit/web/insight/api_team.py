"""A team as a whole, as JSON: total, goals with their indicators, interviews to be held. Decimals as texts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ninja import Schema

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import team
from deskmerit.web.insight.teams import whole
from deskmerit.web.org.models import Team


class PointOut(Schema):
    """A month, or a period, with its figure."""

    label: str
    value: str | None


class TeamFigureOut(Schema):
    """An indicator of a team: figure and target as they read, the periods so far, and how it stands."""

    goal: str
    is_goal: bool
    title: str
    actual: str
    target: str
    cases: str
    side: str
    better: bool | None
    before: str
    scored: bool
    periods: list[PointOut]


class DueOut(Schema):
    """An interview to be held."""

    person: str
    period: str
    due: datetime | None


class TeamFiguresOut(Schema):
    """A team in a period as a whole: total, goals with their indicators, interviews to be held."""

    id: int
    name: str
    cycle: int
    period: str
    total: str | None
    before: str | None
    figures: list[TeamFigureOut]
    interviews: list[DueOut]


def team_out(user: User, unit: Team, cycle: Cycle, cycles: list[Cycle]) -> TeamFiguresOut:
    """What the team page shows beside its people; `cycles`: those in which the user may see the team."""
    found = whole(unit, cycle, cycles)
    return TeamFiguresOut(
        id=unit.pk, name=unit.name, cycle=cycle.pk, period=cycle.period,
        total=_text(found.group.card.total) if found.group else None, before=_text(found.before),
        figures=[_figure(goal, tile) for goal in found.goals for tile in goal.tiles],
        interviews=[
            DueOut(person=each.person.name, period=each.period, due=each.due)
            for each in team.interviews(user, unit, cycles)
        ],
    )  # fmt: skip


def points_out(points: Sequence[Mapping[str, object]]) -> list[PointOut]:
    """Points of a line over time."""
    return [PointOut(label=str(each["label"]), value=_text(each["value"])) for each in points]


def _figure(goal: team.Goal, tile: team.Tile) -> TeamFigureOut:
    names = ("title", "actual", "target", "cases", "better", "before", "scored")
    return TeamFigureOut(
        goal=goal.title, is_goal=goal.is_goal, side=str(tile.side), periods=points_out(tile.points),
        **{name: getattr(tile, name) for name in names},
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
