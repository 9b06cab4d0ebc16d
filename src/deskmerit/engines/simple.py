"""Rows as every engine can hold them: whole numbers, decimals, texts, days, yes and no."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_LONGEST = 63
"""Bytes of the longest name of a column that PostgreSQL tells from others."""


def simple(rows: pa.Table) -> pa.Table:
    """The rows without columns of other types (lists, structs, bytes, times of day), which no measure can use."""
    kinds = {column.name: _kind(column.type) for column in rows.schema if len(column.name.encode()) <= _LONGEST}
    schema = pa.schema([(name, kind) for name, kind in kinds.items() if kind is not None])
    return rows.select(schema.names).cast(schema)


def _kind(kind: pa.DataType) -> pa.DataType | None:
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_unsigned_integer(kind):
        return pa.int64() if kind.bit_width < 64 else pa.decimal128(38, 0)
    if pa.types.is_date(kind):
        return pa.date32()
    plain = pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind)
    return kind if plain or pa.types.is_decimal128(kind) or pa.types.is_floating(kind) else None


def schema_of(paths: tuple[Path, ...]) -> pa.Schema:
    """The columns of all Parquet files together: one that a file lacks is null there."""
    return pa.unify_schemas([pq.read_schema(path) for path in paths], promote_options="permissive").remove_metadata()
