"""All teams of a period beside each other, and one of them as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.score_groups import Group, Side
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import figures
from deskmerit.web.insight.team import Goal, goals, group_of, history
from deskmerit.web.org.models import Posting, Team
from deskmerit.web.scorecards.models import TeamCard


@dataclass(frozen=True, slots=True)
class Whole:
    """A team scored as a whole: its plan, its goals with their tiles, and the total of the period before."""

    group: Group | None
    plan: Plan | None
    goals: list[Goal]
    before: Decimal | None


def whole(team: Team, cycle: Cycle, cycles: Sequence[Cycle]) -> Whole:
    """A team in a cycle; `cycles`: those whose figures may be shown beside it."""
    plans, group = figures.plans_of(cycle), group_of(team, cycle)
    past = history(team, [each for each in cycles if each.start <= cycle.start])
    plan = plans.get(group.card.plan) if group else None
    before = past[-2][1].total if len(past) > 1 else None
    return Whole(group, plan, goals(group, plans, past) if group else [], before)


def rows(teams: Sequence[Team], cycle: Cycle) -> list[dict[str, object]]:
    """Team, people, total, what stands out; three queries for any number of teams."""
    plans = figures.plans_of(cycle)
    posted = Posting.objects.within(cycle.start, cycle.end).values("team").annotate(n=Count("person", distinct=True))
    people = {each["team"]: each["n"] for each in posted.order_by()}
    groups: dict[int, Group] = {}
    for each in TeamCard.objects.filter(run=cycle.current, team__in=teams):
        groups.setdefault(each.team_id, codec.from_json(Group, each.content))
    found = []
    for team in teams:
        group = groups.get(team.pk)
        told = {"strengths": "", "gaps": ""}
        if group is not None:
            known = figures.indicators_of(plans.get(group.card.plan))
            told = {"strengths": _named(group, Side.STRENGTH, known), "gaps": _named(group, Side.GAP, known)}
        total = group.card.total if group else None
        found.append({"pk": team.pk, "name": team.name, "people": people.get(team.pk, 0), "total": total, **told})
    return found


def _named(group: Group, side: Side, known: dict[str, Indicator]) -> str:
    hits = [each.indicator for each in group.standings if each.indicator in known and each.side is side]
    scored = [id_ for id_ in hits if known[id_].weight]
    return figures.listed(figures.title_of(id_, known[id_]) for id_ in scored[:3])
