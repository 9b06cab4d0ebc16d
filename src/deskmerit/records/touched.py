"""Which tickets and rows must be measured anew after a change; whatever is not among them gives the same figures.

Collected in tables of the connection that sees both states: `touched_tickets` (id) and, for each table of records about
tickets, `touched_<table>` (id, as corrections name a record).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.customers import ALWAYS, MOVED, from_then, put_right, same_customer
from deskmerit.records.select import record_key
from deskmerit.records.spec import Type
from deskmerit.records.states import HISTORY, REFERENCE, States

MARGIN = 2 * 86_400_000_000
"""Microseconds by which a date may begin earlier or later in some zone."""


TELLING: Mapping[str, str] = {"tickets": "true", "events": "kind = 'merged'"}
"""The rows by which it is told of a ticket whether its customer came back with it."""


class Everything(Exception):  # noqa: N818  # not a bug: says why a part is not enough
    """All must be measured again; `why` is a word of the message `measured-whole`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Span:
    """From which as-of instant to which, in microseconds; `waiting`: tickets that change by time alone (ticket_id,
    until; null: it can't be told when); `returns`: whether it is asked if a customer came back."""

    since: int
    until: int
    waiting: pa.Table
    returns: bool = True


def touch(states: States, span: Span) -> dict[str, str]:
    """By table, the predicate that holds for the rows to measure. Raises Everything."""
    _refuse(states)
    for name in ("tickets", *states.about_tickets()):
        states.ask(f"create temp table {_list(name)} (id varchar)")
    states.ask(f"create temp table {MOVED} (id varchar)")
    _changed(states)
    _waited(states, span)
    _lay_ahead(states, span)
    _of_people(states)
    _decided(states)
    _of_own_tables(states)
    oldest = same_customer(states, _list("tickets"), span.since) if span.returns else ALWAYS
    if span.returns and (right := _put_right(states)):
        put_right(states, _list("tickets"), right)
        oldest = ALWAYS
    _about(states)
    ticket = f"ticket_id in (select id from {_list('tickets')})"
    rows = {name: f"{_id(name)} in (select id from {_list(name)})" for name in states.about_tickets()}
    tickets = f"{ticket} and ({from_then(oldest)} or created_at is null)"
    return {"tickets": tickets, "events": ticket, **rows}


def listed(states: States) -> int:
    """How many tickets are to be measured."""
    return int(str(states.ask(f"select count(*) from {_list('tickets')}")[0][0]))


def _list(name: str) -> str:
    return quoted(f"touched_{name}")


def _id(name: str) -> str:
    """A row's id, as corrections name it."""
    parts = [f"cast({quoted(part)} as varchar)" for part in record_key(TABLES[name])]
    return parts[0] if len(parts) == 1 else f"concat_ws('/', {', '.join(parts)})"


def _note(states: States, name: str, rows: str, only: str, moved: str = "") -> None:
    """Notes those rows of a relation of a table, and their tickets; of rows for which `moved` holds, also that a ticket
    may be another one now for the same customer's others."""
    if name not in HISTORY:
        states.ask(f"insert into {_list(name)} select distinct {_id(name)} from {rows} where {only}")
    states.ask(f"insert into {_list('tickets')} select distinct ticket_id from {rows} where {only}")
    if moved:
        states.ask(f"insert into {MOVED} select distinct ticket_id from {rows} where {only} and {moved}")


def _corrections(states: States) -> list[dict[str, object]]:
    """The corrections of both states."""
    tables = [records.tables.get("adjustments") for records in (states.old, states.new)]
    return [row for table in tables if isinstance(table, pa.Table) for row in table.to_pylist()]


def _refuse(states: States) -> None:
    """What changes too much, or what nobody can tell the reach of without looking at everything."""
    if set(states.old.tables) != set(states.new.tables):
        raise Everything("tables")
    for row in _corrections(states):
        spec, column = TABLES.get(str(row["table"])), str(row["field"] or "")
        if row["kind"] != "correct" or spec is None:
            continue
        timed = any(c.name == column and c.type in (Type.INSTANT, Type.DATE) for c in spec.columns)
        compared = spec.name == "tickets" and not row["record_id"] and column in ("requester_id", "category")
        if timed or compared or column in ("ticket_id", "source", "event_id"):
            raise Everything("corrections")


def _changed(states: States) -> None:
    """Rows that one state has and the other hasn't."""
    for name in (*HISTORY, *states.about_tickets()):
        if states.differ(name):
            _note(states, name, states.difference(name), "true", TELLING.get(name, ""))


def _waited(states: States, span: Span) -> None:
    """Tickets that change by time alone."""
    if span.since == span.until:
        return
    states.connection.register("waiting", span.waiting)
    states.ask(
        f"insert into {_list('tickets')} select ticket_id from waiting"
        f" where until is null or (until > {span.since} and until <= {span.until})"
    )


def _lay_ahead(states: States, span: Span) -> None:
    """What lay after the old as-of instant and doesn't after the new one."""
    if span.since == span.until:
        return
    for name in (*HISTORY, *states.about_tickets()):
        if times := [_between(column, span, margin) for column, margin in _times(name)]:
            _note(states, name, states.every(name), f"({' or '.join(times)})", TELLING.get(name, ""))


def _times(name: str) -> Iterator[tuple[str, int]]:
    for column in TABLES[name].columns:
        if column.type is Type.INSTANT:
            yield column.name, 0
        elif column.type is Type.DATE:
            yield column.name, MARGIN


def _between(column: str, span: Span, margin: int) -> str:
    low, high = (f"make_timestamptz({at}::bigint)" for at in (span.since - margin, span.until + margin))
    return f"({quoted(column)} > {low} and {quoted(column)} <= {high})"


def _of_people(states: States) -> None:
    """Everything of the people and logins of whom something changed that holds for all their records."""
    people = _people(states)
    if not people:
        return
    states.ids("people", sorted(people))
    among = "in (select id from people)"
    _note(states, "events", states.every("events"), f"(actor_id {among} or value {among})")
    for name in states.about_tickets():
        columns = [c.name for c in TABLES[name].columns if c.refers == "agents"]
        if columns:
            _note(states, name, states.every(name), f"({' or '.join(f'{quoted(c)} {among}' for c in columns)})")
    for row in _corrections(states):
        if {row["old"], row["new"]} & people:
            _named(states, row)


def _people(states: States) -> set[str]:
    """The people and logins of rows that differ, and the logins of these people, by which records may name them."""
    found: set[str] = set()
    for name in REFERENCE:
        if name in states.new.tables and states.differ(name):
            columns = [c.name for c in TABLES[name].columns if c.name in ("agent_id", "login")]
            rows = states.ask(f"select distinct {', '.join(columns)} from {states.difference(name)}")
            found |= {str(value) for row in rows for value in row if value}
    if found and "identities" in states.new.tables:
        states.ids("found", sorted(found))
        logins = states.ask(
            f"select distinct login from {states.every('identities')} where agent_id in (select id from found)"
        )
        found |= {str(login) for (login,) in logins}
    return found


def _decided(states: States) -> None:
    """The records of corrections that were decided, changed or withdrawn; and tickets put right, always: those they
    are compared with are found by what the record says."""
    if "adjustments" not in states.new.tables:
        return
    if states.differ("adjustments"):
        found = states.connection.sql(f"select * from {states.difference('adjustments')}").to_arrow_table()
        for row in found.to_pylist():
            _named(states, row)
    for row in _corrections(states):
        if row["kind"] == "correct" and row["table"] == "tickets" and row["record_id"]:
            _named(states, row)


def _named(states: States, row: Mapping[str, object]) -> None:
    """Notes the record that a correction names."""
    name, record = str(row["table"]), row["record_id"]
    if not record:
        raise Everything("corrections")
    states.ids("named", [str(record)])
    if name == "events":
        _note(states, name, states.every(name), "event_id in (select id from named)", "true")
    elif name == "tickets":
        for noted in (_list(name), MOVED):
            states.ask(f"insert into {noted} select id from named")
    elif name in states.about_tickets():
        _note(states, name, states.every(name), f"{_id(name)} in (select id from named)")


def _of_own_tables(states: States) -> None:
    """Tables of the user's own are measured whole, with the tickets they name."""
    for name, table in states.new.tables.items():
        if name not in TABLES and isinstance(table, pa.Table) and "ticket_id" in table.column_names:
            states.ask(f"insert into {_list('tickets')} select distinct ticket_id from {states.every(name)}")


def _put_right(states: States) -> list[Mapping[str, object]]:
    """The corrections of whose ticket it was and what about."""
    fields = ("requester_id", "category")
    return [row for row in _corrections(states) if row["table"] == "tickets" and row["field"] in fields]


def _about(states: States) -> None:
    """The records about all these tickets, and others under the same id."""
    listed = _list("tickets")
    states.ask(f"create or replace temp table {listed} as select distinct id from {listed} where id is not null")
    for name in states.about_tickets():
        about = f"ticket_id in (select id from {listed})"
        states.ask(f"insert into {_list(name)} select distinct {_id(name)} from {states.every(name)} where {about}")
        states.ask(f"create or replace temp table {_list(name)} as select distinct id from {_list(name)}")
