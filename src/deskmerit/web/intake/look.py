"""How the records stand, for the page about data: looked at at once where there are few, by the worker where many."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.tasks import task

from deskmerit.web import workspace
from deskmerit.web.audit import trail
from deskmerit.web.bridge import codec, kept
from deskmerit.web.bridge.inspect import WorkspaceState, workspace_state
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Preference, preference
from deskmerit.web.shared.written import write_all

SMALL = 8 * 2**20
"""Bytes of records below which a page looks itself: a second at most."""
KEY = "records_state"
PAUSE = timedelta(minutes=1)
"""Until the worker is asked again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found, when, and whether that still holds."""

    state: WorkspaceState
    at: datetime
    holds: bool


def seen() -> Seen:
    """The records as they stand; of large ones what the worker found last, which is asked to look again."""
    if sum(size for _name, _at, size, _inode in kept.stamp_of(workspace.folder())) < SMALL:
        write_all()
        return Seen(workspace_state(workspace.folder()), clock.now(), holds=True)
    found = preference(KEY)
    if found is None:
        found = _look()
    holds = found["mark"] == mark()
    if not holds and cache.add(KEY, True, PAUSE.total_seconds()):
        look.enqueue()
    return Seen(codec.from_json(WorkspaceState, found["state"]), datetime.fromisoformat(found["at"]), holds)


def mark() -> str:
    """What tells one state of files and of what the application keeps from another: every change leaves an event."""
    return f"{kept.mark(workspace.folder())}:{trail.head()[1]}"


@task()
def look() -> str:
    """Writes the application's own tables and looks at all of them."""
    if (preference(KEY) or {}).get("mark") == mark():
        return "same"
    return str(_look()["mark"])


def _look() -> dict[str, Any]:
    head = trail.head()[1]  # before: what changes meanwhile is looked at next time
    write_all()
    found = {
        "state": codec.to_json(WorkspaceState, workspace_state(workspace.folder())),
        "at": clock.now().isoformat(),
        "mark": f"{kept.mark(workspace.folder())}:{head}",
    }
    Preference.objects.update_or_create(key=KEY, defaults={"value": found})
    return found
