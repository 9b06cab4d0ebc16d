"""Adding to the audit trail, and proving that nothing was changed, removed, reordered or cut."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import models, transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event, Head
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock

NOTHING = "0" * 64


def target_of(row: models.Model) -> str:
    """How the trail names a row.

    `appeal:17` for the appeal with the key 17.
    """
    return f"{row._meta.model_name}:{row.pk}"


def record(
    actor: User | None,
    verb: str,
    target: models.Model,
    *,
    person: Person | None = None,
    reason: str = "",
    **detail: Any,
) -> Event:
    """Adds an event in the present transaction (there must be one). `actor` None: the application's own clock did it.

    `detail` holds plain JSON values: what changed, before and after; never a customer's name or number.
    """
    assert transaction.get_connection().in_atomic_block, "an event belongs to the transaction of what it tells"
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    event = Event(
        number=head.number + 1,
        at=clock.now(),
        actor=actor,
        verb=verb,
        target=target_of(target),
        person=person,
        reason=reason,
        detail=json.loads(json.dumps(detail, default=str)),
        before_hash=head.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=event.number, hash=event.hash)
    return event


def hash_of(event: Event) -> str:
    """The hash of an event over its contents and the hash before it."""
    told = {
        "number": event.number,
        "at": _instant(event.at),
        "actor": event.actor_id,
        "verb": event.verb,
        "target": event.target,
        "person": event.person_id,
        "reason": event.reason,
        "detail": event.detail,
        "before": event.before_hash,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the trail is broken: `kind` changed, missing, reordered, cut or head, and the number of the event."""

    kind: str
    number: int


def verify(head: str = "", count: int = 0) -> tuple[int, str, list[Flaw]]:
    """Reads the whole trail again: how many events, the hash of the last, and every flaw.

    `head` and `count` are those told earlier (with each published cycle): the trail must still hold that event.
    """
    number, last, flaws = 0, NOTHING, list[Flaw]()
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number:
            flaws.append(Flaw("missing", number))
            number = event.number
        if event.before_hash != last:
            flaws.append(Flaw("reordered", event.number))
        if event.hash != hash_of(event):
            flaws.append(Flaw("changed", event.number))
        last = event.hash
    kept = Head.objects.filter(pk=1).first()
    if (kept.number, kept.hash) != (number, last) if kept else number:
        flaws.append(Flaw("cut", number + 1))
    flaws += _told(head, count, number)
    return number, last, flaws


def _told(head: str, count: int, number: int) -> Iterator[Flaw]:
    if count > number:
        yield Flaw("cut", number + 1)
    elif head:
        at = count or number
        if Event.objects.filter(number=at).values_list("hash", flat=True).first() != head:
            yield Flaw("head", at)


def head() -> tuple[int, str]:
    """The number and hash of the last event, to be kept elsewhere."""
    found = Head.objects.filter(pk=1).first()
    return (found.number, found.hash) if found else (0, NOTHING)


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[str]]:
    """What differs between two states, as `field: [before, after]` for an event's detail."""
    return {
        key: [str(before.get(key, "")), str(after.get(key, ""))]
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    }
