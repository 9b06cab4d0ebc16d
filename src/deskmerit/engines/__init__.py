"""Engines that can measure: how to connect to each. Adding one: a module here, a line in ENGINES."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deskmerit.engines import clickhouse, duckdb, postgres, spark
from deskmerit.engines.base import Engine

ENGINES: dict[str, Callable[..., Engine]] = {
    "duckdb": duckdb.connect,
    "postgres": postgres.connect,
    "clickhouse": clickhouse.connect,
    "spark": spark.connect,
}
DEFAULT = "duckdb"


@contextmanager
def opened(engine: Engine | None) -> Iterator[Engine]:
    """The engine given, emptied at the end; without one a private DuckDB, closed at the end."""
    host = engine or ENGINES[DEFAULT]()
    try:
        yield host
    finally:
        host.close() if engine is None else host.forget()
