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

KEY = "records_state"
PAUSE = timedelta(minutes=1)
"""Until the worker is asked again."""
REST = timedelta(minutes=10)
"""What the application itself keeps changes all day long: for that alone the worker looks again this often at most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found, when, and whether that still holds."""

    state: WorkspaceState
    at: datetime
    holds: bool


def seen() -> Seen | None:
    """The records as they stand; of many what the worker found last, which is asked to look again.

    None where it has not looked yet: a page never reads many records itself.
    """
    if kept.few(workspace.folder()):
        write_all()
        return Seen(workspace_state(workspace.folder()), clock.now(), holds=True)
    found = preference(KEY)
    holds = found is not None and found["mark"] == mark()
    if not holds and cache.add(KEY, True, PAUSE.total_seconds()):
        look.enqueue()
    return Seen(_state(found), _at(found), holds) if found is not None else None


def mark() -> str:
    """What tells one state of files and of what the application keeps from another: every change leaves an event."""
    return f"{kept.mark(workspace.folder())}:{trail.head()[1]}"


@task()
def look() -> str:
    """Writes the application's own tables and looks at all of them."""
    if (preference(KEY) or {}).get("mark") == mark():
        return "same"
    return str(_look()["mark"])


def look_again() -> bool:
    """What the worker does every minute: where there are many records, looks at them when files of the workspace
    changed, or when the last look is old. Whether it did."""
    if kept.few(workspace.folder()):
        return False
    found, last = preference(KEY), kept.at_hand(workspace.folder(), asked=True)
    if found is not None and last is not None:
        old = clock.now() - _at(found) >= REST and found["mark"] != mark()
        if last.holds and not old:
            return False
    _look()
    return True


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


def _state(found: dict[str, Any]) -> WorkspaceState:
    state: WorkspaceState = codec.from_json(WorkspaceState, found["state"])
    return state


def _at(found: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(found["at"])
