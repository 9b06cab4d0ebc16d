"""A table as DuckDB sees it while it is checked, and where each of its rows came from."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.memory import share, spilled
from deskmerit.records.checks import quoted
from deskmerit.records.spec import TableSpec

PART, ROW = "_part", "_row"
"""Columns added while checking: which file or sheet, and the row as its author sees it."""

RESERVED = frozenset({"file_index", "file_row_number"})
"""What DuckDB calls a row's place in the files it reads: a column of that name would hide it."""

SINGLY = 1000
"""Up to this many rows with one problem in one place get an issue each; beyond, one issue names all the rows."""


@dataclass(slots=True)
class View:
    """A relation with the canonical columns of `spec`, `_part` and `_row`; `places` are (file, sheet) by part."""

    spec: TableSpec
    connection: duckdb.DuckDBPyConnection
    places: list[tuple[str, str]]

    @property
    def name(self) -> str:
        """The relation's name in SQL."""
        return quoted(self.spec.name)


def connect() -> duckdb.DuckDBPyConnection:
    """A private DuckDB that gives the same answer on every machine, in the memory allowed; see `core.memory`.

    What does not fit is written to a folder of its own in the system's temporary one.
    """
    folder = spilled(Path(tempfile.gettempdir()))
    connection = duckdb.connect(config={"memory_limit": f"{share()}B", "temp_directory": str(folder)})
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false; set preserve_insertion_order = true")
    return connection


def view_of(
    connection: duckdb.DuckDBPyConnection, spec: TableSpec, table: pa.Table, places: list[tuple[str, str]]
) -> View:
    """A view over an Arrow table that already has `_part` and `_row`."""
    connection.register(spec.name, table)
    return View(spec, connection, places)


def parquet_view(
    connection: duckdb.DuckDBPyConnection, spec: TableSpec, paths: Sequence[Path], places: list[tuple[str, str]]
) -> View:
    """A view over Parquet files; `_row` counts from 1 in each file."""
    rows = f"select file_index::integer as {PART}, file_row_number + 1 as {ROW}, * from {files_of(paths)}"
    connection.execute(f"create or replace temp view {quoted(spec.name)} as {rows}")
    return View(spec, connection, places)


def files_of(paths: Iterable[Path]) -> str:
    """Parquet files as one relation in SQL: the columns that stand in them, none that folders are named after. A union
    of one relation per file would hold memory for each of them at once, which a hundred files of a join need not have.
    """
    return f"read_parquet([{', '.join(map(literal, paths))}], union_by_name = true, hive_partitioning = false)"


def literal(value: object) -> str:
    """An SQL text literal.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + str(value).replace("'", "''") + "'"


def issues_at(
    view: View,
    code: str,
    level: Level,
    column: str,
    rows: Iterable[tuple[int, int, object]],
    params: Mapping[str, object] | None = None,
    singly: int = SINGLY,
) -> list[Issue]:
    """Issues for rows given as (part, row, value said): one each, or one naming them all where they are many."""
    by_part: dict[int, list[tuple[int, object]]] = {}
    for part, row, value in rows:
        by_part.setdefault(part, []).append((row, value))
    found = []
    for part, items in sorted(by_part.items()):
        file, sheet = view.places[part]
        groups = [[item] for item in items] if len(items) <= singly else [items]
        for group in groups:
            numbers = sorted(row for row, _ in group)
            where = Where(file=file, sheet=sheet, row=numbers[0], column=column)
            said = {"value": shown(group[0][1]), "count": len(group), "rows": ranges(numbers), "table": view.spec.name}
            found.append(Issue(level, code, where, {**said, **(params or {})}))
    return found


def shown(value: object) -> str:
    """A cell as messages quote it: one line, at most 60 letters."""
    text = " ".join(str("" if value is None else value)[:200].split())
    return text if len(text) <= 60 else text[:59] + "…"


def ranges(numbers: Sequence[int]) -> str:
    """Sorted row numbers as people write them.

    >>> ranges([2, 3, 4, 9]), ranges([7])
    ('2–4, 9', '7')
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number <= spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{low}–{high}" if high > low else str(low) for low, high in spans)
