"""DuckDB, the default engine: embedded, exact on integers, spills to disk when memory is short."""

import shutil
import tempfile
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.memory import share, spilled
from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Disk, Driver, text_of
from deskmerit.engines.simple import plain

BULKY = 25
"""Bytes that DuckDB may hold for each row of the largest table; with fewer, tables go to disk from the start."""


class DuckDB(Driver, Disk):
    """A private DuckDB in memory. `folder`: its own, for what does not fit; gone with the connection."""

    name = "duckdb"

    def __init__(self, settings: dict[str, object], folder: Path | None = None) -> None:
        self.folder = folder
        self.backend = ibis.duckdb.connect(**settings)
        self.scanned = dict[str, Path | None]()
        self.rows = 0
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
        self.scanned[name] = None
        self.rows = max(self.rows, sum(pq.read_metadata(path).num_rows for path in paths))
        files = ", ".join(text_of(path) for path in paths)
        source = f"read_parquet([{files}], union_by_name=true, hive_partitioning=false)"
        found = self.con.sql(f"select * from {source} limit 0").to_arrow_table()
        instants = [column.name for column in found.schema if pa.types.is_timestamp(column.type)]
        told = ", ".join(f"epoch_us({self.quoted(column)}) as {self.quoted(column)}" for column in instants)
        said = f"* replace ({told})" if told else "*"
        self.run(f"create temporary view {self.quoted(name)} as select {said} from {source}")
        return ibis.Schema.from_pyarrow(plain(found).schema)

    def disk(self) -> "DuckDB":
        """Itself."""
        return self

    def bulky(self) -> bool:
        """Of a table in memory DuckDB keeps something of each piece of 122,880 rows there, whatever it writes to disk:
        with 310 million events that was all it may hold (decision 185)."""
        return self.folder is not None and self.rows > share() // BULKY

    def spread(self, name: str, sql: str) -> None:
        """A view over one Parquet file beside what DuckDB writes itself."""
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{name}.parquet"
        self.run(f"copy ({sql}) to {text_of(file)} (format parquet)")
        self.scanned[name] = file
        self.run(f"create temporary view {self.quoted(name)} as from read_parquet({text_of(file)})")

    def write(self, sql: str, path: Path) -> None:
        """Writes the rows of a query to a Parquet file."""
        self.run(f"copy ({sql}) to {text_of(path)} (format parquet)")

    def drop(self, name: str) -> None:
        """Drops a table, or the view over files, and the file it made itself."""
        self.run(f"drop {'view' if name in self.scanned else 'table'} if exists {self.quoted(name)}")
        if made := self.scanned.pop(name, None):
            made.unlink()

    def close(self) -> None:
        """Ends the connection, and what it wrote to disk."""
        self.backend.disconnect()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def connect(memory: str = "", threads: int | None = None, spill: Path | None = None) -> Engine:
    """A private DuckDB in memory. The process is to take at most `memory` (see `core.memory`); what does not fit is
    written to a folder of its own in `spill` (the system's temporary one), which goes with the connection."""
    folder = spilled(spill or Path(tempfile.gettempdir()))
    settings: dict[str, object] = {
        "memory_limit": f"{share(memory)}B",
        "preserve_insertion_order": False,
        "temp_directory": str(folder),
    }
    if threads:
        settings["threads"] = threads
    return Engine(DuckDB(settings, folder))
