"""Rows as every engine can hold them: whole numbers, decimals, texts, days, yes and no."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_LONGEST = 63
"""Bytes of the longest name of a column that PostgreSQL tells from others."""


def plain(rows: pa.Table) -> pa.Table:
    """The rows with instants as microseconds, dictionaries (as Parquet readers give them) as plain columns, and columns
    that hold nothing as integers."""
    inside = [_micros(column) if pa.types.is_timestamp(column.type) else column for column in rows.columns]
    kinds = [(name, _flat(column.type)) for name, column in zip(rows.column_names, inside, strict=True)]
    return pa.table(inside, rows.column_names).cast(pa.schema(kinds))


def _micros(instants: pa.ChunkedArray) -> pa.ChunkedArray:
    return instants.cast(pa.timestamp("us", instants.type.tz), safe=False).cast(pa.int64())


def _flat(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return kind.value_type
    return pa.int32() if pa.types.is_null(kind) else kind


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


def whole_schema(paths: tuple[Path, ...]) -> pa.Schema:
    """The columns of all Parquet files together: one that a file lacks is null there."""
    return pa.unify_schemas([pq.read_schema(path) for path in paths], promote_options="permissive").remove_metadata()


def held_of(paths: tuple[Path, ...]) -> tuple[pa.Schema, frozenset[str]]:
    """The columns of Parquet files as an engine holds them, and which of them are instants in the files."""
    written = whole_schema(paths)
    held = simple(plain(written.empty_table())).schema
    return held, frozenset(name for name in held.names if pa.types.is_timestamp(written.field(name).type))
