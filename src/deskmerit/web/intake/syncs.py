"""Helpdesks brought up to date by the worker: asked for by a person or due by `every`, one at a time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue, Level
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import codec, helpdesks
from deskmerit.web.intake import failing
from deskmerit.web.intake.data import brings
from deskmerit.web.intake.models import Sync
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused

LEASE = timedelta(minutes=20)


def ask(by: User | None, source: str) -> Sync:
    """Asks for a sync of a source; the worker makes it. `by` nobody: the schedule. Raises Refused."""
    if by is not None and not brings(by):
        raise Refused(_("Only HR and administrators bring records in."))
    if source not in helpdesks.desks(workspace.folder())[0]:
        raise Refused(_("deskmerit.yaml has no such source any more."))
    busy = Sync.objects.filter(lane=1).first()
    if busy is not None:
        raise Refused(_("%(source)s is being brought up to date; one at a time.") % {"source": busy.source})
    now = clock.now()
    fresh = {"state": Sync.State.QUEUED, "lane": 1, "asked_by": by.person if by else None, "asked_at": now}
    row, _new = Sync.objects.update_or_create(source=source, defaults={**fresh, "touched_at": now, "progress": ""})
    if by is not None:
        record(by, "sync.asked", row, source=source)
    work.enqueue(row.pk)
    return row


@task()
def work(pk: int) -> str:
    """Makes the sync that was asked for; one that a dead worker left goes on behind what was loaded."""
    row = Sync.objects.select_related("asked_by__user").get(pk=pk)
    if row.lane is None:
        return row.state
    Sync.objects.filter(pk=pk, lane=1).update(state=Sync.State.WORKING, touched_at=clock.now())
    try:
        counts, issues = helpdesks.bring(workspace.folder(), row.source, clock.now(), _teller(row))
    except Exception as error:  # its text might quote what was asked for, and with which credential
        _end(row, Sync.State.FAILED, {"failure": type(error).__name__})
        raise
    state = Sync.State.FAILED if any(each.level is Level.ERROR for each in issues) else Sync.State.DONE
    _end(row, state, {**counts, "issues": codec.to_json(tuple[Issue, ...], issues)})
    return state


def due() -> int:
    """What the worker does every minute: takes up a sync that was left, else asks for the one that is due the longest.

    How many were. Safe beside another worker.
    """
    now = clock.now()
    for row in Sync.objects.filter(lane=1):
        left = Sync.objects.filter(pk=row.pk, lane=1, touched_at__lt=now - LEASE).update(touched_at=now)
        if left:
            work.enqueue(row.pk)
        return left
    last, desks = _last(), helpdesks.desks(workspace.folder())[0].values()
    waits = {each.name: each.every - (now - last[each.name]) if each.name in last else timedelta.min
             for each in desks if each.every}  # fmt: skip
    first = min(waits, key=waits.__getitem__, default="")
    if not first or waits[first] > timedelta():
        return 0
    with suppress(Refused, IntegrityError), transaction.atomic():  # somebody asked a moment ago
        ask(None, first)
        return 1
    return 0


def _last() -> dict[str, datetime]:
    """When each source was last asked for, or synced by the command line."""
    found = dict(Sync.objects.values_list("source", "asked_at"))
    for name in helpdesks.desks(workspace.folder())[0]:
        if ran := helpdesks.last(workspace.folder(), name):
            found[name] = max(ran.at, found.get(name, ran.at))
    return found


@transaction.atomic
def _end(row: Sync, state: str, told: dict[str, object]) -> None:
    now = clock.now()
    done = Sync.objects.filter(pk=row.pk, lane=1)
    if not done.update(state=state, lane=None, done_at=now, touched_at=now, progress="", told=told):
        return  # another worker took it for left behind and was faster
    failing.tell(row, now)
    changed: dict[str, Any] = {name: told[name] for name in ("new", "changed", "gone", "rejected") if told.get(name)}
    if row.asked_by is not None or changed:
        code = "sync.done" if state == Sync.State.DONE else "sync.failed"
        record(getattr(row.asked_by, "user", None), code, row, source=row.source, **changed)


def _teller(row: Sync) -> Callable[[str, int, int], None]:
    def tell(_source: str, done: int, whole: int) -> None:
        Sync.objects.filter(pk=row.pk, lane=1).update(progress=f"{done}/{whole}"[:120], touched_at=clock.now())

    return tell
