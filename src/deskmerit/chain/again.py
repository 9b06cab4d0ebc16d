"""Measuring what changed: the figures kept from an earlier manifest, less what the touched records gave, plus what they
give now. Equal to measuring everything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from deskmerit.chain.kept_parts import Kept, fetch, keep, key_of, old_tables, small_tables
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.pause import uncollected
from deskmerit.engines.base import Engine
from deskmerit.engines.known import Known
from deskmerit.metrics.measure import parts_of
from deskmerit.metrics.measured import FACTS, Measured
from deskmerit.metrics.parts import SPREADS, WAITING, Parts, added
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import instant
from deskmerit.metrics.question import Ask, ask_of
from deskmerit.metrics.run import Progress
from deskmerit.metrics.setting import Wanted, known_span
from deskmerit.records.adjustments import adjusted
from deskmerit.records.identities import identified
from deskmerit.records.lake.manifest import numbered
from deskmerit.records.states import States, beside, parts
from deskmerit.records.store import Parquet, Records
from deskmerit.records.touched import Everything, Span, listed, touch
from deskmerit.sources.lake import Lake
from deskmerit.sources.load import LASTING, Loaded, Read, as_it_lies, load, unjudged

LAKE = "lake/"
FEW = 200_000
"""Up to so many tickets a part is measured, whatever share of all it is."""
SHARE = 3
"""Of more, at most the third part: what is measured is measured twice."""


RETURNS = frozenset({"first_contact_resolution"})
"""Metrics for which a ticket of the same customer matters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A measurement of a workspace whose records stand in a lake."""

    folder: Path
    lake: Lake
    specs: Sequence[MeasureSpec]
    wanted: Wanted
    by: str = "agent"

    def key(self, records: Records) -> str:
        """The name under which its parts are kept: whatever changes it is another question."""
        wanted = self.wanted
        return key_of(self.specs, wanted.period, wanted.as_of, wanted.custom, records.settings, self.lake.place.address)


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace ready to be measured: `read`, its large tables as they lie in the lake; `whole`: everything loaded
    and looked through, made when it is needed."""

    read: Read
    whole: Callable[[Progress | None], Loaded]


@dataclass(frozen=True, slots=True)
class Answer:
    """Facts with what was told of the records, and `note`, what was measured. `tickets`: how many were measured anew,
    None: all of them."""

    measured: Measured
    told: Sequence[Issue]
    note: Issue
    tickets: int | None

    @property
    def issues(self) -> Sequence[Issue]:
        """Everything told."""
        return [*self.told, self.note]


def opened_in_lake(asked: Asked) -> Opened | None:
    """A workspace of which no more is read than is needed; None where a large table has files besides the lake's."""
    read = unjudged(asked.folder, asked.lake)
    return None if read is None else Opened(read, lambda told: load(asked.folder, told, lake=asked.lake))


def measured_again(
    host: Engine,
    asked: Asked,
    opened: Opened,
    progress: Progress | None = None,
    *,
    anew: bool = False,
) -> Answer:
    """The facts of a workspace: of what changed since the last time, or whole where that is not enough, or `anew` asks
    for it. What they come to is kept for the next time."""
    records = opened.read.records
    key = asked.key(records)
    kept = None if anew else fetch(asked.folder, key)
    known = Known(kept.texts if kept else {})
    try:
        if kept is None:
            raise Everything("asked" if anew else "first")
        before = _before(asked.lake, kept, records)
        asks = [ask_of(spec) for spec in asked.specs]
        with uncollected(), host.knowing(known):
            found, tickets = again(host, before, records, kept.parts, asks, asked.wanted, asked.by)
    except Everything as why:
        return _whole(host, asked, opened, why.why, known, progress)
    host.forget()
    keep(asked.folder, key, _kept(asked.lake, found, records, kept.told, known.used))
    said = {"tickets": tickets, "manifest": kept.manifest, "now": asked.lake.manifest.number}
    note = Issue(Level.NOTE, "measured-again", Where(), said)
    return Answer(_measured(host, asked, found), [*opened.read.issues, *kept.told], note, tickets)


def _kept(lake: Lake, found: Parts, records: Records, told: tuple[Issue, ...], texts: Mapping[str, str]) -> Kept:
    return Kept(lake.manifest.number, _rows(lake), found, small_tables(records), told, texts)


def _rows(lake: Lake) -> str:
    """What the rows of the large tables come to."""
    return " ".join(lake.digest(name) for name in LASTING)


def holds_tickets(lake: Lake) -> bool:
    """Whether a lake holds tickets and their events."""
    return {"tickets", "events"} <= set(lake.manifest.tables)


def _measured(host: Engine, asked: Asked, found: Parts) -> Measured:
    facts = found.facts(host, [ask_of(spec) for spec in asked.specs], asked.by)
    return Measured(facts, instant(found.known), found.issues, tuple(asked.specs))


def _whole(host: Engine, asked: Asked, opened: Opened, why: str, known: Known, progress: Progress | None) -> Answer:
    loaded = opened.whole(progress)
    asks = [ask_of(spec) for spec in asked.specs]
    found = parts_of(host, loaded.records, asks, asked.wanted, asked.by, progress=progress, keeps_waiting=True)
    note = Issue(Level.NOTE, "measured-whole", params={"case": why})
    answer = Answer(_measured(host, asked, found), loaded.issues, note, None)
    host.forget()
    read = as_it_lies(loaded, asked.lake)
    if read is not None:
        once = found if found.settled else replace(found, plain=added(host, FACTS, [(1, found.plain)]))
        told = tuple(issue for issue in loaded.issues if issue.where.file.startswith(LAKE))
        keep(asked.folder, asked.key(read.records), _kept(asked.lake, once, read.records, told, known.before))
    return answer


def again(
    host: Engine, old: Records, new: Records, kept: Parts, asks: Sequence[Ask], wanted: Wanted, by: str = "agent"
) -> tuple[Parts, int]:
    """The parts of a measurement of the new records, from those kept of the old ones; and how many tickets were
    measured for it.

    Both states are as their files say, before logins become people and corrections act. Raises Everything where a part
    of the records is not enough to tell.
    """
    period, as_of = known_span(Inputs(host, new), wanted)
    host.forget()
    if as_of is None or as_of < kept.known:
        raise Everything("as-of")
    with beside(old, new) as states:
        if _worded(states, kept) != kept.worded:
            raise Everything("event-ids")
        span = Span(kept.known, as_of, kept.waiting, any(ask.metric in RETURNS for ask in asks))
        chosen = touch(states, span)
        count = listed(states)
        if count > FEW and count > states.count("tickets") // SHARE:
            raise Everything("much")
        before, after = parts(states, chosen)
    tickets = pa.concat_tables([_ids(state) for state in (before, after)])
    wanted = replace(wanted, period=period, worded=kept.worded)
    then = parts_of(host, _right(before), asks, replace(wanted, as_of=instant(kept.known)), by)
    host.forget()
    now = parts_of(host, _right(after), asks, replace(wanted, as_of=instant(as_of)), by, keeps_waiting=True)
    host.forget()
    plain = added(host, FACTS, [(1, kept.plain), (-1, then.plain), (1, now.plain)], in_order=True)
    spreads = added(host, SPREADS, [(1, kept.spreads), (-1, then.spreads), (1, now.spreads)])
    waiting = pa.concat_tables([_others(kept.waiting, tickets), now.waiting.cast(WAITING)])
    found = replace(now, plain=plain, spreads=spreads, waiting=waiting, worded=kept.worded, settled=True)
    return found, len(tickets["ticket_id"].unique())


def _ids(records: Records) -> pa.Table:
    rows = records.tables["tickets"]
    assert isinstance(rows, pa.Table)
    return rows.select(["ticket_id"])


def _right(records: Records) -> Records:
    """Logins become people, corrections are applied."""
    return adjusted(identified(records)[0])[0]


def _before(lake: Lake, kept: Kept, new: Records) -> Records:
    """The records as they were."""
    try:
        then = Lake(lake.place, numbered(lake.place, kept.manifest))
        files = [file for file in then.files() if file.table in LASTING]
    except (KeyError, OSError):
        raise Everything("gone") from None
    large: dict[str, pa.Table | Parquet] = {
        name: Parquet(tuple(file.path for file in files if file.table == name))
        for name in LASTING
        if name in then.manifest.tables
    }
    if _rows(then) != kept.rows or not all(file.path.is_file() for file in files):
        raise Everything("gone")
    return Records({**old_tables(kept, new), **large}, new.settings)


def _worded(states: States, parts_: Parts) -> bool:
    """Whether some event id is no number now."""
    same, gone, come = states.cut("events")
    other = "where not regexp_full_match(event_id, '[+-]?[0-9]{1,38}') limit 1"
    if not parts_.worded:
        return bool(states.ask(f"select 1 from {come} {other}"))
    if not states.ask(f"select 1 from {gone} {other}"):
        return True
    return any(states.ask(f"select 1 from {rows} {other}") for rows in (same, come))


def _others(waiting: pa.Table, tickets: pa.Table) -> pa.Table:
    return waiting.join(tickets, "ticket_id", join_type="left anti").cast(WAITING)
