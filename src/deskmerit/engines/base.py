"""What measuring needs from an engine: tables in, expressions kept or fetched, and its own way to say microseconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import ibis.backends
import ibis.expr.types as ir
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Engine:
    """A connected engine. `micros` turns a UTC instant into microseconds since 1970 (int64).

    Ibis can say that portably (`delta`), but some engines answer it a hundred times slower than their own function.
    `read` answers a query in the engine's own SQL; without it nothing is written down for the next batch.
    """

    name: str
    backend: ibis.backends.BaseBackend
    micros: Callable[[ir.TimestampValue], ir.IntegerValue]
    read: Callable[[str], pa.Table] | None = None
    numbers: Iterator[int] = field(default_factory=count)
    kept: list[str] = field(default_factory=list)

    def new_name(self) -> str:
        """A name no other kept table has."""
        return f"kept_{next(self.numbers)}"

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False) -> ir.Table:
        """Computes a table once and keeps it to the end of the scope, or of the connection if `lasting`."""
        name = self.new_name()
        table = self.backend.create_table(name, rows, temp=True)
        if not lasting:
            self.kept.append(name)
        return table

    def parquet(self, paths: tuple[Path, ...]) -> ir.Table:
        """A table over Parquet files, read by the engine itself."""
        return self.backend.read_parquet([str(path) for path in paths])

    def fetch(self, rows: ir.Expr) -> pa.Table:
        """The rows of an expression as an Arrow table."""
        return rows.to_pyarrow()

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
