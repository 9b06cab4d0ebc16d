"""Our figures beside the helpdesk's own, ticket by ticket, and the records that explain where they differ."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from deskmerit.chain.measure import CaseQuestion, case_rows
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.period import Period
from deskmerit.records.checks import quoted
from deskmerit.records.store import Parquet, Records
from deskmerit.records.view import connect, files_of, literal
from deskmerit.report.gaps import DIFFERS, EQUAL, ONLY_OURS, ONLY_THEIRS, THEY_COUNT, Pair
from deskmerit.sources.helpdesks.client import Stopped
from deskmerit.sources.helpdesks.model import Figure, Source
from deskmerit.sources.helpdesks.sync import stopped_at

METRICS = ("first_response_time", "resolution_time")
CLOCKS = ("calendar", "business")

type Ask = Callable[[Sequence[str]], Iterable[Figure]]
type Event = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Every pair; `tickets` of the period there are, of which `asked` were looked at; and what stopped it."""

    pairs: Sequence[Pair]
    tickets: int = 0
    asked: int = 0
    issues: Sequence[Issue] = ()


def reconciled(records: Records, source: Source, ask: Ask, period: Period, most: int) -> Reconciled:
    """Compares times of the tickets that were created in the period, or have a case in it. Of more than `most` tickets
    some are looked at, spread evenly. Business time only where the workspace has calendars."""
    cases = {metric: _cases(records, metric, "calendar", source, period) for metric in METRICS}
    created = _created(records, source, period)
    tickets = sorted({*created, *(ticket for found in cases.values() for ticket in found)})
    some = [tickets[at * len(tickets) // most] for at in range(most)] if len(tickets) > most else tickets
    figures: dict[tuple[str, str], Figure] = {}
    clocks = CLOCKS if records.settings.calendar else CLOCKS[:1]
    try:
        for each in ask([ticket.removeprefix(source.prefix) for ticket in some]):
            if each.clock in clocks:
                figures[_label(each.metric, each.clock), f"{source.prefix}{each.ticket}"] = each
    except Stopped as stopped:
        return Reconciled((), len(tickets), 0, [stopped_at(source.name, stopped, 0)])
    told = {label for label, _ in figures}
    late = [metric for metric in METRICS if _label(metric, CLOCKS[1]) in told]
    cases |= {_label(metric, CLOCKS[1]): _cases(records, metric, CLOCKS[1], source, period) for metric in late}
    pairs = []
    for metric in (metric for metric in cases if metric in told):
        for ticket in some:
            case, figure = cases[metric].get(ticket), figures.get((metric, ticket))
            if case is not None or figure is not None:
                pairs.append(_pair(metric, ticket, case, figure))
    nothing = [] if pairs else [Issue(Level.NOTE, "reconcile-nothing", Where(file=source.name))]
    return Reconciled(_explained(records, pairs, figures), len(tickets), len(some), nothing)


def _label(metric: str, clock: str) -> str:
    """A metric on a clock, as it stands in the result."""
    return metric if clock == CLOCKS[0] else f"{metric} {clock}"


def _cases(
    records: Records, metric: str, clock: str, source: Source, period: Period
) -> dict[str, Mapping[str, object]]:
    rows, _ = case_rows(records, [], CaseQuestion(metric, clock, period=period))
    return {str(row["record_id"]): row for row in rows if str(row["record_id"]).startswith(source.prefix)}


def _created(records: Records, source: Source, period: Period) -> list[str]:
    zone = ZoneInfo(records.settings.zone)
    start, end = (datetime.combine(day, datetime.min.time(), zone) for day in (period.start, period.end))
    which = f"source = {literal(source.name)} and created_at >= {_instant(start)} and created_at < {_instant(end)}"
    return [str(row["ticket_id"]) for row in _rows(records, "tickets", which)]


def _pair(metric: str, ticket: str, case: Mapping[str, object] | None, figure: Figure | None) -> Pair:
    ours = int(str(case["numerator"])) if case is not None and case["included"] else None
    theirs = figure.seconds if figure is not None else None
    if ours is None:
        return Pair(metric, ticket, ours, theirs, str(case["reason"]) if case is not None else ONLY_THEIRS)
    if theirs is None or figure is None:
        return Pair(metric, ticket, ours, theirs, ONLY_OURS)
    return Pair(metric, ticket, ours, theirs, EQUAL if abs(ours - theirs) < max(figure.within, 2) else DIFFERS)


def _explained(records: Records, pairs: Sequence[Pair], figures: Mapping[tuple[str, str], Figure]) -> list[Pair]:
    """Pairs that differ, each with the event up to which the helpdesk counts, where there is one."""
    open_ = {pair.ticket for pair in pairs if pair.theirs is not None and pair.why in (DIFFERS, ONLY_THEIRS)}
    if not open_:
        return list(pairs)
    names = ", ".join(map(literal, sorted(open_)))
    events: dict[str, list[Event]] = {}
    for row in _rows(records, "events", f"ticket_id in ({names})"):
        events.setdefault(str(row["ticket_id"]), []).append(row)
    made = {str(row["ticket_id"]): row["created_at"] for row in _rows(records, "tickets", f"ticket_id in ({names})")}
    found = []
    for pair in pairs:
        event = None
        if pair.ticket in open_ and pair.why in (DIFFERS, ONLY_THEIRS):
            figure = figures[pair.metric, pair.ticket]
            event = _at(events.get(pair.ticket, []), made.get(pair.ticket), figure)
        found.append(pair if event is None else _with(pair, event))
    return found


def _at(events: Sequence[Event], made: object, figure: Figure) -> Event | None:
    """The event that lies where the helpdesk's figure ends; messages and statuses before others. Business time tells
    no instant."""
    if not isinstance(made, datetime) or figure.clock != CLOCKS[0]:
        return None
    end, room = made + timedelta(seconds=figure.seconds), timedelta(seconds=max(figure.within, 2))
    near = [
        each for each in events if isinstance(each["occurred_at"], datetime) and abs(each["occurred_at"] - end) < room
    ]
    wanted = "status" if figure.metric == "resolution_time" else "public_reply"
    return min(near, key=lambda each: (each["kind"] != wanted, str(each["event_id"])), default=None)


def _with(pair: Pair, event: Event) -> Pair:
    said = f"{event['event_id']} {event['kind']} {event['actor_role']}"
    return Pair(pair.metric, pair.ticket, pair.ours, pair.theirs, THEY_COUNT, said)


def _rows(records: Records, name: str, which: str) -> list[Event]:
    """Rows of a table of records, in memory or on disk."""
    table = records.tables.get(name)
    if table is None:
        return []
    with connect() as connection:
        if isinstance(table, Parquet):
            of = files_of(table.paths)
        else:
            connection.register("_rows", table)
            of = "_rows"
        found: pa.Table = connection.sql(
            f"select * from {of} where {which} order by {quoted(KEYS[name])}"
        ).to_arrow_table()
        return list(found.to_pylist())


KEYS = {"tickets": "ticket_id", "events": "event_id"}


def _instant(moment: datetime) -> str:
    return f"timestamptz {literal(moment.isoformat())}"
