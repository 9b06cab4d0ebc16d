"""Who may see a plan's versions, and how somebody stands to them. Approved plans are open to everybody.

A plan concerns everybody: a role that is limited to a team writes, reads drafts and approves as little as none.
"""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.org.access import deputies_of, holders, rights
from deskmerit.web.org.models import Person, Role
from deskmerit.web.plans.models import Acknowledgement, PlanDocument, PlanVersion
from deskmerit.web.shared import clock

OPEN = (PlanVersion.State.APPROVED, PlanVersion.State.RETIRED)


def visible_to(user: User) -> QuerySet[PlanVersion]:
    """HR and auditors see every version; everybody those approved; authors theirs, and the asked what they decide."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return PlanVersion.objects.all()
    seen = Q(state__in=OPEN)
    if held.person is not None:
        seen |= Q(author=held.person)
        seen |= Q(asked_of=held.person) | Q(asked_of__deputies__deputy=held.person)
        if held.everywhere(Role.Kind.PANEL):
            seen |= Q(state=PlanVersion.State.PROPOSED)
    return PlanVersion.objects.filter(pk__in=PlanVersion.objects.filter(seen).values("pk"))


def documents_of(user: User) -> QuerySet[PlanDocument]:
    """The plans with a version that somebody may see."""
    return PlanDocument.objects.filter(pk__in=visible_to(user).values("document"))


def acknowledgements_of(user: User) -> QuerySet[Acknowledgement]:
    """HR's and auditors': all; anybody else's: their own."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Acknowledgement.objects.all()
    return Acknowledgement.objects.filter(person=held.person) if held.person else Acknowledgement.objects.none()


def approvers(version: PlanVersion) -> QuerySet[Person]:
    """Who may approve a version: HR and panel members who did not write it."""
    today = clock.today()
    able = holders(Role.Kind.HR, today, everywhere=True) | holders(Role.Kind.PANEL, today, everywhere=True)
    return able.distinct().exclude(pk=version.author_id or 0)


def relations(version: PlanVersion, person: Person) -> set[Actor]:
    """How somebody stands to a version: its author, HR, one who could approve it, a deputy of who was asked.

    An author who is of HR no more only reads it, and approves it as little.
    """
    found = set[Actor]()
    today = clock.today()
    held = set(Role.objects.on(today).filter(person=person, team=None).values_list("kind", flat=True))
    if version.author_id == person.pk:
        if Role.Kind.HR not in held:
            return found
        found.add("maker")
    if Role.Kind.HR in held:
        found.add("hr")
    if held & {Role.Kind.HR, Role.Kind.PANEL}:
        found.add("approver")
    if version.asked_of is not None and person in deputies_of(version.asked_of, today):
        found.add("deputy")
    return found


def acknowledgement_relations(asked: Acknowledgement, person: Person) -> set[Actor]:
    """How somebody stands to an acknowledgement: the person concerned, or HR."""
    if asked.person_id == person.pk:
        return {"person"}
    hr = Role.objects.on(clock.today()).filter(person=person, kind=Role.Kind.HR, team=None)
    return {"hr"} if hr.exists() else set()
