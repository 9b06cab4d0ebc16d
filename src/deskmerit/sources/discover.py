"""Which file or sheet of a workspace is which table, by its name in English or Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deskmerit.records.columns import table_named
from deskmerit.sources.files.sheet import SUFFIXES

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
CACHE = ".deskmerit"
_OWN = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold records; `table` is what its name or its folder's name says ("" for a workbook of many).

    `lake`: it is a data file of the workspace's lake.
    """

    path: Path
    name: str
    table: str
    lake: bool = False


def discover(folder: Path) -> Iterator[Found]:
    """Files of the workspace and of folders named after tables, by name; hidden ones are skipped."""
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.startswith((".", "~$", "_")):
            continue
        if path.is_dir():
            if table := table_named(path.name):
                yield from _inside(folder, path, table)
        elif path.suffix.casefold() in SUFFIXES:
            yield Found(path, path.name, table_named(path.stem) or "")


def _inside(folder: Path, place: Path, table: str) -> Iterator[Found]:
    for path in sorted(place.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        hidden = any(part.startswith((".", "~$", "_")) for part in path.relative_to(place).parts)
        if path.is_file() and not hidden and path.suffix.casefold() in SUFFIXES:
            yield Found(path, path.relative_to(folder).as_posix(), table)


def own_name(file: str, sheet: str) -> str:
    """The name of a table of the user's own: the sheet's, else the file's, up to a dash, dot or blank.

    >>> own_name("visits-2026-09.csv", ""), own_name("2026.csv", "")
    ('visits', '')
    """
    name = _OWN.match((sheet or Path(file).stem).casefold())
    return name[0].rstrip("_0123456789") if name else ""
