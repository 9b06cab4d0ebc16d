"""DuckDB, the default engine: embedded, exact on integers, spills to disk when memory is short."""

import tempfile
from pathlib import Path

import ibis
import pyarrow as pa

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver, text_of
from deskmerit.engines.simple import plain

MEMORY = "2GB"


class DuckDB(Driver):
    """A private DuckDB in memory."""

    name = "duckdb"
    writes = True

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

    def add(self, name: str, rows: pa.Table) -> None:
        """Adds Arrow rows to a table."""
        self.con.register("given", rows)
        try:
            columns = ", ".join(map(self.quoted, rows.column_names))
            self.run(f"insert into {self.quoted(name)} ({columns}) select {columns} from given")
        finally:
            self.con.unregister("given")

    def fitting(self, rows: pa.Table) -> pa.Table:
        """All rows as they are."""
        return rows

    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """A view over Parquet files. `epoch_us`: Ibis's own `delta` asks the time zone library for every row."""
        self.scanned.add(name)
        files = ", ".join(text_of(path) for path in paths)
        source = f"read_parquet([{files}], union_by_name=true)"
        found = self.con.sql(f"select * from {source} limit 0").to_arrow_table()
        instants = [column.name for column in found.schema if pa.types.is_timestamp(column.type)]
        told = ", ".join(f"epoch_us({self.quoted(column)}) as {self.quoted(column)}" for column in instants)
        said = f"* replace ({told})" if told else "*"
        self.run(f"create temporary view {self.quoted(name)} as select {said} from {source}")
        return ibis.Schema.from_pyarrow(plain(found).schema)

    def write(self, sql: str, path: Path) -> None:
        """Writes the rows of a query to a Parquet file."""
        self.run(f"copy ({sql}) to {text_of(path)} (format parquet)")

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
