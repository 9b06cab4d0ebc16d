"""Engines that can measure: how to connect to each. Adding one: a module here, a line in ENGINES."""

from collections.abc import Callable

from deskmerit.engines import duckdb
from deskmerit.engines.base import Engine

ENGINES: dict[str, Callable[..., Engine]] = {"duckdb": duckdb.connect}
