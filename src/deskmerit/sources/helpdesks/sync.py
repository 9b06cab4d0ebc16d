"""One sync: what changed in a helpdesk since the last one, in loads that each are one manifest with their cursor.

Whatever stops it, at any moment: what was loaded stays, the next sync goes on behind the last load, and rows that come
twice take their own place.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES
from deskmerit.records.lake.delta import SOURCE
from deskmerit.records.lake.fitting import NotHeld
from deskmerit.records.lake.manifest import Manifest, current
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.steady import steady
from deskmerit.records.lake.store import Change, write
from deskmerit.records.written import Row
from deskmerit.sources.helpdesks import folk
from deskmerit.sources.helpdesks.client import Client, Stopped
from deskmerit.sources.helpdesks.compare import Load, compared
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.judge import Judged, judged
from deskmerit.sources.helpdesks.known import in_lake
from deskmerit.sources.helpdesks.model import Batch, Desk, Raw, Refused, Source, State, Vendor
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.rejected import keep
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.secrets import variable

AT_ONCE = 2000
"""Tickets in one load: what a crash makes a sync fetch again, at most."""

AHEAD = timedelta(minutes=5)
"""A helpdesk's clock may be that much ahead of ours."""

MAP, SINCE = "map", "since"

CASES = {
    "credential": ("401", "403"),
    "address": ("404", "410", "unreadable"),
    "unreachable": ("unreachable",),
    "settings": ("map", "endpoint", "column"),
}
"""What a person has to look at, by the reasons why a helpdesk stops; else it is the helpdesk that is to recover."""

type Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How to sync: `now` dates the loads; `since` begins a first sync there; `dry` writes nothing; `again` fetches
    everything anew."""

    now: datetime
    since: datetime | None = None
    dry: bool = False
    again: bool = False
    at_once: int = AT_ONCE


@dataclass(slots=True)
class _Sync:
    """A sync under way."""

    place: Place
    source: Source
    vendor: Vendor
    known: Known
    asked: Asked
    desk: Desk
    manifest: Manifest
    report: Report
    since: datetime | None = None
    ahead: int = 0
    seen: set[str] = field(default_factory=set)
    listed: bool = False
    state: State = field(default_factory=dict)
    waiting: State | None = None
    told: Desk | None = None


def sync(
    place: Place, source: Source, vendor: Vendor, client: Client, known: Known, asked: Asked, tell: Told | None = None
) -> Report:
    """Brings the lake up to what the helpdesk says now. Where the helpdesk refuses or is silent, the report says so as
    an error and counts what was loaded before."""
    report = Report(source.name)
    manifest = current(place)
    state = dict(manifest.sources.get(source.name, {}))
    fresh = asked.again or state.get(MAP) != _map_of(source, vendor)
    if fresh and state and not asked.again:
        report.issues.append(Issue(Level.NOTE, "sync-anew", Where(file=source.name)))
    since = asked.since or instant(state.get(SINCE))
    running: _Sync | None = None
    try:
        people = vendor.people(client, source)
        before = steady(place, lambda now: in_lake(place, now, "identities", source.name))
        desk = folk.desk_of(source, people, before, asked.now)
        running = _Sync(place, source, vendor, known, asked, desk, manifest, report, since, listed=bool(people))
        for batch in _loads(vendor.batches(client, source, {} if fresh else state, since), asked.at_once):
            _load(running, batch)
            if tell:
                tell(source.name, len(running.seen), max(batch.total, len(running.seen) + 1))
        if not report.loads:
            _load(running, Batch((), {} if fresh else state))
        if fresh and since is None:
            _sweep(running)
        _flush(running)
        _conclude(running)
    except Stopped as stopped:
        if running is not None:
            _flush(running)
        report.issues.append(stopped_at(source.name, stopped, report.loads))
    return report


def stopped_at(source: str, stopped: Stopped, loads: int) -> Issue:
    """What a sync says that didn't come to its end."""
    case = next((case for case, reasons in CASES.items() if stopped.reason in reasons), "")
    params = {"reason": stopped.reason, "path": stopped.path, "loads": loads, "variable": variable(source)}
    params |= {"case": case} if case else {}
    return Issue(Level.ERROR, "sync-stopped", Where(file=source), params)


def _map_of(source: Source, vendor: Vendor) -> str:
    """What decides how a bundle becomes rows: when it changes, everything is mapped anew."""
    said = source
    options = json.dumps(said.options, sort_keys=True, default=str)
    sets = [sorted(each) for each in (said.bots, said.agents, said.escalations)]
    maps = [sorted(each.items()) for each in (said.statuses, said.calendars)]
    default = said.calendar if said.calendars else ""
    text = repr((vendor.kind, vendor.version, said.prefix, said.zone, sets, maps, default, options))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _loads(batches: Iterator[Batch], at_once: int) -> Iterator[Batch]:
    """Batches put together until they hold so many tickets; of a ticket that comes twice the last word counts."""
    bundles, gone, last = dict[object, Raw](), dict[str, None](), None
    for last in batches:
        for bundle in last.bundles:
            bundles[bundle.get("id") or len(bundles)] = bundle
            gone.pop(str(bundle.get("id")), None)
        for each in last.gone:
            bundles.pop(each, None)
            gone[each] = None
        if len(bundles) + len(gone) >= at_once:
            yield replace(last, bundles=list(bundles.values()), gone=list(gone))
            bundles, gone, last = {}, {}, None
    if last is not None:
        yield replace(last, bundles=list(bundles.values()), gone=list(gone))


def _load(running: _Sync, batch: Batch) -> None:
    """Maps, judges, compares and writes one load."""
    source, report = running.source, running.report
    rows, tickets, refused = _laid(running, batch)
    found = judged(rows, source.name)
    found.rejected += refused
    gone = [running.desk.ticket_id(each) for each in batch.gone]
    load = Load(source.name, found.tables, tickets, gone, running.vendor.whole, running.vendor.over)
    difference = steady(running.place, lambda now: compared(running.place, now, load))
    looked = {*tickets, *(found.tables["tickets"]["ticket_id"].to_pylist() if "tickets" in found.tables else ())}
    report.add(difference, len(looked))
    report.issues += found.issues
    report.rejected += len(found.rejected)
    running.seen |= looked
    _count_ahead(running, found)
    whole = _people(running)
    if not running.asked.dry:
        keep(running.place, source.name, [*tickets, *gone], found.rejected)
        state = {**batch.state, MAP: _map_of(source, running.vendor)}
        state |= {SINCE: running.since.isoformat()} if running.since else {}
        _write(running, replace(difference.change, whole=whole), state)
    running.state = batch.state


def _laid(running: _Sync, batch: Batch) -> tuple[dict[str, list[Row]], list[str], list[Refused]]:
    """The rows of a load by table, the tickets it tells whole, and what became no row."""
    rows, tickets, refused = dict[str, list[Row]](), list[str](), list[Refused]()
    for bundle in batch.bundles:
        laid = running.vendor.lay(bundle, running.desk)
        for name, some in laid.rows.items():
            rows.setdefault(name, []).extend(some)
        tickets += laid.tickets
        refused += laid.refused
        running.report.issues += laid.issues
        running.desk = folk.met(running.desk, laid.staff, laid.machines, laid.people)
    return rows, tickets, refused


def _people(running: _Sync) -> dict[str, pa.Table]:
    """The source's people whole, where they are other than in the lake."""
    if running.desk is running.told:
        return {}
    running.told = running.desk
    rows = folk.rows(running.desk, running.known)
    tables = judged(rows, running.source.name).tables
    running.report.people = len(rows["identities"])
    found = {}
    for name in ("agents", "identities"):
        before = _there(running, name)
        table = tables.get(name)
        after = table.to_pylist() if table is not None else []
        if _sorted(before) != _sorted(after):
            found[name] = table if table is not None else _none(name)
    return found


def _there(running: _Sync, name: str, only: Sequence[str] | None = None) -> list[Row]:
    """The source's rows of a table as the lake has them now."""
    return steady(running.place, lambda now: in_lake(running.place, now, name, running.source.name, only))


def _none(name: str) -> pa.Table:
    return TABLES[name].schema.append(pa.field(SOURCE, pa.string())).empty_table()


def _sorted(rows: list[Row]) -> list[str]:
    return sorted(repr(sorted((k, v) for k, v in row.items() if v is not None)) for row in rows)


def _write(running: _Sync, change: Change, state: State) -> None:
    """One manifest. Where no row is other than before, the cursor waits for the next load that is, or for the end."""
    running.waiting = state
    if change.rows or change.gone or change.whole:
        cause = f"sync {running.source.name}"
        try:
            running.manifest = write(running.place, change, running.asked.now, cause, running.source.name, state)
        except NotHeld as wrong:
            running.waiting = None
            raise Stopped("column", str(wrong)) from wrong


def _flush(running: _Sync) -> None:
    """Writes a cursor that waits; none where it is where it was."""
    name = running.source.name
    if running.waiting is not None and running.manifest.sources.get(name) != running.waiting:
        running.manifest = write(running.place, Change(), running.asked.now, f"sync {name}", name, running.waiting)


def _sweep(running: _Sync) -> None:
    """After everything was fetched: what the lake has and the helpdesk didn't tell is gone there (shredded, say)."""
    prefix = running.source.prefix
    told = {str(row["ticket_id"]) for row in _there(running, "tickets", ["ticket_id"])}
    if lost := sorted(told - running.seen):
        _load(running, Batch((), running.state, [each.removeprefix(prefix) for each in lost]))


def _count_ahead(running: _Sync, found: Judged) -> None:
    events = found.tables.get("events")
    if events is not None:
        limit = pa.scalar(running.asked.now + AHEAD, events["occurred_at"].type)
        running.ahead += pc.sum(pc.greater(events["occurred_at"], limit)).as_py() or 0


def _conclude(running: _Sync) -> None:
    """What is said once at the end."""
    where = Where(file=running.source.name)
    if running.ahead:
        running.report.issues.append(Issue(Level.WARNING, "sync-clock-ahead", where, {"count": running.ahead}))
    running.report.issues += folk.doubts(running.desk, folk.rows(running.desk, running.known))
    left = sorted(login for login in running.desk.until if not running.desk.is_bot(login))
    if not running.listed and running.vendor.connect is None:
        running.report.issues.append(Issue(Level.NOTE, "sync-nobody-listed", where))
    if left and running.listed:
        params = {"count": len(left), "logins": ", ".join(left[:20])}
        running.report.issues.append(Issue(Level.NOTE, "sync-left", where, params))
