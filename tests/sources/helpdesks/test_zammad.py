"""Zammad: against the shapes its documentation gives, on a server that caps pages, lags and refuses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.zammad import VENDOR
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.served import synced as sync

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
ANN, BOB, CUSTOMER, LEFT = 3, 4, 10, 5
USERS = {
    ANN: ("Ann", "Lee", ["Agent"]),
    BOB: ("Bob", "Ray", ["Admin", "Agent"]),
    CUSTOMER: ("Cu", "Stomer", ["Customer"]),
}


def at(minute: int) -> str:
    """A minute of the story as Zammad writes it."""
    return (BEGIN + timedelta(minutes=minute)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class Zammad:
    """A desk in memory; its search answers two tickets at most, and doesn't see the ones in `unseen` yet."""

    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    articles: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    history: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    unseen: set[int] = field(default_factory=set)
    next_id: int = 100

    def opens(self, ticket: int, minute: int, by: int = CUSTOMER, **more: Any) -> None:
        """A ticket with its first article."""
        self.tickets[ticket] = {
            "id": ticket, "number": f"22{ticket:03}", "title": f"Request {ticket}", "group": "Users", "state": "new",
            "priority": "2 normal", "organization": "Shop", "owner": "-", "owner_id": 1, "customer_id": CUSTOMER,
            "create_article_type": "email", "type": None, "created_by_id": by, "created_at": at(minute),
            "updated_at": at(minute), **more,
        }  # fmt: skip
        self.articles[ticket], self.history[ticket] = [], []
        self._log(ticket, minute, by, type="created")
        self.writes(ticket, minute, by, "Customer")

    def writes(self, ticket: int, minute: int, by: int, sender: str, *, internal: bool = False) -> None:
        """An article."""
        self.next_id += 1
        self.articles[ticket].append(
            {"id": self.next_id, "ticket_id": ticket, "sender": sender, "type": "email", "internal": internal,
             "created_by_id": by, "origin_by_id": None, "created_at": at(minute)}
        )  # fmt: skip
        self.tickets[ticket]["updated_at"] = at(minute)

    def sets(self, ticket: int, minute: int, by: int, **fields: Any) -> None:
        """Fields with their history; `owner` by number."""
        for name, value in fields.items():
            now = self.tickets[ticket]
            ids = {"id_from": now["owner_id"], "id_to": value} if name == "owner" else {}
            self._log(ticket, minute, by, type="updated", attribute=name, value_from=now[name], value_to=value, **ids)
            now |= {"owner_id": value} if name == "owner" else {name: value}
        self.tickets[ticket]["updated_at"] = at(minute)

    def merges(self, ticket: int, into: int, minute: int, by: int) -> None:
        """A ticket goes into another."""
        self._log(ticket, minute, by, type="merged_into", id_from=ticket, id_to=into)
        self._log(into, minute, by, type="received_merge", id_from=ticket, id_to=into)
        self.sets(ticket, minute, by, state="merged")

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers."""
        users = [
            {"id": number, "firstname": first, "lastname": last, "email": f"{first}@desk.example", "roles": roles,
             "active": True}
            for number, (first, last, roles) in USERS.items()
        ]  # fmt: skip
        return {
            "/api/v1/users": lambda query: _page(users, query),
            "/api/v1/tickets/search": self._search,
            r"/api/v1/ticket_articles/by_ticket/(\d+)": lambda query, ticket: self.articles[int(ticket)],
            r"/api/v1/ticket_history/(\d+)": lambda query, ticket: {"history": self.history[int(ticket)], "assets": {}},
        }

    def _search(self, query: Mapping[str, str]) -> Any:
        since = query["query"].removeprefix("updated_at:[").partition(" TO ")[0]
        begin = datetime.fromisoformat(since)
        found = [
            t
            for n, t in self.tickets.items()
            if n not in self.unseen and datetime.fromisoformat(t["updated_at"]) >= begin
        ]
        return _page(sorted(found, key=lambda t: (t["updated_at"], t["id"])), query)

    def _log(self, ticket: int, minute: int, by: int, **said: Any) -> None:
        self.next_id += 1
        row = {"id": self.next_id, "o_id": ticket, "object": "Ticket", "created_by_id": by, "created_at": at(minute)}
        self.history[ticket].append({**row, **said})


def _page(rows: list[Any], query: Mapping[str, str]) -> list[Any]:
    first = (int(query["page"]) - 1) * 2
    return rows[first : first + 2]


def busy() -> Zammad:
    """Answered and closed; written down by an agent for a caller; three of the same instant."""
    desk = Zammad()
    desk.opens(1, 0)
    desk.writes(1, 10, ANN, "Agent")
    desk.sets(1, 10, ANN, owner=ANN, state="open")
    desk.writes(1, 20, CUSTOMER, "Customer")
    desk.writes(1, 25, ANN, "Agent", internal=True)
    desk.sets(1, 30, BOB, group="Second line", owner=BOB)
    desk.sets(1, 40, BOB, state="closed")
    desk.opens(2, 12, by=ANN, owner_id=ANN, state="open", create_article_type="phone")
    desk.writes(2, 50, LEFT, "Agent")
    for ticket in (3, 4, 5):
        desk.opens(ticket, 60)
    return desk


def synced(mock: Mock, place: Place) -> Report:
    """One sync."""
    return sync(VENDOR, mock, place, prefix="zm-", escalations=frozenset({"Second line"}))


def served(desk: Zammad, moods: Callable[[int], str] = lambda number: "") -> Mock:
    """The desk as a server."""
    return Mock(desk.routes(), moods)


def test_the_story_of_a_ticket(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    with serving(served(busy())) as mock:
        report = synced(mock, place)
    assert (report.new, report.rejected, [issue.code for issue in report.issues]) == (5, 0, ["sync-left"])
    assert story(place, "zm-1") == [
        ("created", "customer", "10", None),
        ("assigned", "agent", "3", "3"),
        ("status", "agent", "3", "open"),
        ("public_reply", "agent", "3", None),
        ("customer_message", "customer", "10", None),
        ("internal_note", "agent", "3", None),
        ("escalated", "agent", "4", "Second line"),
        ("assigned", "agent", "4", "4"),
        ("status", "agent", "4", "closed"),
    ]
    assert story(place, "zm-2") == [
        ("created", "agent", "3", None),
        ("assigned", "agent", "3", "3"),
        ("status", "agent", "3", "open"),
        ("public_reply", "agent", "5", None),
    ]
    assert {row["login"] for row in rows(place, "identities")} == {"3", "4", "5"}


def test_a_merged_ticket_says_into_which(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.merges(3, 1, 70, BOB)
    with serving(served(desk)) as mock:
        synced(mock, place)
    assert story(place, "zm-3")[-1] == ("merged", "agent", "4", "zm-1")
    assert [kind for kind, *_ in story(place, "zm-1")].count("merged") == 0


def test_more_tickets_of_one_instant_than_a_page_holds(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), Zammad()
    for ticket in (1, 2, 3, 4, 5):
        desk.opens(ticket, 60)
    with serving(served(desk)) as mock:
        assert synced(mock, place).new == 5


def test_nothing_is_lost_by_capped_pages_a_lagging_search_and_changes_meanwhile(tmp_path: Path) -> None:
    desk = busy()
    desk.unseen = {4}

    def changing(number: int) -> None:
        """The first tickets are written to while later pages are unread."""
        if number in (6, 9):
            desk.writes(1, 61 + number, CUSTOMER, "Customer")

    rough, calm = place_in(tmp_path / "rough"), place_in(tmp_path / "calm")
    with serving(served(desk, each_third)) as mock:
        mock.before = changing
        assert [issue.code for issue in synced(mock, rough).issues] == ["sync-left"]
        assert len(rows(rough, "tickets")) == 4
        mock.before, desk.unseen = (lambda number: None), set()
        assert synced(mock, rough).new == 1, "the search that lags behind is looked at again"
        number = current(rough).number
        synced(mock, rough)
        assert current(rough).number == number
        synced(mock, calm)
    assert everything(rough) == everything(calm)
