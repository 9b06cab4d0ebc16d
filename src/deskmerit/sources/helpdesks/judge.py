"""Rows from a helpdesk judged as a file's rows are: what is sound goes into the lake, the rest is told and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.aside import aside
from deskmerit.records.canonical import canonical
from deskmerit.records.columns import TABLES
from deskmerit.records.part import Part
from deskmerit.records.sound import judge
from deskmerit.records.spec import TableSpec
from deskmerit.records.view import PART, ROW, view_of
from deskmerit.records.whole import without
from deskmerit.records.written import Row, text_of
from deskmerit.sources.helpdesks.model import Refused

SOURCE = "source"
SAME_AGAIN = "row-twice"


@dataclass(slots=True)
class Judged:
    """Sound rows by table, the issues of all, and each row left out with why."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    rejected: list[Refused] = field(default_factory=list)


def judged(rows: Mapping[str, Sequence[Row]], source: str) -> Judged:
    """Judges rows of canonical tables (with columns of their own beside, if texts); each gets its `source`."""
    found = Judged()
    names = sorted(name for name, some in rows.items() if some)
    if names:
        with aside() as connection:
            for name in names:
                _table(connection, TABLES[name], rows[name], source, found)
    return found


def _table(
    connection: duckdb.DuckDBPyConnection, spec: TableSpec, rows: Sequence[Row], source: str, found: Judged
) -> None:
    own = sorted({name for row in rows for name in row} - {*spec.schema.names, SOURCE})
    header = [*dict.fromkeys((*spec.schema.names, SOURCE)), *own]
    said = [{**row, SOURCE: source} for row in rows]
    cells = [pa.array([text_of(row.get(name)) for row in said], pa.string()) for name in header]
    part = Part(source, "", tuple(header), list(cells), pa.array(range(1, len(rows) + 1), pa.int64()))
    read = canonical(spec, [part], "UTC")
    verdict = judge(view_of(connection, spec, read.table, [(source, "")]))
    sound = without(read.table, verdict.out)
    kept = set(sound[ROW].to_pylist())
    issues = [each for each in (*read.issues, *verdict.issues) if each.code != SAME_AGAIN]
    again = {row for issue in verdict.issues if issue.code == SAME_AGAIN for row in _rows(issue)}
    for number, row in enumerate(rows, 1):
        if number not in kept and number not in again:
            found.rejected.append((spec.name, row, _why(issues, number)))
    found.issues += [_at(issue, spec, rows) for issue in issues]
    found.tables[spec.name] = _typed(spec, sound.drop_columns([PART, ROW]))


def _typed(spec: TableSpec, table: pa.Table) -> pa.Table:
    """Own columns as text: a column that is empty in one load must have the type it has in the next."""
    for at, name in enumerate(table.column_names):
        if name not in spec.schema.names:
            table = table.set_column(at, name, table[name].cast(pa.string()))
    return table


def _at(issue: Issue, spec: TableSpec, rows: Sequence[Row]) -> Issue:
    """The issue told by the ids of its first row: a row's number says nothing to who looks into the helpdesk."""
    row = rows[issue.where.row - 1] if issue.where.row else {}
    key = " ".join(f"{name} {row[name]}" for name in dict.fromkeys((*spec.key, "ticket_id")) if row.get(name))
    where = Where(file=issue.where.file, column=issue.where.column, path=f"{spec.name} {key}".strip())
    return replace(issue, where=where)


def _why(issues: Sequence[Issue], number: int) -> Issue:
    wrong = (each for each in issues if each.level is Level.ERROR and number in _rows(each))
    return next(wrong, Issue(Level.ERROR, "value-missing"))


def _rows(issue: Issue) -> set[int]:
    """The rows an issue names: `2–4, 9`."""
    found = set[int]()
    for span in str(issue.params.get("rows") or issue.where.row or "").split(", "):
        low, _, high = span.partition("–")
        if low.isdigit():
            found |= set(range(int(low), int(high or low) + 1))
    return found
