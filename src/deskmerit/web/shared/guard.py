"""Database triggers that keep tables append-only, for SQLite and PostgreSQL, as a migration operation."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations


class AppendOnly(migrations.operations.base.Operation):
    """Forbids changing and deleting rows of `table`. `free`: columns that may still change.

    With `when` (SQL over OLD) only those rows are guarded, `state <> 'draft'` for one. Say it again after a migration
    that changes such a table: SQLite makes the table anew without its triggers, and new columns want guarding.
    """

    reversible = True

    def __init__(self, table: str, free: Sequence[str] = (), when: str = "") -> None:
        self.table, self.free, self.when = table, tuple(free), when

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing of the models changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Makes the triggers, in place of those that are there."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            columns = [c.name for c in connection.introspection.get_table_description(cursor, self.table)]
        kept = [name for name in columns if name not in self.free]
        make = _postgres if connection.vendor == "postgresql" else _sqlite
        for statement in make(self.table, kept, self.when):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Removes the triggers."""
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS keep_{self.table}_{act}{on}", params=None)

    def describe(self) -> str:
        """What `migrate` tells."""
        return f"Guard {self.table} against change"


def _changed(columns: Sequence[str], differs: str, cast: str = "") -> str:
    return " OR ".join(f'OLD."{name}"{cast} {differs} NEW."{name}"{cast}' for name in columns)


def _sqlite(table: str, columns: Sequence[str], when: str) -> list[str]:
    also = f"({when}) AND " if when else ""
    said = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} "
        f"WHEN {also}({_changed(columns, 'IS NOT')}) BEGIN {said}; END",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} "
        + (f"WHEN {when} " if when else "")
        + f"BEGIN {said}; END",
    ]


def _postgres(table: str, columns: Sequence[str], when: str) -> list[str]:
    also = f"({when}) AND " if when else ""
    return [
        "CREATE OR REPLACE FUNCTION deskmerit_append_only() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({also}({_changed(columns, 'IS DISTINCT FROM', '::text')})) EXECUTE FUNCTION deskmerit_append_only()",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW "
        + (f"WHEN ({when}) " if when else "")
        + "EXECUTE FUNCTION deskmerit_append_only()",
    ]
