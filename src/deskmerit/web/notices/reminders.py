"""A notice on the day a deadline runs out, once per deadline."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from deskmerit.web.awards.models import WishRound
from deskmerit.web.awards.wishes import own_url, unranked
from deskmerit.web.notices.notify import MORNING, notify
from deskmerit.web.org.access import holders, holders_for
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.organisation import settings_of


def due_soon() -> int:
    """Reminds whom a running clock waits for, from the morning of its last day; how many notices are due. Safe to run
    again: the clock and its day are the key."""
    if clock.now().astimezone(ZoneInfo(settings_of().zone)).time() < MORNING:
        return 0
    told = 0
    for each in Clock.objects.filter(stopped_at=None, due=clock.today()).select_related("person__user", "concerns"):
        with transaction.atomic():
            for person in whom(each):
                url = own_url() if each.code == "wishes" else each.url
                key = f"clock:{each.pk}:{each.due}"
                told += notify(person, "due-today", key, url, due=each.due, clock=each.code) is not None
    return told


def whom(each: Clock) -> Iterable[Person]:
    """The person a clock waits for, else who holds its role; never whom the thing is about in a role's place.

    A round of wishes waits for everybody who has ranked nothing yet.
    """
    if each.code == "wishes":
        row = WishRound.objects.select_related("cycle").filter(pk=each.row).first()
        return unranked(row).select_related("user") if row else []
    if each.person is not None:
        return [each.person]
    if each.role not in Role.Kind.values:
        return []
    today = clock.today()
    year = today - timedelta(366), today + timedelta(1)
    if each.concerns is None:
        found = holders(each.role, today, everywhere=True)
    else:
        found = holders_for(each.role, today, each.concerns, *year)
    found = found.select_related("user")
    return found.exclude(pk=each.concerns_id) if each.concerns_id else found
