"""What the application keeps, written into the workspace as records that every command reads."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from deskmerit.records.columns import TABLES
from deskmerit.records.written import texts
from deskmerit.sources.overlay import APP, REPLACED


def write_table(folder: Path, table: str, rows: Iterable[Mapping[str, object]]) -> Path | None:
    """Writes a table of the application as `app/records/TABLE.csv`; readers see the old file or the new one, whole.

    Rows are mappings by canonical column, in the order they shall stand. Without rows the file of a table that is
    added to the folder's goes away (None); of one that replaces the folder's it stays, with its header alone. Raises
    KeyError for an unknown table or column, TypeError or ValueError for a value that no cell holds.
    """
    spec = TABLES[table]
    lines = texts(spec, rows)
    path = folder / APP / f"{table}.csv"
    if not lines and table not in REPLACED:
        path.unlink(missing_ok=True)
        return None
    said = io.StringIO(newline="")
    csv.writer(said, lineterminator="\n").writerows([spec.schema.names, *lines])
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == said.getvalue().encode("utf-8"):
        return path  # a file touched without need would make everything be read and measured anew
    with replacing(path) as fresh:
        fresh.write_text(said.getvalue(), encoding="utf-8", newline="")
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A hidden file beside `path` to write to; when all went well it is on disk and takes its place at once."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
