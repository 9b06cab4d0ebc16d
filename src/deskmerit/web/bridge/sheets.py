"""A table that somebody uploads, read as imports read files: any encoding, guarded against explosive workbooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from deskmerit.core.issue import Issue
from deskmerit.sources.files.grid import said
from deskmerit.sources.files.sheet import read_sheets


@dataclass(frozen=True, slots=True)
class Table:
    """The first sheet of a file: its heads, each row by head, and the number of the row as its author sees it."""

    heads: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    issues: Sequence[Issue]


def first_table(content: bytes, name: str) -> Table:
    """The first sheet as text; dates as 2026-10-01. Without one the issues say why, if anything is wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{Path(name).suffix}"
        path.write_bytes(content)
        sheets, issues = read_sheets(path, Path(name).name)
    if not sheets:
        return Table((), (), issues)
    sheet = sheets[0]
    heads = [said(each) for each in sheet.header]
    rows = [
        (number, dict(zip(heads, map(_text, row), strict=False)))
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
    ]
    return Table(heads, rows, issues)


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell).strip()
