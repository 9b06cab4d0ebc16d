"""PostgreSQL 14 or newer: what is measured goes into temporary tables of one session, gone with it."""

import io
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
from ibis.backends.sql.compilers import PostgresCompiler

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver
from deskmerit.engines.problems import missing, unreachable
from deskmerit.engines.simple import simple

READ = csv.ConvertOptions(
    null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False, true_values=["t"], false_values=["f"]
)
PARSE = csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
SETTINGS = ("set time zone 'UTC'", "set client_min_messages = warning", "set jit = off")
"""Compiling a query to machine code takes longer than all but the longest of ours."""


class Postgres(Driver):
    """A session of a PostgreSQL server. Rows go in and out as CSV through COPY, its fastest way."""

    name = "postgres"

    def __init__(self, con: Any) -> None:
        self.con, self.compiler = con, PostgresCompiler()
        for setting in SETTINGS:
            self.run(setting)

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.con.execute(sql)

    def read(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer to a query."""
        found = io.BytesIO()
        with self.con.cursor() as cursor, cursor.copy(f"copy ({sql}) to stdout (format csv)") as copy:
            for part in copy:
                found.write(part)
        if not found.tell():
            return schema.empty_table()
        found.seek(0)
        kinds = csv.ConvertOptions(
            column_types=schema,
            null_values=READ.null_values,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=READ.true_values,
            false_values=READ.false_values,
        )
        return csv.read_csv(found, csv.ReadOptions(column_names=schema.names), PARSE, kinds).cast(schema)

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> None:
        """A temporary table, analysed: the planner knows nothing of one that was not."""
        super().fill(name, schema, sql)
        self.run(f"analyze {self.quoted(name)}")

    def hold(self, name: str, rows: pa.Table) -> None:
        """A temporary table with Arrow rows."""
        plain = simple(rows)
        self.run(self.created(name, ibis.Schema.from_pyarrow(plain.schema)))
        self._copy(name, plain)
        self.run(f"analyze {self.quoted(name)}")

    def _copy(self, name: str, rows: pa.Table) -> None:
        into = f"copy {self.quoted(name)} ({', '.join(map(self.quoted, rows.column_names))}) from stdin (format csv)"
        with self.con.cursor() as cursor, cursor.copy(into) as copy:
            for batch in rows.to_batches():
                text = io.BytesIO()
                csv.write_csv(batch, text, csv.WriteOptions(include_header=False))
                copy.write(text.getvalue())
