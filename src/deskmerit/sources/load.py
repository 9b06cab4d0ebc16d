"""A workspace folder → records: every table found, every problem told, every row counted."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.across import across, view_all
from deskmerit.records.adjustments import adjusted
from deskmerit.records.announced import unknown_years
from deskmerit.records.columns import TABLES
from deskmerit.records.fingerprint import fingerprint
from deskmerit.records.identities import identified
from deskmerit.records.kept import sweep
from deskmerit.records.lake.delta import PARTED
from deskmerit.records.ondisk import from_lake, on_disk
from deskmerit.records.own import own_table
from deskmerit.records.part import Count
from deskmerit.records.spec import TableSpec
from deskmerit.records.store import Parquet, Records
from deskmerit.records.view import PART, ROW, connect
from deskmerit.records.whole import Place, Whole, whole
from deskmerit.sources.begun import not_begun
from deskmerit.sources.discover import CACHE, Found, discover
from deskmerit.sources.lake import FOLDER, Lake, lake_of
from deskmerit.sources.overlay import joined, kept_by_app, overlaid
from deskmerit.sources.parts import Gathered, take, take_parquet
from deskmerit.sources.settings import load_settings

LARGE = 2_000_000
LASTING = PARTED

type FilePlace = tuple[str, str, str]
"""A table, and a file and sheet its rows came from."""

type Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Read:
    """Records as their files say, before logins become people and corrections act, with the issues told so far."""

    records: Records
    issues: Sequence[Issue]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Records, every issue, and rows counted by table and by (table, file, sheet).

    `read`: what they were made from, so that rows can be added without reading every file again; see `added`.
    """

    records: Records
    issues: list[Issue]
    counts: Mapping[str, Count]
    files: Mapping[FilePlace, Count] = field(default_factory=dict)
    read: Read | None = None


def load(
    folder: Path,
    progress: Progress | None = None,
    *,
    large: int = LARGE,
    lake: Lake | None = None,
    crosswise: bool = True,
) -> Loaded:
    """Reads a workspace: its files, and its lake (as it is now, without one given). Rows with errors are left out
    and reported; nothing raises for what is inside the files.

    A table of Parquet files with `large` rows or more stays on disk as `Parquet`. Without `crosswise`, what only
    several tables together can tell is not looked for; the records are the same.
    """
    tell = progress or (lambda *_: None)
    if not folder.is_dir():
        return Loaded(Records({}), [Issue(Level.ERROR, "workspace-missing", Where(file=str(folder)))], {})
    settings, issues = load_settings(folder)
    lake = lake or lake_of(folder, settings)
    gathered = _gather(folder, lake, tell)
    zone = settings.zone if _zone_declared(folder, settings.zone) else None
    tables: dict[str, pa.Table | Parquet] = {}
    files: dict[FilePlace, Count] = {}
    with connect() as connection:
        places: dict[str, list[Place]] = {}
        for done, (name, spec) in enumerate(TABLES.items()):
            tell(name, done, len(TABLES))
            digest = lake.digest(name)
            made = _table(spec, gathered, zone, connection, folder / CACHE, large, digest)
            if made is not None:
                tables[name], places[name] = _stripped(made.table), made.places
                issues += made.issues
                files |= {(name, *place): count for place, count in made.counts.items()}
        doubts = across if crosswise else unknown_years
        issues = issues + gathered.issues + doubts(view_all(connection, places), settings)
    for name, parts in sorted(gathered.own.items()):
        tables[name], counts = own_table(parts, zone)
        files |= {(name, *place): count for place, count in counts.items()}
    read = Read(Records(tables, settings, origins=_origins(files), manifest=lake.manifest.number), tuple(issues))
    records, found = decided(read.records, folder / CACHE)
    sweep(folder / CACHE)
    by_table, issues = _by_table(files), issues + found
    return Loaded(records, issues + not_begun(folder, by_table, issues), by_table, files, read)


def unjudged(folder: Path, lake: Lake) -> Read | None:
    """A workspace whose large tables stand in its lake alone: those as they lie there, everything else read as by
    `load`. What only several tables together can tell is not looked for. None where a large table has files besides.
    """
    settings, issues = load_settings(folder)
    gathered = _gather(folder, lake, lambda *_: None)
    zone = settings.zone if _zone_declared(folder, settings.zone) else None
    tables: dict[str, pa.Table | Parquet] = {}
    with connect() as connection:
        for name, spec in TABLES.items():
            found = gathered.parquet.get(name, [])
            if name in LASTING and (found or name in gathered.parts):
                if name in gathered.parts or not all(each.lake for each in found):
                    return None
                tables[name] = Parquet(tuple(each.path for each in gathered.parquet.pop(name)), lake.digest(name))
                continue
            made = _table(spec, gathered, zone, connection, folder / CACHE, sys.maxsize, lake.digest(name))
            if made is not None:
                tables[name] = _stripped(made.table)
                issues += made.issues
    for name, parts in sorted(gathered.own.items()):
        tables[name], _ = own_table(parts, zone)
    if not all(isinstance(tables.get(name), Parquet) for name in ("tickets", "events")):
        return None
    return Read(Records(tables, settings), (*issues, *gathered.issues))


def stands_alone(folder: Path) -> bool:
    """Whether by their names no file of a workspace holds rows of a large table besides its lake's."""
    return not any(found.table in LASTING for found in (*discover(folder), *kept_by_app(folder)))


def as_it_lies(loaded: Loaded, lake: Lake) -> Read | None:
    """What `unjudged` gives, of a workspace that was loaded; None where a large table has files besides its lake's."""
    read = loaded.read
    if read is None:
        return None
    tables = dict(read.records.tables)
    for name in LASTING:
        if name in tables:
            files = [file for table, file, _ in loaded.files if table == name]
            there = sorted(lake.manifest.tables[name].files) if name in lake.manifest.tables else []
            if not there or set(files) != {f"{FOLDER}/{name}/{file}" for file in there}:
                return None
            tables[name] = Parquet(tuple(lake.place.fetched(f"{name}/{file}") for file in there), lake.digest(name))
    for name, table in tables.items():
        if name not in LASTING and isinstance(table, Parquet):
            tables[name] = pa.concat_tables([pq.read_table(path) for path in table.paths], promote_options="default")
    if not all(isinstance(tables.get(name), Parquet) for name in ("tickets", "events")):
        return None
    return Read(Records(tables, read.records.settings), read.issues)


def _table(
    spec: TableSpec,
    gathered: Gathered,
    zone: str | None,
    connection: duckdb.DuckDBPyConnection,
    cache: Path,
    large: int,
    digest: str,
) -> Whole | None:
    """One canonical table: large Parquet judged on disk, everything else read into memory; None if there is no file.

    `digest`: of its rows in the lake, "" where it has none there.
    """
    parquet = gathered.parquet.pop(spec.name, [])
    if parquet and spec.name not in gathered.parts and _rows([found.path for found in parquet]) >= large:
        paths, names = [found.path for found in parquet], [found.name for found in parquet]
        if digest and all(found.lake for found in parquet):
            return from_lake(spec, paths, names, connection, digest)
        judged = on_disk(spec, paths, names, connection, cache)
        if judged is not None:
            return judged
    for found in parquet:
        take_parquet(found, gathered)
    parts = gathered.parts.get(spec.name)
    return whole(spec, parts, zone, connection) if parts else None


def _rows(paths: list[Path]) -> int:
    """Rows of Parquet files; 0 where one can't be read (reading it will say why)."""
    try:
        return sum(pq.read_metadata(path).num_rows for path in paths)
    except (pa.ArrowException, OSError):
        return 0


def _stripped(table: pa.Table | Parquet) -> pa.Table | Parquet:
    return table if isinstance(table, Parquet) else table.drop_columns([PART, ROW])


def decided(records: Records, cache: Path) -> tuple[Records, list[Issue]]:
    """Logins become people, corrections are applied, and the data version is named."""
    known, doubts = identified(records, cache)
    right, found = adjusted(known, cache)
    return replace(right, fingerprint=fingerprint(right.tables), cache=cache), doubts + found


def _gather(folder: Path, lake: Lake, tell: Progress) -> Gathered:
    """Every file's parts: the folder's own with what the web application keeps in it, and its lake's beside."""
    own, app, files = list(discover(folder)), kept_by_app(folder), lake.files()
    count = len(own) + len(app) + len(files)
    gathered = _taken(own, 0, count, tell)
    if app:
        gathered = overlaid(gathered, _taken(app, len(own), count, tell))
    there = _taken(files, len(own) + len(app), count, tell)
    for name, part in lake.emptied():
        there.parts.setdefault(name, []).append(part)
    return joined(gathered, there)


def _taken(files: Sequence[Found], before: int, whole: int, tell: Progress) -> Gathered:
    gathered = Gathered()
    for done, file in enumerate(files, before):
        tell(file.name, done, whole)
        take(file, gathered)
    for file in gathered.parquet.pop("", []):
        take_parquet(file, gathered)
    return gathered


def _zone_declared(folder: Path, zone: str) -> bool:
    """Whether the organisation says its zone; without, a time that states no offset means nothing."""
    path = folder / "deskmerit.yaml"
    return zone != "UTC" or (path.is_file() and bool(re.search(r"(?m)^zone\s*:", path.read_text("utf-8", "replace"))))


def _by_table(files: Mapping[FilePlace, Count]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for (table, _, _), count in files.items():
        counts[table] = counts.get(table, Count()) + count
    return counts


def _origins(files: Mapping[FilePlace, Count]) -> dict[str, str]:
    origins: dict[str, list[str]] = {}
    for table, file, sheet in files:
        origins.setdefault(table, []).append(file + (f"[{sheet}]" if sheet else ""))
    return {table: ", ".join(dict.fromkeys(names)) for table, names in origins.items()}
