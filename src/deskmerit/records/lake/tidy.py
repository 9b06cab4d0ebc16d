"""Keeping a lake small and sound: small files put together, what nothing names removed, everything named looked at."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES
from deskmerit.records.fingerprint import Digest
from deskmerit.records.lake import delta
from deskmerit.records.lake.digest import digest_of, said, weighed
from deskmerit.records.lake.manifest import Manifest, all_of, commit, current, name_of
from deskmerit.records.lake.pins import RUN, pins
from deskmerit.records.lake.place import KEPT, Place, content_of
from deskmerit.records.lake.store import writing
from deskmerit.records.view import connect

LOG = "_delta_log"
"""Delta's own log stays whole: it is small, and old versions stay readable by other programs."""

PART = re.compile(r"\.\d+\.part$")
"""How the name of a copy ends that is being fetched: it may be wanted."""

TARGET = 128 * 1024 * 1024
"""Bytes a compacted file may have."""

UNDER_WAY = timedelta(days=1)
"""For so long a file that nothing names yet may belong to a load of another machine, or to a run being kept."""

DAYS = 7
"""Days for which a manifest stays readable though nothing pins it: somebody may be reading it."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a vacuum took away: data files, manifests, copies of files that kept runs needed, and of data files that
    this machine had fetched."""

    files: int
    manifests: int
    copies: int = 0
    fetched: int = 0


def compact(place: Place, now: datetime) -> Manifest:
    """Puts small files together; the rows stay the same, to their digest, or the lake stays as it was."""
    with writing(place):
        before = current(place)
        tables = dict(before.tables)
        for name, table in before.tables.items():
            open_table = delta.opened(place, name, table.version)
            assert open_table is not None
            open_table.optimize.compact(target_size=TARGET, commit_properties=delta.ALONE)
            tables[name] = weighed(place, name, open_table, table)
            assert said(tables[name]) == said(table), name
        if tables == before.tables:
            return before  # nothing was small: nobody need read anything anew
        after = replace(before, number=before.number + 1, tables=tables, cause="compact", made_at=now.isoformat())
        commit(place, after)
        return after


def vacuum(place: Place, now: datetime, days: int = DAYS) -> Removed:
    """Removes data files and manifests that neither the current state, nor a pin, nor the last `days` days name; and
    what nothing ever named (left by a crash, or needed by runs let go of) once it is a day old."""
    with writing(place):
        fetched = place.copies()
        kept = kept_manifests(place, now, days)
        numbers = {each.number for each in kept}
        old = [each for each in all_of(place) if each.number not in numbers]
        for each in old:  # first what names files, then the files: a crash between leaves nothing that names a gap
            place.remove(name_of(each.number))
        gone = _unnamed(place, _named(kept), _named(old), now)
        needed = {name for each in pins(place) for name in each.kept}
        copies = place.older(KEPT, now - UNDER_WAY) - needed
        for file in sorted(gone | copies):
            place.remove(file)
        return Removed(len(gone), len(old), len(copies), _forgotten(fetched, _named(kept) | needed))


def _unnamed(place: Place, kept: set[str], old: set[str], now: datetime) -> set[str]:
    """Data files to remove: of those no kept manifest names the ones an old one named, and whatever is a day old."""
    found = set[str]()
    for name in TABLES:
        files = {file for file in place.names(name) if not file.startswith(f"{name}/{LOG}")} - kept
        found |= files & old
        found |= files & place.older(name, now - UNDER_WAY) if files - old else set()
    return found


def forget(place: Place) -> int:
    """Removes copies of files that no manifest and no run names any more, as after a vacuum of another machine; how
    many."""
    # The copies are listed first: what is fetched meanwhile may be of a manifest that isn't looked at.
    fetched = place.copies()
    named = _named(all_of(place)) | {name for each in pins(place) for name in each.kept} if fetched else set[str]()
    return _forgotten(fetched, named)


def _named(manifests: Iterable[Manifest]) -> set[str]:
    return {f"{name}/{file}" for each in manifests for name, table in each.tables.items() for file in table.files}


def _forgotten(fetched: Mapping[str, Path], named: set[str]) -> int:
    old = [path for name, path in fetched.items() if PART.sub("", name) not in named]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def kept_manifests(place: Place, now: datetime, days: int = DAYS) -> list[Manifest]:
    """The manifests whose files must stay: the current one, pinned ones, and those of the last days."""
    numbers = {pin.manifest for pin in pins(place)} | {current(place).number}
    since = now - timedelta(days=days)
    found = list(all_of(place))
    # A manifest was current until the next one was made, so the last one before the days began counts as well.
    later = [after.made_at for after in found[1:]] + [now.isoformat()]
    return [
        each
        for each, until in zip(found, later, strict=False)  # of an empty lake there is none
        if each.number in numbers or datetime.fromisoformat(until) >= since
    ]


def check(place: Place, *, deep: bool = False) -> list[Issue]:
    """Every data file that a kept manifest names but isn't there, and all that a kept run lacks; `deep` compares the
    rows of each with its digest."""
    wrong: dict[tuple[str, str], Issue] = {}
    with connect() as connection:
        for manifest in all_of(place):
            for name, file, digest, columns in _files(manifest):
                if (name, file) in wrong:
                    continue
                where, params = Where(file=f"{name}/{file}"), {"manifest": manifest.number, "table": name}
                if not place.has(f"{name}/{file}"):
                    if not place.has(name_of(manifest.number)):
                        break  # a vacuum took both meanwhile, the manifest first
                    wrong[name, file] = Issue(Level.ERROR, "lake-file-missing", where, params)
                elif deep and not _same(place, name, file, columns, digest, connection):
                    wrong[name, file] = Issue(Level.ERROR, "lake-file-changed", where, params)
    return [*wrong.values(), *_of_pins(place, deep=deep)]


def _of_pins(place: Place, *, deep: bool) -> Iterator[Issue]:
    for each in pins(place):
        manifest = (name_of(each.manifest),) if each.manifest else ()
        for name in (*manifest, *sorted(set(each.kept))):
            there = place.has(name)
            if not there or (deep and name.startswith(KEPT) and not _is_copy(place, name)):
                run = each.name.removeprefix(RUN)
                yield Issue(Level.ERROR, "lake-run-broken", Where(file=name), {"run": run})


def _is_copy(place: Place, name: str) -> bool:
    """Whether a copy of a file still has the content it is named after."""
    return name == f"{KEPT}/{content_of(place.fetched(name, anew=True))}"


def _same(
    place: Place, name: str, file: str, columns: tuple[str, ...], digest: Digest, connection: DuckDBPyConnection
) -> bool:
    """Whether a file still holds the rows it was written with; one that can't be read doesn't."""
    try:
        place.fetched(f"{name}/{file}", anew=True)
        return digest_of(place, name, file, columns, connection) == digest
    except (OSError, pa.ArrowException, DuckDBError):
        return False


def _files(manifest: Manifest) -> Iterator[tuple[str, str, Digest, tuple[str, ...]]]:
    for name, table in sorted(manifest.tables.items()):
        for file, digest in sorted(table.files.items()):
            yield name, file, digest, table.columns
