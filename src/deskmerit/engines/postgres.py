"""PostgreSQL 14 or newer: what is measured goes into temporary tables of one session, gone with it."""

import io
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.dataset as ds
from ibis.backends.sql.compilers import PostgresCompiler
from pyarrow import csv

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver
from deskmerit.engines.problems import missing, unreachable
from deskmerit.engines.simple import held_of, plain, simple, whole_schema

BATCH = 500_000
PARSE = csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
SETTINGS = ("set time zone 'UTC'", "set client_min_messages = warning", "set jit = off")
"""Compiling a query to machine code takes longer than all but the longest of ours."""


class Postgres(Driver):
    """A session of a PostgreSQL server. Rows go in and out as CSV through COPY, its fastest way."""

    name = "postgres"
    copies = True

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
        return csv.read_csv(found, csv.ReadOptions(column_names=schema.names), PARSE, _typed(schema)).cast(schema)

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> None:
        """A temporary table, analysed: the planner knows nothing of one that was not."""
        super().fill(name, schema, sql)
        self.run(f"analyze {self.quoted(name)}")

    def hold(self, name: str, rows: pa.Table) -> None:
        """A temporary table with Arrow rows, analysed."""
        super().hold(name, rows)
        self.run(f"analyze {self.quoted(name)}")

    def add(self, name: str, rows: pa.Table) -> None:
        """Adds Arrow rows to a table."""
        into = f"copy {self.quoted(name)} ({', '.join(map(self.quoted, rows.column_names))}) from stdin (format csv)"
        with self.con.cursor() as cursor, cursor.copy(into) as copy:
            for batch in rows.to_batches():
                text = io.BytesIO()
                csv.write_csv(batch, text, csv.WriteOptions(include_header=False))
                copy.write(text.getvalue())

    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """A temporary table with the rows of Parquet files, sent batch by batch."""
        return self.scan_some(name, paths, frozenset())

    def scan_some(self, name: str, paths: tuple[Path, ...], unread: frozenset[str]) -> ibis.Schema:
        """The same without the columns that no question reads."""
        held, _ = held_of(paths)
        held = pa.schema([column for column in held if column.name not in unread])
        schema = ibis.Schema.from_pyarrow(held)
        self.run(self.created(name, schema))
        files = ds.dataset([str(path) for path in paths], schema=whole_schema(paths))
        for batch in files.to_batches(columns=held.names, batch_size=BATCH):
            self.add(name, simple(plain(pa.Table.from_batches([batch]))))
        self.run(f"analyze {self.quoted(name)}")
        return schema

    def close(self) -> None:
        """Ends the session, and its temporary tables with it."""
        self.con.close()


def _typed(schema: pa.Schema) -> csv.ConvertOptions:
    """What CSV of COPY means: nothing between two commas is null, an empty text stands in quotes."""
    return csv.ConvertOptions(
        column_types=schema,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        true_values=["t"],
        false_values=["f"],
    )


def connect(address: str) -> Engine:
    """A session of the server at `postgresql://USER@HOST/DATABASE`. Raises EngineError where there is none, or no
    driver."""
    try:
        import psycopg
    except ImportError as error:
        raise missing("PostgreSQL", "postgres", "psycopg") from error
    try:
        return Engine(Postgres(psycopg.connect(address, autocommit=True)))
    except psycopg.Error as error:
        raise unreachable("PostgreSQL", address, error) from error
