"""A workspace's lake as the application sees it: which manifest holds, and which ones figures stand on."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from deskmerit.core.settings import Settings
from deskmerit.records.lake import pins, saved, tidy
from deskmerit.records.lake.manifest import EMPTY, newest, numbered
from deskmerit.records.lake.place import Place
from deskmerit.sources import lake as lake_source
from deskmerit.sources.discover import CACHE
from deskmerit.sources.lake import place_of
from deskmerit.sources.settings import FILE, load_settings
from deskmerit.web.bridge.tables import replacing

FOLDER = lake_source.FOLDER
ROW = 64
"""Bytes that a row counts for, beside files: about what it takes in a table of text."""
FAR = 2**24
"""Bytes that a lake on object storage counts for at least: no page reads it itself."""
NOTE = "lake.json"


@dataclass(frozen=True, slots=True)
class Known:
    """The number of a lake's manifest and how many bytes its rows count for."""

    number: int
    size: int


def place(folder: Path) -> Place:
    """Where the lake of a workspace lies."""
    return place_of(folder, settings(folder))


def settings(folder: Path) -> Settings:
    """The settings of a workspace, read again when its file changes."""
    with suppress(OSError):
        stat = (folder / FILE).stat()
        return _read(folder, stat.st_mtime_ns, stat.st_size)
    return Settings()


def known(folder: Path, *, asked: bool = False) -> Known | None:
    """What is known of a workspace's lake; None where there is none. No data file is looked at.

    On object storage: what this machine found last, unless it is `asked` for now. That nobody found anything yet is
    a lake of number 0, too large to be read by a page.
    """
    there = place(folder)
    if there.local:
        number = newest(there)
        return Known(number, _rows(there, number) * ROW) if number else None
    noted = _noted(folder)
    if not asked:
        return noted or Known(EMPTY, FAR)
    number = newest(there)
    if noted is None or noted.number != number:
        noted = Known(number, FAR + _rows(there, number) * ROW)
        _note(folder, noted)
    return noted


def inside(folder: Path) -> str:
    """The folder of a workspace's lake, seen from the workspace; "" for one elsewhere."""
    there, home = place(folder).local, folder.resolve()
    return there.relative_to(home).as_posix() if there is not None and home in there.parents else ""


def pin(folder: Path, name: str, number: int, now: datetime) -> None:
    """Pins a manifest for a result of the application. Raises KeyError where it is gone already."""
    pins.pin(place(folder), name, now, None, number)


def pinned(folder: Path, prefix: str) -> dict[str, int]:
    """The manifests that pins of such names hold, by name."""
    return {each.name: each.manifest for each in pins.pins(place(folder)) if each.name.startswith(prefix)}


def unpin(folder: Path, name: str) -> None:
    """Lets go of a result's manifest."""
    pins.unpin(place(folder), name)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup takes of a lake: files by name with their paths, texts of its own. `folder`: where it lies in the
    workspace; `elsewhere`: the address of one that doesn't, of which it takes nothing. `number`: its manifest, as far
    as this machine knows it."""

    number: int = EMPTY
    files: Mapping[str, Path] = field(default_factory=dict)
    texts: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = ""
    elsewhere: str = ""


@contextmanager
def saving(folder: Path, name: str, now: datetime) -> Iterator[Saved]:
    """The lake as it is now, held as it is until its files are taken."""
    there, own = place(folder), inside(folder)
    if there.local is None or not own:
        found = known(folder)
        yield Saved(found.number if found else EMPTY, elsewhere=there.address)
        return
    if not there.local.is_dir():
        yield Saved(folder=own)
        return
    with saved.saving(there, name, now) as copy:
        said, text = copy.newest
        files = {f"{own}/{each}": there.fetched(each) for each in copy.names}
        yield Saved(copy.number, files, {f"{own}/{said}": text}, own)


def forget_saving(folder: Path, before: datetime) -> int:
    """Lets go of what backups held that died before an instant; how many."""
    there = place(folder)
    held = [each for each in pins.pins(there) if each.name.startswith(saved.SAVED)]
    old = [each.name for each in held if datetime.fromisoformat(each.made_at) < before]
    for name in old:
        pins.unpin(there, name)
    return len(old)


def forget_copies(folder: Path) -> int:
    """Removes copies of a bucket's data files that no manifest names any more; how many."""
    return tidy.forget(place(folder))


def number_of(made_from: object) -> int:
    """The manifest that figures stand on, by what they were made from; 0 for files alone."""
    told: Mapping[str, str] = dict(made_from)  # type: ignore[call-overload]  # pairs, as a run keeps them
    return int(told.get("manifest", EMPTY))


@lru_cache(4)
def _read(folder: Path, at: int, size: int) -> Settings:
    return load_settings(folder)[0]


@lru_cache(4)
def _rows(place: Place, number: int) -> int:
    return sum(table.rows for table in numbered(place, number).tables.values())


def _noted(folder: Path) -> Known | None:
    with suppress(OSError, ValueError, TypeError):
        return Known(**json.loads((folder / CACHE / NOTE).read_text(encoding="utf-8")))
    return None


def _note(folder: Path, found: Known) -> None:
    with suppress(OSError):  # a workspace that may only be read
        (folder / CACHE).mkdir(exist_ok=True)
        with replacing(folder / CACHE / NOTE) as fresh:
            fresh.write_text(json.dumps(asdict(found)), encoding="utf-8")
