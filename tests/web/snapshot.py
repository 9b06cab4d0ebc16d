"""The rows of a database as values, taken once a process and put into each test's own transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from deskmerit.web.shared import clock

type Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a test finds: statement → rows to insert, and what the clock read when they were taken."""

    rows: dict[str, Rows]
    at: datetime

    def put(self) -> None:
        """Inserts every row; the order doesn't matter, for references are checked at the end of a transaction."""
        with connection.cursor() as cursor:
            for statement, rows in self.rows.items():
                cursor.executemany(statement, rows)


def take(before: dict[str, Rows]) -> Snapshot:
    """The rows that are there now and were not `before`."""
    new: dict[str, Rows] = {}
    for table, rows in tables().items():
        known = set(map(repr, before[table]))
        new[table] = [row for row in rows if repr(row) not in known]
    return statements(new)


def statements(rows: dict[str, Rows]) -> Snapshot:
    """Rows by table as what puts them back."""
    found = {}
    for table, new in rows.items():
        if new:
            marks = ", ".join(["%s"] * len(new[0]))
            found[f"INSERT INTO {connection.ops.quote_name(table)} ({_columns(table)}) VALUES ({marks})"] = new
    return Snapshot(found, clock.now())


def tables() -> dict[str, Rows]:
    """The rows of every table of the application."""
    return dict(_read())


def _read() -> Iterator[tuple[str, Rows]]:
    with connection.cursor() as cursor:
        for table in _names():
            cursor.execute(f"SELECT {_columns(table)} FROM {connection.ops.quote_name(table)}")
            yield table, [tuple(map(_written, row)) for row in cursor.fetchall()]


def _written(value: Any) -> Any:
    """PostgreSQL's driver reads JSON as values and must be told to write them back as JSON."""
    if isinstance(value, dict | list):
        return connection.ops.adapt_json_value(value, None)
    return value


def _names() -> Iterable[str]:
    models = (each for each in apps.get_models(include_auto_created=True) if each._meta.managed)
    return sorted({each._meta.db_table for each in models if each is not ContentType})


def _columns(table: str) -> str:
    fields = {each._meta.db_table: each for each in apps.get_models(include_auto_created=True)}[table]._meta
    return ", ".join(connection.ops.quote_name(each.column) for each in fields.local_concrete_fields)
