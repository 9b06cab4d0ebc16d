"""Sheets and Parquet files as the parts of tables."""

from dataclasses import dataclass, field

import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES, table_named
from deskmerit.records.part import Cells, Part
from deskmerit.records.spec import header_key
from deskmerit.sources.discover import Found, own_name
from deskmerit.sources.files.parquet import open_parquet
from deskmerit.sources.files.sheet import Sheet, read_sheets
from deskmerit.sources.files.sniff import Kind, sniff

_AGENT_HEADERS = frozenset(
    map(header_key, ("agent_id", "agent", *TABLES["agents"].column("agent_id").headers, "客服工号"))
)


@dataclass(slots=True)
class Gathered:
    """Parts by canonical table, parts of tables of the user's own, Parquet files not opened yet, and issues."""

    parts: dict[str, list[Part]] = field(default_factory=dict)
    own: dict[str, list[Part]] = field(default_factory=dict)
    parquet: dict[str, list[Found]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def take(found: Found, gathered: Gathered) -> None:
    """Reads a file into the parts of its tables."""
    if sniff(found.path, found.name)[0] is Kind.PARQUET:
        gathered.parquet.setdefault(found.table, []).append(found)
        return
    sheets, issues = read_sheets(found.path, found.name)
    gathered.issues += issues
    for sheet in sheets:
        if sheet.examples and not sheet.rows and not sheet.unread:
            continue  # a sheet of the template that nobody filled in yet: its table is absent, not empty
        table = table_named(sheet.name) or (
            found.table if found.table and _fits(sheet, found.table, len(sheets)) else ""
        )
        _place(table, to_part(sheet), gathered)


def take_parquet(found: Found, gathered: Gathered) -> None:
    """Loads a Parquet file into the parts of its table."""
    table, issue = open_parquet(found.path, found.name)
    if table is None:
        gathered.issues += [issue] if issue else []
        return
    _place(found.table, parquet_part(table, found.name), gathered)


def _fits(sheet: Sheet, table: str, sheets: int) -> bool:
    """The only sheet of a file named after a table is that table; of several, those with all required columns."""
    spec = TABLES[table]
    heads = {column.name for header in sheet.header if (column := spec.headed(header))}
    return sheets == 1 or all(column.name in heads for column in spec.columns if column.required)


def _place(table: str, part: Part, gathered: Gathered) -> None:
    if table:
        gathered.parts.setdefault(table, []).append(part)
        return
    name = own_name(part.file, part.sheet)
    if name and any(header_key(header) in _AGENT_HEADERS for header in part.header):
        gathered.own.setdefault(name, []).append(part)
    else:
        where = Where(file=part.file, sheet=part.sheet)
        gathered.issues.append(Issue(Level.NOTE, "not-a-table", where, {"count": len(part) + part.unread}))


def parquet_part(table: pa.Table, name: str) -> Part:
    """A Parquet file as a part; its rows are counted from 1."""
    columns: list[Cells] = [
        pa.array([], column.type) if not len(table) else column.combine_chunks() for column in table.columns
    ]
    return Part(name, "", tuple(table.column_names), columns, pa.array(range(1, len(table) + 1), pa.int64()))


def to_part(sheet: Sheet) -> Part:
    """A sheet's rows as columns."""
    columns = [cells(column) for column in zip(*sheet.rows, strict=True)] or [
        pa.array([], pa.string()) for _ in sheet.header
    ]
    numbers = pa.array(sheet.numbers, pa.int64())
    return Part(sheet.file, sheet.name, sheet.header, columns, numbers, sheet.unread, sheet.base_1904)


def cells(column: tuple[object, ...]) -> Cells:
    """Text as an Arrow array; mixed cells as they are."""
    try:
        return pa.array(column, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return list(column)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and UTF-8 can't
        return [cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell for cell in column]
