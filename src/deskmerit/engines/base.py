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
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Engine:
    """A connected engine. `micros` turns a UTC instant into microseconds since 1970 (int64).

    Ibis can say that portably (`delta`), but some engines answer it a hundred times slower than their own function.
    `read` answers a query in the engine's own SQL; `give` lets queries see Arrow rows under a name, `take` ends that.
    """

    name: str
    backend: ibis.backends.BaseBackend
    micros: Callable[[ir.TimestampValue], ir.IntegerValue]
    read: Callable[[str], pa.Table]
    give: Callable[[str, pa.Table], object]
    take: Callable[[str], object]
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
        return self.hold(name, rows) if isinstance(rows, pa.Table) else self.fill(name, rows.schema(), self.sql(rows))

    def hold(self, name: str, rows: pa.Table) -> ir.Table:
        """A table of that name with Arrow rows."""
        self.give("given", rows)
        try:
            columns = ", ".join(map(_quoted, rows.column_names))
            return self.fill(name, ibis.Schema.from_pyarrow(rows.schema), f"select {columns} from given")
        finally:
            self.take("given")

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> ir.Table:
        """A table of that name and shape with the rows of a query.

        Ibis's own `create_table` asks the engine four questions more, ten times what a small table costs.
        """
        kinds = {column: dt.int32 if kind.is_null() else kind for column, kind in schema.items()}
        kind_of = self.backend.compiler.type_mapper.to_string
        columns = ", ".join(f"{_quoted(column)} {kind_of(kind)}" for column, kind in kinds.items())
        self.backend.raw_sql(f"create temporary table {_quoted(name)} ({columns})")
        self.backend.raw_sql(f"insert into {_quoted(name)} ({', '.join(map(_quoted, kinds))}) {sql}")
        return ops.DatabaseTable(name, schema=ibis.schema(kinds), source=self.backend).to_expr()

    def sql(self, rows: ir.Table) -> str:
        """The query in the engine's own SQL. One that was compiled before in this process is not compiled again:
        on records of usual size compiling takes longer than the query."""
        return _compiled(rows.op(), self.backend.compiler)

    def parquet(self, paths: tuple[Path, ...]) -> ir.Table:
        """A table over Parquet files, read by the engine itself."""
        return self.backend.read_parquet([str(path) for path in paths], table_name=self.new_name(), union_by_name=True)

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


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@lru_cache(maxsize=500)
def _compiled(query: Any, compiler: Any) -> str:
    return str(compiler.to_sqlglot(query.to_expr()).sql(dialect=compiler.dialect))
