"""The working process: tasks, deadlines, messages, daily matters. Several may run; a dead one's tasks are taken up."""

import logging
import os
import platform
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

from django.db import close_old_connections, connection, transaction
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from deskmerit.web import leftovers, workspace
from deskmerit.web.accounts import retention
from deskmerit.web.appeals.tasks import pick_up
from deskmerit.web.bridge import lakes
from deskmerit.web.cycles import pins
from deskmerit.web.cycles.actions import refresh_due
from deskmerit.web.cycles.renew import list_records
from deskmerit.web.feedback.closing import close_due
from deskmerit.web.intake import import_tasks, syncs
from deskmerit.web.intake.look import look_again
from deskmerit.web.notices.reminders import due_soon
from deskmerit.web.notices.send import deliver
from deskmerit.web.shared.models import Beat
from deskmerit.web.shared.sweep import sweep

log = logging.getLogger(__name__)

BEAT = 5
"""Seconds between two signs of life of a worker."""
DEAD = timedelta(seconds=40)
"""Without a sign of life for so long a worker counts as dead."""
REGULAR: list[tuple[str, timedelta, Callable[[], object]]] = [
    ("sweep", timedelta(minutes=1), sweep),
    ("feedback rounds", timedelta(minutes=5), close_due),
    ("due soon", timedelta(minutes=5), due_soon),
    ("deliver", timedelta(seconds=10), deliver),
    ("running figures", timedelta(minutes=10), refresh_due),
    ("decisions to apply", timedelta(minutes=5), pick_up),
    ("imports to go on", timedelta(minutes=1), import_tasks.pick_up),
    ("helpdesks", timedelta(minutes=1), syncs.due),
    ("records at hand", timedelta(minutes=1), look_again),
    ("records behind figures", timedelta(minutes=1), list_records),
    ("leftovers", timedelta(days=1), lambda: leftovers.clear(timezone.now())),
    ("retention", timedelta(days=1), retention.due),
    ("pins", timedelta(days=1), pins.let_go),
    ("copies of the lake", timedelta(days=1), lambda: lakes.forget_copies(workspace.folder())),
]
"""What is done again and again: name, how often, function. Each is safe to run twice and beside another worker."""


def work(*, once: bool = False, pause: float = 1.0) -> None:
    """Works until told to stop; with `once` until nothing waits any more."""
    stop = threading.Event()
    name = own_name()
    if not once and threading.current_thread() is threading.main_thread():
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, _stopper(stop))
    beat = threading.Thread(target=_beat, args=(name, stop), daemon=True)
    beat.start()
    done: dict[str, float] = {}
    try:
        while not stop.is_set():
            _round(name, done)
            if once:
                return
            stop.wait(pause)
    finally:
        stop.set()
        Beat.objects.filter(worker=name).delete()


def own_name() -> str:
    """A name no worker had before: one started anew in a container often has the number of the one that died there,
    and must not be taken for it, or its tasks would wait for ever.
    """
    return f"{platform.node()[:40]}:{os.getpid()}:{get_random_string(8)}"


def _round(name: str, done: dict[str, float]) -> None:
    """Everything that waits, and what is due again."""
    close_old_connections()
    attempts: list[tuple[str, Callable[[], object]]] = [("requeue", requeue), ("tasks", _worker(name).run)]
    for what, often, act in REGULAR:
        if time.monotonic() - done.get(what, float("-inf")) >= often.total_seconds():
            attempts.append((what, act))
            done[what] = time.monotonic()
    for what, act in attempts:
        try:
            act()
        except Exception:
            log.exception("%s went wrong; the work goes on", what)


def requeue() -> int:
    """Puts tasks of dead workers back; they are safe to run again. How many were."""
    alive = set(Beat.objects.filter(at__gt=timezone.now() - DEAD).values_list("worker", flat=True))
    count = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        worker = task.worker_ids[-1] if task.worker_ids else ""
        if worker not in alive:
            held = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids)
            count += held.update(status=TaskResultStatus.READY)
    return count


def _worker(name: str) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _beat(name: str, stop: threading.Event) -> None:
    """Signs of life, from a thread of its own so that a long task doesn't look like a dead worker."""
    try:
        while True:
            try:
                with transaction.atomic():
                    Beat.objects.update_or_create(worker=name, defaults={"at": timezone.now()})
                    Beat.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
            except Exception:
                log.warning("no sign of life could be written this time", exc_info=True)
            if stop.wait(BEAT):
                return
    finally:
        connection.close()


def _stopper(stop: threading.Event) -> Callable[[int, FrameType | None], None]:
    def handler(number: int, frame: FrameType | None) -> None:
        stop.set()

    return handler
