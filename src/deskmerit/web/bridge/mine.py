"""The records that concern one person, for what is handed out about them: nobody else's ids, no customer's."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.identities import slots
from deskmerit.records.replace import views_of
from deskmerit.records.view import View, connect, literal
from deskmerit.web.bridge.kept import exactly

CONFIDENTIAL = "feedback"
"""360° ratings: no export shows who rated whom and when (semantics §3)."""
CUSTOMERS = ("requester_id",)


def records_of(folder: Path, agent_id: str) -> dict[str, list[dict[str, object]]]:
    """The rows of every canonical table in which a person stands, by table; columns that name others say so.

    Tickets are those with an event of the person. A cell with another person's id is `other`, a customer's `customer`.
    """
    tables = exactly(folder, *TABLES)
    found: dict[str, list[dict[str, object]]] = {}
    with connect() as connection:
        views = views_of(connection, tables)
        for name, view in views.items():
            if name == CONFIDENTIAL:
                continue
            where = _mine(name, view, views, literal(agent_id))
            if where:
                rows = _rows(connection, view, where)
                found[name] = [_cleaned(view, row, agent_id) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def _columns(view: View) -> list[str]:
    """The columns of a table that may hold a person's id."""
    named = {slot.column for slot in slots() if slot.table == view.spec.name}
    named |= {each.name for each in view.spec.columns if each.refers == "agents" or each.name == "agent_id"}
    return sorted(named)


def _mine(name: str, view: View, views: Mapping[str, View], who: str) -> str:
    told = [f"{quoted(column)} = {who}" for column in _columns(view)]
    if name == "tickets" and "events" in views:
        told = [f"ticket_id in (select ticket_id from {views['events'].name} where actor_id = {who})"]
    return " or ".join(told)


def _rows(connection: duckdb.DuckDBPyConnection, view: View, where: str) -> Sequence[dict[str, object]]:
    columns = ", ".join(quoted(each.name) for each in view.spec.columns)
    table = connection.sql(f"select {columns} from {view.name} where {where}").to_arrow_table()
    listed: list[dict[str, object]] = table.to_pylist()
    return listed


def _cleaned(view: View, row: dict[str, object], agent_id: str) -> dict[str, object]:
    people, shown = _columns(view), dict(row)
    if view.spec.name == "events" and row.get("kind") != "assigned":
        people = [each for each in people if each != "value"]
    for column in people:
        if row.get(column) not in (None, "", agent_id):
            shown[column] = "customer" if row.get("actor_role") == "customer" else "other"
    for column in CUSTOMERS:
        if row.get(column):
            shown[column] = "customer"
    return shown


def table_title(name: str) -> Mapping[str, str]:
    """What a table of the records is called, in both languages."""
    return TABLES[name].title if name in TABLES else {"zh": name, "en": name}
