"""DuckDB, the default engine: embedded, exact on integers, spills to disk when memory is short."""

import tempfile
from pathlib import Path

import ibis
import ibis.expr.datatypes as dt

from deskmerit.engines.base import Engine

MEMORY = "2500MB"

_INSTANT = dt.Timestamp(timezone="UTC")
_INTEGER = dt.int64


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # ibis is read without its types
def epoch_us(instant: _INSTANT) -> _INTEGER:  # type: ignore[valid-type]  # ibis reads its own type objects here
    """DuckDB's own microseconds since 1970: `delta` compiles to a function that asks the time zone library per row."""


def connect(memory: str = MEMORY, threads: int | None = None, spill: Path | None = None) -> Engine:
    """A private DuckDB in memory. `memory` caps its buffers; beyond them it writes to `spill` (a temporary folder)."""
    folder = spill or Path(tempfile.gettempdir())
    settings: dict[str, object] = {
        "memory_limit": memory,
        "preserve_insertion_order": False,
        "temp_directory": str(folder),
    }
    if threads:
        settings["threads"] = threads
    backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("set enable_progress_bar = false")  # it would write over piped output
    con = backend.con
    return Engine("duckdb", backend, epoch_us, lambda sql: con.sql(sql).to_arrow_table(), con.register, con.unregister)
