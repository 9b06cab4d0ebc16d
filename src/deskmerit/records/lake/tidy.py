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
from deskmerit.records.lake.pins import pins
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import writing
from deskmerit.records.view import connect

LOG = "_delta_log"
"""Delta's own log stays whole: it is small, and old versions stay readable by other programs."""

PART = re.compile(r"\.\d+\.part$")
"""How the name of a copy ends that is being fetched: it may be wanted."""

TARGET = 128 * 1024 * 1024
"""Bytes a compacted file may have."""

DAYS = 7
"""Days for which a manifest stays readable though nothing pins it: somebody may be reading it."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a vacuum took away: data files, manifests, and copies of data files fetched to this machine."""

    files: int
    manifests: int
    copies: int = 0


def compact(place: Place, now: datetime) -> Manifest:
    """Puts small files together; the rows stay the same, to their digest, or the lake stays as it was."""
    with writing(place):
        before = current(place)
        tables = dict(before.tables)
        for name, table in before.tables.items():
            open_table = delta.opened(place, name, table.version)
            assert open_table is not None
            open_table.optimize.compact(target_size=TARGET)
            tables[name] = weighed(place, name, open_table, table)
            assert said(tables[name]) == said(table), name
        after = replace(before, number=before.number + 1, tables=tables, cause="compact", made_at=now.isoformat())
        commit(place, after)
        return after


def vacuum(place: Place, now: datetime, days: int = DAYS) -> Removed:
    """Removes data files and manifests that neither the current state, nor a pin, nor the last `days` days name."""
    with writing(place):
        fetched = place.copies()
        kept = kept_manifests(place, now, days)
        numbers = {each.number for each in kept}
        old = [each for each in all_of(place) if each.number not in numbers]
        for each in old:  # first what names files, then the files: a crash between leaves nothing that names a gap
            place.remove(name_of(each.number))
        named = _named(kept)
        there = [file for name in TABLES for file in place.names(name) if not file.startswith(f"{name}/{LOG}")]
        gone = [file for file in there if file not in named]
        for file in gone:
            place.remove(file)
        return Removed(len(gone), len(old), _forgotten(fetched, named))


def forget(place: Place) -> int:
    """Removes copies of data files that no manifest names any more, as after a vacuum of another machine; how many."""
    # The copies are listed first: what is fetched meanwhile may be of a manifest that isn't looked at.
    fetched = place.copies()
    return _forgotten(fetched, _named(all_of(place))) if fetched else 0


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
        for each, until in zip(found, later, strict=True)
        if each.number in numbers or datetime.fromisoformat(until) >= since
    ]


def check(place: Place, *, deep: bool = False) -> list[Issue]:
    """Every data file that a kept manifest names but isn't there; `deep` compares the rows of each with its digest."""
    wrong: dict[tuple[str, str], Issue] = {}
    with connect() as connection:
        for manifest in all_of(place):
            for name, file, digest, columns in _files(manifest):
                if (name, file) in wrong:
                    continue
                where, params = Where(file=f"{name}/{file}"), {"manifest": manifest.number, "table": name}
                if not place.has(f"{name}/{file}"):
                    wrong[name, file] = Issue(Level.ERROR, "lake-file-missing", where, params)
                elif deep and not _same(place, name, file, columns, digest, connection):
                    wrong[name, file] = Issue(Level.ERROR, "lake-file-changed", where, params)
    return list(wrong.values())


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
