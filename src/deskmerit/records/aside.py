"""One DuckDB of the process for questions about tables that are given with the question."""

from functools import cache

import duckdb


def aside() -> duckdb.DuckDBPyConnection:
    """A connection of its own, in UTC, to be closed after the question; what is registered in it nobody else sees.

    >>> with aside() as connection:
    ...     connection.sql("select current_setting('TimeZone')").fetchone()
    ('UTC',)
    """
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Opening one takes ten times as long as a question of a small table, and each load asks dozens."""
    database = duckdb.connect()
    database.execute("set global TimeZone = 'UTC'")
    return database
