"""What waits for somebody, and the figures of home; my page and the team page have their own modules."""

from dataclasses import dataclass

from django.db.models import Count, Q

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles import access as cycles
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import todo
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Clock


def waiting_count(user: User) -> int:
    """How many lines wait for a user's action at home."""
    return todo.count(user)


def present_cycles(user: User) -> list[Cycle]:
    """The cycles that are under way, newest first: those a user may see."""
    found = cycles.visible_to(user).exclude(state__in=(Cycle.State.SETTLED, Cycle.State.CANCELLED, Cycle.State.DRAFT))
    return list(found.select_related("current")[:4])


@dataclass(frozen=True, slots=True)
class Pulse:
    """What HR keeps an eye on: all, and of them how many are late."""

    receipts: int
    receipts_late: int
    interviews: int
    interviews_late: int
    appeals: int
    appeals_late: int
    flags: int
    flags_late: int


def pulse(user: User) -> Pulse | None:
    """Open matters of the whole organisation, for HR and auditors of all of it; three queries."""
    if not rights(user).everywhere("hr", "auditor"):
        return None
    today = clock.today()
    open_ = Q(state__in=(Result.State.PUBLISHED, Result.State.REMINDED_ONCE, Result.State.REMINDED_TWICE))
    held = Q(interviewed_on=None)
    results = Result.objects.filter(cycle__state=Cycle.State.PUBLISHED).aggregate(
        receipts=Count("pk", filter=open_),
        receipts_late=Count("pk", filter=open_ & ~Q(state=Result.State.PUBLISHED)),
        interviews=Count("pk", filter=held),
        interviews_late=Count("pk", filter=held & Q(interview_due__lt=today)),
    )
    running = Clock.objects.filter(stopped_at=None)
    late = Q(times__gt=0) | Q(due__lt=today)
    decided = running.aggregate(
        appeals=Count("pk", filter=Q(flow="appeal")),
        appeals_late=Count("pk", filter=Q(flow="appeal") & late),
        flags=Count("pk", filter=Q(flow="flag")),
        flags_late=Count("pk", filter=Q(flow="flag") & late),
    )
    return Pulse(**results, **decided)


def under_way(person: Person) -> dict[str, int]:
    """How many matters about somebody are under way, by flow."""
    running = Clock.objects.filter(concerns=person, stopped_at=None)
    return {each["flow"]: each["n"] for each in running.values("flow").annotate(n=Count("row", distinct=True))}
