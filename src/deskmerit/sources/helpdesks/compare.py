"""What a load changes in the lake: new rows, rows that are other than before, rows that are no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.lake.delta import SOURCE, key_of
from deskmerit.records.lake.manifest import Manifest
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change
from deskmerit.records.view import connect, files_of, literal

OF_TICKETS = ("events", "surveys", "complaints", "calls")
"""Tables whose rows go with a deleted ticket."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The change to write; tickets new, changed and gone by our ids, and how many events are new."""

    change: Change
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    events: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """Sound rows by table; `whole` names tables that tell all rows of `tickets`; `gone` tickets were deleted.

    `whole` empty: a stream, which tells tickets before what happened to them; what happened to a ticket that neither
    the load nor the lake knows happened to a deleted one. `over`: by table what is true (as SQL) of rows that take the
    place of their ticket's other rows.
    """

    source: str
    tables: Mapping[str, pa.Table]
    tickets: Sequence[str]
    gone: Sequence[str]
    whole: frozenset[str] = frozenset()
    over: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Found:
    rows: dict[str, pa.Table] = field(default_factory=dict)
    gone: dict[str, pa.Table] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)


def compared(place: Place, manifest: Manifest, load: Load) -> Difference:
    """A load against the lake at a manifest. Loading the same again changes nothing."""
    found = _Found()
    told = _tickets_of(load.tables["tickets"]) if "tickets" in load.tables else set()
    with connect() as connection:
        before = set(_there(place, manifest, connection, load))
        if not load.whole:
            load = replace(load, tables=_of_known(load.tables, told | before))
        for name in load.over.keys() & load.tables.keys():
            standing = _standing(connection, load.tables[name], load.over[name], _old(place, manifest, name))
            load = replace(load, tables={**load.tables, name: standing})
        for name in sorted({*load.tables, *OF_TICKETS, "tickets"}):
            _compare(place, manifest, connection, name, load, found)
    new = frozenset(told - before)
    changed = frozenset((found.touched & before) - set(load.gone))
    events = len(found.rows["events"]) if "events" in found.rows else 0
    return Difference(Change(found.rows, found.gone), new, changed, frozenset(set(load.gone) & before), events)


def _of_known(tables: Mapping[str, pa.Table], known: set[str]) -> dict[str, pa.Table]:
    """The tables without rows of tickets that nobody knows."""
    kept = {}
    for name, table in tables.items():
        if name in OF_TICKETS:
            sure = [each is None or each in known for each in table["ticket_id"].to_pylist()]
            table = table.filter(pa.array(sure, pa.bool_()))
        kept[name] = table
    return kept


def _standing(connection: duckdb.DuckDBPyConnection, table: pa.Table, over: str, old: str) -> pa.Table:
    """The rows of a table in whose place no other stands, in it or in the lake."""
    connection.register("_told", table)
    known = f"union select ticket_id from {old} where {over}" if old else ""
    return (
        connection.sql(f"""
        select * from _told where {over} or ticket_id is null
        or ticket_id not in (select ticket_id from _told where {over} and ticket_id is not null {known})
    """)
        .to_arrow_table()
        .cast(table.schema)
    )


def _there(place: Place, manifest: Manifest, connection: duckdb.DuckDBPyConnection, load: Load) -> list[str]:
    """The tickets of the load that the lake has already."""
    named = {each for name, table in load.tables.items() if name in OF_TICKETS for each in _tickets_of(table)}
    named |= _tickets_of(load.tables["tickets"]) if "tickets" in load.tables else set()
    connection.register("_named", pa.table({"id": pa.array(sorted({*named, *load.tickets, *load.gone}), pa.string())}))
    connection.register("_touched", pa.table({"id": pa.array([*load.tickets, *load.gone], pa.string())}))
    connection.register("_gone", pa.table({"id": pa.array([*load.gone], pa.string())}))
    old = _old(place, manifest, "tickets")
    if not old:
        return []
    mine = f"{SOURCE} is not distinct from {literal(load.source)}"
    query = f"select ticket_id from {old} where {mine} and ticket_id in (select id from _named)"
    return [row[0] for row in connection.execute(query).fetchall()]


def _compare(
    place: Place, manifest: Manifest, connection: duckdb.DuckDBPyConnection, name: str, load: Load, found: _Found
) -> None:
    new, old = load.tables.get(name), _old(place, manifest, name)
    if not old:
        if new is not None and len(new):
            found.rows[name] = new
            found.touched |= _tickets_of(new)
        return
    columns = manifest.tables[name].columns
    mine = f"{SOURCE} is not distinct from {literal(load.source)}"
    if new is not None and len(new):
        connection.register("_new", new)
        known = ", ".join(quoted(c) if c in columns else f"null as {quoted(c)}" for c in new.column_names)
        keys = " and ".join(f"o.{quoted(k)} = n.{quoted(k)}" for k in key_of(TABLES[name]) if k != SOURCE)
        query = f"""
            select {", ".join(map(quoted, new.column_names))} from _new
            except select {known} from {old} o where {mine} and exists (select 1 from _new n where {keys})
        """
        differing = connection.sql(query).to_arrow_table()
        if len(differing):
            found.rows[name] = differing.cast(new.schema)
            found.touched |= _tickets_of(differing)
    if "ticket_id" in columns:
        _gone(connection, name, load, old, mine, new, found)


def _gone(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    load: Load,
    old: str,
    mine: str,
    new: pa.Table | None,
    found: _Found,
) -> None:
    """Rows of deleted tickets, and rows that a ticket told whole tells no more."""
    keys = [key for key in key_of(TABLES[name]) if key != SOURCE]
    key = quoted(keys[0])
    which = "ticket_id in (select id from _gone)"
    if name in load.whole:
        connection.register("_new", new if new is not None else pa.table({keys[0]: pa.array([], pa.string())}))
        which += f" or (ticket_id in (select id from _touched) and {key} not in (select {key} from _new))"
    if name in load.over and new is not None and len(new):
        which += f" or (not ({load.over[name]}) and ticket_id in (select ticket_id from _new where {load.over[name]}))"
    columns = ", ".join(dict.fromkeys((SOURCE, key, quoted("ticket_id"))))
    gone = connection.sql(f"select {columns} from {old} where {mine} and ({which})").to_arrow_table()
    if len(gone):
        found.touched |= _tickets_of(gone)
        found.gone[name] = gone.select([SOURCE, keys[0]])


def _old(place: Place, manifest: Manifest, name: str) -> str:
    """The lake's rows of a table as SQL; "" where it has none."""
    table = manifest.tables.get(name)
    if table is None or not table.files:
        return ""
    return files_of(place.fetched(f"{name}/{file}") for file in sorted(table.files))


def _tickets_of(table: pa.Table) -> set[str]:
    return {each for each in table["ticket_id"].to_pylist() if each} if "ticket_id" in table.column_names else set()
