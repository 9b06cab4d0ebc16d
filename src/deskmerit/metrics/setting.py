"""Setting the stage: from records to what every batch of tickets shares, and the batches themselves."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

import ibis.expr.types as ir

from deskmerit.core.period import Period, parse_period
from deskmerit.core.plan import CustomMetric
from deskmerit.engines.base import AS_OF
from deskmerit.metrics.prepare.calendars import names
from deskmerit.metrics.prepare.clock import clocks
from deskmerit.metrics.prepare.events import Question
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.laid import lay
from deskmerit.metrics.prepare.months import covering, local_midnight, micros, months
from deskmerit.metrics.prepare.people import numbered, people
from deskmerit.metrics.prepare.postings import seats
from deskmerit.metrics.prepare.repeats import Repeats
from deskmerit.metrics.prepare.tickets import cut, tickets
from deskmerit.metrics.stage import Shared
from deskmerit.records.ends import Untold, ends_of
from deskmerit.records.store import Parquet

MONTH_GIVING: Mapping[str, tuple[str, ...]] = {
    "tickets": ("created_at",),
    "surveys": ("sent_at", "answered_at"),
    "complaints": ("received_at",),
    "calls": ("started_at",),
    "qa_reviews": ("reviewed_at",),
    "feedback": ("given_at",),
    "articles": ("contributed_at",),
    "trainings": ("held_at",),
    "certifications": ("held_at",),
    "conduct": ("noted_at",),
    "attendance": ("date",),
}
"""The columns that give a case of each table its month."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the records as a whole: a period or all of it, an as-of instant or the newest.

    `worded`: these records are a part of others in which some event id is no number (see `ordering`).
    """

    period: Period | None
    as_of: datetime | None
    custom: Mapping[str, CustomMetric]
    worded: bool = False

    def times(self, table: str) -> tuple[str, ...]:
        """The month-giving columns of a table, custom metrics' included."""
        own = {metric.time for metric in self.measured() if metric.table == table}
        return (*MONTH_GIVING.get(table, ()), *sorted(own - set(MONTH_GIVING.get(table, ()))))

    def tables(self) -> tuple[str, ...]:
        """Every table that can give cases."""
        return (*MONTH_GIVING, *sorted({metric.table for metric in self.measured()} - set(MONTH_GIVING)))

    def measured(self) -> list[CustomMetric]:
        """The custom metrics that are measured from a table, not entered."""
        return [metric for metric in self.custom.values() if not metric.metric.entry_only]


def shared(inputs: Inputs, wanted: Wanted, dropped_events: frozenset[str]) -> Shared:
    """Numbers people, teams and tickets, reads events and calendars, fixes months and as-of instants."""
    spans = _spans(inputs, wanted)
    as_ofs = _as_ofs(inputs, wanted, spans)
    events_as_of = as_ofs["tickets"]
    spoken = inputs.engine.say(AS_OF, events_as_of)
    question = Question(spoken, dropped_events, wanted.worded)
    calendars = names(inputs.records.settings)
    laid = lay(inputs, calendars, dropped_events)
    everybody = people(inputs, _custom_agents(inputs, wanted), laid.people if laid else None)
    with_team = ("calls", "postings") if laid else ("tickets", "calls", "postings")
    teams = numbered(inputs, [inputs.table(name).team for name in with_team], laid.teams if laid else ())
    found = laid.read(inputs, question) if laid else tickets(inputs, everybody.codes, teams, calendars, question)
    period = wanted.period or _everything(inputs, spans, events_as_of)
    return Shared(
        inputs,
        everybody,
        seats(inputs, everybody, teams),
        months(period, inputs.records.settings, inputs.engine),
        found,
        clocks(inputs, found, calendars, events_as_of),
        Repeats(inputs, found),
        question,
        {table: spoken if at == events_as_of else at for table, at in as_ofs.items()},
        max(as_ofs.values()),
    )


def known_span(inputs: Inputs, wanted: Wanted) -> tuple[Period, int | None]:
    """The period that is measured and the newest event as of which, in microseconds (None: there is no event)."""
    newest = _newest(inputs)
    as_of = micros(wanted.as_of) if wanted.as_of else newest
    period = wanted.period or _everything(inputs, _spans(inputs, wanted), int(as_of or 0))
    return period, as_of


def _newest(inputs: Inputs) -> int | None:
    """The instant of the newest event."""
    span = _span(inputs, "events", ("occurred_at",))
    return span[1] if span else None


def _spans(inputs: Inputs, wanted: Wanted) -> dict[str, tuple[int, int] | None]:
    return {table: _span(inputs, table, wanted.times(table)) for table in wanted.tables() if inputs.has(table)}


def _custom_agents(inputs: Inputs, wanted: Wanted) -> tuple[ir.StringColumn, ...]:
    metrics = [metric for metric in wanted.measured() if inputs.has(metric.table)]
    return tuple(inputs.table(m.table)[m.agent] for m in metrics if m.agent in inputs.table(m.table).columns)


def _span(inputs: Inputs, table: str, columns: Iterable[str]) -> tuple[int, int] | None:
    """The oldest and the newest month-giving instant of a table."""
    columns, held = tuple(columns), inputs.records.tables.get(table)
    if isinstance(held, Parquet):
        with suppress(Untold):
            told = [_micros(inputs, end) for both in ends_of(held, columns).values() if both for end in both]
            return (min(told), max(told)) if told else None
    rows, found = inputs.table(table), []
    for column in columns:
        if column not in rows.columns:
            continue
        ends = inputs.engine.fetch(rows.agg(low=rows[column].min(), high=rows[column].max())).to_pylist()[0]
        if ends["low"] is not None:
            found += [_micros(inputs, ends["low"]), _micros(inputs, ends["high"])]
    return (min(found), max(found)) if found else None


def _micros(inputs: Inputs, value: object) -> int:
    return local_midnight(value, inputs.records.settings.zone) if isinstance(value, date) else int(str(value))


def _as_ofs(inputs: Inputs, wanted: Wanted, spans: Mapping[str, tuple[int, int] | None]) -> dict[str, int]:
    """The as-of instant of each table: as asked, else the newest event, else the table's own newest instant."""
    if wanted.as_of is not None:
        return dict.fromkeys(wanted.tables(), micros(wanted.as_of))
    newest = _newest(inputs)
    if newest is not None:
        return dict.fromkeys(wanted.tables(), newest)
    own = {table: span[1] if span else 0 for table, span in spans.items()}
    return {table: own.get(table, 0) for table in wanted.tables()}


def _everything(inputs: Inputs, spans: Mapping[str, tuple[int, int] | None], as_of: int) -> Period:
    ends = [end for span in spans.values() if span for end in span]
    if figures := _span(inputs, "figures", ("from_date", "to_date")):
        ends += [figures[0], figures[1] - 1]  # the last day is the one before `to_date`
    settings = inputs.records.settings
    for label in inputs.engine.fetch(inputs.table("entries").select("month").distinct()).column(0).to_pylist():
        ends.append(local_midnight(parse_period(label, settings.month_starts_on).start, settings.zone))
    ends = ends or [0]
    return covering(min(ends), max(*ends, as_of), inputs.records.settings)


def batches(common: Shared) -> list[tuple[int, int]]:
    """The bounds of as many batches of tickets as keep memory bounded; facts add up over them. What belongs to no
    ticket (−1) goes with the first."""
    return cut(common.tickets.count, common.tickets.size, common.engine)
