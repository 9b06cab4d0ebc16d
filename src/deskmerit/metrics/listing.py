"""The cases behind a number as rows people can read: record, person, times, reason."""

import ibis
import pyarrow as pa

from deskmerit.metrics import codes as c
from deskmerit.metrics.corrections import Corrections
from deskmerit.metrics.facts import cases_of, word
from deskmerit.metrics.measured import LISTED
from deskmerit.metrics.prepare.postings import seated
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage


def listed(stage: Stage, ask: Ask, fixes: Corrections) -> pa.Table:
    """Every case of a measure on one stage, instants as microseconds: see `readable`."""
    rows = stage.engine.keep(seated(cases_of(stage, ask, fixes), stage.shared.seats))
    people, places = stage.shared.people.codes.table, stage.shared.seats.places
    names = stage.shared.tickets.names.select(name_tk="tk", ticket_id="ticket_id")
    rows = (
        rows.left_join(people, [("who", "code")])
        .left_join(names, [("tk", "name_tk")])
        .join(places, [("place", "place")])
    )
    found = rows.select(
        metric=ibis.literal(ask.metric),
        clock=ibis.literal(ask.clock),
        record_id=ibis.coalesce(rows.rec, rows.ticket_id, ""),
        agent_id=ibis.coalesce(rows.id, ""),
        team="team",
        position="position",
        month=word(rows.month, dict(enumerate(stage.shared.months.labels, 1))),
        started_at="start",
        completed_at="done",
        numerator="num",
        denominator="den",
        included=rows.out == c.IN,
        reason=word(rows.out, c.REASONS),
        credit=word(rows.credit, c.CREDITS),
        adjustment_id=rows.fix_id,
    )
    return stage.engine.fetch(found)


def readable(table: pa.Table) -> pa.Table:
    """Listed cases in the types that LISTED names."""
    parts = [
        table[field.name].cast(pa.int64() if pa.types.is_timestamp(field.type) else field.type) for field in LISTED
    ]
    return pa.table(dict(zip(LISTED.names, parts, strict=True))).cast(LISTED)
