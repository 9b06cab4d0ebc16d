"""How an engine is spoken to: its SQL, rows in and out. One module per engine gives a driver."""

from abc import ABC, abstractmethod
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot

from deskmerit.engines.simple import simple


class Driver(ABC):
    """A connection to one engine. `compiler` turns Ibis's expressions into its SQL.

    `escapes`: whether a backslash in a quoted text takes the next character literally. `room`: how many times one
    machine's batch of events it takes at once. `part`: see `place`. `copies`: whether what is measured is copied to it,
    every column that it is given.
    """

    name: ClassVar[str]
    escapes: ClassVar[bool] = False
    room: ClassVar[int] = 1
    part: ClassVar[int] = 1
    copies: ClassVar[bool] = False
    compiler: Any

    @abstractmethod
    def run(self, sql: str) -> None:
        """Runs a statement that answers nothing."""

    @abstractmethod
    def read(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer to a query in the types of the schema, which has its columns in order."""

    @abstractmethod
    def add(self, name: str, rows: pa.Table) -> None:
        """Adds Arrow rows to a table that has their columns."""

    def hold(self, name: str, rows: pa.Table) -> None:
        """Makes a table of that name with Arrow rows."""
        self.run(self.created(name, ibis.Schema.from_pyarrow(rows.schema)))
        self.add(name, rows)

    def fitting(self, rows: pa.Table) -> pa.Table:
        """The rows as the engine can hold them."""
        return simple(rows)

    @abstractmethod
    def scan(self, name: str, paths: tuple[Path, ...]) -> ibis.Schema:
        """Makes a table or view of that name over Parquet files, instants as microseconds; its columns."""

    def scan_some(self, name: str, paths: tuple[Path, ...], unread: frozenset[str]) -> ibis.Schema:
        """The same, where no question reads some columns: an engine that copies may leave them out."""
        return self.scan(name, paths)

    def place(self) -> ir.IntegerValue | None:
        """Where a row lies: the number of its part times `part`, and its number in there. None where one part numbers
        all rows as they come."""
        return None

    def disk(self) -> "Disk | None":
        """What writes files of rows that the engine reads later, where it can."""
        return None

    @abstractmethod
    def close(self) -> None:
        """Ends the connection."""

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> None:
        """Makes a table of that name and shape with the rows of a query.

        Ibis's own `create_table` asks the engine four questions more, ten times what a small table costs.
        """
        self.run(self.created(name, schema))
        self.run(f"insert into {self.quoted(name)} ({', '.join(map(self.quoted, schema.names))}) {sql}")

    def created(self, name: str, schema: ibis.Schema) -> str:
        """The statement that makes an empty table which ends with the connection."""
        return f"create temporary table {self.quoted(name)} ({self.columns(schema)})"

    def columns(self, schema: ibis.Schema) -> str:
        """The columns of a table with their types, as the engine writes them."""
        mapper = self.compiler.type_mapper
        return ", ".join(f"{self.quoted(column)} {_written(mapper, kind)}" for column, kind in schema.items())

    def drop(self, name: str) -> None:
        """Drops a table."""
        self.run(f"drop table if exists {self.quoted(name)}")

    def quoted(self, name: str) -> str:
        """A name as the engine quotes it."""
        return _quoted(name, self.compiler.dialect)


class Disk(ABC):
    """What an engine can do beside memory, with files of its own machine."""

    @abstractmethod
    def write(self, sql: str, path: Path) -> None:
        """Writes the rows of a query to a Parquet file."""

    @abstractmethod
    def bulky(self) -> bool:
        """Whether the records are so many that tables with a row for each are to lie on disk from the start."""

    @abstractmethod
    def spread(self, name: str, sql: str) -> None:
        """Puts the rows of a query on disk under that name, gone with `Driver.drop`."""


@lru_cache(maxsize=1000)
def _written(mapper: Any, kind: dt.DataType) -> str:
    """A type as the engine writes it; there are few, and each is written for every column that has it."""
    return str(mapper.to_string(kind))


@lru_cache(maxsize=10_000)
def _quoted(name: str, dialect: Any) -> str:
    return str(sqlglot.to_identifier(name, quoted=True).sql(dialect=dialect))


def text_of(said: object) -> str:
    """A text in standard SQL's quotes.

    >>> text_of("it's")
    "'it''s'"
    """
    return "'" + str(said).replace("'", "''") + "'"
