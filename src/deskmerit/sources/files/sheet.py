"""One sheet of cells with its header, and the reader that knows every kind of file."""

from collections.abc import Callable
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.files.delimited import read_delimited
from deskmerit.sources.files.grid import Sheet
from deskmerit.sources.files.html import read_html
from deskmerit.sources.files.jsonl import read_jsonl
from deskmerit.sources.files.parquet import read_parquet
from deskmerit.sources.files.sniff import Kind, sniff
from deskmerit.sources.files.workbook import read_workbook

__all__ = ["SUFFIXES", "Sheet", "read_sheets"]

type Reader = Callable[[Path, str], tuple[list[Sheet], list[Issue]]]

READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_delimited,
    Kind.JSON: read_jsonl,
    Kind.PARQUET: read_parquet,
    Kind.XLSX: read_workbook,
    Kind.XLS: read_workbook,
    Kind.HTML: read_html,
    Kind.XML: read_html,
}
SUFFIXES = frozenset(
    {".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".xlsm", ".xls", ".html", ".htm"}
)


def read_sheets(path: Path, name: str = "") -> tuple[list[Sheet], list[Issue]]:
    """Every sheet of a file, by what the file is and not by how it is named.

    `name` is how messages call the file (default: its own name). A file that can't be read gives one issue
    and no sheet; nothing raises for what is inside a file.
    """
    name = name or path.name
    try:
        kind, issue = sniff(path, name)
        return READERS[kind](path, name) if kind is not None else ([], [issue] if issue else [])
    except OSError as problem:
        return [], [Issue(Level.ERROR, "file-unreadable", Where(file=name), {"why": problem.strerror or str(problem)})]
