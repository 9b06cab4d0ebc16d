"""Small canonical tables for stories about a lake."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from deskmerit.records.columns import TABLES
from deskmerit.records.lake.digest import said
from deskmerit.records.lake.manifest import Manifest
from deskmerit.records.lake.place import Place
from deskmerit.sources.lake import Lake

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 9, 24, tzinfo=UTC)


def table(name: str, rows: list[dict[str, object]], **own: pa.DataType) -> pa.Table:
    """Rows of a canonical table; what they don't say is empty. `own`: columns of the user's."""
    schema = TABLES[name].schema
    for column, kind in own.items():
        schema = schema.append(pa.field(column, kind))
    return pa.Table.from_pylist([{field.name: row.get(field.name) for field in schema} for row in rows], schema)


def event(number: int, *, kind: str = "public_reply", day: int | None = None, source: str = "rt") -> dict[str, object]:
    """An event of one ticket in five, a day of its own unless said otherwise."""
    at = START + timedelta(days=number if day is None else day)
    said = {"event_id": f"e{number}", "ticket_id": f"t{number // 5}", "occurred_at": at, "kind": kind}
    return {**said, "actor_id": "a1", "actor_role": "agent", "source": source}


def events(*numbers: int, kind: str = "public_reply", day: int | None = None, source: str = "rt") -> pa.Table:
    """Events of these numbers."""
    return table("events", [event(n, kind=kind, day=day, source=source) for n in numbers], source=pa.string())


def ids(rows: pa.Table) -> pa.Table:
    """The keys of events, as a load names what is gone."""
    return rows.select(["event_id", "source"])


def held(place: Place, manifest: Manifest, name: str = "events") -> list[tuple[object, ...]]:
    """What a table holds at a manifest, read from its files alone: id, kind and month, sorted."""
    found: list[tuple[object, ...]] = []
    for file in Lake(place, manifest).files():
        if file.table == name:
            rows = pa.parquet.ParquetFile(file.path).read().to_pylist()
            found += [(row["event_id"], row["kind"], f"{row['occurred_at']:%Y-%m}") for row in rows]
    return sorted(found)


def digest(manifest: Manifest, name: str = "events") -> str:
    """The digest of a table's rows."""
    return said(manifest.tables[name])


def lake_in(folder: Path) -> Place:
    """A lake in a folder whose name has blanks and Chinese letters."""
    return Place(str(folder / "数据 湖"), folder / ".deskmerit")
