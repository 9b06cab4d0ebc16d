"""Engines that can measure: how to connect to each. Adding one: a module here, a line in ENGINES."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from deskmerit.engines import clickhouse, duckdb, postgres, spark
from deskmerit.engines.base import Engine

ENGINES: dict[str, Callable[..., Engine]] = {
    "duckdb": duckdb.connect,
    "postgres": postgres.connect,
    "clickhouse": clickhouse.connect,
    "spark": spark.connect,
}
DEFAULT = "duckdb"


_surrounding: ContextVar[Engine | None] = ContextVar("surrounding", default=None)


@contextmanager
def opened(engine: Engine | None) -> Iterator[Engine]:
    """The engine given, or the surrounding one, emptied at the end; without any a private DuckDB, closed at the end."""
    given = engine or _surrounding.get()
    host = given or ENGINES[DEFAULT]()
    try:
        yield host
    finally:
        host.close() if given is None else host.forget()


@contextmanager
def measuring_on(engine: Engine) -> Iterator[None]:
    """Inside, whatever measures without being given an engine does so on this one."""
    token = _surrounding.set(engine)
    try:
        yield
    finally:
        _surrounding.reset(token)
