"""Writing to a lake: one load is one new manifest; until that stands, nothing of the load counts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

import pyarrow as pa
from deltalake.exceptions import CommitFailedError
from filelock import FileLock, Timeout

from deskmerit.records.columns import TABLES
from deskmerit.records.lake import delta
from deskmerit.records.lake.digest import weighed
from deskmerit.records.lake.fitting import fitted
from deskmerit.records.lake.manifest import Manifest, Overtaken, TableAt, commit, current
from deskmerit.records.lake.place import Place
from deskmerit.records.store import Parquet

LOCK = "lake.lock"


@dataclass(frozen=True, slots=True)
class Change:
    """What a load brings, by table: rows that come or come anew, keys that are gone, and tables a source says whole.

    Rows have the table's canonical columns (and any of their own); keys are a table of some of its columns.
    """

    rows: Mapping[str, pa.Table | Parquet] = field(default_factory=dict)
    gone: Mapping[str, pa.Table] = field(default_factory=dict)
    whole: Mapping[str, pa.Table] = field(default_factory=dict)


def write(
    place: Place, change: Change, now: datetime, cause: str, source: str = "", state: Mapping[str, object] | None = None
) -> Manifest:
    """Writes a load and makes its manifest the current one; `state` is what the source needs to go on from here.

    Writing the same load again changes no row. Raises Overtaken while another process writes, NotHeld for columns of
    the user's own that the lake can't hold.
    """
    with writing(place):
        before = current(place)
        fitted(place, before, {**change.whole, **change.rows})
        tables = dict(before.tables)
        for name in sorted({*change.gone, *change.whole, *change.rows}):
            found = _table(place, name, tables.get(name), change, source)
            tables |= {name: found} if found else {}
        sources = {**before.sources, source: dict(state or {})} if source else before.sources
        after = replace(before, number=before.number + 1, tables=tables, sources=sources, cause=cause)
        after = replace(after, made_at=now.isoformat())
        commit(place, after)
        return after


@contextmanager
def writing(place: Place) -> Iterator[None]:
    """One writer at a time; a dead process frees the lock. Raises Overtaken while it is taken, and where a table was
    written meanwhile by a machine that has another lock (to a bucket)."""
    place.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.cache / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Overtaken(0) from None
    try:
        yield
    except CommitFailedError:
        raise Overtaken(0) from None
    finally:
        lock.release()


def _table(place: Place, name: str, before: TableAt | None, change: Change, source: str) -> TableAt | None:
    spec, version = TABLES[name], before.version if before else None
    if name in change.gone and version is not None:
        version = delta.take_out(place, spec, version, change.gone[name])
    if name in change.whole:
        version = delta.replace(place, spec, version, source, change.whole[name])
    if name in change.rows:
        version = delta.put(place, spec, version, change.rows[name])
    if version is None:
        return None  # keys gone from a table that never was
    return weighed(place, name, delta.at(place, name, version), before)
