"""What the pages about people read; the number of queries does not depend on how many there are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from deskmerit.web.accounts.models import User
from deskmerit.web.org.access import KEEPERS, kept_by, rights, visible_people
from deskmerit.web.org.models import Deputy, Leading, Leave, Login, Person, Posting, Role, Team
from deskmerit.web.shared import clock

SEE = (Role.Kind.HR, Role.Kind.AUDITOR, Role.Kind.ADMIN)


def seen(user: User) -> QuerySet[Person]:
    """The people somebody may look up today: oneself, those led, those in the scope of HR, auditor, administrator; and
    whom they may change, also before the first posting begins."""
    today = clock.today()
    found = visible_people(user, today, today + timedelta(1), *SEE)
    if not changes(user) or rights(user).everywhere(*SEE):
        return found
    return Person.objects.filter(Q(pk__in=found.values("pk")) | Q(pk__in=kept_by(user).values("pk")))


def kept(user: User) -> QuerySet[Person]:
    """The people whose page offers changes to somebody: those they keep, no bots."""
    return kept_by(user).filter(kind=Person.Kind.HUMAN)


def changes(user: User) -> bool:
    """Whether somebody may change people, all or those of a team."""
    return rights(user).has(*KEEPERS)


def keeps_all(user: User) -> bool:
    """Whether somebody may change everybody, teams, and what holds for the whole organisation."""
    return rights(user).everywhere(*KEEPERS)


@dataclass(slots=True)
class Line:
    """A person in the list, as they stand today."""

    person: Person
    teams: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    account: bool | None = None  # none, closed, open


def lines(user: User) -> list[Line]:
    """Everybody a user sees, with team, post, site, roles, account."""
    today = clock.today()
    found = {person.pk: Line(person) for person in seen(user)}
    for posting in Posting.objects.on(today).select_related("team"):
        if line := found.get(posting.person_id):
            line.teams.append(posting.team.name)
            line.posts.append(posting.position)
            line.sites += [posting.site] if posting.site else []
    for role in Role.objects.on(today):
        if line := found.get(role.person_id):
            line.roles.append(role.get_kind_display())
    for person_id, active in User.objects.exclude(person=None).values_list("person_id", "is_active"):
        if line := found.get(person_id):
            line.account = active
    return list(found.values())


def holdings(person: Person) -> dict[str, QuerySet[Any]]:
    """Everything a person has or had with dates, by its word."""
    return {
        "posting": Posting.objects.filter(person=person).select_related("team"),
        "leading": Leading.objects.filter(person=person).select_related("team"),
        "role": Role.objects.filter(person=person).select_related("team"),
        "deputy": Deputy.objects.filter(person=person).select_related("deputy"),
        "leave": Leave.objects.filter(person=person).select_related("approved_by"),
        "login": Login.objects.filter(person=person),
    }


@dataclass(slots=True)
class Decider:
    """Somebody who decides for others, with those who stand in for them."""

    person: Person
    tasks: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)


def deciders() -> list[Decider]:
    """Who decides today as lead, HR, panel member or quality reviewer, and their deputies."""
    today = clock.today()
    found: dict[int, Decider] = {}
    kinds = (Role.Kind.HR, Role.Kind.PANEL, Role.Kind.QUALITY)
    for role in Role.objects.on(today).filter(kind__in=kinds, person__left_on=None).select_related("person"):
        tasks = found.setdefault(role.person_id, Decider(role.person)).tasks
        tasks.append(role.get_kind_display())
    for leading in Leading.objects.on(today).filter(person__left_on=None).select_related("person", "team"):
        found.setdefault(leading.person_id, Decider(leading.person)).tasks.append(leading.team.name)
    for deputy in Deputy.objects.on(today).select_related("deputy"):
        if (line := found.get(deputy.person_id)) and deputy.deputy.left_on is None:
            line.deputies.append(deputy.deputy.name)
    return sorted(found.values(), key=lambda each: (bool(each.deputies), each.person.agent_id))


def without_deputy() -> list[Person]:
    """The deciders nobody stands in for: their overdue decisions would go to HR."""
    return [each.person for each in deciders() if not each.deputies]


@dataclass(slots=True)
class TeamLine:
    """A team as it stands today."""

    team: Team
    people: int = 0
    leads: list[str] = field(default_factory=list)


def team_lines() -> list[TeamLine]:
    """Every team with its size and leads today."""
    today = clock.today()
    found = {team.pk: TeamLine(team) for team in Team.objects.all()}
    members: Mapping[int, set[int]] = defaultdict(set)
    for team_id, person_id in Posting.objects.on(today).values_list("team_id", "person_id"):
        members[team_id].add(person_id)
    for leading in Leading.objects.on(today).select_related("person"):
        found[leading.team_id].leads.append(leading.person.name)
    for key, line in found.items():
        line.people = len(members[key])
    return list(found.values())


def ended(row: Any, today: date) -> bool:
    """Whether a dated row is over."""
    until = getattr(row, "to_date", None)
    if until is None and getattr(row, "to_at", None) is not None:
        until = row.to_at.date()
    return until is not None and until <= today
