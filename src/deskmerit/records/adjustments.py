"""Decided corrections: `correct` changes cells before anything is measured, `exclude` and `reattribute` are resolved.

A correction applies however late it was decided, also after the as-of instant: it says what was true then. One with a
`metric` changes what that metric sees and nothing else. Rows are chosen by the records as they came, before any
correction; corrections of one cell follow each other by `decided_at`, then `adjustment_id`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.cast import reader
from deskmerit.records.columns import TABLES
from deskmerit.records.replace import replaced, views_of
from deskmerit.records.select import Selection, Unselectable, record_key, select
from deskmerit.records.spec import Column
from deskmerit.records.store import Parquet, Records
from deskmerit.records.values import Bad
from deskmerit.records.view import PART, ROW, View, connect, shown

RESOLVED = "resolved_adjustments"
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("adjustment_id", "kind", "table", "record_id", "field", "old", "new", "metric")]
    + [("reason", pa.string()), ("decided_by", pa.string()), ("decided_at", pa.timestamp("us", "UTC"))]
)

type Row = Mapping[str, object]
type Cell = tuple[str, str, int, int]
"""Table, column, part, row."""


@dataclass(slots=True)
class Work:
    """What has been decided so far: new cells, resolved rows, issues."""

    views: Mapping[str, View]
    zone: str
    origin: str
    agents: frozenset[str] | None
    cells: dict[Cell, object] = field(default_factory=dict)
    by: dict[Cell, str] = field(default_factory=dict)
    resolved: list[dict[str, object]] = field(default_factory=list)
    people: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def tell(self, row: Row, code: str, level: Level = Level.ERROR, **params: object) -> None:
        """Adds an issue about an adjustment."""
        where = Where(
            file=self.origin, path=f"adjustments.{row['adjustment_id']}", column=str(params.get("column", ""))
        )
        said = {"adjustment": row["adjustment_id"], "table": row["table"], "record": row.get("record_id") or ""}
        self.issues.append(Issue(level, code, where, {**said, **params}))


def adjusted(records: Records, cache: Path | None = None, metric: str = "") -> tuple[Records, list[Issue]]:
    """Records after their corrections, with a table `resolved_adjustments` (a row per adjustment and record).

    Without `metric`: the corrections that concern every metric. With one: only those decided for it, on records that
    `adjusted(records)` gave; its issues were told then. Returns the records unchanged where there are none.
    """
    given = records.tables.get("adjustments")
    if given is None or isinstance(given, Parquet):
        return records, []
    rows = [_deed(row) for row in sorted(given.to_pylist(), key=lambda row: (row["decided_at"], row["adjustment_id"]))]
    if metric:
        rows = [row for row in rows if _changes_cells(row) and row["metric"] == metric]
        if not rows:
            return records, []
    tables = {name: table for name, table in records.tables.items() if name != RESOLVED}
    with connect() as connection:
        views = views_of(connection, tables)
        origin = records.origins.get("adjustments", "adjustments")
        work = Work(views, records.settings.zone, origin, _agents(tables))
        for row in rows:
            _decide(row, work, metric)
        for name in {table for table, *_ in work.cells}:
            tables[name] = replaced(views[name], tables[name], _changes(work, name), cache)
    if metric:
        return replace(records, tables={**records.tables, **tables}), []
    tables[RESOLVED] = pa.Table.from_pylist(work.resolved, SCHEMA)
    return replace(records, tables=tables), work.issues


def scoped_metrics(records: Records) -> frozenset[str]:
    """Metrics with corrections of their own, for which `adjusted(records, metric=…)` gives other rows."""
    given = records.tables.get("adjustments")
    if given is None or isinstance(given, Parquet):
        return frozenset()
    return frozenset(row["metric"] for row in given.to_pylist() if _changes_cells(row) and row["metric"])


def _deed(row: dict[str, object]) -> dict[str, object]:
    """An event decided to be someone else's: its actor is another, so whatever follows from the event is theirs."""
    return {**row, "field": "actor_id"} if row["kind"] == "reattribute" and row["table"] == "events" else row


def _changes_cells(row: Row) -> bool:
    """Whether a correction changes the table itself, rather than what is made of its records."""
    return row["kind"] == "correct" or (row["kind"] == "reattribute" and row["table"] == "events")


def _agents(tables: Mapping[str, pa.Table | Parquet]) -> frozenset[str] | None:
    agents = tables.get("agents")
    return frozenset(agents["agent_id"].to_pylist()) if isinstance(agents, pa.Table) else None


def _decide(row: Row, work: Work, metric: str) -> None:
    column = None
    if _changes_cells(row):
        if row["kind"] == "reattribute" and not _known_person(row, work):
            return
        column = _column(row, work)
        if column is None:
            return
    try:
        found = select(row, work.views, work.zone, column.name if column else None)
    except Unselectable as why:
        work.tell(row, why.code, Level.ERROR, **why.params)
        return
    if not found:
        work.tell(row, "adjustment-of-nothing", Level.ERROR if row["record_id"] else Level.WARNING)
    elif column is not None:
        _correct(row, column, found, work, apply=(row["metric"] or "") == metric)
    elif row["kind"] == "exclude" or _known_person(row, work):
        _resolve(row, found, work)


def _known_person(row: Row, work: Work) -> bool:
    if work.agents is None or row["new"] in work.agents:
        return True
    work.tell(row, "adjustment-unknown-agent", value=row["new"])
    return False


def _column(row: Row, work: Work) -> Column | None:
    """The column to correct, if it exists and is none that names the record."""
    spec = TABLES.get(str(row["table"]))
    column = next((c for c in spec.columns if c.name == row["field"]), None) if spec else None
    if spec is None or column is None:
        code = "adjustment-unknown-table" if spec is None else "adjustment-unknown-field"
        work.tell(row, code, value=row["table"] if spec is None else row["field"])
        return None
    if column.name in record_key(spec):
        work.tell(row, "adjustment-of-key", value=column.name)
        return None
    return column


def _correct(row: Row, column: Column, found: Iterable[Selection], work: Work, apply: bool) -> None:
    read = reader(column, work.zone)
    old, new = read(row["old"])[0], read(row["new"])[0]
    for said, value in (("old", old), ("new", new)):
        if isinstance(value, Bad):
            work.tell(row, "adjustment-unreadable", column=said, value=shown(row[said]), field=column.name)
            return
    if new is None and column.required:
        work.tell(row, "adjustment-empties", field=column.name)
        return
    differing = []
    for record in found:
        cell = (str(row["table"]), column.name, record.part, record.row)
        now = work.cells.get(cell, record.value)
        if row["old"] is not None and now != old:
            differing.append(record.record_id)
            continue
        if cell in work.by and row["old"] is None:
            work.tell(row, "adjustments-conflict", Level.WARNING, other=work.by[cell], record=record.record_id)
        if apply:
            work.cells[cell] = new
            work.by[cell] = str(row["adjustment_id"])
        work.resolved.append(_line(row, record.record_id, now, new))
    if differing:
        work.tell(
            row,
            "adjustment-old-differs",
            field=column.name,
            value=shown(row["old"]),
            count=len(differing),
            records=", ".join(differing[:20]),
        )


def _line(row: Row, record_id: str, old: object, new: object) -> dict[str, object]:
    texts = {
        "record_id": record_id,
        "old": None if old is None else shown(old),
        "new": None if new is None else shown(new),
    }
    return {name: texts.get(name, row.get(name)) for name in SCHEMA.names}


def _resolve(row: Row, found: Iterable[Selection], work: Work) -> None:
    for record in found:
        key = (str(row["table"]), record.record_id, str(row["metric"] or ""))
        if row["kind"] == "reattribute":
            if key in work.people and work.people[key][1] != row["new"]:
                work.tell(
                    row, "adjustments-conflict", Level.WARNING, other=work.people[key][0], record=record.record_id
                )
            work.people[key] = (str(row["adjustment_id"]), str(row["new"]))
        work.resolved.append(
            {name: record.record_id if name == "record_id" else row.get(name) for name in SCHEMA.names}
        )


def _changes(work: Work, table: str) -> dict[str, pa.Table]:
    by_column: dict[str, list[tuple[int, int, object]]] = {}
    for (name, column, part, row), new in work.cells.items():
        if name == table:
            by_column.setdefault(column, []).append((part, row, new))
    changes = {}
    for column, cells in by_column.items():
        parts, rows, news = zip(*cells, strict=True)
        kind = TABLES[table].column(column).arrow
        changes[column] = pa.table(
            {PART: pa.array(parts, pa.int32()), ROW: pa.array(rows, pa.int64()), "new": pa.array(news, kind)}
        )
    return changes
