"""Engines for tests, each started by the test that needs it and gone afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine

type Connect = Callable[[], Engine]


@contextmanager
def running(name: str) -> Iterator[Connect]:
    """Starts an engine; how to connect to it."""
    with STARTED[name]() as connect:
        yield connect


@contextmanager
def _duckdb() -> Iterator[Connect]:
    yield ENGINES["duckdb"]


@contextmanager
def _postgres() -> Iterator[Connect]:
    from tools.with_postgres import postgres

    with postgres() as url:
        yield lambda: ENGINES["postgres"](url)


STARTED = {"duckdb": _duckdb, "postgres": _postgres}
