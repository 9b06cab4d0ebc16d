"""Records read once per process as long as the workspace's files stay the same."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Lock

from deskmerit.sources.load import Loaded, Progress, load
from deskmerit.sources.overlay import APP

type Stamp = tuple[tuple[str, int, int, int], ...]
"""Name, change time, size and number of every file that may matter."""

MOST = 2
"""Workspaces kept at once; a process serves one, tests and previews a second."""

_kept: dict[Path, tuple[Stamp, Loaded]] = {}
_lock = Lock()


def loaded(folder: Path, progress: Progress | None = None) -> Loaded:
    """The records of a workspace, read anew only if a file of it has changed. Not to be changed by the caller."""
    key = folder.resolve()
    with _lock:
        stamp = stamp_of(key)
        found = _kept.pop(key, None)
        if found is not None and found[0] == stamp:
            _kept[key] = found  # the one used last is dropped last
            return found[1]
        fresh = load(folder, progress)
        if stamp_of(key) == stamp:  # a file that changed while it was read is read again next time
            while len(_kept) >= MOST:
                _kept.pop(next(iter(_kept)))
            _kept[key] = (stamp, fresh)
        return fresh


def mark(folder: Path) -> str:
    """One word for the state of a workspace's files: another one means that a run may come out differently."""
    return sha256(repr(stamp_of(folder.resolve())).encode("utf-8")).hexdigest()[:16]


def stamp_of(folder: Path) -> Stamp:
    """What tells one state of a workspace's files from another."""
    return tuple(sorted(_stamps(folder, folder))) if folder.is_dir() else ()


def _stamps(folder: Path, place: Path) -> Iterator[tuple[str, int, int, int]]:
    """Files outside hidden folders; of the application's own folder its records alone."""
    with os.scandir(place) as found:
        for entry in found:
            name = Path(entry.path).relative_to(folder).as_posix()
            if entry.name.startswith(".") or (name.startswith("app/") and not f"{name}/".startswith(f"{APP}/")):
                continue
            if entry.is_dir():
                yield from _stamps(folder, Path(entry.path))
            elif entry.is_file():
                stat = entry.stat()
                yield name, stat.st_mtime_ns, stat.st_size, stat.st_ino
