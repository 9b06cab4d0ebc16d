"""What measuring needs from an engine: tables in, expressions kept or fetched, and its own way to say microseconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import ibis
import ibis.backends
import ibis.expr.types as ir
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Engine:
    """A connected engine. `micros` turns a UTC instant into microseconds since 1970 (int64).

    Ibis can say that portably (`delta`), but some engines answer it a hundred times slower than their own function.
    `read` answers a query in the engine's own SQL.
    """

    name: str
    backend: ibis.backends.BaseBackend
    micros: Callable[[ir.TimestampValue], ir.IntegerValue]
    read: Callable[[str], pa.Table]
    numbers: Iterator[int] = field(default_factory=count)
    kept: list[str] = field(default_factory=list)

    def new_name(self) -> str:
        """A name no other kept table has. The same work gives the same names, so that its SQL is known already."""
        return f"kept_{next(self.numbers)}"

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False) -> ir.Table:
        """Computes a table once and keeps it to the end of the scope, or of the connection if `lasting`."""
        name = self.new_name()
        if not lasting:
            self.kept.append(name)
        if isinstance(rows, pa.Table):
            return self.backend.create_table(name, rows, temp=True)
        return self.fill(name, rows.schema(), self.sql(rows))

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> ir.Table:
        """A table of that name and shape with the rows of a query."""
        table = self.backend.create_table(name, schema=schema, temp=True)
        columns = ", ".join('"' + column.replace('"', '""') + '"' for column in schema.names)
        self.backend.raw_sql(f'insert into "{name}" ({columns}) {sql}')
        return table

    def sql(self, rows: ir.Table) -> str:
        """The query in the engine's own SQL. One that was compiled before in this process is not compiled again:
        on records of usual size compiling takes longer than the query."""
        return _compiled(rows.op(), self.backend.compiler)

    def parquet(self, paths: tuple[Path, ...]) -> ir.Table:
        """A table over Parquet files, read by the engine itself."""
        return self.backend.read_parquet([str(path) for path in paths], table_name=self.new_name())

    def fetch(self, rows: ir.Table) -> pa.Table:
        """The rows of an expression as an Arrow table."""
        return self.read(self.sql(rows)).cast(rows.schema().to_pyarrow())

    def value(self, scalar: ir.Scalar) -> Any:
        """One value as Python has it."""
        return self.fetch(scalar.as_table()).column(0)[0].as_py()

    def some(self, rows: ir.Table) -> bool:
        """Whether there is any row."""
        return len(self.fetch(rows.limit(1))) > 0

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Tables kept inside are dropped at its end: memory stays bounded by one batch."""
        mark = len(self.kept)
        try:
            yield
        finally:
            for name in reversed(self.kept[mark:]):
                self.backend.drop_table(name, force=True)
            del self.kept[mark:]

    def close(self) -> None:
        """Ends the connection and forgets every kept table."""
        self.backend.disconnect()


@lru_cache(maxsize=500)
def _compiled(query: Any, compiler: Any) -> str:
    return str(compiler.to_sqlglot(query.to_expr()).sql(dialect=compiler.dialect))
