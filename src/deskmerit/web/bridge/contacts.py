"""Contacts of a period credited to people, from which quality checks are drawn, and what happened in one of them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from deskmerit.records.replace import views_of
from deskmerit.records.view import connect
from deskmerit.web.bridge.kept import at_hand, exactly
from deskmerit.web.bridge.laid import Tables
from deskmerit.web.bridge.records_read import Row, rows_in


@dataclass(frozen=True, slots=True)
class Contact:
    """A ticket or a call of somebody. `kind`: ticket or call; `at`: solved, replied to, or begun (UTC)."""

    kind: str
    contact_id: str
    agent_id: str
    at: datetime
    channel: str
    category: str


def contacts(folder: Path, start: datetime, end: datetime) -> list[Contact]:
    """The contacts of `[start, end)` by kind and id: tickets by who solved them last in that time, else by who replied
    last; answered calls by whose they were. Bots, and tickets merged into another, have none.
    """
    found: list[Contact] = []
    with connect() as connection:
        views = views_of(connection, exactly(folder, "tickets", "events", "calls"))
        span = {"start": start, "end": end}
        if {"tickets", "events", "agents"} <= set(views):
            found += _found(connection, "ticket", _TICKETS, span)
        if {"calls", "agents"} <= set(views):
            found += _found(connection, "call", _CALLS, span)
    return found


def _found(connection: duckdb.DuckDBPyConnection, kind: str, sql: str, span: dict[str, datetime]) -> list[Contact]:
    rows = connection.sql(sql, params=span).to_arrow_table().to_pylist()  # fetchall would need pytz for instants
    names = ("contact_id", "agent_id", "moment", "channel", "category")
    return [Contact(kind, *(row[name] for name in names)) for row in rows]


_TICKETS = """
    with acts as (
        select e.ticket_id, e.actor_id, e.occurred_at,
            e.kind = 'status' and e.value in ('solved', 'closed') as solve
        from events e
        join agents a on a.agent_id = e.actor_id and a.kind = 'human'
        where e.actor_role = 'agent' and e.occurred_at >= $start and e.occurred_at < $end
            and (e.kind = 'public_reply' or e.kind = 'status' and e.value in ('solved', 'closed'))
            and e.ticket_id not in (select ticket_id from events where kind = 'merged')
    ), last as (
        select *, row_number() over (
            partition by ticket_id order by solve desc, occurred_at desc, actor_id
        ) as place from acts
    )
    select t.ticket_id as contact_id, l.actor_id as agent_id, l.occurred_at as moment,
        coalesce(t.channel, '') as channel, coalesce(t.category, '') as category
    from last l join tickets t on t.ticket_id = l.ticket_id
    where l.place = 1
    order by t.ticket_id
"""
_CALLS = """
    select c.call_id as contact_id, c.agent_id, c.started_at as moment, 'phone' as channel, '' as category
    from calls c join agents a on a.agent_id = c.agent_id and a.kind = 'human'
    where c.answered and c.started_at >= $start and c.started_at < $end
    order by c.call_id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the records hold of a contact: its own row (empty: they don't hold it), and its events in their order (a
    call has none). `holds`: the files still say so; else the records that were read last are told."""

    row: Row
    events: tuple[Row, ...]
    holds: bool = True


def told(folder: Path, kind: str, contact_id: str) -> Told:
    """A contact as the records at hand tell it, for pages. Customers are not masked here."""
    found = at_hand(folder, "events", _table_of(kind)[0])
    return _told(found.tables, kind, contact_id, found.holds) if found is not None else Told({}, (), holds=False)


def told_exactly(folder: Path, kind: str, contact_id: str) -> Told:
    """A contact as the files say today, for whatever is decided by it."""
    return _told(exactly(folder, "events", _table_of(kind)[0]), kind, contact_id, holds=True)


def _table_of(kind: str) -> tuple[str, str]:
    return ("tickets", "ticket_id") if kind == "ticket" else ("calls", "call_id")


def _told(tables: Tables, kind: str, contact_id: str, holds: bool) -> Told:
    found = rows_in(tables, *_table_of(kind), [contact_id])
    events = rows_in(tables, "events", "ticket_id", [contact_id]) if found and kind == "ticket" else []
    return Told(found[0] if found else {}, tuple(sorted(events, key=_order)), holds)


def _order(row: Row) -> tuple[str, int, int, str]:
    """Semantics §2: by instant, then `seq`, then id (as numbers where they are integers)."""
    name, at = str(row["event_id"]), row["occurred_at"]
    stamp = at.isoformat() if isinstance(at, datetime) else ""
    seq = row.get("seq")
    return stamp, int(str(seq or 0)), int(name) if name.isdigit() else 0, name
