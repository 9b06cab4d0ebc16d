"""Cells replaced in a table, in memory or on disk: the rest of the table stays as it is."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.kept import folder_of, hold, stamps, written
from deskmerit.records.spec import TableSpec
from deskmerit.records.store import Parquet
from deskmerit.records.view import PART, ROW, View, literal, parquet_view, view_of


def views_of(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table | Parquet]) -> dict[str, View]:
    """Canonical tables as views with `_part` and `_row` (counted from 0 in memory, from 1 in each file on disk)."""
    return {name: registered(connection, TABLES[name], table) for name, table in tables.items() if name in TABLES}


def registered(connection: duckdb.DuckDBPyConnection, spec: TableSpec, table: pa.Table | Parquet) -> View:
    """One table as a view."""
    if isinstance(table, Parquet):
        return parquet_view(connection, spec, table.paths, [(path.name, "") for path in table.paths])
    rows = len(table)
    placed = table.append_column(PART, pa.array([0] * rows, pa.int32())).append_column(
        ROW, pa.array(range(rows), pa.int64())
    )
    return view_of(connection, spec, placed, [("", "")])


def replaced(
    view: View, table: pa.Table | Parquet, changes: Mapping[str, pa.Table], cache: Path | None
) -> pa.Table | Parquet:
    """The table with new cells. `changes`: by column, a table of `_part`, `_row` and `new` in the column's type.

    A table on disk is written anew into `cache` (a temporary folder without one), under a name made from its files and
    changes, and is written only once.
    """
    order = [(PART, "ascending"), (ROW, "ascending")]  # queries give no order, and the name is made of the changes
    changes = {column: change.sort_by(order) for column, change in changes.items() if len(change)}
    if not changes:
        return table
    for place, change in enumerate(changes.values()):
        view.connection.register(f"_change{place}", change)
    joins = " ".join(
        f"left join _change{n} c{n} on v.{PART} = c{n}.{PART} and v.{ROW} = c{n}.{ROW}" for n in range(len(changes))
    )
    cells = [
        f"case when c{n}.{ROW} is null then v.{quoted(c)} else c{n}.new end as {quoted(c)}"
        for n, c in enumerate(changes)
    ]
    if isinstance(table, Parquet):
        query = f"select v.* exclude ({PART}, {ROW}) replace ({', '.join(cells)}) from {view.name} v {joins}"
        return rewritten(view.connection, query, table, _name(changes), cache)
    query = f"select {', '.join(cells)} from {view.name} v {joins} order by v.{PART}, v.{ROW}"
    for column, cell in zip(changes, view.connection.sql(query).to_arrow_table().columns, strict=True):
        at = table.column_names.index(column)
        table = table.set_column(at, column, cell.cast(table.schema.field(column).type))
    return table


def _name(changes: Mapping[str, pa.Table]) -> str:
    return repr([(column, change.to_pydict()) for column, change in changes.items()])


def rewritten(
    connection: duckdb.DuckDBPyConnection, query: str, table: Parquet, what: str, cache: Path | None
) -> Parquet:
    """A query's rows as one Parquet file in the cache; made once for the same files and the same change."""
    key = sha256(repr((stamps(table.paths), query, what)).encode()).hexdigest()[:24]
    done = folder_of(cache) / f"{key}.parquet"
    if not done.exists():
        form = "(format parquet, compression zstd)"
        written(done, lambda half: connection.execute(f"copy ({query}) to {literal(half)} {form}"))
    hold(done)
    return Parquet((done,))
