"""Large Parquet tables: judged where they lie, by queries, and never loaded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.records.checks import quoted
from deskmerit.records.part import Count
from deskmerit.records.replace import rewritten
from deskmerit.records.sound import judge
from deskmerit.records.spec import Column, TableSpec, Type
from deskmerit.records.store import Parquet
from deskmerit.records.unknown import as_held, mixed, once, sound_name, sound_type
from deskmerit.records.view import PART, ROW, View, files_of, literal, parquet_view
from deskmerit.records.whole import Whole

_DUCK = {
    Type.TEXT: "varchar",
    Type.MONTH: "varchar",
    Type.INSTANT: "timestamptz",
    Type.DATE: "date",
    Type.INTEGER: "bigint",
    Type.FLAG: "boolean",
    Type.NUMBER: "decimal(24, 6)",
}


def on_disk(
    spec: TableSpec, paths: Sequence[Path], names: Sequence[str], connection: duckdb.DuckDBPyConnection, cache: Path
) -> Whole | None:
    """The table judged in place, or None where its cells must be read one by one (other types, names or words).

    Files that are canonical and sound are used as they are; else a sound copy is written to `cache`.
    """
    schemas = [pq.read_schema(path) for path in paths]
    if not all(_castable(spec, schema) for schema in schemas) or not _one_each(schemas):
        return None
    scans = " union all by name ".join(_scans(spec, paths, schemas))
    connection.execute(f"create or replace temp view {quoted(spec.name)} as {scans}")
    view = View(spec, connection, [(name, "") for name in names])
    untidy = _untidy(view)
    if untidy is None:
        connection.execute(f"drop view {view.name}")
        return None
    verdict = judge(view)
    source = Parquet(tuple(paths))
    exact = all(_exact(spec, schema) for schema in schemas) and not _mixed(spec, schemas)
    table = source if exact and not untidy and not verdict.out else _copy(view, source, verdict.out, untidy, cache)
    rows = [pq.read_metadata(path).num_rows for path in paths]
    out = [sum(part == place for part, _ in verdict.out) for place in range(len(paths))]
    counts = {(name, ""): Count(n, n - lost, lost) for name, n, lost in zip(names, rows, out, strict=True)}
    return Whole(table, view.places, counts, verdict.issues)


def from_lake(
    spec: TableSpec, paths: Sequence[Path], names: Sequence[str], connection: duckdb.DuckDBPyConnection, digest: str
) -> Whole:
    """The table as a lake has it: its rows were judged when they were written, so they are not read for that again."""
    view = parquet_view(connection, spec, paths, [(name, "") for name in names])
    rows = [pq.read_metadata(path).num_rows for path in paths]
    counts = {(name, ""): Count(n, n) for name, n in zip(names, rows, strict=True)}
    return Whole(Parquet(tuple(paths), digest), view.places, counts)


def _castable(spec: TableSpec, schema: pa.Schema) -> bool:
    names = set(schema.names)
    return all(
        (column.name in names and _fits(column, schema.field(column.name).type))
        or (not column.required and column.name not in names)
        for column in spec.columns
    ) and all(sound_name(field.name) and as_held(field) for field in _own(spec, schema))


def _own(spec: TableSpec, schema: pa.Schema) -> list[pa.Field]:
    """The columns that the table doesn't know and keeps."""
    known = set(spec.schema.names)
    return [field for field in schema if field.name not in known and not field.name.startswith("_")]


def _mixed(spec: TableSpec, schemas: Sequence[pa.Schema]) -> set[str]:
    """The columns of one's own that files hold in types which only text has in common."""
    kinds: dict[str, list[pa.DataType]] = {}
    for schema in schemas:
        for field in _own(spec, schema):
            kinds.setdefault(field.name, []).append(field.type)
    return {name for name, some in kinds.items() if mixed(some)}


def _one_each(schemas: Sequence[pa.Schema]) -> bool:
    """Whether the columns of all files together are told apart by more than upper and lower case."""
    return all(len(set(s.names)) == len(s.names) for s in schemas) and once(list({n for s in schemas for n in s.names}))


def _fits(column: Column, given: pa.DataType) -> bool:
    if column.type in (Type.TEXT, Type.MONTH):
        return bool(pa.types.is_string(given) or pa.types.is_large_string(given))
    if column.type is Type.INSTANT:
        return bool(pa.types.is_timestamp(given) and given.tz)
    whole = pa.types.is_integer(given) and not pa.types.is_uint64(given)
    return bool(given.equals(column.arrow) or (whole and column.type in (Type.INTEGER, Type.NUMBER)))


def _exact(spec: TableSpec, schema: pa.Schema) -> bool:
    """Whether an engine can read the file as it is: every canonical column, in its type, and others it can hold."""
    names = set(schema.names)
    known = all(c.name in names and schema.field(c.name).type.equals(c.arrow) for c in spec.columns)
    return known and all(sound_type(field.type) for field in _own(spec, schema))


def _scans(spec: TableSpec, paths: Sequence[Path], schemas: Sequence[pa.Schema]) -> Iterator[str]:
    """A relation for the files of each shape that there is: as a rule one."""
    texts = _mixed(spec, schemas)
    shapes: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place, schema in enumerate(schemas):
        shapes.setdefault(tuple((field.name, str(field.type)) for field in schema), []).append(place)
    for places in shapes.values():
        yield _scan(spec, places, [paths[place] for place in places], schemas[places[0]], texts)


def _scan(spec: TableSpec, places: list[int], paths: Sequence[Path], schema: pa.Schema, texts: set[str]) -> str:
    given = set(schema.names)
    cells = [
        f"cast({quoted(c.name) if c.name in given else 'null'} as {_DUCK[c.type]}) as {quoted(c.name)}"
        for c in spec.columns
    ]
    for field in _own(spec, schema):
        cell = f"cast({as_held(field)} as varchar)" if field.name in texts else as_held(field)
        cells.append(f"{cell} as {quoted(field.name)}")
    part = "file_index" if places == list(range(len(places))) else f"{places}[file_index::bigint + 1]"
    row = f"{part}::integer as {PART}, file_row_number + 1 as {ROW}"
    return f"select {row}, {', '.join(cells)} from {files_of(paths)}"


def _untidy(view: View) -> bool | None:
    """Whether texts are blank or have blanks around them; None where a word is not one of those allowed."""
    texts = [column for column in view.spec.columns if column.type in (Type.TEXT, Type.MONTH)]
    # Below "!" sorts whatever is empty or begins with a blank: a comparison of prefixes, where trimming is slow.
    blank = " or ".join(f"{quoted(c.name)} < '!' or suffix({quoted(c.name)}, ' ')" for c in texts)
    strange = " or ".join(f"{quoted(c.name)} not in ({', '.join(map(literal, c.allowed))})" for c in texts if c.allowed)
    counts = ", ".join(f"count(*) filter (where {wrong or 'false'})" for wrong in (blank, strange))
    untidy, unknown = view.connection.execute(f"select {counts} from {view.name}").fetchall()[0]
    return None if unknown else bool(untidy)


def _copy(view: View, source: Parquet, out: set[tuple[int, int]], untidy: bool, cache: Path) -> Parquet:
    """The sound rows with tidy texts, as a file in the cache."""
    texts = [quoted(c.name) for c in view.spec.columns if c.type in (Type.TEXT, Type.MONTH)] if untidy else []
    tidy = f" replace ({', '.join(f"nullif(trim({name}), '') as {name}" for name in texts)})" if texts else ""
    parts, rows = zip(*sorted(out), strict=True) if out else ((), ())
    left_out = pa.table({PART: pa.array(parts, pa.int32()), ROW: pa.array(rows, pa.int64())})
    view.connection.register("_out", left_out)
    query = f"select v.* exclude ({PART}, {ROW}){tidy} from {view.name} v anti join _out using ({PART}, {ROW})"
    return rewritten(view.connection, query, source, repr(sorted(out)), cache)
