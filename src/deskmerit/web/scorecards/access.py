"""Who may see a scorecard: the person, the lead of the period, HR and auditors in their scope, the cycle's panel."""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.access import members, rights
from deskmerit.web.org.models import Leading, Person, Posting, Role
from deskmerit.web.scorecards.models import Card, Result


def reach(user: User, cycle_path: str = "run__cycle") -> Q:
    """The rows with `person` and a cycle that a user may see, as a condition."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Q()
    if held.person is None:
        return Q(pk__in=[])
    found = Q(person=held.person) | Q(**{f"{cycle_path}__panel__person": held.person})
    for team in held.teams(Role.Kind.HR, Role.Kind.AUDITOR):
        found |= Q(person__in=Posting.objects.filter(team=team).values("person"))
    return found | _led(held.person, cycle_path)


def _led(person: Person, cycle_path: str) -> Q:
    """People in teams while the user led them, in cycles of that time."""
    found = Q(pk__in=[])
    for leading in Leading.objects.filter(person=person):
        end = leading.to_date
        for cycle_start, cycle_end, cycle in Cycle.objects.values_list("start", "end", "pk"):
            if cycle_end > leading.from_date and (end is None or cycle_start < end):
                there = members(
                    [leading.team_id], max(cycle_start, leading.from_date), min(cycle_end, end or cycle_end)
                )
                found |= Q(**{cycle_path: cycle}, person__in=there.values("pk"))
    return found


def visible_to(user: User) -> QuerySet[Result]:
    """The published results a user may see."""
    return Result.objects.filter(reach(user, "cycle")).distinct()


def cards_for(user: User) -> QuerySet[Card]:
    """The cards a user may see: of published cycles, and running ones as such."""
    return Card.objects.filter(reach(user)).distinct()


def relations(result: Result, person: Person) -> set[Actor]:
    """How somebody stands to a result."""
    if result.person_id == person.pk:
        return {"person"}
    found = set[Actor]()
    if result.lead_id == person.pk:
        found.add("lead")
    if rights(person.user).has(Role.Kind.HR):
        found.add("hr")
    return found
