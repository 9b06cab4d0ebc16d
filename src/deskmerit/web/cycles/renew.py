"""Running figures stay fresh by themselves: what the worker asks for between two looks at the clock."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from deskmerit.web import workspace
from deskmerit.web.bridge import evidence, kept
from deskmerit.web.cycles.actions import ask_run
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import LEASE, evidence_file, make_run
from deskmerit.web.shared import clock
from deskmerit.web.shared.written import write_all

OLD = timedelta(hours=24)
REST = timedelta(minutes=10)
"""Data that keeps changing is measured at most this often."""


def refresh_due() -> int:
    """Asks for runs of open cycles that are a day old or whose data changed, and takes up those of dead workers.

    How many were asked for. Safe to call every minute, by several workers at once.
    """
    open_ = list(Cycle.objects.filter(state=Cycle.State.OPEN).select_related("current"))
    if open_:
        write_all()
    mark = kept.mark(workspace.folder()) if open_ else ""
    return sum(_renew(cycle, mark) for cycle in open_) + sum(_take_up(run) for run in _left())


def list_records() -> int:
    """Lists the records behind the figures that hold, where that is still to do; of how many runs."""
    names = Cycle.objects.exclude(current=None).values_list("current__evidence", flat=True)
    return sum(evidence.list_records(Path(evidence_file(name))) for name in names if name)


def _renew(cycle: Cycle, mark: str) -> bool:
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        last = cycle.runs.first()
        if last is not None and last.state in (Run.State.QUEUED, Run.State.WORKING):
            return False
        age = clock.now() - last.asked_at if last is not None else OLD
        changed = last is None or last.summary.get("mark") != mark
        if age < REST or not (changed or age >= OLD):
            return False
        ask_run(None, cycle, Run.Kind.RUNNING)
    return True


def _left() -> list[Run]:
    """Runs that nobody finished within the lease; those of appeals are their own task's to take up."""
    from deskmerit.web.appeals.models import Appeal

    late = clock.now() - LEASE
    left = Run.objects.filter(state__in=(Run.State.QUEUED, Run.State.WORKING), asked_at__lt=late)
    return list(left.exclude(pk__in=Appeal.objects.exclude(run=None).values("run")))


def _take_up(run: Run) -> bool:
    """Queues a run again, once whoever asks."""
    with transaction.atomic():
        again = Run.objects.filter(pk=run.pk, asked_at=run.asked_at, state=run.state)
        if not again.update(state=Run.State.QUEUED, asked_at=clock.now()):
            return False
        make_run.enqueue(run.pk)
    return True
