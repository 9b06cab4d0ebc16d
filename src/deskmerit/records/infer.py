"""Types of columns that no canonical table knows: numbers, instants and flags where every cell is one, else text."""

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.records import values
from deskmerit.records.spec import ARROW, Type

# A leading zero marks an id, not a number.
_NUMBER = r"^-?(0|[1-9]\d{0,16})(\.\d{1,6})?$"
_INSTANT = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$"
_DATE = r"^\d{4}-\d\d-\d\d$"


def inferred(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """A text column as numbers, instants, dates or flags if every filled cell is plainly one; other columns unchanged.

    >>> inferred(pa.chunked_array([["1.5", None]])).type, inferred(pa.chunked_array([["007"]])).type
    (Decimal128Type(decimal128(24, 6)), DataType(string))
    """
    if not pa.types.is_string(cells.type):
        return cells
    trimmed = pc.utf8_trim(cells, characters=values.BLANKS)
    filled = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    if filled.null_count == len(filled):
        return filled
    try:
        for pattern, kind in ((_NUMBER, Type.NUMBER), (_INSTANT, Type.INSTANT), (_DATE, Type.DATE)):
            if pc.all(pc.match_substring_regex(filled, pattern)).as_py():
                return filled.cast(ARROW[kind])
    except pa.ArrowInvalid:  # such as 30 February
        return filled
    if pc.all(pc.is_in(pc.utf8_lower(filled), value_set=pa.array(["true", "false", None]))).as_py():
        return filled.cast(pa.bool_())
    return filled
