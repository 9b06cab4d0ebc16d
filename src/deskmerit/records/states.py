"""Two states of the records beside each other: which rows both have, which went and which came."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.select import record_key
from deskmerit.records.store import Parquet, Records
from deskmerit.records.view import connect, files_of

HISTORY = ("tickets", "events")
REFERENCE = ("agents", "identities", "postings")
"""Tables whose rows hold for all records of a person."""

type Rows = pa.Table | Parquet


@dataclass
class States:
    """An old and a new state of the same tables, seen by one connection; a file that both have is read once."""

    old: Records
    new: Records
    connection: duckdb.DuckDBPyConnection
    _made: set[str] = field(default_factory=set)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.connection.execute(query).fetchall()

    def ids(self, name: str, ids: Sequence[str]) -> None:
        """Registers texts as a table with the column id."""
        self.connection.register(name, pa.table({"id": pa.array(ids, pa.string())}))

    def count(self, name: str) -> int:
        """The rows of a table in the new state."""
        table = self.new.tables[name]
        if isinstance(table, Parquet):
            return sum(pq.read_metadata(path).num_rows for path in table.paths)
        return len(table)

    def about_tickets(self) -> list[str]:
        """The canonical tables of records that may name a ticket."""
        return [
            name
            for name, spec in TABLES.items()
            if name in self.new.tables
            and name not in HISTORY
            and record_key(spec)
            and any(column.name == "ticket_id" for column in spec.columns)
        ]

    def differ(self, name: str) -> bool:
        """Whether a table may have other rows in the new state."""
        old, new = self.old.tables[name], self.new.tables[name]
        if isinstance(old, Parquet) and isinstance(new, Parquet):
            return set(old.paths) != set(new.paths)
        return isinstance(old, Parquet) or isinstance(new, Parquet) or not old.equals(new)

    def difference(self, name: str) -> str:
        """A relation with the rows of one state that the other hasn't, as often as it hasn't."""
        made = f"differing_{name}"
        if made not in self._made:
            self.connection.execute(f"create temp table {quoted(made)} as {self._differing(name)}")
            self._made.add(made)
        return quoted(made)

    def _differing(self, name: str) -> str:
        _, gone, come = self.cut(name)
        a, b = (f"select * from {rows}" for rows in (gone, come))
        if gone == self._shaped(name) or come == self._shaped(name):
            return f"{a} union all {b}"  # nothing to compare with
        return f"({a} except all {b}) union all ({b} except all {a})"

    def every(self, name: str) -> str:
        """A relation with the rows of both states; rows of both may come twice."""
        same, gone, come = self.cut(name)
        return f"(select * from {same} union all select * from {gone} union all select * from {come})"

    def cut(self, name: str) -> tuple[str, str, str]:
        """Relations with the same columns: the files of both states, those that went, those that came."""
        old, new = self.old.tables[name], self.new.tables[name]
        both: tuple[Rows, Rows, Rows] = (Parquet(()), old, new)
        if isinstance(old, Parquet) and isinstance(new, Parquet):
            same = self._both(name)
            known = set(same)
            both = (
                Parquet(same),
                Parquet(tuple(path for path in old.paths if path not in known)),
                Parquet(tuple(path for path in new.paths if path not in known)),
            )
        elif isinstance(old, pa.Table) and old is new:
            both = (new, Parquet(()), Parquet(()))
        self._shape(name, old, new)
        return self._rows(name, "same", both[0]), self._rows(name, "gone", both[1]), self._rows(name, "come", both[2])

    def holding(self, name: str, only: str) -> tuple[str, str, str]:
        """The same relations as `cut`, of the files of both states only those with a row that `only` holds for: asking
        for them reads few columns, and what is touched often lies in few files."""
        same, gone, come = self.cut(name)
        paths = self._both(name)
        if len(paths) > 1:
            held = {str(file) for (file,) in self.ask(f"select distinct filename from {files_of(paths)} where {only}")}
            same = self._rows(name, "same", Parquet(tuple(path for path in paths if str(path) in held)))
        return same, gone, come

    def _both(self, name: str) -> tuple[Path, ...]:
        """The files that both states have."""
        old, new = self.old.tables[name], self.new.tables[name]
        if not isinstance(old, Parquet) or not isinstance(new, Parquet):
            return ()
        left = set(new.paths)
        return tuple(path for path in old.paths if path in left)

    def _shape(self, name: str, *states: Rows) -> None:
        if f"shape_{name}" in self._made:
            return
        rows = [self._plain(f"{name}_{place}", state) for place, state in enumerate(states)]
        whole = " union all by name ".join(f"(select * from {each} limit 0)" for each in rows if each)
        self.connection.execute(f"create temp table {quoted('shape_' + name)} as {whole}")
        self._made.add(f"shape_{name}")

    def _rows(self, name: str, place: str, rows: Rows) -> str:
        shape, plain = self._shaped(name), self._plain(f"{name}_{place}", rows)
        return f"(select * from {shape} union all by name select * from {plain})" if plain else shape

    def _shaped(self, name: str) -> str:
        """A table of that shape without rows."""
        return quoted(f"shape_{name}")

    def _plain(self, name: str, rows: Rows) -> str:
        if isinstance(rows, Parquet):
            return files_of(rows.paths) if rows.paths else ""
        self.connection.register(name, rows)
        return quoted(name)


@contextmanager
def beside(old: Records, new: Records) -> Iterator[States]:
    """Two states beside each other on a private DuckDB."""
    with connect() as connection:
        connection.execute("set preserve_insertion_order = false")  # measuring does not depend on it
        yield States(old, new, connection)


def parts(states: States, touched: Mapping[str, str]) -> tuple[Records, Records]:
    """The old and the new records, of each table in `touched` only the rows that its predicate holds for."""
    old, new = dict(states.old.tables), dict(states.new.tables)
    for name, only in touched.items():
        same, gone, come = states.holding(name, only)
        kept = [
            states.connection.sql(f"select * from {rows} where {only}").to_arrow_table() for rows in (same, gone, come)
        ]
        old[name], new[name] = pa.concat_tables(kept[:2]), pa.concat_tables([kept[0], kept[2]])
    return replace(states.old, tables=old), replace(states.new, tables=new)
