"""What the audit page reads: the trail by who, what, whom, when; within one's rights."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.org.access import members, rights
from deskmerit.web.org.models import Role
from deskmerit.web.shared import clock

RUNNING = ("accounts.", "org.")
"""What administrators see whole: running the application. They see no scores, so no reasons or details of others."""


def visible_to(user: User) -> QuerySet[Event]:
    """The events a user may see: HR and auditors all (in their scope), administrators that it was."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR) or held.has(Role.Kind.ADMIN):
        return Event.objects.all()
    teams = held.teams(Role.Kind.HR, Role.Kind.AUDITOR)
    if not teams:
        return Event.objects.none()
    today = clock.today()
    there = members(teams, today - timedelta(366), today + timedelta(1))
    return Event.objects.filter(person__in=there.values("pk"))


def whole(user: User, event: Event) -> bool:
    """Whether a user may read an event's reason and details."""
    return rights(user).has(Role.Kind.HR, Role.Kind.AUDITOR) or event.verb.startswith(RUNNING)


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
