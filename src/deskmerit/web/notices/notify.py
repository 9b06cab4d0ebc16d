"""Telling somebody something, in the transaction that causes it."""

from datetime import date

from django.conf import settings
from django.db import transaction

from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock


def notify(person: Person, code: str, key: str, url: str, *, due: date | None = None, **params: str) -> Notice | None:
    """Puts a notice into a person's inbox and into the outbox, once per `key`; None where they have no account.

    `code` names its words (notices.words), `params` plain values for them, never a score or a grade. There must be a
    transaction: the notice stays or goes with what caused it.
    """
    assert transaction.get_connection().in_atomic_block, "a notice belongs to the transaction of its cause"
    user = getattr(person, "user", None)
    if user is None or not user.is_active:
        return None
    now = clock.now()
    told = {"code": code, "params": params, "url": url, "due": due, "made_at": now}
    notice, new = Notice.objects.get_or_create(key=f"{user.pk}:{key}", defaults={"user": user, **told})
    if new:
        host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
        ways = [None, *user.channels.exclude(confirmed_at=None)] if user.email else [*user.channels.all()]
        for way in ways:
            name = f"{way.pk if way else 'mail'}.{notice.pk}@{host}"
            Delivery.objects.create(notice=notice, channel=way, message_id=f"<{name}>", next_at=now)
    return notice
