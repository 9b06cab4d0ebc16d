"""Who may see and type rows, and about whom."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.intake.models import Entry
from deskmerit.web.org.access import (
    deputies_of,
    holders_for,
    holds_for,
    leads_of,
    led_people,
    rights,
    visible_people,
)
from deskmerit.web.org.models import Person, Posting, Role
from deskmerit.web.shared import clock


def entries_for(user: User) -> QuerySet[Entry]:
    """HR and auditors see typed rows in their scope; anybody else theirs, of people led, those waiting for them."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Entry.objects.all()
    if held.person is None:
        return Entry.objects.none()
    mine = Q(entered_by=held.person) | Q(decider=held.person) | Q(person=held.person)
    if held.leads or held.has(Role.Kind.HR, Role.Kind.AUDITOR):
        mine |= Q(person__in=about(user).values("pk"))
    return Entry.objects.filter(mine)


def reads_files(user: User, first: int) -> bool:
    """Whether somebody may open the evidence of rows typed together: whoever sees any of them in their work.

    Whom a row is about sees it alone: the file may tell of colleagues, unless every row is about that person.
    """
    sheet = Q(pk=first) | Q(sheet=first)
    seen, every = entries_for(user).filter(sheet), Entry.objects.filter(sheet)
    others = Q(person=None) | ~Q(person=user.person_id or 0)
    return seen.filter(others).exists() or (seen.exists() and not every.filter(others).exists())


def may_enter(user: User) -> bool:
    """Who types rows: leads and HR."""
    held = rights(user)
    return held.has(Role.Kind.HR) or bool(held.leads)


def about(user: User) -> QuerySet[Person]:
    """The people whose rows a user may type or see: in HR's scope, or led; since the beginning of last year."""
    held, today = rights(user), clock.today()
    start, end = today.replace(year=today.year - 1, month=1, day=1), today + timedelta(1)
    if held.has(Role.Kind.HR, Role.Kind.AUDITOR):
        return visible_people(user, start, end)
    return led_people(held.person, start, end)


def relations(row: Entry, person: Person) -> set[Actor]:
    """How somebody stands to a row: whom it is about, who typed it, HR or lead as second person, a deputy."""
    found = set[Actor]()
    if row.person_id == person.pk:
        found.add("person")
    if row.entered_by_id == person.pk:
        found.add("maker")
    if holds_for(person, Role.Kind.HR, row.person, *_day(row)) or person in _leads(row):
        found.add("second")
    if row.decider_id == person.pk:
        found.add("deputy")
    return found


def _leads(row: Entry) -> list[Person]:
    """Who led the person on the day of the row."""
    return list(leads_of(row.person, *_day(row))) if row.person else []


def _day(row: Entry) -> tuple[date, date]:
    return row.day, row.day + timedelta(1)


def hr_of(row: Entry) -> QuerySet[Person]:
    """Who is of HR for the person's team on the day of the row; of what is about nobody, for everybody."""
    return holders_for(Role.Kind.HR, clock.today(), row.person, *_day(row))


def waits_for(user: User, me: Person) -> Q:
    """The rows whose second person somebody is: named, or where nobody is, of HR or the lead of the row's day."""
    open_ = Q(decider=None)
    held = rights(user)
    if not held.everywhere(Role.Kind.HR):
        day = OuterRef("day")
        there = Posting.objects.filter(
            Q(to_date=None) | Q(to_date__gt=day), from_date__lte=day, person=OuterRef("person")
        )
        led = there.filter(
            Q(team__leadings__to_date=None) | Q(team__leadings__to_date__gt=day),
            team__leadings__person=me, team__leadings__from_date__lte=day,
        )  # fmt: skip
        open_ &= Q(Exists(led)) | Q(Exists(there.filter(team__in=held.teams(Role.Kind.HR))))
    own = Q(pk__in=Entry.objects.filter(Q(person=me) | Q(entered_by=me)).values("pk"))
    return (Q(decider=me) | open_) & ~own


def _barred(row: Entry) -> set[int | None]:
    return {row.entered_by_id, row.person_id, *row.passed}


def first_decider(row: Entry) -> Person | None:
    """Who confirms first: the lead of that day, else somebody of HR; never who typed it or whom it is about."""
    able = [*_leads(row), *hr_of(row).order_by("agent_id")]
    return next((each for each in able if each.pk not in _barred(row) and each.is_there(clock.today())), None)


def next_decider(row: Entry) -> Person | None:
    """Who comes after a decider whose time ran out; None: all of HR."""
    if row.decider is None:
        return None
    barred = _barred(row) | {row.decider.pk}
    return next((each for each in deputies_of(row.decider, clock.today()) if each.pk not in barred), None)
