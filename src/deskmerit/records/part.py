"""One file's or sheet's share of a table, before and after its cells are read."""

from dataclasses import dataclass

import pyarrow as pa

type Cells = pa.Array | list[object]
"""A column as it came: an Arrow array (text files, Parquet) or mixed cells (workbooks)."""


@dataclass(slots=True)
class Part:
    """Columns of one file or sheet under its own headers; `numbers` are the rows as their author sees them.

    `unread` rows were reported by the reader and are not in the columns.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    columns: list[Cells]
    numbers: pa.Array
    unread: int = 0
    base_1904: bool = False

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of a table: read, kept, and reported and left out. `rows_in == rows_out + rows_reported`, always."""

    rows_in: int = 0
    rows_out: int = 0
    rows_reported: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.rows_in + other.rows_in, self.rows_out + other.rows_out, self.rows_reported + other.rows_reported
        )
