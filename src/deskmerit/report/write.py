"""A table to screen, CSV, JSON, Parquet, workbook or page."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import escape
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from deskmerit.report.heads import in_words
from deskmerit.report.jsontext import dumps
from deskmerit.report.table import Cell, Table, text
from deskmerit.report.values import harmless

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 10_000
"""Rows written at once: a table may have millions, made as they are read."""


def to_csv(table: Table) -> Iterator[str]:
    """The table as CSV with `\\n` line ends, piece by piece; texts that start like a formula are made harmless.

    >>> "".join(to_csv(Table("t", ("a", "b"), [("=x", Decimal("1.50"))])))
    "a,b\\n'=x,1.50\\n"
    """
    yield _csv([table.columns])
    for rows in batched(table.rows, AT_ONCE):
        yield _csv([harmless(cell) if isinstance(cell, str) else text(cell) for cell in row] for row in rows)


def _csv(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def to_json(table: Table) -> Iterator[str]:
    """The table as a JSON list of objects, piece by piece.

    >>> "".join(to_json(Table("t", ("a",), [(1,), (2,)]))) == dumps([{"a": 1}, {"a": 2}])
    True
    """
    before = "["
    for rows in batched(table.rows, AT_ONCE):
        listed = dumps(Table("", table.columns, rows).records())
        yield before + listed.removeprefix("[").removesuffix("\n]\n")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def to_html(table: Table) -> str:
    """The table as one plain, self-contained page, its heads in the table's language."""
    table = in_words(table)
    head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    body = "\n".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in table.rows)
    title = escape(table.title)
    return (
        f'<!doctype html>\n<html lang="{table.lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1><table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></body></html>\n"
    )


_STYLE = (
    "body{font:14px/1.5 system-ui,'Noto Sans SC','Microsoft YaHei',sans-serif;margin:2rem;color:#222}"
    "h1{font-size:1.3rem;color:#0f766e}table{border-collapse:collapse}th{text-align:left;color:#666;font-weight:500}"
    "th,td{padding:.3rem .8rem;border-bottom:1px solid #e5e7eb}.n{text-align:right;font-variant-numeric:tabular-nums}"
)


def _cell(cell: Cell) -> str:
    number = isinstance(cell, int | Decimal) and not isinstance(cell, bool)
    return f"<td{' class=n' if number else ''}>{escape(text(cell))}</td>"


def to_screen(table: Table, width: int | None = None) -> str:
    """The table for a terminal in its language, numbers right-aligned."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table as Drawn

    table = in_words(table)
    drawn = Drawn(title=table.title, title_justify="left", box=SIMPLE, header_style="bold", pad_edge=False)
    for index, column in enumerate(table.columns):
        right = any(isinstance(row[index], int | Decimal) for row in table.rows[:50])
        drawn.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*[_plain(text(cell)) for cell in row])
    buffer = io.StringIO()
    Console(file=buffer, width=width or _width(table), color_system=None, markup=False, emoji=False).print(drawn)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _width(table: Table) -> int:
    import shutil
    import sys

    return shutil.get_terminal_size((160, 40)).columns if sys.stdout.isatty() else 200


def _plain(cell: str) -> str:
    """A cell without control characters, which could move the cursor of a terminal."""
    return "".join(char if char.isprintable() else " " for char in cell)


def to_parquet(table: Table, path: Path) -> None:
    """The table as Parquet: decimals stay decimals, texts texts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _kind(cells)) for name, cells in zip(table.columns, _seen(table), strict=True)])
    with pq.ParquetWriter(path, schema) as writer:
        for rows in batched(table.rows, AT_ONCE):
            columns = zip(*rows, strict=True)
            writer.write_table(pa.table([_column(*each) for each in zip(columns, schema.types, strict=True)], schema))


def _seen(table: Table) -> list[set[object]]:
    """By column the types that its cells have, None left out; whole numbers beyond 64 bits count as "big"."""
    seen: list[set[object]] = [set() for _ in table.columns]
    for row in table.rows:
        for kinds, cell in zip(seen, row, strict=True):
            if cell is not None:
                kinds.add("big" if type(cell) is int and abs(cell) >= 2**63 else type(cell))
    return seen


def _kind(kinds: set[object]) -> "pa.DataType":
    import pyarrow as pa

    if Decimal in kinds and kinds <= {Decimal, int, "big"}:
        return pa.decimal128(38, 6)
    if kinds and kinds <= {int, "big"}:
        return pa.decimal128(38, 0) if "big" in kinds else pa.int64()
    return pa.bool_() if kinds == {bool} else pa.string()


def _column(cells: Iterable[Cell], kind: "pa.DataType") -> "pa.Array":
    import pyarrow as pa

    if pa.types.is_string(kind):
        cells = (None if cell is None else text(cell) for cell in cells)
    elif pa.types.is_decimal(kind):
        cells = (None if cell is None else Decimal(cell) for cell in cells)
    return pa.array(list(cells), kind)


def to_xlsx(table: Table, path: Path) -> None:
    """The table as a workbook of one sheet, with a frozen header and filters."""
    from deskmerit.report.workbook.cells import Book

    book = Book(path)
    sheet = book.sheet(table.title)
    for column, name in enumerate(table.columns):
        book.put(sheet, 0, column, name, {"bold": True, "bottom": 1})
        longest = max([len(name), *(len(text(row[column])) for row in table.rows[:500])])
        sheet.set_column(column, column, min(60, longest + 3))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            book.put(sheet, number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    book.close()


TEXTS: dict[str, Callable[[Table], Iterable[str]]] = {
    "csv": to_csv,
    "json": to_json,
    "html": lambda table: [to_html(table)],
    "table": lambda table: [to_screen(table)],
}
FILES: dict[str, Callable[[Table, Path], None]] = {"parquet": to_parquet, "xlsx": to_xlsx}
