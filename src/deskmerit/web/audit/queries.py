"""What the audit page reads: the trail by who, what, whom, when; within one's rights."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.org.access import members, rights
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock

READ = (Role.Kind.HR, Role.Kind.AUDITOR)
RUNNING = ("accounts.", "org.")
"""What administrators see whole: running the application. They see no scores, so no reasons or details of others."""


def visible_to(user: User) -> QuerySet[Event]:
    """The events a user may see, in the scope of the role: HR and auditors wholly, administrators that it was."""
    if rights(user).everywhere(*READ, Role.Kind.ADMIN):
        return Event.objects.all()
    return Event.objects.filter(person__in=_there(user, *READ, Role.Kind.ADMIN).values("pk"))


def _there(user: User, *kinds: str) -> QuerySet[Person]:
    """The people of the last year in the teams that any of the roles is limited to."""
    today = clock.today()
    return members(rights(user).teams(*kinds), today - timedelta(366), today + timedelta(1))


def whole(user: User, event: Event) -> bool:
    """Whether a user may read an event's reason and details: of whom HR's or an auditor's scope holds."""
    if rights(user).everywhere(*READ) or event.verb.startswith(RUNNING):
        return True
    known: dict[str, set[int]] = user.__dict__  # asked once for the request, like the rights
    if "_audited" not in known:
        known["_audited"] = set(_there(user, *READ).values_list("pk", flat=True))
    return event.person_id in known["_audited"]


def matching(events: QuerySet[Event], who: str, what: str, whom: str) -> QuerySet[Event]:
    """Those by an actor, of a verb or flow, concerning a person; names and numbers match in part."""
    if who:
        named = Q(actor__person__name__icontains=who) | Q(actor__username__icontains=who)
        events = events.filter(named)
    if what:
        events = events.filter(Q(verb__startswith=what) | Q(target=what))
    if whom:
        events = events.filter(Q(person__name__icontains=whom) | Q(person__employee_no=whom) | Q(person__agent_id=whom))
    return events.select_related("actor__person", "person")
