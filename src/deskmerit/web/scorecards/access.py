"""Who may see a scorecard: the person, the lead of the period, HR and auditors in their scope, the cycle's panel."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import PanelSeat
from deskmerit.web.org.access import holds_for, rights, stood_in
from deskmerit.web.org.models import Person, Posting, Role
from deskmerit.web.scorecards.models import Card, Result


def reach(user: User, cycle_path: str = "run__cycle") -> Q:
    """The rows with `person` and a cycle that a user may see, as a condition."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Q()
    if held.person is None:
        return Q(pk__in=[])
    seats = PanelSeat.objects.filter(person=held.person).values("cycle")
    found = Q(person=held.person) | Q(**{f"{cycle_path}__in": seats})
    if teams := held.teams(Role.Kind.HR, Role.Kind.AUDITOR):
        found |= stood_in(teams, f"{cycle_path}__start", f"{cycle_path}__end")
    return found | _led(held.person, cycle_path)


def _led(person: Person, cycle_path: str) -> Q:
    """People in teams while the user led them, in cycles of that time; no join, so that no row comes twice.

    Posting, lead and cycle meet on one day exactly when each two of them do. Who was ever in a led team is asked first:
    for most users nobody, and the spans needn't be compared row by row.
    """
    led = Posting.objects.filter(team__leadings__person=person).order_by()
    lead_begun, lead_ended = F("team__leadings__from_date"), F("team__leadings__to_date")
    start, end = OuterRef(f"{cycle_path}__start"), OuterRef(f"{cycle_path}__end")
    together = (
        Q(to_date=None) | Q(to_date__gt=lead_begun),
        Q(team__leadings__to_date=None) | Q(from_date__lt=lead_ended),
    )
    in_post = Q(from_date__lt=end), Q(to_date=None) | Q(to_date__gt=start)
    as_lead = (
        Q(team__leadings__from_date__lt=end),
        Q(team__leadings__to_date=None) | Q(team__leadings__to_date__gt=start),
    )
    this = {"person": OuterRef("person"), "team__leadings__person": person}
    meets = Posting.objects.order_by().filter(*together, *in_post, *as_lead, **this)
    return Q(person__in=led.values("person")) & Q(Exists(meets))


def visible_to(user: User) -> QuerySet[Result]:
    """The published results a user may see."""
    return Result.objects.filter(reach(user, "cycle"))


def cards_for(user: User) -> QuerySet[Card]:
    """The cards a user may see: of published cycles, and running ones as such."""
    return Card.objects.filter(reach(user))


def relations(result: Result, person: Person) -> set[Actor]:
    """How somebody stands to a result."""
    if result.person_id == person.pk:
        return {"person"}
    found = set[Actor]()
    if result.lead_id == person.pk:
        found.add("lead")
    if holds_for(person, Role.Kind.HR, result.person, result.cycle.start, result.cycle.end):
        found.add("hr")
    return found
