"""Scheduled syncs that fail: who brings records in is told once of each new failure, and when it works again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from deskmerit.core.issue import Issue, errors
from deskmerit.web.bridge import codec
from deskmerit.web.intake.models import Sync
from deskmerit.web.notices.models import Notice
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import KEEPERS, holders
from deskmerit.web.shared import clock

FAILED, WORKS = "sync-failed", "sync-works"
TOLD = "failing"
"""Where a sync's report keeps of which failures people were told since it worked last."""


def tell(row: Sync, now: datetime) -> None:
    """Tells of a sync that has just ended, in its transaction; `row.told` is the report of the one before.

    Who asks for a sync looks at its page: of failures of the schedule alone people are told.
    """
    ended = Sync.objects.get(pk=row.pk)
    before, what = list(row.told.get(TOLD, [])), failure(ended.told)
    if what and row.asked_by is None and what not in before:
        before.append(what)
        _notify(row.source, FAILED, now)
    elif not what and before:
        before = []
        Notice.objects.filter(code=FAILED, params__source=row.source, read_at=None).update(read_at=now)
        _notify(row.source, WORKS, now)
    if before:
        Sync.objects.filter(pk=row.pk).update(told={**ended.told, TOLD: before})


def failure(told: Mapping[str, Any]) -> str:
    """Why a sync broke off, in codes that are the same for the same reason; "" where it didn't."""
    found: tuple[Issue, ...] = codec.from_json(tuple[Issue, ...], told.get("issues", []))
    codes = {f"{each.code} {each.params.get('reason', '')}".strip() for each in errors(found)}
    return str(told.get("failure", "")) or ", ".join(sorted(codes))


def _notify(source: str, code: str, now: datetime) -> None:
    people = {person for kind in KEEPERS for person in holders(kind, clock.today(), everywhere=True)}
    for person in sorted(people, key=lambda each: each.pk):
        notify(
            person,
            code,
            f"{code}:{source[:60]}:{now.isoformat()}",
            reverse("source_page", args=[source]),
            source=source,
        )
