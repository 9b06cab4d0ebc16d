"""Records read once per process as long as the workspace's files stay the same, and at hand for pages meanwhile."""

import os
from collections.abc import Container, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from deskmerit.sources.load import Loaded, Progress, load
from deskmerit.sources.overlay import APP
from deskmerit.web.bridge.laid import Stamp, Tables, laid, lay
from deskmerit.web.bridge.lakes import FOLDER, inside, known

MOST = 2
"""Workspaces kept at once; a process serves one, tests and previews a second."""
SMALL = 2 * 2**20
"""Bytes of records that are read in a third of a second: a page does so itself. Of more it takes what was laid down."""

_kept: dict[Path, tuple[Stamp, Loaded]] = {}
_lock = Lock()


def loaded(folder: Path, progress: Progress | None = None) -> Loaded:
    """The records of a workspace, read anew only if a file of it has changed. Not to be changed by the caller."""
    key = folder.resolve()
    with _lock:
        stamp = stamp_of(key, asked=True)
        found = _kept.pop(key, None)
        if found is not None and found[0] == stamp:
            _kept[key] = found  # the one used last is dropped last
            if size(stamp) > SMALL and laid(key, stamp) is None:
                lay(key, stamp, found[1].records)
            return found[1]
        fresh = load(folder, progress)
        if stamp_of(key, asked=True) == stamp:  # a file that changed while it was read is read again next time
            while len(_kept) >= MOST:
                _kept.pop(next(iter(_kept)))
            _kept[key] = (stamp, fresh)
            if size(stamp) > SMALL:
                lay(key, stamp, fresh.records)
        return fresh


@dataclass(slots=True)
class Held:
    """The records of a workspace as they are when they are first asked for: whatever is made from one `Held` is of one
    state, though other records are loaded meanwhile."""

    folder: Path
    _found: Loaded | None = None

    def loaded(self, progress: Progress | None = None) -> Loaded:
        """The records, always the same ones. Not to be changed by the caller."""
        if self._found is None:
            self._found = loaded(self.folder, progress)
        return self._found

    @property
    def manifest(self) -> int:
        """The number of the lake's manifest that was read; 0: files alone, or nothing was asked for."""
        return self._found.records.manifest if self._found is not None else 0


@dataclass(frozen=True, slots=True)
class AtHand:
    """Tables that a page may read at once; `holds`: they say what the files say today."""

    tables: Tables
    holds: bool


def at_hand(folder: Path, *tables: str, asked: bool = False) -> AtHand | None:
    """What is known of these tables without reading many files: few records, else those read last by any process.

    None where nobody has read them yet. For pages, which show them with that word, or say that they are being read.
    """
    key = folder.resolve()
    stamp, found = stamp_of(key, asked=asked), _kept.get(key)
    if found is not None and found[0] == stamp:
        return AtHand(found[1].records.tables, holds=True)
    if size(stamp) <= SMALL:
        return AtHand(loaded(folder).records.tables, holds=True)
    last = laid(key, stamp)
    return AtHand(last.tables, last.holds(tables)) if last is not None else None


def exactly(folder: Path, *tables: str) -> Tables:
    """These tables as the files say today, for whatever is decided by them; read anew only where they changed."""
    found = at_hand(folder, *tables, asked=True)
    return found.tables if found is not None and found.holds else loaded(folder).records.tables


def few(folder: Path) -> bool:
    """Whether a workspace's records are so few that a page reads them itself."""
    return size(stamp_of(folder.resolve())) <= SMALL


def size(stamp: Stamp) -> int:
    """Bytes of all files."""
    return sum(each for _name, _at, each, _number in stamp)


def mark(folder: Path) -> str:
    """One word for the state of a workspace's files: another one means that a run may come out differently."""
    return sha256(repr(stamp_of(folder.resolve())).encode("utf-8")).hexdigest()[:16]


def stamp_of(folder: Path, *, asked: bool = False) -> Stamp:
    """What tells one state of a workspace's files from another; of its lake the number of the manifest, no data file.

    `asked`: object storage is asked for that number, for whatever is decided by records; else it is the one that was
    found last, within the minute by the worker.
    """
    if not folder.is_dir():
        return ()
    lake = known(folder, asked=asked)
    held = [(FOLDER, lake.number, lake.size, 0)] if lake is not None else []
    return tuple(sorted([*_stamps(folder, folder, {FOLDER, inside(folder)}), *held]))


def _stamps(folder: Path, place: Path, lakes: Container[str]) -> Iterator[tuple[str, int, int, int]]:
    """Files outside hidden folders and lakes; of the application's own folder its records alone."""
    with os.scandir(place) as found:
        for entry in found:
            name = Path(entry.path).relative_to(folder).as_posix()
            if (
                entry.name.startswith(".")
                or name in lakes
                or (name.startswith("app/") and not f"{name}/".startswith(f"{APP}/"))
            ):
                continue
            if entry.is_dir():
                yield from _stamps(folder, Path(entry.path), lakes)
            elif entry.is_file():
                stat = entry.stat()
                yield name, stat.st_mtime_ns, stat.st_size, stat.st_ino
