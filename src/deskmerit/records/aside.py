"""One DuckDB of the process for short questions: of tables given with the question, or of one file after another."""

from functools import cache

import duckdb


def aside() -> duckdb.DuckDBPyConnection:
    """A connection of its own, in UTC, to be closed after the question; what is registered in it nobody else sees.

    What may not fit into memory is asked by `records.view.connect`.

    >>> with aside() as connection:
    ...     connection.sql("select current_setting('TimeZone')").fetchall()
    [('UTC',)]
    """
    connection = _database().cursor()
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    return connection


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Opening one takes ten times as long as a question of a small table, of which each load has dozens."""
    database = duckdb.connect()
    database.execute("set enable_external_file_cache = false")  # it outlives its questions: nothing is to stay of them
    return database
