"""The outbox: each message leaves at least once, under the same Message-ID however often it is tried.

A sender leases a row by compare-and-set; a killed one's lease runs out and another takes the row up.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.mail import mailers
from django.db.models import F, Q

from deskmerit.web.notices import messages, services
from deskmerit.web.notices.models import Delivery
from deskmerit.web.shared import clock

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""How long a sender has for one message; longer than any time-out of a server."""
DELAYS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 1440))
"""Waits between tries, each longer than the one before; after the last one a message counts as failed."""


IN_A_ROW = 3
"""After so many failures in a row a round ends: a dead server's time-outs must not hold up other work."""


def deliver(limit: int = 50) -> int:
    """Sends what is due, oldest first; how many messages left. Safe to run twice and beside another sender."""
    rows = Delivery.objects.filter(_ready(clock.now())).order_by("next_at", "id").values_list("pk", flat=True)
    sent = failed = 0
    for pk in list(rows[:limit]):
        left = _one(pk)
        sent, failed = sent + bool(left), 0 if left else failed + (left is False)
        if failed >= IN_A_ROW:
            break
    return sent


def lease(pk: int) -> list[Delivery]:
    """Takes a row, with the others of the same daily message; empty where somebody else has it."""
    now = clock.now()
    if not _taken([pk], now):
        return []
    row = Delivery.objects.select_related("notice__user", "channel").get(pk=pk)
    if row.digest_on is None:
        return [row]
    same = Delivery.objects.filter(
        _ready(now), notice__user=row.notice.user, digest_on=row.digest_on, channel=row.channel
    )
    others = [each for each in same.values_list("pk", flat=True) if _taken([each], now)]
    return list(Delivery.objects.filter(pk__in=[pk, *others]).select_related("notice__user", "channel").order_by("pk"))


def _taken(pks: Sequence[int], now: datetime) -> bool:
    rows = Delivery.objects.filter(_ready(now), pk__in=pks)
    return bool(rows.update(state=Delivery.State.LEASED, leased_until=now + LEASE, tries=F("tries") + 1))


def _ready(now: datetime) -> Q:
    waiting = Q(state=Delivery.State.WAITING, next_at__lte=now)
    return waiting | Q(state=Delivery.State.LEASED, leased_until__lt=now)


def _one(pk: int) -> bool | None:
    """Whether a message left; None where there was nothing to send."""
    rows = lease(pk)
    if not rows:
        return None
    if not rows[0].notice.user.is_active:
        _done(rows, state=Delivery.State.FAILED, failure="the account is closed")
        return None
    try:
        _send(rows)
    except Exception as error:  # a server may answer anything; the message is tried again
        _failed(rows, f"{type(error).__name__}: {error}"[:400])
        return False
    _done(rows, state=Delivery.State.SENT, sent_at=clock.now(), failure="")
    return True


def _send(rows: Sequence[Delivery]) -> None:
    channel = rows[0].channel
    if channel is None and getattr(mailers["default"], "nowhere", False):
        log.info("no mail server: %s stays in the inbox", messages.message_id(rows))
    elif channel is None:
        messages.mail(rows).send()
    else:
        services.send(channel.service, channel.address, *messages.short(rows))


def _failed(rows: Sequence[Delivery], failure: str) -> None:
    tries = max(each.tries for each in rows)
    if tries > len(DELAYS):
        log.warning("message %s is given up after %s tries: %s", rows[0].message_id, tries, failure)
        _done(rows, state=Delivery.State.FAILED, failure=failure)
        return
    _done(rows, state=Delivery.State.WAITING, next_at=clock.now() + DELAYS[tries - 1], failure=failure)


def _done(rows: Sequence[Delivery], **values: object) -> None:
    """Only where the lease still is this sender's: one taken over in the meantime is left to whoever took it."""
    for row in rows:
        held = Delivery.objects.filter(pk=row.pk, state=Delivery.State.LEASED, tries=row.tries)
        held.update(leased_until=None, **values)
