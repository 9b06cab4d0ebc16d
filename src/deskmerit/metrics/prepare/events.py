"""Every event as a few integers, read and translated once: ticket, instant, order, kind, person, value."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.calendars import Names
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.people import Codes, coded

SAFE_DIGITS = 18
SAFE_ORDER = 2**62


@dataclass(frozen=True, slots=True)
class Question:
    """What fixes a history: how far it is known, which events were decided to be left out, and whether an event id
    that is no number is known of (`worded`), see `ordering`."""

    as_of: int
    dropped_events: frozenset[str] = frozenset()
    worded: bool = False


def bot_ids(inputs: Inputs) -> frozenset[str]:
    """Ids that are never people: agents of kind bot, and the bots of the settings."""
    agents = inputs.table("agents")
    rows = inputs.engine.fetch(agents.filter(agents.kind == "bot").select("agent_id"))
    return frozenset(rows.column(0).to_pylist()) | inputs.records.settings.bots


def ordering(inputs: Inputs, events: ir.Table, *, worded: bool = False) -> dict[str, ir.Value]:
    """The columns that order the events of one instant: seq, then event_id as a number if all are integers, else as
    text. Where both fit into one integer, that is `eid` and there is no `seq`: a short key sorts faster.
    """
    text, seq = events.event_id, ibis.coalesce(events.seq, 0)
    begin = events.limit(1000)
    if worded or inputs.engine.some(begin.filter(_worded(begin.event_id))):
        return {"seq": seq, "eid": text}
    asked = events.agg(worded=_worded(text).any(), digits=text.length().max(), low=seq.min(), high=seq.max())
    told = inputs.engine.fetch(asked).to_pylist()[0]
    if told["worded"]:
        return {"seq": seq, "eid": text}
    digits = told["digits"] or 0
    if digits > SAFE_DIGITS:
        return {"seq": seq, "eid": text.cast("decimal(38, 0)")}
    room = 2 * 10**digits
    if (max(abs(told["low"] or 0), abs(told["high"] or 0)) + 1) * room < SAFE_ORDER:
        return {"eid": seq * room + text.cast("int64")}
    return {"seq": seq, "eid": text.cast("int64")}


def any_worded(inputs: Inputs) -> bool:
    """Whether some event id is no whole number."""
    events = inputs.table("events")
    return inputs.engine.some(events.filter(_worded(events.event_id)))


def in_order(events: ir.Table) -> list[ir.Value]:
    """The columns by which encoded events are ordered (semantics §2)."""
    return [events[name] for name in ("t", "seq", "eid") if name in events.columns]


def _worded(event_id: ir.StringValue) -> ir.BooleanValue:
    return ~event_id.re_search(r"^[+-]?[0-9]{1,38}$")


def encode(inputs: Inputs, people: Codes, tickets: ir.Table, calendars: Names, question: Question) -> ir.Table:
    """Columns tk, t, eid (and seq, see `ordering`), k (kind), p (the human agent who acted, or the assignee), v
    (status, calendar, creator).

    `tickets` has tk, ticket_id and created. Left out: what no metric looks at, rows after the as-of instant, rows
    before the ticket's creation, dropped events, replies and messages of bots.
    """
    events = inputs.table("events")
    order = ordering(inputs, events, worded=question.worded)
    events = events.mutate(**{f"by_{name}": value for name, value in order.items()})
    if question.dropped_events:
        events = events.anti_join(_column(inputs, "dropped", question.dropped_events), [("event_id", "dropped")])
    events = events.filter(events.occurred_at <= question.as_of)
    bots = bot_ids(inputs)
    bot = events.actor_role.isin(["bot", "system"])
    if bots:
        bot = bot | events.actor_id.isin(sorted(bots)).fill_null(False)
    human = (events.actor_role == "agent") & ~bot
    rows = events.select(
        "ticket_id",
        t=events.occurred_at,
        **{name: events[f"by_{name}"] for name in order},
        k=_kind(events.kind, human, bot).cast("int8"),
        who=ibis.ifelse(events.kind == "assigned", events.value, ibis.ifelse(human, events.actor_id, None)),
        v=_value(events, human, bot, calendars),
    )
    rows = rows.filter(rows.k.notnull())
    named = tickets.select("tk", "created", tid="ticket_id")
    rows = rows.join(named, rows.ticket_id == named.tid)
    rows = rows.filter((rows.k == c.CREATED) | (rows.t >= rows.created))
    found = coded(rows, "who", people, "p").select("tk", "t", *order, "k", "p", "v")
    return inputs.engine.keep(found, bulk=True)


def _kind(kind: ir.StringValue, human: ir.BooleanValue, bot: ir.BooleanValue) -> ir.IntegerValue:
    return ibis.cases(
        ((kind == "customer_message") & ~bot, c.MESSAGE),
        ((kind == "public_reply") & human, c.REPLY),
        (kind == "assigned", c.ASSIGNED),
        (kind == "status", c.STATUS),
        (kind == "queued", c.QUEUED),
        ((kind == "escalated") & human, c.ESCALATED),
        (kind == "calendar_changed", c.CALENDAR),
        (kind == "created", c.CREATED),
        (kind == "merged", c.MERGED_INTO),
    )


def _value(events: ir.Table, human: ir.BooleanValue, bot: ir.BooleanValue, calendars: Names) -> ir.IntegerValue:
    kind, value = events.kind, events.value
    creator = ibis.cases((human, c.BY_HUMAN_AGENT), (bot, c.BY_BOT), else_=c.BY_CUSTOMER)
    status = ibis.cases(*((value == word, code) for word, code in c.STATUSES.items()), else_=c.STATUSES["open"])
    calendar = calendars.code(value)
    chosen = ibis.cases(
        (kind == "status", status), (kind == "created", creator), (kind == "calendar_changed", calendar)
    )
    return ibis.coalesce(chosen, 0).cast("int16")


def _column(inputs: Inputs, name: str, texts: frozenset[str]) -> ir.Table:
    return inputs.engine.keep(pa.table({name: pa.array(sorted(texts), pa.string())}))
