"""Tickets as a few integers: when, whose team, which calendar, who opened them, whether they were merged."""

from dataclasses import dataclass
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from deskmerit.engines.base import Engine
from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.calendars import Names
from deskmerit.metrics.prepare.events import Question, encode, in_order
from deskmerit.metrics.prepare.history import Histories
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.people import Codes, coded

BATCH = 6_000_000
"""Events per batch: what a window sort holds in memory at once."""


@dataclass(frozen=True, slots=True)
class Tickets:
    """`names`: tk, ticket_id, created, team, cal of each ticket. `rows`: tk, created, team, cal, opener, merged.

    `events` are the encoded events of all tickets, or those of changed calendars alone where the `histories` are made
    already; `size` says how many events there are, `count` how many tickets, tk running from 0. `keyed`: tk and key of
    the tickets that share requester and category with another one, where that is known.
    """

    names: ir.Table
    rows: ir.Table
    events: ir.Table
    count: int
    size: int
    histories: Histories | None = None
    keyed: ir.Table | None = None


def tickets(inputs: Inputs, people: Codes, teams: Codes, calendars: Names, question: Question) -> Tickets:
    """Numbers the tickets and reads their events."""
    engine = inputs.engine
    names = numbered_tickets(inputs, teams, calendars, question)
    events = encode(inputs, people, names, calendars, question)
    rows = engine.keep(as_known(with_beginnings(inputs, names, events), question), bulk=True)
    return Tickets(names, rows, events, engine.value(names.count()), engine.value(events.count()))


def cut(count: int, size: int, engine: Engine) -> list[tuple[int, int]]:
    """The bounds of as many batches of tickets as keep memory bounded, for that many tickets and events."""
    parts = max(1, -(-size // (BATCH * engine.driver.room)))
    step = max(1, -(-count // parts))
    return list(pairwise([-1, *range(step, count, step), max(count, 0)]))


def numbered_tickets(inputs: Inputs, teams: Codes, calendars: Names, question: Question) -> ir.Table:
    """tk, ticket_id, created, team, cal of the tickets created by then."""
    engine = inputs.engine
    raw = inputs.table("tickets")
    raw = raw.filter(raw.created_at <= question.as_of)
    raw = engine.numbered(raw.select("ticket_id", "team", "calendar", created=raw.created_at), "tk")
    raw = coded(raw.rename(team_name="team"), "team_name", teams, "team")
    raw = raw.mutate(cal=calendars.code(raw.calendar).cast("int16"))
    return engine.keep(raw.select("tk", "ticket_id", "created", "team", "cal"), bulk=True)


def with_beginnings(inputs: Inputs, names: ir.Table, events: ir.Table) -> ir.Table:
    """The tickets with opener and opened_at, as their first `created` event says, and merged_at; null without."""
    merged = events.filter(events.k == c.MERGED_INTO)
    merged = merged.group_by(merged_tk="tk").agg(merged_at=merged.t.min())
    openers = _openers(inputs, events)
    rows = names.left_join(openers, names.tk == openers.opened_tk).drop("opened_tk")
    return rows.left_join(merged, rows.tk == merged.merged_tk).drop("merged_tk")


def as_known(tickets: ir.Table, question: Question) -> ir.Table:
    """tk, created, team, cal, opener, merged of the tickets as they were known at the as-of instant."""
    rows = tickets.filter(tickets.created <= question.as_of)
    opened = (rows.opened_at <= question.as_of).fill_null(False)
    return rows.select(
        "tk",
        "created",
        "team",
        "cal",
        opener=ibis.ifelse(opened, rows.opener, c.BY_CUSTOMER).cast("int8"),
        merged=(rows.merged_at <= question.as_of).fill_null(False),
    )


def _openers(inputs: Inputs, events: ir.Table) -> ir.Table:
    """Who created each ticket, by its first `created` event; one sort only where a ticket has contradicting ones."""
    created = events.filter(events.k == c.CREATED)
    told = created.group_by("tk").agg(low=created.v.min(), high=created.v.max(), opened_at=created.t.min())
    said = inputs.engine.keep(told)
    if not inputs.engine.some(said.filter(said.low != said.high)):
        return said.select("opened_at", opened_tk="tk", opener="low")
    first = ibis.row_number().over(group_by=created.tk, order_by=in_order(created))
    ranked = created.mutate(place=first)
    return inputs.engine.keep(ranked.filter(ranked.place == 0).select(opened_tk="tk", opener="v", opened_at="t"))
