"""Rows of one person out of the records, for pages that quote what stands behind a figure."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from deskmerit.records.store import Parquet
from deskmerit.web.bridge.kept import exactly
from deskmerit.web.bridge.laid import PLACE, Tables

type Row = dict[str, object]


def rows_of(folder: Path, table: str, agent: str, at: str, since: datetime, until: datetime) -> list[Row]:
    """A person's rows of a table whose instant `at` lies in `[since, until)`, in order of it.

    No rows where the table is absent. Never for 360° ratings, whose rows nobody is shown (semantics §3).
    """
    assert table != "feedback", "360° ratings show only as count and mean"
    when = pc.field(at)
    wanted = (pc.field("agent_id") == agent) & (when >= _instant(since)) & (when < _instant(until))
    found = [row for part in _parts(exactly(folder, table), table, wanted) for row in part.to_pylist()]
    return sorted(found, key=lambda row: str(row[at]))


def rows_by(folder: Path, table: str, column: str, values: Collection[str]) -> list[Row]:
    """The rows of a table whose column holds any of the values, as the files say today; in the table's order."""
    return rows_in(exactly(folder, table), table, column, values) if values else []


def rows_in(tables: Tables, table: str, column: str, values: Collection[str]) -> list[Row]:
    """The rows of one of these tables whose column of texts holds any of the values, in the table's order."""
    wanted = pc.field(column).isin(pa.array(sorted(values), pa.string()))
    return [row for part in _parts(tables, table, wanted) for row in part.to_pylist()]


def _parts(tables: Tables, table: str, wanted: pc.Expression) -> Iterator[pa.Table]:
    found = tables.get(table)
    if isinstance(found, Parquet):
        yield from (_in_order(pq.read_table(path, filters=wanted)) for path in found.paths)
    elif found is not None:
        yield found.filter(wanted)


def _in_order(found: pa.Table) -> pa.Table:
    """Rows that were laid down by what they are looked up by, as they stood before."""
    return found.sort_by(PLACE).drop_columns([PLACE]) if PLACE in found.column_names else found


def _instant(value: datetime) -> pa.Scalar:
    return pa.scalar(value, pa.timestamp("us", "UTC"))
