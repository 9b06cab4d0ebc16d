"""Whom and which teams somebody may change by a file."""

from dataclasses import dataclass

from deskmerit.web.accounts.models import User
from deskmerit.web.org.access import KEEPERS, kept_by, rights
from deskmerit.web.org.models import Team


@dataclass(frozen=True, slots=True)
class Scope:
    """What a keeper whose role holds for teams may change: ids of people, names of teams."""

    people: set[str]
    teams: set[str]


def scope_of(by: User | None) -> Scope | None:
    """The scope of a keeper; None: everybody and every team."""
    if by is None or rights(by).everywhere(*KEEPERS):
        return None
    teams = Team.objects.filter(pk__in=rights(by).teams(*KEEPERS))
    return Scope(set(kept_by(by).values_list("agent_id", flat=True)), set(teams.values_list("name", flat=True)))
