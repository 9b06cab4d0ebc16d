"""Background work of imports. A killed one is begun again: trying starts anew, writing goes on where it was."""

from datetime import timedelta

from django.db import transaction
from django.tasks import task

from deskmerit.core.issue import Issue
from deskmerit.web import workspace
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import codec
from deskmerit.web.bridge import imports as bridge
from deskmerit.web.intake import imports
from deskmerit.web.intake.corrections_actions import refresh
from deskmerit.web.intake.models import Import
from deskmerit.web.shared import clock
from deskmerit.web.shared.telling import teller

LEASE = timedelta(minutes=20)
SMALL = 2 * 2**20
"""Bytes below which a file is worked on at once, without a worker."""
SHOWN = 500
"""Problems kept with the import; the rows left out are all kept in a file."""


@task()
def work(pk: int) -> str:
    """Tries or writes an import, whatever it waits for; what went wrong stays with it, to be read on its page."""
    row = Import.objects.select_related("by__user").get(pk=pk)
    step = {Import.State.READING: _try, Import.State.WRITING: _write}.get(Import.State(row.state))
    if step is None:
        return row.state  # done already, or given up
    try:
        step(row)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        Import.objects.filter(pk=pk, state=row.state).update(state=Import.State.FAILED, failure=said, progress="")
        raise
    return Import.objects.values_list("state", flat=True).get(pk=pk)


def go_on(row: Import) -> None:
    """Lets an import's next step be taken: a small file's at once, else by the worker."""
    if imports.size_of(row) < SMALL:
        work.call(row.pk)
    else:
        work.enqueue(row.pk)


def pick_up() -> int:
    """Begins again what a dead worker left; how many."""
    late = clock.now() - LEASE
    lost = Import.objects.filter(state__in=(Import.State.READING, Import.State.WRITING), touched_at__lt=late)
    keys = list(lost.values_list("pk", flat=True))
    for pk in keys:
        Import.objects.filter(pk=pk).update(touched_at=clock.now())
        work.enqueue(pk)
    return len(keys)


def _try(row: Import) -> None:
    tell = teller(Import.objects.filter(pk=row.pk), lambda: {"touched_at": clock.now()})
    tried = bridge.tried(
        workspace.folder(), imports.place(row, "stage"), imports.files_of(row), row.map,
        zone=row.zone, replace=row.replace, progress=tell,
    )  # fmt: skip
    left = imports.place(row, "left.json")
    left.write_text(codec.dumps(tuple[Issue, ...], tried.left), encoding="utf-8")
    issues = sorted(tried.issues, key=lambda each: each.level.value != "error")[:SHOWN]
    told = {
        "issues": codec.to_json(tuple[Issue, ...], tuple(issues)), "found": len(tried.issues),
        "samples": tried.samples, "blocked": tried.blocked,
    }  # fmt: skip
    changes = [{"name": each.name, "before": each.before, "after": each.after} for each in tried.changes]
    Import.objects.filter(pk=row.pk, state=Import.State.READING).update(
        state=Import.State.READY, progress="", told=told, changes=changes, tables=tried.tables,
        rows_in=tried.rows_in, rows_kept=tried.rows_kept, rows_left=tried.rows_left,
    )  # fmt: skip


def _write(row: Import) -> None:
    changes = imports.changes_of(row)
    wrong = bridge.made(workspace.folder(), imports.place(row, "stage"), imports.place(row, "before"), changes)
    if wrong:
        raise RuntimeError(f"changed since it was looked at: {', '.join(wrong)}")
    with transaction.atomic():
        done = Import.objects.filter(pk=row.pk, state=Import.State.WRITING)
        if not done.update(state=Import.State.DONE, done_at=clock.now(), progress=""):
            return
        by = getattr(row.by, "user", None)
        files = {each.name: each.after for each in changes}
        record(by, "import.done", row, files=files, rows=row.rows_kept, left=row.rows_left)
        refresh(by)
