"""What waits for somebody: clocks that name them, and those of roles they hold, by deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.period import start_of
from deskmerit.web.accounts.models import User
from deskmerit.web.awards.models import WishRound
from deskmerit.web.awards.wishes import asked_of, own_url
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight.words import OPTIONAL, task
from deskmerit.web.intake.models import Entry
from deskmerit.web.org.access import Rights, members, rights
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.organisation import settings_of

NUMBERED = ("appeal", "flag", "correction", "entry")
"""Flows whose things people name by number."""
ROLES = ("hr", "panel", "quality", "admin")
"""Roles that things may wait for where nobody is named."""
LISTS = {"entry": "entry_list", "feedback": "feedback_list"}
"""Matters of which several make one line, and the list of all of them."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, about whom, where, until when. `again`: how often its time ran out already."""

    text: str
    about: str
    url: str
    due: datetime
    day: date
    provisional: bool
    optional: bool
    again: int
    mine: bool
    code: str


def clocks(user: User) -> QuerySet[Clock]:
    """The running clocks that wait for a user; those whose event lies ahead wait for nobody yet."""
    held = rights(user)
    if held.person is None:
        return Clock.objects.none()
    asked = Q(person=held.person) | _by_role(held)
    return Clock.objects.filter(asked, stopped_at=None, since__lte=clock.today())


def _by_role(held: Rights) -> Q:
    """Things that wait for a role: in its scope, and never about oneself."""
    found = Q(pk__in=[])
    today = clock.today()
    for role in ROLES:
        if held.everywhere(role):
            found |= Q(role=role)
        elif held.teams(role):
            there = members(held.teams(role), today - timedelta(366), today)
            found |= Q(role=role, concerns__in=there.values("pk"))
    return Q(person=None) & found & (Q(concerns=None) | ~Q(concerns=held.person))


def count(user: User) -> int:
    """How many lines of `tasks` must be done."""
    return len(_together([each for each in _waiting(user) if each.code not in OPTIONAL])) if user.person else 0


def must(found: Sequence[Task]) -> int:
    """How many of these lines must be done: what `count` gives, where they are known already."""
    return sum(not each.optional for each in found)


def tasks(user: User) -> list[Task]:
    """Everything that waits for a user, the next due first."""
    zone, person = settings_of().zone, user.person
    found = _waiting(user)
    periods, together = _periods(found), _together(found)
    return [
        Task(
            text=task(each.code),
            about=_about(each, person, periods, together[each.pk]),
            url=_url(each, together[each.pk]),
            due=start_of(each.due + timedelta(1), zone),
            day=each.due,
            provisional=each.provisional,
            optional=each.code in OPTIONAL,
            again=each.times,
            mine=each.person_id is not None or not each.role,
            code=each.code,
        )
        for each in found
        if each.pk in together
    ]


def _waiting(user: User) -> list[Clock]:
    found = list(clocks(user).select_related("concerns").order_by("due", "id")[:300])
    return sorted([*found, *_wishes(user)], key=lambda each: (each.due, each.pk))


def _wishes(user: User) -> list[Clock]:
    """Rounds of wishes ask many people at once: their clock names nobody."""
    running = list(Clock.objects.filter(flow="wishes", code="wishes", stopped_at=None))  # hardly ever any: asked first
    asked = set(asked_of(user)) if running else set()
    return [each for each in running if each.row in asked]


def _url(each: Clock, things: int) -> str:
    if each.code == "wishes":
        return own_url()
    return each.url if things == 1 else reverse(LISTS[each.flow])


def _about(each: Clock, person: Person | None, periods: Mapping[tuple[str, int], str], things: int) -> str:
    if things > 1 and each.flow == "feedback":
        return ngettext("%(n)d person", "%(n)d people", things) % {"n": things}
    if things > 1:
        return ngettext("%(n)d row typed together", "%(n)d rows typed together", things) % {"n": things}
    whom = each.concerns.name if each.concerns and each.concerns != person else ""
    number = f"#{each.row}" if each.flow in NUMBERED else ""
    return " · ".join(filter(None, [whom, periods.get((each.flow, each.row), number)]))


def _together(found: Sequence[Clock]) -> dict[int, int]:
    """The clocks that get a line of their own, and how many they stand for: rows typed together with one due day share
    the first one's, and so does the feedback asked of somebody by one day."""
    typed = [each.row for each in found if each.flow == "entry"]
    sheets = {pk: sheet or pk for pk, sheet in Entry.objects.filter(pk__in=typed).values_list("pk", "sheet")}
    first: dict[tuple[object, ...], int] = {}
    counted: dict[int, int] = {}
    for each in found:
        key: tuple[object, ...] = (each.pk,)
        if each.flow in LISTS:
            key = (each.flow, sheets.get(each.row), each.code, each.due, each.person_id)
        pk = first.setdefault(key, each.pk)
        counted[pk] = counted.get(pk, 0) + 1
    return counted


def _periods(found: Sequence[Clock]) -> dict[tuple[str, int], str]:
    """The period of what belongs to a cycle, by flow and row; at most three queries."""
    wishes = {each.row for each in found if each.flow == "wishes"}
    results = [each.row for each in found if each.flow == "receipt"]
    cycles = [each.row for each in found if each.flow == "cycle"]
    told = dict[tuple[str, int], str]()
    if results:
        rows = Result.objects.filter(pk__in=results).values_list("pk", "cycle__period")
        told.update({("receipt", pk): wording.period(period) for pk, period in rows})
    if cycles:
        told.update({("cycle", each.pk): str(each) for each in Cycle.objects.filter(pk__in=cycles)})
    if wishes:
        told.update(
            {
                ("wishes", row.pk): str(row.cycle)
                for row in WishRound.objects.filter(pk__in=wishes).select_related("cycle")
            }
        )
    return told


def grouped(found: Sequence[Task]) -> list[tuple[str, list[Task]]]:
    """Today (with what is overdue), this week, later; empty groups are left out."""
    today = clock.today()
    sunday = today + timedelta(6 - today.weekday())
    groups = [
        (_("Today"), [each for each in found if each.day <= today]),
        (_("This week"), [each for each in found if today < each.day <= sunday]),
        (_("Later"), [each for each in found if each.day > sunday and each.day > today]),
    ]
    return [(title, tasks_) for title, tasks_ in groups if tasks_]
