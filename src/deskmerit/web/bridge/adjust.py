"""A correction looked at before it is decided: is the row sound, which records does it name, what stands in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.number import plain
from deskmerit.metrics import CATALOGUE
from deskmerit.records.adjustments import RESOLVED
from deskmerit.records.columns import TABLES
from deskmerit.records.replace import views_of
from deskmerit.records.select import Unselectable, record_key, select
from deskmerit.records.view import connect
from deskmerit.report.messages import render
from deskmerit.sources.added import ADDED, with_rows
from deskmerit.web.bridge.kept import at_hand, exactly, loaded
from deskmerit.web.bridge.laid import Tables
from deskmerit.web.bridge.records_read import rows_in

CONFIDENTIAL = "feedback"
HIDDEN = ("requester_id", "source", "email")
"""Columns that never show: a customer's name or number is not needed to decide."""

type Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a correction comes to: problems, the records it names (`at most` the first hundred), how many there are."""

    issues: tuple[Issue, ...]
    records: tuple[str, ...]
    count: int

    def problems(self, lang: str) -> list[str]:
        """Each problem with its mend, in words; doubts that stop nothing are left out."""
        told = (render(issue, lang) for issue in self.issues if issue.level.value == "error")
        return [" ".join(filter(None, parts)) for parts in told]


def look(folder: Path, rows: Sequence[Row]) -> Looked:
    """Judges rows of `adjustments` as if they stood in a file, by the rules that hold for files."""
    found = with_rows(loaded(folder), {"adjustments": rows}, folder)
    paths = {f"adjustments.{row['adjustment_id']}" for row in rows}
    issues = tuple(each for each in found.issues if each.where.file == ADDED or each.where.path in paths)
    ids = pa.array([str(row["adjustment_id"]) for row in rows], pa.string())
    resolved = found.records.tables.get(RESOLVED)
    if not isinstance(resolved, pa.Table):
        return Looked(issues, (), 0)
    named = list(dict.fromkeys(resolved.filter(pc.is_in(resolved["adjustment_id"], ids))["record_id"].to_pylist()))
    return Looked(issues, tuple(named[:100]), len(named))


def named(folder: Path, row: Row, zone: str) -> int | None:
    """How many records a row of `adjustments` names among those at hand, for pages; None where nobody read them yet."""
    found = at_hand(folder, str(row["table"]))
    if found is None:
        return None
    if not row["record_id"] and not (row["from_at"] and row["to_at"]):
        return 0
    with connect() as connection:
        try:
            return len(select(row, views_of(connection, found.tables), zone, None))
        except Unselectable:
            return 0


def correctable() -> list[tuple[str, Mapping[str, str]]]:
    """The tables whose records can be corrected one by one, with their titles."""
    return [
        (name, spec.title) for name, spec in TABLES.items()
        if record_key(spec) and name not in (CONFIDENTIAL, "adjustments", "bases", "wishes")
    ]  # fmt: skip


def facts(folder: Path, table: str, ids: Collection[str]) -> dict[str, dict[str, str]]:
    """What stands in records, by id: column → text, without customers; nothing of 360° records. As the files say today,
    for whatever is decided by it."""
    return _facts(exactly(folder, table), table, ids) if ids else {}


def facts_at_hand(folder: Path, table: str, ids: Collection[str]) -> dict[str, dict[str, str]] | None:
    """The same for pages, as the records that were read last say; None where nobody has read them yet."""
    found = at_hand(folder, table)
    return _facts(found.tables, table, ids) if found is not None else None


def _facts(tables: Tables, table: str, ids: Collection[str]) -> dict[str, dict[str, str]]:
    spec = TABLES.get(table)
    key = record_key(spec) if spec is not None and table != CONFIDENTIAL else ()
    if len(key) != 1:
        return {}
    return {str(row[key[0]]): _shown(row) for row in rows_in(tables, table, key[0], ids)}


def short_days(folder: Path, agent: str, start: date, end: date) -> list[dict[str, str]]:
    """Days of a person's attendance from `start` to before `end` with less worked than due, each with its `record`."""
    found = loaded(folder).records.tables.get("attendance")
    if not isinstance(found, pa.Table):
        return []
    mine = pc.and_(pc.equal(found["agent_id"], agent), pc.less(found["worked_minutes"], found["due_minutes"]))
    within = pc.and_(pc.greater_equal(found["date"], pa.scalar(start)), pc.less(found["date"], pa.scalar(end)))
    rows = sorted(found.filter(pc.and_(mine, within)).to_pylist(), key=lambda row: row["date"])
    return [{**_shown(row), "record": f"{row['agent_id']}/{row['date']}"} for row in rows]


def _shown(row: Row) -> dict[str, str]:
    return {name: _said(value) for name, value in row.items() if name not in HIDDEN and value not in (None, "")}


def _said(value: object) -> str:
    """A value as people write it: `3`, not `3.000000`."""
    return plain(value.normalize()) if isinstance(value, Decimal) else str(value)


def table_of(spec: MeasureSpec) -> str:
    """The table whose ids stand in the cases of a measure: tickets for what is made of events."""
    table = CATALOGUE[spec.metric].table if spec.metric in CATALOGUE else "tickets"
    return "tickets" if table == "events" else table


def column_titles(table: str) -> dict[str, Mapping[str, str]]:
    """The titles of a table's columns."""
    spec = TABLES.get(table)
    columns = spec.columns if spec else ()
    return {each.name: {"zh": each.meaning.get("zh", each.name), "en": each.name.replace("_", " ")} for each in columns}


def table_titles() -> dict[str, Mapping[str, str]]:
    """The title of every canonical table."""
    return {name: spec.title for name, spec in TABLES.items()}
