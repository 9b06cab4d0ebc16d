"""Which file each table goes to: ours again where it is the same import, a new one beside files of others."""

import re
from collections.abc import Sequence
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES
from deskmerit.sources.maps.write import Record, read_rows

IDENTITY = {"events": ("ticket_id",)}  # a changed map may make fewer events of the same tickets


def place_table(
    out: Path,
    names: Sequence[str],
    table: str,
    records: Sequence[Record],
    inputs: Sequence[str],
    suffix: str,
    replace: bool,
) -> tuple[Path, list[Issue]]:
    """The file for a table, with an issue where writing it would lose records.

    `names` in the order of preference: `tickets` where that is free or holds records of these very inputs, else
    `tickets-<first input>`. Other content under the same name (last month's `export.csv`) is refused unless `replace`.
    """
    for name in names:
        path = out / f"{name}{suffix}"
        twin = path.with_suffix(".parquet" if suffix == ".csv" else ".csv")
        if twin.exists() and _ours(twin, inputs):
            return path, [Issue(Level.ERROR, "import-other-format", Where(file=twin.name), {"table": table})]
        if not path.exists() and not (name == names[0] and twin.exists()):
            return path, []
        if path.exists() and _ours(path, inputs):
            lost = [] if replace else _lost(path, table, records)
            params = {"count": len(lost), "first": lost[0] if lost else "", "file": path.name}
            return path, [Issue(Level.ERROR, "import-would-lose", Where(file=path.name), params)] if lost else []
    return path, [Issue(Level.ERROR, "import-not-ours", Where(file=path.name), {"table": table})]


def _ours(path: Path, inputs: Sequence[str]) -> bool:
    """Whether every record of a file came from these inputs."""
    rows = read_rows(path, ["source_file"])
    return rows is not None and {file for (file,) in rows} <= set(inputs)


def _lost(path: Path, table: str, records: Sequence[Record]) -> list[str]:
    """The records of a file written before that would not be there again, by id."""
    key = IDENTITY.get(table) or TABLES[table].key
    there = read_rows(path, key) or []
    again = {tuple(str(record.get(name)) for name in key) for record in records}
    return sorted(" · ".join(said) for said in set(there) - again)


def slug(name: str) -> str:
    """A file's name without its endings and without letters that file systems dislike.

    >>> slug("2026-09 导出.csv.gz")
    '2026-09-导出'
    """
    stem = re.sub(r"(\.(csv|tsv|txt|jsonl|ndjson|json|parquet|xlsx|xlsm|xls|html?|zip|gz))+$", "", name, flags=re.I)
    return re.sub(r"[^\w-]+", "-", stem).strip("-") or "import"
