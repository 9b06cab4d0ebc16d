"""A helpdesk in memory: tickets that change, told in the order they changed, with a stop where a test wants one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.client import Client, Stopped
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.model import Account, Batch, Desk, Laid, Raw, Source, State, Vendor
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.story import Story
from deskmerit.sources.helpdesks.sync import Asked, sync

BEGIN = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
NOW = datetime(2026, 10, 1, tzinfo=UTC)


@dataclass(slots=True)
class Toy:
    """A ticket is a list of (minute, actor, what, value); `changes` are numbers of tickets as they changed."""

    tickets: dict[str, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    people: list[Account] = field(default_factory=lambda: [Account("ann", "Ann Lee", "ann@x.example")])
    stops_after: int | None = None

    def does(self, ticket: str, minute: int, actor: str, what: str, value: str = "") -> None:
        """Something happens to a ticket, which is new if nobody heard of it."""
        self.tickets.setdefault(ticket, []).append((minute, actor, what, value))
        self.changes.append(ticket)

    def deletes(self, ticket: str) -> None:
        """A ticket is deleted."""
        self.tickets.pop(ticket, None)
        self.changes.append(ticket)


def _people(client: Client, source: Source) -> Sequence[Account]:
    return cast(Toy, client).people


def _batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    toy = cast(Toy, client)
    at = cast(int, state.get("at", 0))
    served = 0
    while at < len(toy.changes):
        if served == toy.stops_after:
            raise Stopped("503", "changes")
        some = dict.fromkeys(toy.changes[at : at + 2])
        at += 2
        served += 1
        bundles = [{"id": each, "events": list(toy.tickets[each])} for each in some if each in toy.tickets]
        yield Batch(bundles, {"at": min(at, len(toy.changes))}, [each for each in some if each not in toy.tickets])


def _lay(bundle: Raw, desk: Desk) -> Laid:
    ticket = desk.ticket_id(bundle["id"])
    told = cast(list[tuple[int, str, str, str]], bundle["events"])
    staff = frozenset(actor for _, actor, what, _ in told if what == "note")
    story = Story(desk, ticket, frozenset({"cu"}), staff, "machine", {"done": "solved"})
    for number, (minute, actor, what, value) in enumerate(told):
        _tell(story, f"{bundle['id']}-{number}", BEGIN + timedelta(minutes=minute), actor, what, value)
    row = {"ticket_id": ticket, "created_at": BEGIN + timedelta(minutes=told[0][0]), "requester_id": "cu"}
    return Laid({"tickets": [row], "events": story.events}, [ticket], staff - set(desk.accounts))


def _tell(story: Story, key: str, at: datetime, actor: str, what: str, value: str) -> None:
    if what in ("reply", "note"):
        story.message(key, at, actor, internal=what == "note")
    elif what == "status":
        story.status(key, at, actor, value)
    else:
        story.tell(key, at, what, actor, value or None)


VENDOR = Vendor("toy", lambda source, secret: {}, _people, _batches, _lay)


def synced(toy: Toy, place: Place, known: Known | None = None, **said: Any) -> Report:
    """One sync; options of the source and of the sync by name."""
    how = {name: said.pop(name) for name in ("dry", "again", "at_once", "since", "now") if name in said}
    source = Source(**{"name": "toy", "kind": "toy", "url": "", "prefix": f"{said.get('name', 'toy')}-", **said})
    return sync(place, source, VENDOR, cast(Client, toy), known or Known(), Asked(how.pop("now", NOW), **how))


def small() -> Toy:
    """A desk with three tickets, one of them solved."""
    toy = Toy()
    toy.does("1", 0, "cu", "created")
    toy.does("1", 5, "ann", "reply")
    toy.does("2", 7, "cu", "created")
    toy.does("1", 9, "ann", "status", "done")
    toy.does("3", 11, "ann", "created")
    return toy
