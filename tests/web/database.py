"""Lets the tests' connection be another SQLite file for a while: one that threads or processes share."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections


def copied_to(path: Path) -> None:
    """Writes what the present database holds (SQLite) into a new file."""
    connections["default"].ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connections["default"].connection.backup(copy)


@contextmanager
def on_file(path: Path) -> Iterator[None]:
    """Reads and writes the database in a file meanwhile."""
    before, named = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = path
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = named
        connections["default"] = before
