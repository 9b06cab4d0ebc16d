"""Rows of cases in order → tickets and events: what changed from row to row, what was done, when it was solved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from deskmerit.core.issue import Level
from deskmerit.records.columns import TABLES
from deskmerit.records.values import Bad
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.made import Batch, Made
from deskmerit.sources.maps.model import Deed, ImportMap, Log

type Rank = tuple[tuple[int, int, str], ...]
DONE = ("solved", "closed")


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a case. `rank` orders rows of the same instant."""

    at: datetime
    rank: Rank
    cells: Cells
    row: Row
    number: int


@dataclass(frozen=True, slots=True)
class Happened:
    """An event before it is numbered."""

    at: datetime
    step: Step
    kind: str
    value: str | None = None
    actor: str | None = None
    role: str = "system"


def make_log(imap: ImportMap, log: Log, batches: list[Batch], made: Made) -> None:
    """Adds `tickets` and `events` of all cases of all files, cases in the order in which they first appear."""
    cases: dict[str, list[Step]] = {}
    for batch in batches:
        for row, number in batch.rows:
            step = _step(log, batch.cells, row, number, made)
            if step is not None:
                cases.setdefault(batch.cells.text(row, log.case) or "", []).append(step)
    for case, steps in cases.items():
        steps.sort(key=lambda step: (step.at, step.rank))
        _make_case(imap, log, case, steps, made)


def _step(log: Log, cells: Cells, row: Row, number: int, made: Made) -> Step | None:
    """A row with its time, or None where it has no case or no time, and was reported."""
    if cells.text(row, log.case) is None:
        made.refuse(cells.where(number, log.case), "import-empty-cell", column=cells.columns.named(log.case))
        return None
    at, created = (cells.clock.instant(cells.raw(row, column)) for column in (log.time, log.created_at))
    for time, column in ((at, log.time), (created, log.created_at)):
        if isinstance(time, Bad):
            said = cells.text(row, column)
            made.refuse(cells.where(number, column), "import-bad-cell", value=said, reason=time.reason)
            return None
    if not isinstance(at, datetime):
        made.refuse(cells.where(number, log.time), "import-empty-cell", column=cells.columns.named(log.time))
        return None
    return Step(at, tuple(_rank(cells.text(row, column)) for column in log.order), cells, row, number)


def _rank(said: str | None) -> tuple[int, int, str]:
    """Sorts whole numbers as numbers, before words; an empty cell first."""
    if said is None:
        return (0, 0, "")
    return (1, int(said), "") if said.isdecimal() else (2, 0, said)


def _make_case(imap: ImportMap, log: Log, case: str, steps: list[Step], made: Made) -> None:
    created = _created(log, steps)
    after = [step for step in steps if step.at >= created]
    for step in steps:
        if step.at < created:
            where = step.cells.where(step.number, log.time)
            made.refuse(where, "import-row-before-creation", Level.WARNING, case=case, created=created.isoformat())
    happened = [event for step in after for event in _activity(log, step, made)]
    happened += _changes(log, after, made)
    happened += _solved_unseen(log, after, happened, created)
    # Stable: within one row an assignment stands before the status it brings, or the solver would be the one before.
    place = {id(step): n for n, step in enumerate(after)}
    happened.sort(key=lambda event: (event.at, place[id(event.step)], event.kind == "status"))
    made.add("tickets", _ticket(imap, log, case, steps, created, _done(happened)))
    for seq, event in enumerate(happened, 1):
        made.add("events", _event(case, seq, event))


def _created(log: Log, steps: list[Step]) -> datetime:
    """When the case was created: its own column, else its first row."""
    for step in steps if log.created_at else ():
        created = step.cells.clock.instant(step.cells.raw(step.row, log.created_at))
        if isinstance(created, datetime):
            return created
    return steps[0].at


def _changes(log: Log, steps: list[Step], made: Made) -> list[Happened]:
    """Assignments and status changes between rows. A ticket starts as new and with nobody."""
    events: list[Happened] = []
    holder: str | None = None
    status = "new"
    for step in steps:
        cells = step.cells
        if "assigned" in log.changes:
            login = cells.text(step.row, log.changes["assigned"])
            if login != holder:
                agent = made.people.seen(login, cells.where(step.number))
                events.append(Happened(step.at, step, "assigned", agent))
                holder = login
        if "status" in log.changes:
            now = cells.value(step.row, log.changes["status"], step.number)
            if now is not None and now != status:
                status = str(now)
                events.append(Happened(step.at, step, "status", status))
    return events


def _activity(log: Log, step: Step, made: Made) -> list[Happened]:
    """What a row says was done."""
    if log.activities is None:
        return []
    cells = step.cells
    said = cells.text(step.row, log.activities.column)
    if said is None:
        return []
    deed = log.activities.deeds.get(said.casefold())
    if deed is None:
        cells.miss(log.activities.column, said, step.number)
        deed = Deed(kind=log.activities.other)
    login = cells.text(step.row, log.activities.actor) if log.activities.actor else None
    role = made.people.role(login, deed.role)
    known = role in ("agent", "bot") and login is not None
    actor = made.people.seen(login, cells.where(step.number)) if known else login
    events = [Happened(step.at, step, deed.kind, None, actor, role)] if deed.kind else []
    # Somebody took it on, the log does not say who: that is no assignment to nobody.
    if deed.assigned and (actor is not None or deed.assigned != "actor"):
        events.append(Happened(step.at, step, "assigned", _assignee(deed, actor, step, made), actor, role))
    if deed.status:
        events.append(Happened(step.at, step, "status", deed.status, actor, role))
    return events


def _assignee(deed: Deed, actor: str | None, step: Step, made: Made) -> str | None:
    if deed.assigned in ("actor", "nobody"):
        return actor if deed.assigned == "actor" else None
    return made.people.seen(step.cells.text(step.row, deed.assigned), step.cells.where(step.number))


def _solved_unseen(log: Log, steps: list[Step], events: list[Happened], created: datetime) -> list[Happened]:
    """The solve of a case that was closed without a row that shows it solved, dated by the last row.

    An automatic closing comes days after the solve: its time is nobody's resolution time.
    """
    done = [event for event in events if event.kind == "status" and event.value in DONE]
    if not log.solved_at or not done or any(event.value == "solved" for event in done):
        return []
    last = steps[-1]
    solved = last.cells.clock.instant(last.cells.raw(last.row, log.solved_at))
    if not isinstance(solved, datetime) or not created <= solved <= done[0].at:
        return []
    step = max((step for step in steps if step.at <= solved), key=lambda step: step.at, default=steps[0])
    return [Happened(solved, step, "status", "solved")]


def _done(happened: list[Happened]) -> bool:
    """Whether the last status of a case is solved or closed."""
    statuses = [event.value for event in happened if event.kind == "status"]
    return bool(statuses) and statuses[-1] in DONE


def _ticket(
    imap: ImportMap, log: Log, case: str, steps: list[Step], created: datetime, done: bool
) -> dict[str, object]:
    first, last = steps[0], steps[-1]
    record: dict[str, object] = {"ticket_id": case, "created_at": created}
    record |= _filled(log.first, first) | _filled(log.last, last)
    record["source"] = imap.source
    record |= {name: last.cells.text(last.row, column) for name, column in log.extra.items()}
    record |= {name: last.cells.text(last.row, column) if done else None for name, column in log.outcome.items()}
    return record | {"source_file": first.cells.sheet.file, "source_row": first.number}


def _filled(columns: Mapping[str, str], step: Step) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, column in columns.items():
        cell = step.cells.value(step.row, column, step.number)
        value = step.cells.typed(cell, TABLES["tickets"].column(name))
        found[name] = None if isinstance(value, Bad) else value
    return found


def _event(case: str, seq: int, event: Happened) -> dict[str, object]:
    return {
        "event_id": f"{case}-{seq}",
        "ticket_id": case,
        "occurred_at": event.at,
        "seq": seq,
        "kind": event.kind,
        "actor_id": event.actor,
        "actor_role": event.role,
        "value": event.value,
        "source_file": event.step.cells.sheet.file,
        "source_row": event.step.number,
    }
