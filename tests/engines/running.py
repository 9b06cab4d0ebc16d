"""Engines for tests, each started by the test that needs it and gone afterwards."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from shutil import which
from urllib.parse import urlencode

import pytest
from tools.spark_cluster import cluster

from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.engines.spark import Spark

type Connect = Callable[[], Engine]

NEEDS: dict[str, dict[str, Callable[[], object]]] = {
    "postgres": {"psycopg": lambda: find_spec("psycopg"), "initdb": lambda: which("initdb")},
    "clickhouse": {"chdb": lambda: find_spec("chdb")},
    "spark": {"pyspark": lambda: find_spec("pyspark"), "java": lambda: which("java")},
}
"""Packages and programs without which an engine can't be started."""

SMALL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "600m",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}
"""A cluster on one machine, for tables of a few rows."""


@contextmanager
def running(name: str) -> Iterator[Connect]:
    """Starts an engine; how to connect to it. Skips where what it needs is not installed, or fails with
    DESKMERIT_NEEDS_ALL."""
    if absent := [what for what, there in NEEDS.get(name, {}).items() if not there()]:
        reason = f"{name} can't be tried here: {', '.join(absent)} missing"
        if os.environ.get("DESKMERIT_NEEDS_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)
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


@contextmanager
def _clickhouse() -> Iterator[Connect]:
    yield ENGINES["clickhouse"]


@contextmanager
def _spark() -> Iterator[Connect]:
    """One session for all: starting one takes seconds, and a process has one at a time."""
    with cluster(workers=2) as master, tempfile.TemporaryDirectory(prefix="deskmerit-spark-") as place:
        engine = ENGINES["spark"](master + "?" + urlencode({**SMALL, "spark.sql.warehouse.dir": place}))
        try:
            yield lambda: Engine(Open(engine.driver.session))
        finally:
            engine.close()


class Open(Spark):
    """A session that stays open for the next test."""

    def close(self) -> None:
        """Drops the views alone."""
        for view in self.session.catalog.listTables():
            self.drop(view.name)


STARTED = {"duckdb": _duckdb, "postgres": _postgres, "clickhouse": _clickhouse, "spark": _spark}
