"""From the parts of a table to the table: cast, judged, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.issue import Issue
from deskmerit.records.canonical import canonical
from deskmerit.records.part import Count, Part
from deskmerit.records.sound import judge
from deskmerit.records.spec import TableSpec
from deskmerit.records.store import Parquet
from deskmerit.records.view import PART, ROW, view_of

type Place = tuple[str, str]
"""A file and a sheet."""


@dataclass(slots=True)
class Whole:
    """A sound table (in memory with `_part` and `_row`), where its parts came from, and rows counted by part."""

    table: pa.Table | Parquet
    places: list[Place]
    counts: Mapping[Place, Count]
    issues: list[Issue] = field(default_factory=list)


def whole(spec: TableSpec, parts: Sequence[Part], zone: str | None, connection: duckdb.DuckDBPyConnection) -> Whole:
    """Reads, judges and counts a table; its sound rows stay registered under its name."""
    rows_in = [len(part) + part.unread for part in parts]
    places = [(part.file, part.sheet) for part in parts]
    read = canonical(spec, parts, zone)
    view = view_of(connection, spec, read.table, places)
    verdict = judge(view)
    sound = without(read.table, verdict.out)
    connection.register(spec.name, sound)
    left = _by_part(sound, len(parts))
    out = [sum(part == at for part, _ in verdict.out) for at in range(len(parts))] if verdict.out else [0] * len(parts)
    counts = {place: Count(rows_in[at], left[at], parts[at].unread + out[at]) for at, place in enumerate(places)}
    return Whole(sound, places, counts, read.issues + verdict.issues)


def without(table: pa.Table, out: set[tuple[int, int]]) -> pa.Table:
    """The table less the rows named by (part, row)."""
    if not out:
        return table
    keys = zip(table[PART].to_pylist(), table[ROW].to_pylist(), strict=True)
    return table.filter(pa.array(key not in out for key in keys))


def _by_part(table: pa.Table, parts: int) -> list[int]:
    counted = {item["values"]: item["counts"] for item in pc.value_counts(table[PART]).to_pylist()}
    return [counted.get(part, 0) for part in range(parts)]
