"""DuckDB, the default engine: embedded, exact on integers, spills to disk when memory is short."""

import tempfile
from pathlib import Path

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver

MEMORY = "2500MB"

_INSTANT = dt.Timestamp(timezone="UTC")
_INTEGER = dt.int64


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # ibis is read without its types
def epoch_us(instant: _INSTANT) -> _INTEGER:  # type: ignore[valid-type]  # ibis reads its own type objects here
    """DuckDB's own microseconds since 1970: `delta` compiles to a function that asks the time zone library per row."""


class DuckDB(Driver):
    """A private DuckDB in memory."""

    name = "duckdb"

    def __init__(self, settings: dict[str, object]) -> None:
        self.backend = ibis.duckdb.connect(**settings)
        self.scanned = set[str]()
        self.compiler, self.con = self.backend.compiler, self.backend.con
        self.run("set enable_progress_bar = false")  # it would write over piped output

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.con.execute(sql)

    def read(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer to a query."""
        return self.con.sql(sql).to_arrow_table().cast(schema)

    def hold(self, name: str, rows: pa.Table) -> None:
        """A table with Arrow rows."""
        self.con.register("given", rows)
        try:
            columns = ", ".join(map(self.quoted, rows.column_names))
            self.fill(name, ibis.Schema.from_pyarrow(rows.schema), f"select {columns} from given")
        finally:
            self.con.unregister("given")

    def fitting(self, rows: pa.Table) -> pa.Table:
        """All rows as they are."""
        return rows

    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """A view over Parquet files."""
        self.scanned.add(name)
        files = [str(path) for path in paths]
        return self.backend.read_parquet(files, table_name=name, union_by_name=True).schema()

    def micros(self, instant: ir.TimestampValue) -> ir.IntegerValue:
        """Microseconds since 1970."""
        return epoch_us(instant)

    def drop(self, name: str) -> None:
        """Drops a table, or the view over files."""
        self.run(f"drop {'view' if name in self.scanned else 'table'} if exists {self.quoted(name)}")
        self.scanned.discard(name)

    def close(self) -> None:
        """Ends the connection."""
        self.backend.disconnect()


def connect(memory: str = MEMORY, threads: int | None = None, spill: Path | None = None) -> Engine:
    """A private DuckDB in memory. `memory` caps its buffers; beyond them it writes to `spill` (a temporary folder)."""
    folder = spill or Path(tempfile.gettempdir())
    settings: dict[str, object] = {
        "memory_limit": memory,
        "preserve_insertion_order": False,
        "temp_directory": str(folder),
    }
    if threads:
        settings["threads"] = threads
    return Engine(DuckDB(settings))
