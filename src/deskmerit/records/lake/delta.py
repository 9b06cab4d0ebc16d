"""One Delta table of a lake: written from the version a manifest names, whatever a crash left behind it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import duckdb
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, TableFeatures, write_deltalake
from deltalake.exceptions import TableNotFoundError

from deskmerit.records import view
from deskmerit.records.aside import aside
from deskmerit.records.checks import quoted
from deskmerit.records.lake.kinds import cast, has_local_times, signed
from deskmerit.records.lake.place import Place
from deskmerit.records.spec import TableSpec, Type
from deskmerit.records.store import Parquet
from deskmerit.records.view import connect

MONTH = "_month"
"""The partition of large tables: the UTC month of a row's time. It stands in folder names, never in a file."""

PARTED = ("tickets", "events", "surveys", "calls")
"""The large tables: the months of a lake that nothing changed in keep their files."""
NO_TIME = "none"
LOCAL_TIMES = "timestampNtz"
"""What Delta calls the feature of a table to hold times without a zone."""
CHUNK = 2_000_000
"""Rows written at a time, from tables too large for memory."""

SOURCE = "source"

# A version must stay readable for years: nothing but `vacuum` may take away a file, and nothing the log.
_KEPT = {
    "delta.logRetentionDuration": "interval 5200 weeks",
    "delta.enableExpiredLogCleanup": "false",
    "delta.deletedFileRetentionDuration": "interval 5200 weeks",
}

ALONE = CommitProperties(max_commit_retries=0)
"""A version is put on top of the one it was made from, or not at all: what another machine wrote meanwhile would come
into this load's manifest with it."""


def key_of(spec: TableSpec) -> tuple[str, ...]:
    """The columns by which a later row takes the place of an earlier one; empty: rows have no key.

    >>> from deskmerit.records.columns import TABLES
    >>> key_of(TABLES["events"]), key_of(TABLES["postings"])
    (('source', 'event_id'), ())
    """
    return (SOURCE, *(name for name in spec.key if name != SOURCE)) if spec.key else ()


def opened(place: Place, name: str, version: int | None) -> DeltaTable | None:
    """The table at a version; None where there is none. What a crash left after that version is undone by a new one."""
    with suppress(TableNotFoundError):
        table = DeltaTable(place.table(name))
        if version is not None and table.version() != version:
            table.restore(version, commit_properties=ALONE)
        return table
    return None


def at(place: Place, name: str, version: int) -> DeltaTable:
    """The table as it was at a version, to read."""
    return DeltaTable(place.table(name), version=version)


def put(place: Place, spec: TableSpec, version: int | None, rows: pa.Table | Parquet) -> int:
    """Adds rows, each in the place of one with its key; without a key those that are not there yet. The new version.

    Rows on disk have each key once, as judging leaves them.
    """
    if isinstance(rows, pa.Table):
        return _put(place, spec, version, rows)
    new = version is None
    for chunk in _chunks(rows):
        if new and version is not None:
            version = _appended(at(place, spec.name, version), _with_month(spec, chunk))
        else:
            version = _put(place, spec, version, chunk)
    assert version is not None
    return version


def _put(place: Place, spec: TableSpec, version: int | None, rows: pa.Table) -> int:
    table = opened(place, spec.name, version)
    rows = _last_of_each(spec, _with_month(spec, rows))
    if table is None or version is None:
        return _written(place, spec, table, rows)
    _made_able(table, rows)
    rows = _as_held(table, spec, rows)
    if not key_of(spec):
        return _appended(table, _not_there(table, rows))
    rows = _as_wide(table, rows)
    _moved_away(table, spec, rows)
    on = [_equal(spec, name) for name in key_of(spec)] + ([f"t.{MONTH} = s.{MONTH}"] if spec.name in PARTED else [])
    merging = table.merge(
        rows, " and ".join(on), source_alias="s", target_alias="t", merge_schema=True, commit_properties=ALONE
    )
    merging.when_matched_update_all().when_not_matched_insert_all().execute()
    return table.version()


def take_out(place: Place, spec: TableSpec, version: int, keys: pa.Table) -> int:
    """Removes the rows of these keys (or of any columns of the table). The new version."""
    table = opened(place, spec.name, version)
    assert table is not None
    _remove(table, spec, keys)
    return table.version()


def replace(place: Place, spec: TableSpec, version: int | None, source: str, rows: pa.Table) -> int:
    """Puts rows in the place of everything a source said before. The new version."""
    if version is not None:
        version = take_out(place, spec, version, pa.table({SOURCE: [source]}))
    return put(place, spec, version, rows)


def files_of(table: DeltaTable) -> dict[str, int]:
    """The data files of a version, as named below the table's folder, with their rows."""
    actions = pa.table(table.get_add_actions(flatten=True))
    return dict(zip(actions["path"].to_pylist(), actions["num_records"].to_pylist(), strict=True))


def _appended(table: DeltaTable, rows: pa.Table) -> int:
    """Writes rows behind those there are. The new version."""
    before = table.version()
    write_deltalake(table, rows, mode="append", schema_mode="merge", commit_properties=ALONE)
    return min(table.version(), before + 1)  # the table may be seen as another machine left it by now


def _chunks(rows: Parquet) -> Iterator[pa.Table]:
    """Rows on disk, as many at a time as memory holds easily."""
    with connect() as connection:
        relation = connection.sql(f"select * from {view.files_of(rows.paths)}")
        for batch in relation.to_arrow_reader(CHUNK):
            yield pa.Table.from_batches([batch])


def _written(place: Place, spec: TableSpec, left: DeltaTable | None, rows: pa.Table) -> int:
    """A table's first version; what an unfinished first load left is overwritten."""
    version = 0 if left is None else left.version() + 1
    write_deltalake(
        place.table(spec.name) if left is None else left,
        rows,
        mode="overwrite",
        schema_mode="overwrite",
        partition_by=[MONTH] if spec.name in PARTED else None,
        configuration=_KEPT,
        commit_properties=ALONE,
    )
    return version


def _made_able(table: DeltaTable, rows: pa.Table) -> None:
    """Lets a table have times without a zone: one that is made has what its first rows need, and no more."""
    feature = TableFeatures.TimestampWithoutTimezone
    if has_local_times(rows.schema.types) and LOCAL_TIMES not in (table.protocol().writer_features or ()):
        table.alter.add_feature(feature, allow_protocol_versions_increase=True, commit_properties=ALONE)


def _as_held(table: DeltaTable, spec: TableSpec, rows: pa.Table) -> pa.Table:
    """The rows, columns of the user's own as the table spells them and in the types that it has of them."""
    own = {column.name for column in spec.columns} | {MONTH}
    held = {field.name.lower(): field for field in pa.schema(table.schema().to_arrow())}
    for place, name in enumerate(rows.column_names):
        field = held.get(name.lower())
        if field is not None and name not in own:
            rows = rows.set_column(place, field.name, cast(rows[name], field.type))
    return rows


def _as_wide(table: DeltaTable, rows: pa.Table) -> pa.Table:
    """The rows with every column of the table: a row that comes anew says nothing of a column it lacks."""
    for field in pa.schema(table.schema().to_arrow()):
        if field.name not in rows.column_names:
            rows = rows.append_column(field.name, pa.nulls(len(rows), field.type))
    return rows


def _moved_away(table: DeltaTable, spec: TableSpec, rows: pa.Table) -> None:
    """Removes the rows whose key comes again with a time in another month: merging looks into one month only."""
    if spec.name not in PARTED:
        return
    old, same = table.to_pyarrow_dataset(), " and ".join(_equal(spec, name, "o", "n") for name in key_of(spec))
    with _connected({"old": old, "new": rows}) as connection:
        query = (
            f"select {_columns('o', (*key_of(spec), MONTH))} from old o join new n on {same}"
            f" where o.{MONTH} <> n.{MONTH}"
        )
        moved = connection.sql(query).to_arrow_table()
    if len(moved):
        _remove(table, spec, moved)


def _remove(table: DeltaTable, spec: TableSpec, keys: pa.Table) -> None:
    if not set(keys.column_names) <= {field.name for field in table.schema().fields}:
        return  # nobody said that column yet (a source, of rows that came from files): no row has such a key
    on = " and ".join(_equal(spec, name) for name in keys.column_names)
    merging = table.merge(keys, on, source_alias="s", target_alias="t", commit_properties=ALONE)
    merging.when_matched_delete().execute()


def _equal(spec: TableSpec, name: str, old: str = "t", new: str = "s") -> str:
    """Equal, two missing values included. An equality of expressions is hashed; `is not distinct from` is not."""
    known = {column.name: column for column in spec.columns}
    if name in known and known[name].required:
        return f"{old}.{name} = {new}.{name}"
    nothing = "date '0001-01-01'" if name in known and known[name].type is Type.DATE else "''"
    return f"coalesce({old}.{name}, {nothing}) = coalesce({new}.{name}, {nothing})"


def _columns(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{quoted(name)}" for name in names)


def _with_month(spec: TableSpec, rows: pa.Table) -> pa.Table:
    rows = rows.cast(pa.schema([field.with_type(signed(field.type)) for field in rows.schema]))
    if SOURCE not in rows.column_names and spec.key:
        rows = rows.append_column(SOURCE, pa.nulls(len(rows), pa.string()))
    if spec.name not in PARTED:
        return rows
    times = ", ".join(quoted(name) for name in spec.time if spec.column(name).type is Type.INSTANT)
    with _connected({"new": rows}) as connection:
        said = f"coalesce(strftime(coalesce({times}), '%Y-%m'), '{NO_TIME}')"
        return connection.sql(f"select *, {said} as {MONTH} from new").to_arrow_table()


def _not_there(table: DeltaTable, rows: pa.Table) -> pa.Table:
    """Rows of which the table has no equal."""
    old = table.to_pyarrow_table()
    for name in rows.column_names:
        if name not in old.column_names:
            old = old.append_column(name, pa.nulls(len(old), rows.schema.field(name).type))
    with _connected({"old": old, "new": rows}) as connection:
        names = ", ".join(map(quoted, rows.column_names))
        return connection.sql(f"select {names} from new except select {names} from old").to_arrow_table()


def _last_of_each(spec: TableSpec, rows: pa.Table) -> pa.Table:
    """Of several rows with one key the last."""
    key = key_of(spec)
    if not key:
        return rows
    with _connected({"new": rows.append_column("_place", pa.array(range(len(rows)), pa.int64()))}) as connection:
        names = ", ".join(map(quoted, key))
        query = (
            "select * exclude (_place) from new"
            f" qualify row_number() over (partition by {names} order by _place desc) = 1 order by _place"
        )
        return connection.sql(query).to_arrow_table()


class _connected:  # noqa: N801  # reads as a word: `with _connected(...)`
    """A DuckDB that sees these rows under their names."""

    def __init__(self, rows: dict[str, object]) -> None:
        self.rows = rows

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        self.connection = aside()
        for name, table in self.rows.items():
            self.connection.register(name, table)
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
