"""Who sees what of 360° feedback: raters their own duties, everybody their own outcome once the round is closed."""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.feedback.models import Ask, Relation, Round, Subject
from deskmerit.web.org.access import led_people, rights
from deskmerit.web.org.models import Person, Role


def duties(user: User) -> QuerySet[Ask]:
    """What a user is asked for in open rounds: hers alone, whatever else she is."""
    if user.person is None:
        return Ask.objects.none()
    return Ask.objects.filter(rater=user.person, round__state=Round.State.OPEN)


def outcomes_for(user: User) -> QuerySet[Subject]:
    """The people of closed rounds whose outcome a user may see: her own, those of people she led in the period;
    HR and auditors all in their scope.
    """
    closed = Subject.objects.filter(round__state=Round.State.CLOSED)
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return closed
    if held.person is None:
        return closed.none()
    seen = Q(person=held.person)
    scope = held.teams(Role.Kind.HR, Role.Kind.AUDITOR)
    for each in Round.objects.filter(state=Round.State.CLOSED).select_related("cycle"):
        span = (each.cycle.start, each.cycle.end)
        seen |= Q(round=each, person__in=led_people(held.person, *span).values("pk"))
        if scope:
            posted = Q(person__postings__team__in=scope, person__postings__from_date__lt=span[1])
            seen |= Q(round=each) & posted
    return closed.filter(seen).distinct()


def manages(user: User) -> bool:
    """Who prepares, opens and closes rounds: HR of the whole organisation."""
    return rights(user).everywhere(Role.Kind.HR)


def rounds_for(user: User) -> QuerySet[Round]:
    """HR sees every round, auditors those that were opened: who shall be asked is for HR's eyes, until the opening."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR):
        return Round.objects.all()
    if held.everywhere(Role.Kind.AUDITOR):
        return Round.objects.exclude(state=Round.State.DRAFT)
    return Round.objects.none()


def relations(ask: Ask, person: Person) -> set[Actor]:
    """How somebody stands to a request: whom it is about, or who was asked."""
    if ask.person_id == person.pk:
        return {"person"} if ask.relation == Relation.SELF else set()
    return {"rater"} if ask.rater_id == person.pk else set()
