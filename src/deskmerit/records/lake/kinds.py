"""Types of columns of the user's own as Delta has them: numbers with a sign, times to the microsecond."""

from collections.abc import Iterable

import pyarrow as pa

type Cells = pa.ChunkedArray | pa.Array

_SIGNED = (
    (pa.uint8(), pa.int16()),
    (pa.uint16(), pa.int32()),
    (pa.uint32(), pa.int64()),
    (pa.uint64(), pa.decimal128(20, 0)),
)


def cast(cells: Cells, kind: pa.DataType) -> Cells:
    """Cells of the user's own in the type that a table has of them. Raises ArrowException for one that can't be.

    >>> cast(pa.array([7]), pa.decimal128(24, 6)).to_pylist()
    [Decimal('7.000000')]
    """
    cells = cells.cast(signed(cells.type))
    if pa.types.is_boolean(kind) and pa.types.is_primitive(cells.type) and not pa.types.is_boolean(cells.type):
        raise pa.ArrowInvalid("a number is no flag")  # Arrow takes 7 for true
    if pa.types.is_integer(cells.type) and pa.types.is_decimal128(kind):
        cells = cells.cast(pa.decimal128(38, kind.scale))  # Arrow asks for room for any number of the type
    return cells.cast(kind, safe=not pa.types.is_timestamp(kind))  # Delta holds no nanoseconds


def signed(kind: pa.DataType) -> pa.DataType:
    """The type with a sign that holds every number of one without, which Delta lacks.

    >>> signed(pa.uint8()), signed(pa.uint64()), signed(pa.string())
    (DataType(int16), Decimal128Type(decimal128(20, 0)), DataType(string))
    """
    if pa.types.is_list(kind):
        return pa.list_(signed(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(signed(field.type)) for field in kind])
    if pa.types.is_map(kind):
        return pa.map_(signed(kind.key_type), signed(kind.item_type))
    return next((wide for narrow, wide in _SIGNED if kind.equals(narrow)), kind)


def has_local_times(kinds: Iterable[pa.DataType]) -> bool:
    """Whether a column of these types has times without a zone, which a table of Delta must be made able to hold."""
    return any(
        (pa.types.is_timestamp(kind) and not kind.tz)
        or (pa.types.is_nested(kind) and has_local_times(kind.field(n).type for n in range(kind.num_fields)))
        for kind in kinds
    )
