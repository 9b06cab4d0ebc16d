"""All teams of a period beside each other."""

from collections.abc import Sequence

from django.db.models import Count

from deskmerit.core.plan import Indicator
from deskmerit.core.score_groups import Group, Side
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import figures
from deskmerit.web.org.models import Posting, Team
from deskmerit.web.scorecards.models import TeamCard


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
