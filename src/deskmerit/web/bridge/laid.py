"""Records laid down as they were last read, so that a page finds a row without reading every file of the workspace.

A folder of Parquet files beside the other things that are made anew anyway (`.deskmerit/read-…`); `read.json` names the
one that holds. Rows are in order of what they are looked up by: a row is found by reading one small piece.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.records.columns import TABLES
from deskmerit.records.store import Parquet, Records
from deskmerit.sources.discover import CACHE
from deskmerit.sources.overlay import APP
from deskmerit.web.bridge.tables import replacing

type Stamp = tuple[tuple[str, int, int, int], ...]
"""Name, change time, size and number of every file that may matter."""
type Tables = Mapping[str, pa.Table | Parquet]
"""Canonical tables, in memory or on disk."""

CONFIDENTIAL = "feedback"
"""360° ratings: no page quotes their rows (semantics §3), so none lie here."""
EVERYWHERE = ("agents", "identities", "adjustments")
"""Tables of the application that act on the rows of every other one."""
ROWS_A_GROUP = 20_000
PLACE = "_place"
"""A column of its own that tells the order in which the rows stood."""
INDEX, PREFIX = "read.json", "read-"


@dataclass(frozen=True, slots=True)
class Laid:
    """The tables as they lie there, and the names of files that changed since they were read."""

    tables: Tables
    changed: frozenset[str]

    def holds(self, tables: Collection[str]) -> bool:
        """Whether these tables would be read the same today."""
        mine = {f"{APP}/{name}." for name in (*tables, *EVERYWHERE)}
        return not any(not name.startswith("app/") or name.startswith(tuple(mine)) for name in self.changed)


def lay(folder: Path, stamp: Stamp, records: Records) -> None:
    """Lays records down; those of before go, but for the last ones, from which a page may be reading.

    Nothing happens in a workspace that may only be read.
    """
    cache = folder / CACHE
    with suppress(OSError):
        cache.mkdir(exist_ok=True)
        before, place = _named(cache), _filled(cache, records)
        held = {name: _paths(cache, place, name, table) for name, table in _wanted(records)}
        with replacing(cache / INDEX) as fresh:
            told = {"place": place.name, "stamp": stamp, "tables": held}
            fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        for old in cache.glob(f"{PREFIX}*"):
            if old.name not in (place.name, before):
                shutil.rmtree(old, ignore_errors=True)


def laid(folder: Path, stamp: Stamp) -> Laid | None:
    """What was laid down last, beside how the files stand now; None where nothing was."""
    cache = folder / CACHE
    try:
        found = (cache / INDEX).stat()
        stamped, held = _read(cache / INDEX, found.st_mtime_ns, found.st_ino)
    except (OSError, ValueError, KeyError):
        return None
    tables = {name: Parquet(tuple(cache / path for path in paths)) for name, paths in held.items()}
    if not all(path.is_file() for table in tables.values() for path in table.paths):
        return None
    changed = frozenset(name for name, *_ in {*stamped} ^ {*stamp})
    return Laid(tables, changed)


@lru_cache(2)
def _read(index: Path, at: int, inode: int) -> tuple[Stamp, Mapping[str, list[str]]]:
    """The index, read anew only when another one stands in its place."""
    told: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    return tuple((name, time, size, number) for name, time, size, number in told["stamp"]), told["tables"]


def _named(cache: Path) -> str:
    try:
        return str(json.loads((cache / INDEX).read_text(encoding="utf-8"))["place"])
    except (OSError, ValueError, KeyError):
        return ""


def _wanted(records: Records) -> Iterator[tuple[str, pa.Table | Parquet]]:
    return ((name, table) for name, table in records.tables.items() if name in TABLES and name != CONFIDENTIAL)


def _paths(cache: Path, place: Path, name: str, table: pa.Table | Parquet) -> list[str]:
    """Where a table lies, seen from the cache; one too large for memory lies on disk already."""
    return [os.path.relpath(path, cache) for path in table.paths] if isinstance(table, Parquet) else [
        f"{place.name}/{name}.parquet"
    ]  # fmt: skip


def _filled(cache: Path, records: Records) -> Path:
    """A new folder that holds every table in memory, whole; hidden while it is being filled."""
    room = Path(tempfile.mkdtemp(prefix=f".{PREFIX}", suffix=".tmp", dir=cache))  # for its owner's eyes only
    place = cache / room.name.removeprefix(".").removesuffix(".tmp")
    try:
        for name, table in _wanted(records):
            if isinstance(table, pa.Table):
                ordered = table.append_column(PLACE, pa.array(range(len(table)), pa.int64()))
                ordered = ordered.sort_by(key_of(name) or PLACE)
                pq.write_table(ordered, room / f"{name}.parquet", compression="zstd", row_group_size=ROWS_A_GROUP)
        room.replace(place)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return place


def key_of(table: str) -> str:
    """The column by which rows of a table are looked up ("" where it has none): of events their ticket."""
    return "ticket_id" if table == "events" else next((name for name in TABLES[table].key if name != "source"), "")
