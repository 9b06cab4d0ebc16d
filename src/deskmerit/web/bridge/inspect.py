"""The state of a workspace for the page about data: what there is, how fresh it is, what was rejected and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from deskmerit.chain.people import workday_calendar
from deskmerit.core.calendar import Calendar
from deskmerit.core.issue import Issue
from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.identities import slots
from deskmerit.records.replace import views_of
from deskmerit.records.store import Records
from deskmerit.records.view import View, connect
from deskmerit.sources.load import Loaded
from deskmerit.web.bridge.helpdesks import SourceState, states
from deskmerit.web.bridge.kept import loaded

CONFIDENTIAL = "feedback"
"""360° ratings: neither their times nor the ids in them are told (semantics §3)."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file (and sheet) that rows of a table came from: rows read, kept, reported and left out."""

    file: str
    sheet: str
    rows_in: int
    rows_out: int
    rows_reported: int


@dataclass(frozen=True, slots=True)
class TableState:
    """A table that is there. `newest`: the latest instant of its rows (a date counts as its first instant)."""

    table: str
    rows: int
    rows_reported: int
    newest: datetime | None
    files: tuple[FileState, ...]


@dataclass(frozen=True, slots=True)
class UnknownLogin:
    """An id that stands where a person should, and is nobody's."""

    login: str
    table: str
    column: str
    rows: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Says:
    """What the organisation's settings say that pages need."""

    organisation: str
    zone: str
    month_starts_on: int
    workdays: Calendar | None
    show_rank: bool
    protected_leave: tuple[str, ...]
    bots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceState:
    """A workspace as read: tables in canonical order, then tables of its own; every issue with its place."""

    data: str
    tables: tuple[TableState, ...]
    issues: tuple[Issue, ...]
    unknown_logins: tuple[UnknownLogin, ...]
    settings: Says
    sources: tuple[SourceState, ...] = ()

    def newest(self) -> datetime | None:
        """The newest event, or where there are none the newest row of any table: how old the data is."""
        by_name = {each.table: each.newest for each in self.tables}
        instants = [each for each in by_name.values() if each is not None]
        return by_name.get("events") or max(instants, default=None)


def workspace_state(folder: Path) -> WorkspaceState:
    """Looks at a workspace without measuring anything; what is kept of it is not read or looked at again."""
    found = loaded(folder)
    last = _last.get(folder)
    if last is None or last[0] is not found:
        _last.clear()
        _last[folder] = last = (found, _looked(found, folder))
    return last[1]


_last: dict[Path, tuple[Loaded, WorkspaceState]] = {}
"""What was looked at last."""


def _looked(found: Loaded, folder: Path) -> WorkspaceState:
    with connect() as connection:
        views = views_of(connection, found.records.tables)
        newest = {name: _newest(view, found.records) for name, view in views.items()}
        lost = _unknown_logins(views, found.records)
        sources = states(folder, views)
    tables = tuple(_table(name, found, newest.get(name)) for name in _names(found.records))
    return WorkspaceState(
        found.records.fingerprint, tables, tuple(found.issues), tuple(lost), _says(found.records), tuple(sources)
    )


def _names(records: Records) -> list[str]:
    there = [name for name in records.tables if name != "resolved_adjustments"]
    return sorted(there, key=lambda name: (list(TABLES).index(name) if name in TABLES else len(TABLES), name))


def _table(name: str, found: Loaded, newest: datetime | None) -> TableState:
    files = tuple(
        FileState(file, sheet, count.rows_in, count.rows_out, count.rows_reported)
        for (table, file, sheet), count in found.files.items()
        if table == name
    )
    rows, reported = sum(each.rows_out for each in files), sum(each.rows_reported for each in files)
    return TableState(name, rows, reported, newest, files)


def _says(records: Records) -> Says:
    said = records.settings
    leave, bots = tuple(sorted(said.protected_leave)), tuple(sorted(said.bots))
    calendar = workday_calendar(said)
    return Says(said.organisation, said.zone, said.month_starts_on, calendar, said.show_rank, leave, bots)


def _newest(view: View, records: Records) -> datetime | None:
    """The latest instant of a table's own times; of dates and months none that is later than they say."""
    if not view.spec.time or view.name == quoted(CONFIDENTIAL):
        return None
    time_ = f"coalesce({', '.join(quoted(name) for name in view.spec.time)})"
    row = view.connection.sql(f"select max({time_}) from {view.name}").to_arrow_table()
    return _instant(row.column(0)[0].as_py(), records.settings.zone)


def _instant(value: object, zone: str) -> datetime | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, str):
        value = date.fromisoformat(f"{value}-01")
    return datetime.combine(value, time(), ZoneInfo(zone)).astimezone(UTC) if isinstance(value, date) else None


def _unknown_logins(views: dict[str, View], records: Records) -> list[UnknownLogin]:
    """Ids of nobody by where they stand, most rows first; who checks or rates others need not be an agent."""
    if "agents" not in views:
        return []
    found = []
    bots: Sequence[str] = sorted(records.settings.bots)
    for slot in slots():
        view = views.get(slot.table)
        if view is not None and slot.table != CONFIDENTIAL and slot.column != "reviewer_id":
            view.connection.register("_bots", pa.table({"id": pa.array(bots, pa.string())}))
            found += _lost(view.connection, slot.table, slot.column, slot.only, records.settings.zone)
    return sorted(found, key=lambda each: (-each.rows, each.login, each.table, each.column))


def _lost(connection: duckdb.DuckDBPyConnection, table: str, column: str, only: str, zone: str) -> list[UnknownLogin]:
    time_ = f"coalesce({', '.join(f'v.{quoted(name)}' for name in TABLES[table].time)})"
    login = f"v.{quoted(column)}"
    rows = connection.sql(
        f"""
        select {login} as login, count(*) as held, max({time_}) as newest from {quoted(table)} v
        where {only} and {login} is not null
            and {login} not in (select agent_id from agents where agent_id is not null)
            and {login} not in (select id from _bots)
        group by {login}
        """
    ).to_arrow_table()
    return [
        UnknownLogin(str(row["login"]), table, column, int(row["held"]), _instant(row["newest"], zone))
        for row in rows.to_pylist()
    ]
