"""ClickHouse, embedded: its SQL compiled by Ibis, run by the `chdb` package in this process, without a server."""

import tempfile
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa
from ibis.backends.sql.compilers import ClickHouseCompiler
from pyarrow import feather

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver
from deskmerit.engines.problems import missing
from deskmerit.engines.simple import held_of

SETTINGS = (
    "join_use_nulls = 1",  # else a join gives 0 and '' where nothing fits
    "aggregate_functions_null_for_empty = 1",
    "union_default_mode = 'ALL'",
    "cast_keep_nullable = 1",
    "session_timezone = 'UTC'",
    # Since 26.9 a left join whose sides are swapped gives 0 for constant columns of its left side (decision 182).
    "query_plan_join_swap_table = 'false'",
    "query_plan_optimize_join_order_limit = 0",
    "output_format_arrow_string_as_string = 1",
    "output_format_arrow_fixed_string_as_fixed_byte_array = 0",
)
"""What makes ClickHouse read SQL as the others do."""

INSTANT = dt.Timestamp(timezone="UTC", scale=6)


class ClickHouse(Driver):
    """The embedded ClickHouse of this process; there is one at a time."""

    name = "clickhouse"
    escapes = True

    def __init__(self, session: Any) -> None:
        self.session, self.compiler = session, ClickHouseCompiler()
        self.scratch = tempfile.TemporaryDirectory(prefix="deskmerit-clickhouse-")
        for setting in SETTINGS:
            self.run(f"set {setting}")

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.session.query(sql)

    def read(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer to a query."""
        found = self.session.query(sql, "ArrowStream").bytes()
        if not found:
            return schema.empty_table()
        return pa.ipc.open_stream(found).read_all().rename_columns(schema.names).cast(schema)

    def columns(self, schema: ibis.Schema) -> str:
        """The columns with their types; days as Date32, for Ibis's Date begins in 1970."""
        kind_of = self.compiler.type_mapper.to_string
        kinds = {name: "Nullable(Date32)" if kind.is_date() else kind_of(kind) for name, kind in schema.items()}
        return ", ".join(f"{self.quoted(name)} {kind}" for name, kind in kinds.items())

    def created(self, name: str, schema: ibis.Schema) -> str:
        """The statement that makes an empty table in memory."""
        return f"create temporary table {self.quoted(name)} ({self.columns(schema)}) engine = Memory"

    def add(self, name: str, rows: pa.Table) -> None:
        """Adds Arrow rows to a table, handed over in a file."""
        if len(rows):
            file = Path(self.scratch.name) / "given.arrow"
            feather.write_feather(rows, str(file), compression="uncompressed")
            schema = ibis.Schema.from_pyarrow(rows.schema)
            columns = ", ".join(map(self.quoted, schema.names))
            source = f"file({_text(file)}, 'Arrow', {_text(self.columns(schema))})"
            self.run(f"insert into {self.quoted(name)} ({columns}) select {columns} from {source}")
            file.unlink()

    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """A view over Parquet files, which ClickHouse reads itself."""
        held, instants = held_of(paths)
        schema = ibis.Schema.from_pyarrow(held)
        written = {name: INSTANT if name in instants else kind for name, kind in schema.items()}
        structure = _text(self.columns(ibis.schema(written)))
        said = ", ".join(self._micros(name) if name in instants else self.quoted(name) for name in held.names)
        parts = (f"select {said} from file({_text(path)}, 'Parquet', {structure})" for path in paths)
        self.run(f"create view {self.quoted(name)} as {' union all '.join(parts)}")
        return schema

    def _micros(self, column: str) -> str:
        return f"toUnixTimestamp64Micro({self.quoted(column)}) as {self.quoted(column)}"

    def close(self) -> None:
        """Ends the session and forgets its tables."""
        self.session.close()
        self.scratch.cleanup()


def _text(said: object) -> str:
    """A text in ClickHouse's quotes."""
    return "'" + str(said).replace("\\", "\\\\").replace("'", "\\'") + "'"


def connect() -> Engine:
    """An embedded ClickHouse of this process's own. Raises EngineError without the package `chdb`."""
    try:
        from chdb.session import Session
    except ImportError as error:
        raise missing("ClickHouse", "clickhouse", "chdb") from error
    return Engine(ClickHouse(Session()))
