"""Who may see an interview: those who sit in it, HR and auditors in their scope. Nobody else: it is private."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.interviews.models import Interview
from deskmerit.web.org.access import deputies_of, holders_for, holds_for, rights, stood_in
from deskmerit.web.org.models import Deputy, Leave, Person, Role
from deskmerit.web.shared import clock


def visible_to(user: User) -> QuerySet[Interview]:
    """The interviews a user may see."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Interview.objects.all()
    if held.person is None:
        return Interview.objects.none()
    me = held.person
    mine = Q(person=me) | Q(interviewer=me) | Q(deputy=me) | Q(attendee=me) | Q(interviewer__in=away_for(me))
    if teams := held.teams(Role.Kind.HR, Role.Kind.AUDITOR):
        mine |= stood_in(teams, "result__cycle__start", "result__cycle__end")
    return Interview.objects.filter(mine)


def away_for(person: Person) -> QuerySet[Person]:
    """The people on leave today for whom a person stands in."""
    today = clock.today()
    absent = Leave.objects.on(today).values("person")
    named = Deputy.objects.on(today).filter(deputy=person).values("person")
    return Person.objects.filter(pk__in=named).filter(pk__in=absent)


def stands_in(person: Person, for_whom: Person | None) -> bool:
    """Whether somebody acts today for a person who is on leave."""
    return for_whom is not None and away_for(person).filter(pk=for_whom.pk).exists()


def relations(interview: Interview, person: Person) -> set[Actor]:
    """How somebody stands to an interview; the person concerned is that alone."""
    if interview.person_id == person.pk:
        return {"person"}
    found = set[Actor]()
    if interview.interviewer_id == person.pk:
        found.add("interviewer")
    if interview.deputy_id == person.pk or stands_in(person, interview.interviewer):
        found.add("deputy")
    if is_hr(interview, person):
        found.add("hr")
    return found


def is_hr(interview: Interview, person: Person) -> bool:
    """Whether somebody is of HR for the person's team of the period."""
    cycle = interview.result.cycle
    return holds_for(person, Role.Kind.HR, interview.person, cycle.start, cycle.end)


def hr_of(person: Person) -> QuerySet[Person]:
    """Who is of HR today for the team that a person stands in."""
    today = clock.today()
    return holders_for(Role.Kind.HR, today, person, today, today + timedelta(1))


def conducts(interview: Interview, person: Person | None) -> bool:
    """Whether somebody holds this interview: its interviewer or who stands in."""
    return person is not None and bool({"interviewer", "deputy"} & relations(interview, person))


def keeps_scans(interview: Interview, person: Person | None) -> bool:
    """Whether somebody adds signed scans: those who sit in the interview, and HR."""
    return person is not None and bool(relations(interview, person))


def hr_for(person: Person, *but: Person | None) -> Person | None:
    """An HR person other than those named and the person concerned."""
    apart = [each.pk for each in (person, *but) if each is not None]
    return hr_of(person).exclude(pk__in=apart).order_by("pk").first()


def next_deputy(person: Person, of: Person | None, passed: list[int]) -> Person | None:
    """Who takes over next: the named deputies in order, then HR; from the first again once all had their turn."""
    named = deputies_of(of, clock.today()) if of else []
    candidates = [*named, *hr_of(person).order_by("pk")]
    fit = [each for each in candidates if each.pk != person.pk and each.is_there(clock.today())]
    fresh = [each for each in fit if each.pk not in passed and (of is None or each.pk != of.pk)]
    return next(iter([*fresh, *fit]), None)


def hr_people(person: Person, *but: Person | None) -> QuerySet[Person]:
    """Who of HR may sit in, apart from the person concerned and those named."""
    apart = [each.pk for each in (person, *but) if each is not None]
    return hr_of(person).exclude(pk__in=apart)
