"""A long audit trail with an unbroken chain of hashes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event, Head
from deskmerit.web.audit.trail import hash_of, head

VERBS = ("result.received", "result.said", "interview.held", "interview.signed", "flag.filed", "correction.asked")
BATCH = 2_000


def lengthen(users: Sequence[User], many: int) -> None:
    """Adds so many events of people about themselves, one a few minutes after the other."""
    chance, (number, last) = Random(5), head()
    at, batch = datetime(2023, 1, 1, tzinfo=UTC), list[Event]()
    for _ in range(many):
        number, at = number + 1, at + timedelta(minutes=chance.randint(1, 30))
        user = chance.choice(users)
        event = Event(
            number=number, at=at, actor=user, verb=chance.choice(VERBS), target=f"result:{chance.randint(1, 12_000)}",
            person_id=user.person_id, reason="", detail={"after": "received"}, before_hash=last,
        )  # fmt: skip
        event.hash = last = hash_of(event)
        batch.append(event)
        if len(batch) == BATCH:
            Event.objects.bulk_create(batch)
            batch.clear()
    Event.objects.bulk_create(batch)
    Head.objects.update_or_create(pk=1, defaults={"number": number, "hash": last})
