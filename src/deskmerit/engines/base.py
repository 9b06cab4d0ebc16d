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
    """

    name: str
    backend: ibis.backends.BaseBackend
    micros: Callable[[ir.TimestampValue], ir.IntegerValue]
    _numbers: Iterator[int] = field(default_factory=count)
    _kept: list[str] = field(default_factory=list)

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False) -> ir.Table:
        """Computes a table once and keeps it to the end of the scope, or of the connection if `lasting`."""
        name = f"kept_{next(self._numbers)}"
        table = self.backend.create_table(name, rows, temp=True)
        if not lasting:
            self._kept.append(name)
        return table

    def parquet(self, paths: tuple[Path, ...]) -> ir.Table:
        """A table over Parquet files, read by the engine itself."""
        return self.backend.read_parquet([str(path) for path in paths])

    def fetch(self, rows: ir.Expr) -> pa.Table:
        """The rows of an expression as an Arrow table."""
        return rows.to_pyarrow()

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Tables kept inside are dropped at its end: memory stays bounded by one batch."""
        mark = len(self._kept)
        try:
            yield
        finally:
            for name in reversed(self._kept[mark:]):
                self.backend.drop_table(name, force=True)
            del self._kept[mark:]

    def close(self) -> None:
        """Ends the connection and forgets every kept table."""
        self.backend.disconnect()
