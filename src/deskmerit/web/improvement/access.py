"""Who may see an improvement plan: the person, the lead, who stands in, HR and auditors in their scope."""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.interviews.access import away_for, stands_in
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Person, Posting, Role


def visible_to(user: User) -> QuerySet[Improvement]:
    """The plans a user may see."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Improvement.objects.all()
    if held.person is None:
        return Improvement.objects.none()
    me = held.person
    mine = Q(person=me) | Q(lead=me) | Q(deputy=me) | Q(lead__in=away_for(me))
    scope = Posting.objects.filter(team__in=held.teams(Role.Kind.HR, Role.Kind.AUDITOR))
    return Improvement.objects.filter(mine | Q(person__in=scope.values("person")))


def relations(plan: Improvement, person: Person) -> set[Actor]:
    """How somebody stands to a plan; whoever proposed the change that waits is its maker too."""
    maker: set[Actor] = {"maker"} if plan.proposed and plan.proposed.made_by_id == person.pk else set()
    if plan.person_id == person.pk:
        return {"person", *maker}
    found = set[Actor](maker)
    if plan.lead_id == person.pk:
        found.add("lead")
    if plan.deputy_id == person.pk or stands_in(person, plan.lead):
        found.add("deputy")
    if rights(person.user).has(Role.Kind.HR):
        found.add("hr")
    return found


def leads(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody acts as lead in a plan."""
    return person is not None and bool({"lead", "deputy"} & relations(plan, person))


def keeps_scans(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody adds signed scans: the person, the lead, and HR."""
    return person is not None and (writes(plan, person) or "hr" in relations(plan, person))


def writes(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody may write in a draft: the person and the lead make it jointly."""
    return person is not None and (plan.person_id == person.pk or leads(plan, person))
