"""Parquet files as sheets of cells (for import maps; canonical tables are read as columns by `sources.load`)."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.issue import Issue
from deskmerit.records.unknown import plain_type
from deskmerit.records.values import exact_float
from deskmerit.sources.files.grid import Sheet, problem


def read_parquet(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The one sheet of a Parquet file; rows are counted from 1."""
    table, issue = open_parquet(path, name)
    if table is None:
        return [], [issue] if issue else []
    rows = list(zip(*(exact(column.to_pylist()) for column in table.columns), strict=True))
    return [Sheet(name, "", tuple(table.column_names), rows, list(range(1, len(rows) + 1)))], []


def open_parquet(path: Path, name: str) -> tuple[pa.Table | None, Issue | None]:
    """The file as an Arrow table, times finer than a microsecond cut; or why it can't be read."""
    try:
        table = pq.ParquetFile(path).read()
        columns = [column.cast(plain_type(column.type), safe=False) for column in table.columns]  # finer times are cut
        return pa.table(columns, names=table.column_names), None
    except (pa.ArrowException, OSError) as wrong:
        return None, problem(name, "", "parquet-unreadable", why=str(wrong).splitlines()[0][:200])


def exact(cells: Iterable[object]) -> list[object]:
    """Cells without binary floats: what a float prints as, as an exact decimal; NaN is empty.

    >>> exact([0.1, 2.0, float("nan"), "x"])
    [Decimal('0.1'), 2, None, 'x']
    """
    return [exact_float(cell) if isinstance(cell, float) else cell for cell in cells]
