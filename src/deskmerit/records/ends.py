"""The least and the greatest value of a column of Parquet files, as their own statistics say."""

from datetime import UTC, date, datetime, timedelta

import pyarrow.parquet as pq

from deskmerit.records.store import Parquet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Untold(Exception):  # noqa: N818  # not a bug: statistics are optional in Parquet
    """Some file does not say."""


def ends_of(table: Parquet, columns: tuple[str, ...]) -> dict[str, tuple[int | date, int | date] | None]:
    """Of each column that there is, both ends (instants in microseconds); None without a value. Raises Untold."""
    found: dict[str, list[int | date]] = {}
    for path in table.paths:
        about = pq.read_metadata(path)
        place = {about.schema.column(at).path: at for at in range(about.num_columns)}
        for column in columns:
            if column in place:
                own = found.setdefault(column, [])
                for group in range(about.num_row_groups):
                    own += _ends(about.row_group(group).column(place[column]))
    return {column: (min(values), max(values)) if values else None for column, values in found.items()}


def _ends(chunk: pq.ColumnChunkMetaData) -> list[int | date]:
    told = chunk.statistics
    if told is not None and told.has_min_max:
        return [_plain(told.min), _plain(told.max)]
    if chunk.num_values and (told is None or not told.has_null_count or told.null_count < chunk.num_values):
        raise Untold
    return []


def _plain(value: object) -> int | date:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=value.tzinfo or UTC) - EPOCH) // timedelta(microseconds=1)
    if isinstance(value, date):
        return value
    raise Untold
