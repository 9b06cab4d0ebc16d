"""A table of results with types that never change, for tables that are added to run by run."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import batched
from typing import TYPE_CHECKING

from deskmerit.report.table import Cell, Table, text
from deskmerit.report.write import AT_ONCE

if TYPE_CHECKING:
    import pyarrow as pa

COUNTED = frozenset({"n", "numerator", "denominator", "cases"})
EXACT = frozenset({"value", "weight", "score", "total", "covered_weight"})
"""Columns of whole numbers and of decimals; every other one is text. `target` is: it may be a range."""


def typed(table: Table) -> "pa.Table":
    """The rows as Arrow: int64, decimal(38, 6) or text by the column's name; an empty figure is null.

    >>> typed(Table("t", ("team", "score"), [("red", "9.00"), ("", "")])).to_pylist()
    [{'team': 'red', 'score': Decimal('9.000000')}, {'team': '', 'score': None}]
    """
    import pyarrow as pa

    names, empty = table.columns, [()] * len(table.columns)
    pieces = [
        pa.table([_column(*each) for each in zip(names, columns, strict=True)], names)
        for columns in (empty, *(zip(*rows, strict=True) for rows in batched(table.rows, AT_ONCE)))
    ]
    return pa.concat_tables(pieces)


def _column(name: str, cells: Sequence[Cell]) -> "pa.Array":
    import pyarrow as pa

    if name in COUNTED:
        return pa.array([None if cell in (None, "") else int(text(cell)) for cell in cells], pa.int64())
    if name in EXACT:
        exact = [None if cell in (None, "") else Decimal(text(cell)) for cell in cells]
        return pa.array([None if value is None else round(value, 6) for value in exact], pa.decimal128(38, 6))
    return pa.array([text(cell) for cell in cells], pa.string())
