"""Rows added to loaded records in memory: what would be, if they stood in a file of the workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from deskmerit.core.issue import Issue
from deskmerit.records.aside import aside
from deskmerit.records.canonical import canonical
from deskmerit.records.columns import TABLES
from deskmerit.records.part import Part
from deskmerit.records.sound import judge
from deskmerit.records.spec import TableSpec
from deskmerit.records.store import Parquet
from deskmerit.records.view import PART, ROW, view_of
from deskmerit.records.whole import without
from deskmerit.records.written import Row, texts
from deskmerit.sources.discover import CACHE
from deskmerit.sources.load import Loaded, Read, decided

ADDED = "added rows"
"""The name of no file, by which issues of added rows are told."""


def with_rows(loaded: Loaded, more: Mapping[str, Sequence[Row]], folder: Path) -> Loaded:
    """What `load` would give if the rows stood in a further file of each table; no file is read or written.

    Rows are mappings by canonical column and judged as a file's are: a wrong one is an issue and left out. Logins and
    corrections act anew. Only doubts across tables (an id of nobody) aren't told again. Raises KeyError for an unknown
    table or column, ValueError for a table too large to be in memory.
    """
    if loaded.read is None or not any(more.values()):
        return loaded
    read, issues = loaded.read.records, list(loaded.read.issues)
    tables = dict(read.tables)
    for name in sorted(name for name, rows in more.items() if rows):
        tables[name], found = _longer(TABLES[name], tables.get(name), more[name])
        issues += found
    longer = Read(replace(read, tables=tables), tuple(issues))
    records, found = decided(longer.records, folder / CACHE)
    return replace(loaded, records=records, issues=issues + found, read=longer)


def _longer(spec: TableSpec, table: pa.Table | Parquet | None, rows: Sequence[Row]) -> tuple[pa.Table, list[Issue]]:
    """The table with sound rows behind it."""
    if isinstance(table, Parquet):
        raise ValueError(f"{spec.name} is too large to add rows to")
    columns = [pa.array(column, pa.string()) for column in zip(*texts(spec, rows), strict=True)]
    part = Part(ADDED, "", tuple(spec.schema.names), columns, pa.array(range(1, len(rows) + 1), pa.int64()))
    new = canonical(spec, [part], "UTC")
    whole = new.table.set_column(new.table.column_names.index(PART), PART, _same(1, len(new.table)))
    if table is not None:
        own = table.append_column(PART, _same(0, len(table)))
        own = own.append_column(ROW, pa.array(range(1, len(table) + 1), pa.int64()))
        whole = pa.concat_tables([own, whole], promote_options="default")
    with aside() as connection:
        verdict = judge(view_of(connection, spec, whole, [("", ""), (ADDED, "")]))
    found = [issue for issue in (*new.issues, *verdict.issues) if issue.where.file == ADDED]
    return without(whole, verdict.out).drop_columns([PART, ROW]), found


def _same(value: int, rows: int) -> pa.Array:
    return pa.array([value] * rows, pa.int32())
