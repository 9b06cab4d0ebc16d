"""Which other tickets of the same customers a change bears on: by them it is told whether somebody came back.

A ticket looks at those created after it (what happened before that is no event of it), up to some days after its solve;
until these have passed its case counts nowhere. So one that came, went or changed is seen by those before it only if it
was created by the old as-of instant: the days of the others end later, and what changes by time is measured anyway.
"""

from collections.abc import Mapping, Sequence

from deskmerit.records.states import States

MOVED = "moved_tickets"
"""Noted while changes are looked for: tickets that others of the customer may see otherwise now (id)."""

ALWAYS = -(2**62)
"""An instant before all others."""


def same_customer(states: States, listed: str, since: int) -> int:
    """Adds to the tickets listed those of the same requester and category by which it is told (unknown ones are never
    the same). The instant (microseconds) before which none of all these was created."""
    _looking(states, listed, since)
    first, oldest = states.ask("select (select min(first) from customers), (select min(created) from looking)")[0]
    if first is not None:
        states.ask(
            f"insert into {listed} select ticket_id from {states.every('tickets')} join customers"
            f" using (requester_id, category) where {from_then(int(str(first)))} and epoch_us(created_at) >= first"
        )
    return min((int(str(at)) for at in (first, oldest) if at is not None), default=ALWAYS)


def put_right(states: States, listed: str, corrections: Sequence[Mapping[str, object]]) -> None:
    """Adds to the tickets listed all those of customers of whom corrections say another requester or category."""
    states.ids("put_right", sorted({str(row["record_id"]) for row in corrections}))
    states.ids("said", sorted({str(row[side]) for row in corrections for side in ("old", "new") if row[side]}))
    states.ask(
        f"insert into {listed} select ticket_id from {states.every('tickets')} where requester_id in (select id from"
        " said union select requester_id from looking where ticket_id in (select id from put_right))"
    )


def from_then(instant: int) -> str:
    """A predicate for tickets created from an instant on (microseconds), by which files of others are left out."""
    return "true" if instant <= ALWAYS else f"created_at >= make_timestamptz({instant}::bigint)"


def _looking(states: States, listed: str, since: int) -> None:
    """Makes two tables. `looking`: the tickets listed. `customers`: the instant from which on the tickets of each
    requester and category matter."""
    only = f"ticket_id in (select id from {listed})"
    rows = " union all ".join(f"select * from {part} where {only}" for part in states.holding("tickets", only))
    states.ask(
        "create temp table looking as select ticket_id, requester_id, category, epoch_us(created_at) as created,"
        f" ticket_id in (select id from {MOVED}) as moved from ({rows})"
    )
    states.ask(
        "create temp table customers as select requester_id, category, case when bool_or(moved and created <="
        f" {since}) then {ALWAYS} else min(created) end as first"
        " from looking where requester_id <> '' and category <> '' group by all"
    )
