"""What a killed process may leave half written: hidden, never backed up, cleared away after a day."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from deskmerit.web import workspace

DAY = 24 * 3600
OWN = ("app/runs", "app/records")
"""Folders in which the application keeps nothing hidden that would be missed."""


def leftovers(folder: Path) -> Iterator[Path]:
    """Hidden files and folders of a workspace that are being written, or were when their process died."""
    for path in sorted(folder.rglob(".*")):
        if not path.is_symlink() and is_leftover(path.relative_to(folder)):
            yield path


def is_leftover(name: Path) -> bool:
    """Whether a hidden file, seen from the workspace, takes part in writing another: `.NAME.xyz.tmp`, a new key.

    >>> [is_leftover(Path(name)) for name in (".tickets.csv.x1.tmp", "app/.secret.key.x1", ".git", "notes.tmp")]
    [True, True, False, False]
    """
    hidden, inside = name.name.startswith("."), name.parent.as_posix()
    return hidden and (
        name.name.endswith(".tmp")
        or (inside == "app" and name.name.startswith(".secret.key."))
        or (inside in OWN and not name.name.endswith(".records.parquet"))
    )


def clear(now: datetime) -> int:
    """Removes what was left behind more than a day before `now`, as the computer's clock tells it; how many. Nobody
    writes that long."""
    return sum(_removed(path, now) for path in list(leftovers(workspace.folder())))


def _removed(path: Path, now: datetime) -> bool:
    with suppress(OSError):
        if now.timestamp() - path.stat().st_mtime > DAY:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            return True
    return False
