"""What a measurement came to, kept beside the records with the manifest it came from, so that the next begins there."""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit import __version__
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.engines.known import COMPILED_BY
from deskmerit.metrics.parts import Parts
from deskmerit.records.store import Parquet, Records
from deskmerit.sources.discover import CACHE

FOLDER = "measured"
MOST = 24
"""Questions of which parts are kept; of more the one longest unused goes: it is measured whole the next time."""

_PARTS = ("plain", "spreads", "waiting")
_TABLE = "table-"
_UNNEEDED = frozenset({"feedback", "figures", "entries", "bases", "wishes"})
"""Tables whose figures are made anew each time, so that no copy of them is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Parts of a measurement, the number of the lake's manifest with what its rows come to (another lake may have given
    the number anew), the other tables as they were, and what was told of the lake's rows. `texts`: the SQL by which the
    question was put the last time, see `engines.known`."""

    manifest: int
    rows: str
    parts: Parts
    tables: Mapping[str, pa.Table]
    told: tuple[Issue, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def key_of(*question: object) -> str:
    """The name of a question; the same in every process.

    >>> key_of({"a", "b"}, 1) == key_of({"b", "a"}, 1)
    True
    """
    return sha256(repr((__version__, _plain(question))).encode()).hexdigest()[:24]


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, [(each.name, _plain(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted((repr(_plain(key)), _plain(said)) for key, said in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(each)) for each in value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, date | datetime) else repr(value)


def fetch(workspace: Path, key: str) -> Kept | None:
    """What is kept of a question; None if nothing is, or nothing whole."""
    pointer = _pointer(workspace, key)
    try:
        about = json.loads(pointer.read_text("utf-8"))
        folder = pointer.with_name(about["folder"])
        read = {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
        parts = Parts(
            plain=read["plain"],
            spreads=read["spreads"],
            ready=read["plain"].slice(0, 0),
            waiting=read["waiting"],
            whole=about["whole"],
            known=about["known"],
            worded=about["worded"],
        )
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return None
    pointer.touch()
    tables = {name.removeprefix(_TABLE): rows for name, rows in read.items() if name.startswith(_TABLE)}
    told = tuple(_issue(each) for each in about["told"])
    return Kept(about["manifest"], about["rows"], parts, tables, told, about.get("texts", {}).get(COMPILED_BY, {}))


def keep(workspace: Path, key: str, kept: Kept) -> None:
    """Keeps the parts of a question in the place of earlier ones, in one step; a workspace that may only be read keeps
    nothing."""
    pointer = _pointer(workspace, key)
    with suppress(OSError):
        folder = pointer.with_name(f"{key}-{kept.manifest}-{os.urandom(6).hex()}")
        folder.mkdir(parents=True)
        tables = {name: getattr(kept.parts, name) for name in _PARTS}
        tables |= {_TABLE + name: rows for name, rows in kept.tables.items()}
        for name, rows in tables.items():
            pq.write_table(rows, folder / f"{name}.parquet", compression="zstd")
        about = {
            "folder": folder.name,
            "manifest": kept.manifest,
            "rows": kept.rows,
            "whole": kept.parts.whole,
            "known": kept.parts.known,
            "worded": kept.parts.worded,
            "told": [asdict(issue) for issue in kept.told],
            "texts": {COMPILED_BY: dict(kept.texts)},
        }
        half = pointer.with_name(f"{folder.name}.part")
        half.write_text(json.dumps(about, ensure_ascii=False, default=str), encoding="utf-8")
        half.replace(pointer)
        _tidy(pointer.parent)


def _tidy(folder: Path) -> None:
    """Removes what no pointer leads to, and the questions longest unused beyond MOST."""
    pointers = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in pointers[MOST:]:
        old.unlink()
    used = {json.loads(path.read_text("utf-8"))["folder"] for path in pointers[:MOST]}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def small_tables(records: Records) -> dict[str, pa.Table]:
    """The tables that no manifest holds, and that a later measurement compares with."""
    return {
        name: rows for name, rows in records.tables.items() if not isinstance(rows, Parquet) and name not in _UNNEEDED
    }


def old_tables(kept: Kept, new: Records) -> dict[str, pa.Table]:
    """The same tables as they were; of those nothing is kept of, none of the rows."""
    gone = {name: new.tables[name] for name in _UNNEEDED if name in new.tables}
    return {**kept.tables, **{name: cast("pa.Table", rows).slice(0, 0) for name, rows in gone.items()}}


def _pointer(workspace: Path, key: str) -> Path:
    return workspace / CACHE / FOLDER / f"{key}.json"


def _issue(said: Mapping[str, object]) -> Issue:
    where = Where(**cast("dict[str, Any]", said["where"]))
    return Issue(Level(str(said["level"])), str(said["code"]), where, cast("dict[str, object]", said["params"]))
