"""The name of a data version: the same rows give the same name, in whatever files and order they stand."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.records.aside import aside
from deskmerit.records.checks import quoted
from deskmerit.records.store import Parquet

_BLOCK = 1 << 20

type Digest = tuple[int, int, int]
"""Rows, and the sums of the upper and the lower half of their digests."""


def fingerprint(tables: Mapping[str, pa.Table | Parquet]) -> str:
    """SHA-256 over every table's name, columns and rows (any order); a table left on disk counts by its files' bytes,
    unless it is a lake's, which knows the digest of its rows.

    >>> one, two = (pa.table({"ticket_id": ids}) for ids in (["a", "b"], ["b", "a"]))
    >>> fingerprint({"tickets": one}) == fingerprint({"tickets": two})
    True
    """
    whole = sha256()
    for name in sorted(tables):
        table = tables[name]
        whole.update(f"{name}\n{_said(table)}\n".encode())
    return whole.hexdigest()


def _said(table: pa.Table | Parquet) -> str:
    if isinstance(table, Parquet):
        return table.digest or _on_disk(table.paths)
    return _in_memory(table)


def _on_disk(paths: tuple[Path, ...]) -> str:
    digests = []
    for path in paths:
        digest = sha256()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        digests.append(digest.hexdigest())
    return " ".join(sorted(digests))


def _in_memory(table: pa.Table) -> str:
    """Columns, number of rows, and the rows' 128-bit digests put together in a way that no order changes."""
    columns = sorted(table.column_names)
    with aside() as connection:
        connection.register("rows", table)
        return said(columns, digest(connection, "rows", columns))


def digest(connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[str]) -> Digest:
    """The digest of a relation's rows (a name, or any `from` clause). Digests of parts add up to that of the whole."""
    count, high, low = connection.execute(_DIGEST.format(", ".join(map(_cell, columns)), rows)).fetchall()[0]
    return count, high or 0, low or 0


def said(columns: Sequence[str], found: Digest) -> str:
    """Sorted columns and a digest, as the name of a data version holds them."""
    return f"{','.join(columns)} {found}"


# Cast before adding: a sum of uhugeint is a binary float, which depends on the order of the rows.
_DIGEST = """
    select count(*), sum((d >> 64)::hugeint), sum((d & 18446744073709551615::uhugeint)::hugeint)
    from (select md5_number(concat({})) as d from {})
"""


def _cell(column: str) -> str:
    # A length before each value keeps ("ab", "c") and ("a", "bc") apart; an empty cell is none of the texts.
    said = f"cast({quoted(column)} as varchar)"
    return f"coalesce(concat(length({said}), ':', {said}), '-')"
