"""Spark: a cluster there is already. What is measured is worked out on its executors and kept there."""

import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers import PySparkCompiler

from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver
from deskmerit.engines.problems import missing, unreachable
from deskmerit.engines.simple import held_of

SETTINGS = {
    "spark.app.name": "deskmerit",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an integer too large is an error, never another number
    "spark.ui.showConsoleProgress": "false",
}


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # Ibis gives it no type
def monotonically_increasing_id() -> int:  # type: ignore[empty-body]  # Spark's own function
    """Spark's number of a row: it asks no other partition."""


class Spark(Driver):
    """A session of a cluster. What is kept are views over rows that the executors hold (local checkpoints): a plan
    that grew from table to table would be worked out anew at each. An executor that is lost ends the measurement."""

    name = "spark"
    escapes = True
    room = 50
    part = 2**33

    def __init__(self, session: Any) -> None:
        self.session, self.compiler = session, PySparkCompiler()

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.session.sql(sql).collect()

    def read(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer to a query."""
        return self.session.sql(sql).toArrow().cast(schema)

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> None:
        """A view over the checkpointed rows of a query."""
        kind_of = self.compiler.type_mapper.to_string
        told = ((self.quoted(column), kind_of(kind)) for column, kind in schema.items())
        cast = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in told)
        rows = self.session.sql(f"select {cast} from ({sql}) filled")
        rows.localCheckpoint(eager=True).createOrReplaceTempView(name)

    def hold(self, name: str, rows: pa.Table) -> None:
        """A view over Arrow rows, sent with the queries that use them."""
        frame_of(self.session, rows).createOrReplaceTempView(name)

    def add(self, name: str, rows: pa.Table) -> None:
        """Adds Arrow rows to a table of the catalogue."""
        frame_of(self.session, rows).writeTo(name).append()

    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """A view over Parquet files, which every executor must see under the same path."""
        held, instants = held_of(paths)
        rows = self.session.read.option("mergeSchema", "true").parquet(*(str(path) for path in paths))
        named = ((name, self.quoted(name)) for name in held.names)
        rows = rows.selectExpr(*(f"unix_micros({q}) as {q}" if name in instants else q for name, q in named))
        rows.createOrReplaceTempView(name)
        return ibis.Schema.from_pyarrow(held)

    def place(self) -> ir.IntegerValue:
        """A row's own id: its partition in the upper 31 bits, its number there in the lower 33."""
        return monotonically_increasing_id()

    def drop(self, name: str) -> None:
        """Drops a view; its rows go with the last that uses them."""
        self.session.catalog.dropTempView(name)

    def close(self) -> None:
        """Ends the application on the cluster."""
        self.session.stop()


def frame_of(session: Any, rows: pa.Table) -> Any:
    """Arrow rows as Spark's. It reads parts up to the first empty one and loses the rest without a word (4.3)."""
    return session.createDataFrame(
        pa.Table.from_batches([part for part in rows.to_batches() if len(part)], rows.schema)
    )


def connect(address: str = "") -> Engine:
    """A session of the master at `spark://HOST:PORT`, settings of Spark after a question mark; without an address that
    of the surrounding `spark-submit` or configuration. Raises EngineError where there is none, or no package."""
    return Engine(Spark(session_at(address)))


def session_at(address: str) -> Any:
    """The session itself: see `connect`."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise missing("Spark", "spark", "pyspark") from error
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # none is used here
    master, _, said = address.partition("?")
    builder = SparkSession.builder
    for name, value in {**SETTINGS, **dict(parse_qsl(said))}.items():
        builder = builder.config(name, value)
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    except Exception as error:  # the gateway raises whatever Java says
        raise unreachable("Spark", master or "spark", error) from error
    return session
