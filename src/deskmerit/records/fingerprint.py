"""The name of a data version: the same rows give the same name, in whatever files and order they stand."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.records.checks import quoted
from deskmerit.records.store import Parquet

_BLOCK = 1 << 20


def fingerprint(tables: Mapping[str, pa.Table | Parquet]) -> str:
    """SHA-256 over every table's name, columns and rows (any order); a table left on disk counts by its files' bytes.

    >>> one, two = (pa.table({"ticket_id": ids}) for ids in (["a", "b"], ["b", "a"]))
    >>> fingerprint({"tickets": one}) == fingerprint({"tickets": two})
    True
    """
    whole = sha256()
    for name in sorted(tables):
        table = tables[name]
        said = _on_disk(table.paths) if isinstance(table, Parquet) else _in_memory(table)
        whole.update(f"{name}\n{said}\n".encode())
    return whole.hexdigest()


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
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.register("rows", table)
        row = connection.execute(_DIGEST.format(", ".join(map(_cell, columns)))).fetchall()[0]
    return f"{','.join(columns)} {row}"


# Cast before adding: a sum of uhugeint is a binary float, which depends on the order of the rows.
_DIGEST = """
    select count(*), sum((d >> 64)::hugeint), sum((d & 18446744073709551615::uhugeint)::hugeint)
    from (select md5_number(concat({})) as d from rows)
"""


def _cell(column: str) -> str:
    # A length before each value keeps ("ab", "c") and ("a", "bc") apart; an empty cell is none of the texts.
    said = f"cast({quoted(column)} as varchar)"
    return f"coalesce(concat(length({said}), ':', {said}), '-')"
