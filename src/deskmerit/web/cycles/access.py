"""Who may see a cycle, and how somebody stands to it."""

from datetime import date

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle, Shift
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Leading, Person, Posting, Role
from deskmerit.web.shared import clock


def visible_to(user: User) -> QuerySet[Cycle]:
    """HR and auditors see every cycle, panel members theirs, anybody else those of periods they worked or led in.

    A role that is limited to a team shows the cycles, of their figures that team's (`scorecards.access`).
    """
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Cycle.objects.all()
    if held.has(Role.Kind.HR, Role.Kind.AUDITOR):
        return Cycle.objects.exclude(state__in=("draft", "cancelled"))
    if held.person is None:
        return Cycle.objects.none()
    mine = Q(panel__person=held.person)
    posted = Posting.objects.filter(person=held.person).values_list("from_date", "to_date")
    led = Leading.objects.filter(person=held.person).values_list("from_date", "to_date")
    for begun, ended in {*posted, *led}:
        mine |= Q(end__gt=begun, start__lt=ended or date.max)
    return Cycle.objects.filter(mine).exclude(state__in=("draft", "cancelled")).distinct()


def managed_by(user: User) -> QuerySet[Cycle]:
    """The cycles whose figures of everybody a user may see: HR's, auditors', and those whose panel they sit on."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Cycle.objects.all()
    return Cycle.objects.filter(panel__person=held.person) if held.person else Cycle.objects.none()


def relations(cycle: Cycle, person: Person) -> set[Actor]:
    """How somebody stands to a cycle: HR of the whole organisation, or of its panel."""
    found = set[Actor]()
    if Role.objects.on(clock.today()).filter(person=person, kind=Role.Kind.HR, team=None).exists():
        found.add("hr")
    if cycle.panel.filter(person=person, outside=False).exists():
        found.add("panel")
    return found


def shift_relations(shift: Shift, person: Person) -> set[Actor]:
    """How somebody stands to a shift: whom it concerns, who proposed it, another member of the panel."""
    if shift.person_id == person.pk:
        return {"person"}
    if shift.proposed_by_id == person.pk:
        return {"maker"}
    return {"second"} if shift.cycle.panel.filter(person=person, outside=False).exists() else set()
