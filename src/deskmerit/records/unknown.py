"""Columns that no canonical table knows: under which names and in which types every table, engine and lake holds them.

A column is kept as it came where all of them can. Times of day become their text (`09:30:00`, as files of text say
them) and spans of time their seconds; a column that can't be held is told and left out.
"""

from collections.abc import Collection, Sequence

import pyarrow as pa

from deskmerit.records.aside import aside
from deskmerit.records.checks import quoted
from deskmerit.records.view import RESERVED

_TO_SECONDS = {
    "s": "cast({} as decimal(19, 0))",
    "ms": "cast({} as decimal(19, 0)) * cast(0.001 as decimal(3, 3))",
    "us": "cast({} as decimal(19, 0)) * cast(0.000001 as decimal(6, 6))",
    "ns": "cast({} // 1000 as decimal(19, 0)) * cast(0.000001 as decimal(6, 6))",
}
DIGITS = 38
"""Digits that a number may have in an engine."""


def sound_name(name: str) -> bool:
    """Whether every table can have a column of that name.

    >>> sound_name("Floor; 3 = top"), sound_name("floor\\0"), sound_name("file_index")
    (True, False, False)
    """
    return "\0" not in name and name.lower() not in RESERVED


def once(names: Sequence[str]) -> bool:
    """Whether the names differ by more than upper and lower case, which engines don't tell apart.

    >>> once(["floor", "site"]), once(["floor", "Floor"])
    (True, False)
    """
    return len({name.lower() for name in names}) == len(names)


def plain_type(kind: pa.DataType) -> pa.DataType:
    """An Arrow type as records have it, inside lists too: no dictionary, no view or large form, no nanoseconds.

    >>> plain_type(pa.dictionary(pa.int32(), pa.large_string())), plain_type(pa.timestamp("ns", "UTC"))
    (DataType(string), TimestampType(timestamp[us, tz=UTC]))
    """
    if pa.types.is_dictionary(kind):
        return plain_type(kind.value_type)
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", tz=kind.tz)
    if pa.types.is_map(kind):
        return pa.map_(plain_type(kind.key_type), plain_type(kind.item_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(plain_type(field.type)) for field in kind])
    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    return pa.list_(plain_type(kind.value_type)) if lists else kind


def sound_type(kind: pa.DataType) -> bool:
    """Whether a column of that Arrow type is held as it is.

    >>> sound_type(pa.list_(pa.string())), sound_type(pa.time64("us")), sound_type(pa.list_(pa.duration("s")))
    (True, False, False)
    """
    inner = [kind.field(place).type for place in range(kind.num_fields)] if pa.types.is_nested(kind) else []
    strange = _told_as_text(kind) or pa.types.is_duration(kind) or pa.types.is_decimal256(kind)
    return not strange and all(map(sound_type, inner))


def held(cells: pa.Array) -> pa.Array | None:
    """A column as every engine and lake holds it; None where it can't be.

    >>> from datetime import time, timedelta
    >>> held(pa.array([time(9, 30)])).to_pylist(), held(pa.array([timedelta(minutes=1)])).to_pylist()
    (['09:30:00'], [Decimal('60.000000')])
    """
    kind = cells.type
    if sound_type(kind):
        return cells
    if pa.types.is_decimal256(kind) and kind.scale <= DIGITS:
        try:
            return cells.cast(pa.decimal128(DIGITS, kind.scale))
        except pa.ArrowInvalid:
            return None
    cell = as_held(pa.field("cell", kind))
    if cell is None:
        return None
    plain = cells.cast(pa.int64()) if pa.types.is_duration(kind) else cells
    with aside() as connection:
        connection.register("cells", pa.table({"cell": plain}))
        return connection.sql(f"select {cell} as cell from cells").to_arrow_table()["cell"].combine_chunks()


def as_held(field: pa.Field) -> str | None:
    """The column of a Parquet file as SQL that every engine and lake can hold; None where SQL can't say it."""
    name, kind = quoted(field.name), field.type
    if sound_type(kind):
        return name
    if _told_as_text(kind):
        return f"cast({name} as varchar)"
    # A file holds a span of time as a whole number of its unit.
    return _TO_SECONDS[kind.unit].format(name) if pa.types.is_duration(kind) else None


def mixed(kinds: Collection[pa.DataType]) -> bool:
    """Whether cells of these types can be one column as text only.

    >>> mixed([pa.int32(), pa.float64()]), mixed([pa.int32(), pa.string()])
    (False, True)
    """
    return len({*map(plain_type, kinds)}) > 1 and not all(map(_is_number, kinds))


def text_of(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as text, whatever it holds: where one file says words and another lists, both are words."""
    if not (pa.types.is_nested(cells.type) or _is_bytes(cells.type)):
        return cells.cast(pa.string())
    with aside() as connection:
        connection.register("cells", pa.table({"cell": cells}))
        return connection.sql("select cast(cell as varchar) as cell from cells").to_arrow_table()["cell"]


def _is_number(kind: pa.DataType) -> bool:
    exact = pa.types.is_decimal128(kind) and kind.scale <= DIGITS // 2  # room for the digits of a whole number
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or exact)


def _told_as_text(kind: pa.DataType) -> bool:
    """Times of day, what is empty throughout, and types that Arrow doesn't know of itself, such as a uuid."""
    return pa.types.is_time(kind) or pa.types.is_null(kind) or isinstance(kind, pa.BaseExtensionType)


def _is_bytes(kind: pa.DataType) -> bool:
    some = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view, pa.types.is_fixed_size_binary)
    return any(is_some(kind) for is_some in some)
