"""Tickets as a few integers: when, whose team, which calendar, who opened them, whether they were merged."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.calendars import Names
from deskmerit.metrics.prepare.events import Question, encode, in_order
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.people import Codes, People, coded


@dataclass(frozen=True, slots=True)
class Tickets:
    """`names`: tk, ticket_id, created, team, cal of each ticket. `rows`: tk, created, team, cal, opener, merged.

    `events` are the encoded events of all tickets; `count` is the number of tickets, tk running from 0.
    """

    names: ir.Table
    rows: ir.Table
    events: ir.Table
    count: int


def tickets(inputs: Inputs, people: People, teams: Codes, calendars: Names, question: Question) -> Tickets:
    """Numbers the tickets and reads their events."""
    engine = inputs.engine
    raw = inputs.table("tickets")
    raw = raw.filter(raw.created_at <= question.as_of)
    raw = engine.numbered(raw.select("ticket_id", "team", "calendar", created=raw.created_at), "tk")
    raw = coded(raw.rename(team_name="team"), "team_name", teams, "team")
    raw = raw.mutate(cal=calendars.code(raw.calendar).cast("int16"))
    names = engine.keep(raw.select("tk", "ticket_id", "created", "team", "cal"), bulk=True)
    events = encode(inputs, people, names, calendars, question)
    merged = events.filter(events.k == c.MERGED_INTO).select(merged_tk="tk").distinct()
    openers = _openers(inputs, events)
    rows = names.left_join(openers, names.tk == openers.opened_tk)
    rows = rows.left_join(merged, rows.tk == merged.merged_tk)
    rows = rows.select(
        "tk",
        "created",
        "team",
        "cal",
        opener=ibis.coalesce(rows.opener, c.BY_CUSTOMER).cast("int8"),
        merged=rows.merged_tk.notnull(),
    )
    count = engine.value(names.count())
    return Tickets(names, engine.keep(rows, bulk=True), events, count)


def _openers(inputs: Inputs, events: ir.Table) -> ir.Table:
    """Who created each ticket, by its first `created` event; one sort only where a ticket has contradicting ones."""
    created = events.filter(events.k == c.CREATED)
    said = inputs.engine.keep(created.group_by("tk").agg(low=created.v.min(), high=created.v.max()))
    if not inputs.engine.some(said.filter(said.low != said.high)):
        return said.select(opened_tk="tk", opener="low")
    first = ibis.row_number().over(group_by=created.tk, order_by=in_order(created))
    ranked = created.mutate(place=first)
    return inputs.engine.keep(ranked.filter(ranked.place == 0).select(opened_tk="tk", opener="v"))
