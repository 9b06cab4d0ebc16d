"""Who sees and decides what of quality checks. Nobody reviews, confirms or resolves a check of their own."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.org.access import deputies_of, holders, rights
from deskmerit.web.org.models import Leading, Person, Posting, Role
from deskmerit.web.quality.models import UNTOLD, Check, Task
from deskmerit.web.shared import clock

OF_PERSON = ("acknowledge", "dispute", "withdraw")
"""The steps of whoever was reviewed."""
SEES = (Role.Kind.HR, Role.Kind.AUDITOR, Role.Kind.QUALITY)


def visible_to(user: User) -> QuerySet[Check]:
    """HR, auditors and quality reviewers those in their scope; leads told ones of people who stood in their team then;
    everybody what they review or are asked to decide, and their own once told.
    """
    held, me = rights(user), user.person
    if held.everywhere(*SEES):
        return Check.objects.exclude(person=me, state__in=UNTOLD) if me else Check.objects.all()
    seen = Q(team__in=held.teams(*SEES))
    if me is None:
        return Check.objects.filter(seen)
    seen |= Q(reviewer=me) | Q(second=me) | Q(confirmed_by=me) | Q(resolved_by=me) | Q(person=me)
    led = Q(pk__in=[])
    for each in Leading.objects.filter(person=me):
        here = Q(team=each.team_id, contact_at__gte=clock.midnight(each.from_date))
        led |= here & Q(contact_at__lt=clock.midnight(each.to_date)) if each.to_date else here
    untold = Q(person=me, state__in=UNTOLD)
    return Check.objects.filter((seen | led & ~Q(state__in=UNTOLD)) & ~untold)


def manages(user: User) -> bool:
    """Who edits sheets, draws samples and hands out reviews: HR and quality reviewers of the whole organisation."""
    return rights(user).everywhere(Role.Kind.HR, Role.Kind.QUALITY)


def looks(user: User) -> bool:
    """Who reads samples and the comparison of reviewers: those who manage, and auditors."""
    return manages(user) or rights(user).everywhere(Role.Kind.AUDITOR)


def tasks_for(user: User) -> QuerySet[Task]:
    """The contacts to review that a user may see: all to those who look after samples, else one's own; never those
    of oneself."""
    return Task.objects.exclude(person=user.person) if looks(user) else tasks_of(user)


def tasks_of(user: User) -> QuerySet[Task]:
    """The contacts that a quality reviewer was given, never those of oneself."""
    if user.person is None or not rights(user).has(Role.Kind.QUALITY):
        return Task.objects.none()
    return Task.objects.filter(reviewer=user.person).exclude(person=user.person)


def lines(start: date, end: date) -> set[tuple[int, int]]:
    """Pairs (lead, member) within `[start, end)`: between them there is no review in either direction."""
    leadings = list(Leading.objects.within(start, end))
    found = set[tuple[int, int]]()
    for posting in Posting.objects.within(start, end):
        for each in leadings:
            if each.team_id == posting.team_id and each.person_id != posting.person_id:
                begin, finish = max(start, each.from_date, posting.from_date), min(end, each.to_date or end)
                if begin < min(finish, posting.to_date or finish):
                    found.add((each.person_id, posting.person_id))
    return found


def reviewers_of(team: int | None) -> QuerySet[Person]:
    """Who holds the role of a quality reviewer today, for a team or everywhere."""
    return holders(Role.Kind.QUALITY, clock.today(), team=team)


def hr_of(check: Check) -> QuerySet[Person]:
    """Who is of HR today for the check's team."""
    return holders(Role.Kind.HR, clock.today(), team=check.team_id, everywhere=check.team_id is None)


def relations(check: Check, person: Person) -> set[Actor]:
    """How somebody stands to a check; whoever reviewed it, or confirmed what is disputed, is its maker."""
    if check.person_id == person.pk:
        return {"person"}
    found = set[Actor]()
    if check.reviewer_id == person.pk:
        found |= {"quality", "maker"} if holds(person, check) else {"maker"}
    if check.confirmed_by_id == person.pk:
        found.add("maker")
    if check.second_id == person.pk or (holds(person, check) and not in_line(check, person)):
        found.add("second")
    if check.state == Check.State.DRAFT and hr_of(check).filter(pk=person.pk).exists():
        found.add("deputy")
    return found


def reviews(check: Check, person: Person | None) -> bool:
    """Whether somebody reviews this check: its reviewer, who still holds the role."""
    return person is not None and check.reviewer_id == person.pk and "quality" in relations(check, person)


def takes(check: Check, step: str, person: Person | None) -> bool:
    """Whether a step of a check is ever somebody's: else its page is 404. What is only too late is told.

    HR takes part in a second judgement only where it was asked, as no other reviewer is left.
    """
    held = relations(check, person) if person else set()
    if person is None or "person" in held or step in OF_PERSON:
        return "person" in held and step in OF_PERSON
    if step == "reveal":
        return bool(held & {"quality", "second"})
    return bool(held & ({"quality", "deputy"} if step == "discard" else {"second"}))


def holds(person: Person, check: Check) -> bool:
    """Whether somebody is a quality reviewer for the check's team today."""
    return reviewers_of(check.team_id).filter(pk=person.pk).exists()


def in_line(check: Check, person: Person) -> bool:
    """Whether one of the two led the other when the contact was."""
    day = clock.local_date(check.contact_at)
    pairs = lines(day, date.fromordinal(day.toordinal() + 1))
    return (person.pk, check.person_id) in pairs or (check.person_id, person.pk) in pairs


def second_for(check: Check, passed: Iterable[int] = ()) -> Person | None:
    """Who confirms or resolves next: another quality reviewer, a deputy of the reviewer, else somebody of HR."""
    barred = {check.person_id, check.reviewer_id, check.confirmed_by_id, *passed}
    able = [*reviewers_of(check.team_id).order_by("agent_id"), *deputies_of(check.reviewer, clock.today())]
    able += hr_of(check).order_by("agent_id")
    fit = [each for each in able if each.pk not in barred and each.is_there(clock.today())]
    return next((each for each in fit if not in_line(check, each)), None)
