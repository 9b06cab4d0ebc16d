"""Results put into tables of the user's own: PostgreSQL, a DuckDB file, the catalogue of a Spark.

Tables are named `deskmerit_…`. Each row begins with `run`; a run put again replaces its own rows and no others.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import ibis
import pyarrow as pa

from deskmerit.engines import postgres, spark
from deskmerit.engines.driver import Driver, text_of
from deskmerit.engines.duckdb import DuckDB
from deskmerit.engines.problems import EngineError, unreachable, unsuited

SHAPES = ("postgresql://USER@HOST/DATABASE", "duckdb://FILE", "spark", "spark://HOST:PORT")
"""How addresses look, for messages."""

type Tables = Mapping[str, pa.Table]


def publish(address: str, run: str, tables: Tables) -> None:
    """Puts the tables of a run at an address, `deskmerit_` before their names. Raises EngineError where that can't
    be."""
    scheme = scheme_of(address)
    named = {f"deskmerit_{name}": _with_run(run, rows) for name, rows in tables.items()}
    try:
        PLACES[scheme](address, run, named)
    except EngineError:
        raise
    except Exception as error:  # each engine raises errors of its own: no right to create, a table of another shape
        raise unreachable(scheme, address, error) from error


def scheme_of(address: str) -> str:
    """What an address begins with. Raises EngineError for one of no place that keeps results.

    >>> scheme_of("duckdb://results.duckdb")
    'duckdb'
    """
    scheme, there, rest = address.partition("://")
    if scheme not in PLACES or not (rest if there else scheme == "spark"):
        raise unsuited(address, ", ".join(SHAPES))
    return scheme


def _with_run(run: str, rows: pa.Table) -> pa.Table:
    return rows.add_column(0, "run", pa.array([run] * len(rows), pa.string()))


def _replaced(driver: Driver, run: str, tables: Tables) -> None:
    """In one transaction: the tables made where they are not there, the run's rows taken out, the new ones put in."""
    driver.run("begin")
    for name, rows in tables.items():
        columns = driver.columns(ibis.Schema.from_pyarrow(rows.schema))
        driver.run(f"create table if not exists {driver.quoted(name)} ({columns})")
        driver.run(f"delete from {driver.quoted(name)} where run = {text_of(run)}")
        driver.add(name, rows)
    driver.run("commit")


def _to_postgres(address: str, run: str, tables: Tables) -> None:
    engine = postgres.connect(address)
    try:
        _replaced(engine.driver, run, tables)
    finally:
        engine.close()


def _to_duckdb(address: str, run: str, tables: Tables) -> None:
    driver = DuckDB({"database": str(Path(address.partition("://")[2]))})
    try:
        _replaced(driver, run, tables)
    finally:
        driver.close()


def _to_spark(address: str, run: str, tables: Tables) -> None:
    """Spark's tables have no transactions: a run is a partition, and a partition is overwritten whole."""
    session = spark.session_at("" if address == "spark" else address)
    # Only the session's setting keeps the other partitions: the same option of a single write is not looked at here.
    session.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
    try:
        for name, rows in tables.items():
            frame = spark.frame_of(session, rows)
            if not session.catalog.tableExists(name):
                frame.write.partitionBy("run").saveAsTable(name)
            elif len(rows):
                frame.select(*session.table(name).columns).write.insertInto(name, overwrite=True)
            else:
                session.sql(f"alter table {name} drop if exists partition (run = {text_of(run)})")
    finally:
        session.stop()


PLACES: dict[str, Callable[[str, str, Tables], None]] = {
    "postgres": _to_postgres,
    "postgresql": _to_postgres,
    "duckdb": _to_duckdb,
    "spark": _to_spark,
}
