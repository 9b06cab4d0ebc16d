"""Telling somebody something, in the transaction that causes it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.notices.groups import group_of
from deskmerit.web.notices.models import Channel, Choice, Delivery, Notice
from deskmerit.web.notices.said import FORBIDDEN
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.organisation import settings_of

MORNING = time(8)
"""When the daily message goes out, in the organisation's zone."""


def notify(person: Person, code: str, key: str, url: str, *, due: date | None = None, **params: str) -> Notice | None:
    """Puts a notice into a person's inbox and into the outbox, once per `key`; None where they have no account.

    `code` names its words (notices.words), `params` plain values for them, never a score or a grade. There must be a
    transaction: the notice stays or goes with what caused it.
    """
    assert transaction.get_connection().in_atomic_block, "a notice belongs to the transaction of its cause"
    assert not FORBIDDEN & set(params), "a notice carries no figure, only a link"
    user = getattr(person, "user", None)
    if user is None or not user.is_active:
        return None
    now = clock.now()
    told = {"code": code, "params": params, "url": url, "due": due, "made_at": now}
    notice, new = Notice.objects.get_or_create(key=f"{user.pk}:{key}", defaults={"user": user, **told})
    if new:
        Delivery.objects.bulk_create(_deliveries(user, notice, now))
    return notice


def host() -> str:
    """The host that message ids bear."""
    return str(settings.SITE_URL).split("//")[-1].split(":")[0].split("/")[0]


def _deliveries(user: User, notice: Notice, now: datetime) -> Iterator[Delivery]:
    """One for each way out that the person wants; what has a deadline is always sent, at once."""
    choice = Choice.objects.filter(user=user).first() or Choice(user=user)
    if notice.due is None and group_of(notice.code) in choice.silent:
        return
    morning = next_morning(now) if choice.daily and notice.due is None else None
    ways: list[Channel | None] = [None] if user.email else []
    for way in [*ways, *user.channels.exclude(confirmed_at=None)]:
        name = f"{way.pk if way else 'mail'}.{notice.pk}@{host()}"
        day = None if morning is None else clock.local_date(morning)
        yield Delivery(notice=notice, channel=way, message_id=f"<{name}>", next_at=morning or now, digest_on=day)


def next_morning(now: datetime) -> datetime:
    """The next time the daily message goes out."""
    zone = ZoneInfo(settings_of().zone)
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
