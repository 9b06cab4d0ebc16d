"""The tests' SQLite: its tables kept between runs, and another file in its place that threads or processes share."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

ROOT = Path(__file__).parents[2]


def told_by() -> str:
    """A digest of what tables and triggers are made from."""
    web = ROOT / "src" / "deskmerit" / "web"
    made_by = [*sorted(web.glob("*/migrations/*.py")), web / "shared" / "guard.py", ROOT / "requirements.lock"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:16]


def put_tables(kept: Path, name: str) -> sqlite3.Connection:
    """Fills SQLite's database in memory of that name with the tables that are kept; it lasts as long as this stays."""
    held = sqlite3.connect(name, uri=True)
    if kept.exists():
        with closing(sqlite3.connect(kept)) as file:
            file.backup(held)
    return held


def keep_tables(kept: Path) -> None:
    """Keeps the tables of the present database for the next process; nobody sees them half written."""
    if not kept.exists():
        half = kept.with_name(f"{kept.name}.{os.getpid()}")
        copied_to(half)
        for older in kept.parent.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        half.replace(kept)


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


@pytest.fixture(scope="session")
def tables(request: pytest.FixtureRequest) -> Path:
    """The file of tables kept between runs as long as the migrations stay: to migrate takes four seconds a process."""
    return request.config.cache.mkdir("tables") / f"{told_by()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tables: Path) -> Iterator[None]:
    """Has the tables in place before Django migrates, which then finds nothing to do."""
    if connection.vendor != "sqlite":
        yield
        return
    with closing(put_tables(tables, connection.creation._get_test_db_name())):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, tables: Path) -> None:
    """The database, whose tables are kept for the next process."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            keep_tables(tables)
