"""Tiny stories in words, as records: for worked examples, tests and anybody who wants to try a metric.

One line is one event, `[dN] TICKET HH:MM[:SS[.f]] WORDS`, or one row of a table, `TABLE: column=value, …`. Day 1 is
2026-09-01, a Tuesday, in UTC. WORDS are `created`, `message`, `reply WHO`, `assigned [WHO]`, `queued`, `status STATUS
[WHO]`, `escalated WHO`, `merged TICKET`, `calendar NAME`, `note WHO`. WHO is an agent unless written `bot:NAME`,
`system:NAME` or `customer:NAME`. Everybody named becomes an agent of kind human unless the story lists `agents`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from deskmerit.core.settings import Settings
from deskmerit.records.columns import TABLES
from deskmerit.records.spec import Type
from deskmerit.records.store import Records

DAY_ONE = datetime(2026, 9, 1, tzinfo=UTC)
_EVENT = re.compile(r"(?:d(\d+) )?(\S+) (?:d(\d+) )?([\d:.]+) (.+)")
_KINDS = {
    "message": "customer_message",
    "reply": "public_reply",
    "note": "internal_note",
    "calendar": "calendar_changed",
}
_WITH_VALUE = {"assigned", "status", "merged", "calendar"}

type Row = dict[str, Any]


def story(text: str, settings: Settings | None = None, **extra: Mapping[str, str]) -> Records:
    """The records a story tells; `extra` columns go to the tickets named, as `t1={"channel": "chat"}`.

    >>> story("t1 09:00 created").tables["tickets"].to_pylist()[0]["ticket_id"]
    't1'
    """
    tables: dict[str, list[Row]] = {"tickets": [], "events": []}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if found := re.fullmatch(r"([a-z_]+): (.*)", line):
            tables.setdefault(found[1], []).append(_row(found[1], found[2]))
        else:
            _tell(tables, line)
    for ticket in tables["tickets"]:
        ticket |= extra.get(ticket["ticket_id"], {})
    tables.setdefault("agents", _everybody(tables))
    return Records({name: table_of(name, rows) for name, rows in tables.items()}, settings or Settings())


def moment(text: str, day: str | None = None) -> datetime:
    """An instant of a story: `09:00`, `09:00:30.5`, with the number of its day, `d2 09:00`.

    >>> moment("d2 09:00:30").isoformat()
    '2026-09-02T09:00:30+00:00'
    """
    if text.startswith("d"):
        day, text = text[1:].split(" ")
    hours, minutes, seconds = (text + ":00").split(":")[:3]
    exact = timedelta(hours=int(hours), minutes=int(minutes), microseconds=int(Decimal(seconds) * 1_000_000))
    return DAY_ONE + timedelta(days=int(day or 1) - 1) + exact


def table_of(name: str, rows: list[Row]) -> pa.Table:
    """Rows as a canonical table; unknown columns stay as texts."""
    spec = TABLES.get(name)
    schema = list(spec.schema) if spec else []
    known = {field.name for field in schema}
    more = sorted({column for row in rows for column in row} - known)
    return pa.Table.from_pylist(rows, pa.schema([*schema, *((column, pa.string()) for column in more)]))


def _tell(tables: dict[str, list[Row]], line: str) -> None:
    found = _EVENT.fullmatch(line)
    if found is None:
        raise ValueError(line)
    ticket, at, words = found[2], moment(found[4], found[1] or found[3]), found[5].split(" ")
    if words[0] == "created" and ticket not in {row["ticket_id"] for row in tables["tickets"]}:
        tables["tickets"].append({"ticket_id": ticket, "created_at": at})
        if len(words) == 1:
            return
    value = words.pop(1) if words[0] in _WITH_VALUE and len(words) > 1 else None
    role, actor = _actor(words[0], words[1] if len(words) > 1 else None)
    number = len(tables["events"]) + 1
    kind = _KINDS.get(words[0], words[0])
    event = {"event_id": str(number), "ticket_id": ticket, "occurred_at": at, "kind": kind, "value": value}
    tables["events"].append(event | {"actor_role": role, "actor_id": actor})


def _actor(word: str, said: str | None) -> tuple[str, str | None]:
    if said and ":" in said:
        role, name = said.split(":")
        return role, name or None
    if said:
        return "agent", said
    return ("customer" if word in ("message", "created") else "system"), None


def _row(table: str, text: str) -> Row:
    spec = TABLES.get(table)
    types = {column.name: column.type for column in spec.columns} if spec else {}
    pairs = (part.split("=", 1) for part in text.split(", "))
    return {name: _typed(types.get(name, Type.TEXT), value) for name, value in pairs}


def _typed(kind: Type, text: str) -> object:
    if kind is Type.INSTANT:
        return moment(text)
    if kind is Type.DATE:
        return date.fromisoformat(text)
    if kind is Type.FLAG:
        return text == "true"
    if kind is Type.INTEGER:
        return int(text)
    return Decimal(text) if kind is Type.NUMBER else text


def _everybody(tables: Mapping[str, list[Row]]) -> list[Row]:
    found = {row["actor_id"] for row in tables["events"] if row["actor_role"] == "agent"}
    found |= {row["value"] for row in tables["events"] if row["kind"] == "assigned"}
    found |= {row.get("agent_id") for rows in tables.values() for row in rows}
    return [{"agent_id": name, "name": name, "kind": "human"} for name in sorted(filter(None, found))]
