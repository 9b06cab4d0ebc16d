"""Who may see whom: roles by scope and date, and the reporting line of the period (never of today)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.http import Http404

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Deputy, Leading, Person, Posting, Role
from deskmerit.web.shared import clock

KEEPERS = (Role.Kind.HR, Role.Kind.ADMIN)
"""Who changes people, within the scope of their role."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a signed-in person holds on a day: roles with their teams (None = everywhere), teams led."""

    person: Person | None
    roles: frozenset[tuple[str, int | None]]
    leads: frozenset[int]

    def has(self, *kinds: str) -> bool:
        """Whether any of the roles is held, in whatever scope."""
        return any(kind in kinds for kind, _ in self.roles)

    def everywhere(self, *kinds: str) -> bool:
        """Whether any of the roles is held for the whole organisation."""
        return any(kind in kinds and team is None for kind, team in self.roles)

    def teams(self, *kinds: str) -> set[int]:
        """The teams that any of the roles is limited to."""
        return {team for kind, team in self.roles if kind in kinds and team is not None}


def rights(user: User, day: date | None = None) -> Rights:
    """The rights of a user on a day (default: today); kept on the user object for the request."""
    day = day or clock.today()
    known: dict[date, Rights] = user.__dict__.setdefault("_rights", {})
    if day not in known:
        person = user.person
        held = Role.objects.on(day).filter(person=person) if person else Role.objects.none()
        led = Leading.objects.on(day).filter(person=person) if person else Leading.objects.none()
        known[day] = Rights(
            person,
            frozenset(held.values_list("kind", "team_id")),
            frozenset(led.values_list("team_id", flat=True)),
        )
    return known[day]


def led_people(person: Person | None, start: date, end: date) -> QuerySet[Person]:
    """The people whose lead a person was on some day of `[start, end)` on which they stood in that team."""
    if person is None:
        return Person.objects.none()
    meets = Q(pk__in=[])
    for leading in Leading.objects.within(start, end).filter(person=person):
        begin = max(start, leading.from_date)
        finish = min(end, leading.to_date or end)
        meets |= Q(pk__in=Posting.objects.within(begin, finish).filter(team=leading.team_id).values("person"))
    return Person.objects.filter(meets).exclude(pk=person.pk)


def all_led(start: date, end: date) -> set[int]:
    """Keys of all whom somebody else led on some day of `[start, end)`; two queries, however many lead.

    Posting, lead and span meet on one day exactly when each two of them do.
    """
    leads = defaultdict[int, list[Leading]](list)
    for each in Leading.objects.within(start, end):
        leads[each.team_id].append(each)
    return {
        posting.person_id
        for posting in Posting.objects.within(start, end)
        for each in leads[posting.team_id]
        if each.person_id != posting.person_id
        and each.from_date < (posting.to_date or end)
        and posting.from_date < (each.to_date or end)
    }


def members(teams: Iterable[int], start: date, end: date) -> QuerySet[Person]:
    """The people with a posting in any of the teams within `[start, end)`."""
    return Person.objects.filter(pk__in=Posting.objects.within(start, end).filter(team__in=teams).values("person"))


def stood_in(teams: Iterable[int], start: str, end: str) -> Q:
    """The rows whose `person` stood in any of the teams within the row's own span; `start`, `end`: its columns."""
    begun, ended = OuterRef(start), OuterRef(end)
    within = Q(to_date=None) | Q(to_date__gt=begun)
    posted = Posting.objects.order_by().filter(within, from_date__lt=ended, person=OuterRef("person"))
    return Q(Exists(posted.filter(team__in=list(teams))))


def visible_people(user: User, start: date, end: date, *kinds: str) -> QuerySet[Person]:
    """Oneself, those led in `[start, end)`, and those in the scope of any of the roles (default HR and auditor)."""
    kinds = kinds or (Role.Kind.HR, Role.Kind.AUDITOR)
    held = rights(user)
    if held.everywhere(*kinds):
        return Person.objects.filter(kind=Person.Kind.HUMAN)
    own = Q(pk=held.person.pk) if held.person else Q(pk__in=[])
    scope = Q(pk__in=members(held.teams(*kinds), start, end).values("pk"))
    led = Q(pk__in=led_people(held.person, start, end).values("pk"))
    return Person.objects.filter(own | scope | led, kind=Person.Kind.HUMAN)


def kept_by(user: User) -> QuerySet[Person]:
    """The people whom a user may change today: everybody to HR and administrators of the whole organisation; those
    of a team the people who stand or will stand in it and hold no role that reaches further.
    """
    held, today = rights(user), clock.today()
    if held.everywhere(*KEEPERS):
        return Person.objects.all()
    teams = held.teams(*KEEPERS)
    further = Role.objects.on(today).exclude(team__in=teams)
    return members(teams, today, date.max).exclude(pk__in=further.values("person"))


def leads_of(person: Person, start: date, end: date) -> QuerySet[Person]:
    """The leads of a person in `[start, end)`, the latest first; never the person."""
    latest: dict[int, date] = {}
    for posting in Posting.objects.within(start, end).filter(person=person):
        begin, finish = max(start, posting.from_date), min(end, posting.to_date or end)
        for led in Leading.objects.within(begin, finish).filter(team=posting.team_id).exclude(person=person):
            until = min(finish, led.to_date or finish)
            latest[led.person_id] = max(until, latest.get(led.person_id, until))
    order = [When(pk=key, then=(end - until).days) for key, until in latest.items()]
    found = Person.objects.filter(pk__in=latest)
    return found.order_by(Case(*order, output_field=IntegerField()), "pk") if order else found


def holders(
    kind: str, day: date, function: str = "", team: int | None = None, *, everywhere: bool = False
) -> QuerySet[Person]:
    """Who holds a role on a day, of a function where one is named, in a team's scope or everywhere; `everywhere`: for
    the whole organisation alone.
    """
    found = Role.objects.on(day).filter(kind=kind)
    if everywhere:
        found = found.filter(team=None)
    if function:
        found = found.filter(function=function)
    if team is not None:
        found = found.filter(Q(team=None) | Q(team=team))
    return Person.objects.filter(there_on(day), pk__in=found.values("person"))


def covering(kind: str, day: date, teams: Iterable[int], function: str = "") -> QuerySet[Person]:
    """Who holds a role on a day for the people of all of some teams: everywhere, or for each of them."""
    found = Role.objects.on(day).filter(kind=kind)
    if function:
        found = found.filter(function=function)
    held, wanted = defaultdict[int, set[int | None]](set), set(teams)
    for person, team in found.values_list("person", "team"):
        held[person].add(team)
    able = [person for person, scope in held.items() if None in scope or (wanted and wanted <= scope)]
    return Person.objects.filter(there_on(day), pk__in=able)


def holds_for(person: Person, kind: str, whom: Person | None, start: date, end: date) -> bool:
    """Whether somebody holds a role today for a person: everywhere, or for a team they stood in within `[start, end)`.

    What concerns nobody by name (`whom` None) concerns everybody.
    """
    user: User | None = getattr(person, "user", None)
    if user is None:
        return False
    held = rights(user)
    teams = held.teams(kind)
    if held.everywhere(kind) or not teams or whom is None:
        return held.everywhere(kind)
    return members(teams, start, end).filter(pk=whom.pk).exists()


def holders_for(kind: str, day: date, whom: Person | None, start: date, end: date) -> QuerySet[Person]:
    """Who holds a role on a day for a person, as `holds_for` tells of one."""
    teams = Posting.objects.within(start, end).filter(person=whom or 0).values("team")
    found = Role.objects.on(day).filter(Q(team=None) | Q(team__in=teams), kind=kind)
    return Person.objects.filter(there_on(day), pk__in=found.values("person"))


def there_on(day: date) -> Q:
    """The people who have not left by a day; whoever gave notice decides until then."""
    return Q(left_on=None) | Q(left_on__gt=day)


def deputies_of(person: Person, day: date) -> list[Person]:
    """Who stands in for somebody on a day, in the order they were named."""
    found = Deputy.objects.on(day).filter(person=person).select_related("deputy")
    return [each.deputy for each in found]


def require_everywhere(user: User, *kinds: str) -> Rights:
    """The rights of a user who holds any of the roles for the whole organisation; anybody else gets 404."""
    held = rights(user)
    if not held.everywhere(*kinds):
        raise Http404
    return held


def require(user: User, *kinds: str) -> Rights:
    """The rights of a user who holds any of the roles today; anybody else gets 404."""
    held = rights(user)
    if not held.has(*kinds):
        raise Http404
    return held
