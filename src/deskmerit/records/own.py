"""Tables of the user's own, such as `visits` of on-site support: no canonical columns, every row kept.

A file is one if it has a column of agents and its name is no canonical table's. Custom metrics measure it.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.records.canonical import canonical
from deskmerit.records.cast import cast
from deskmerit.records.part import Count, Part
from deskmerit.records.spec import TableSpec, column
from deskmerit.records.view import PART, ROW

_TIMES = column("", "instant?", "", "")
_LOCAL = r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{1,2}:\d{2}"


def own_table(parts: Sequence[Part], zone: str | None) -> tuple[pa.Table, Mapping[tuple[str, str], Count]]:
    """The parts as one table. Columns of numbers, flags, dates or times are typed; local times take the zone."""
    spec = TableSpec("", {}, {}, ())
    table = canonical(spec, parts, zone).table.drop_columns([PART, ROW])
    for place, name in enumerate(table.column_names):
        table = table.set_column(place, name, _timed(table[name], zone))
    counts = {(part.file, part.sheet): Count(len(part) + part.unread, len(part), part.unread) for part in parts}
    return table, counts


def _timed(cells: pa.ChunkedArray, zone: str | None) -> pa.ChunkedArray:
    """A column whose every filled cell is a time, as instants."""
    naive = pa.types.is_timestamp(cells.type) and not cells.type.tz
    text = pa.types.is_string(cells.type) and cells.null_count < len(cells)
    if not naive and not (text and pc.all(pc.match_substring_regex(cells, _LOCAL)).as_py()):
        return cells
    read = cast(cells.combine_chunks(), _TIMES, zone)
    return cells if read.bad else pa.chunked_array([read.values])
