"""Freshdesk: tickets told in the order they change, against a server that pages, refuses and changes meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.freshdesk import VENDOR, fetch
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.sync import Asked, sync
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, described, each_third, held_to, serving

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
CUSTOMER, ANN, BOB, GONE = 900, 11, 12, 13


def at(minute: int) -> str:
    """A minute of the story as Freshdesk writes it."""
    return (BEGIN + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Freshdesk:
    """A desk in memory, two rows a page."""

    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    said: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    ratings: list[dict[str, Any]] = field(default_factory=list)
    next_id: int = 5000

    def opens(self, ticket: int, minute: int) -> None:
        """A customer's mail."""
        self.tickets[ticket] = {
            "id": ticket, "subject": f"Request {ticket}", "status": 2, "priority": 2, "source": 1, "type": "Question",
            "requester_id": CUSTOMER, "responder_id": None, "group_id": 1, "company_id": 77, "spam": False,
            "custom_fields": {"cf_area": "billing"}, "created_at": at(minute), "updated_at": at(minute), "stats": {},
        }  # fmt: skip
        self.said[ticket] = []

    def says(self, ticket: int, minute: int, by: int, body: str = "…", *, private: bool = False) -> None:
        """A message."""
        self.next_id += 1
        self.said[ticket].append(
            {"id": self.next_id, "body_text": body, "incoming": by == CUSTOMER, "private": private, "user_id": by,
             "ticket_id": ticket, "source": 0, "created_at": at(minute), "updated_at": at(minute)}
        )  # fmt: skip
        self.tickets[ticket]["updated_at"] = at(minute)

    def sets(self, ticket: int, minute: int, stats: Mapping[str, int] | None = None, **fields: Any) -> None:
        """Fields and times."""
        told = self.tickets[ticket]["stats"] | {name: at(when) for name, when in (stats or {}).items()}
        self.tickets[ticket] |= {**fields, "updated_at": at(minute), "stats": told}

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers."""
        people = [
            {
                "id": number,
                "available": True,
                "contact": {"name": name, "email": f"{name}@desk.example", "active": True},
            }
            for number, name in ((ANN, "ann"), (BOB, "bob"))
        ]
        return {
            "/api/v2/agents": lambda query: _page(people, query),
            "/api/v2/groups": lambda query: _page([{"id": 1, "name": "First line"}], query),
            "/api/v2/tickets": self._tickets,
            r"/api/v2/tickets/(\d+)/conversations": lambda query, ticket: _page(self.said[int(ticket)], query),
            "/api/v2/surveys/satisfaction_ratings": lambda query: _page(self.ratings, query),
        }

    def _tickets(self, query: Mapping[str, str]) -> Any:
        deleted = query.get("filter") == "deleted"
        found = [t for t in self.tickets.values() if bool(t.get("deleted")) == deleted]
        found = [t for t in found if t["updated_at"] > query["updated_since"]]
        return _page(sorted(found, key=lambda t: (t["updated_at"], t["id"])), query)


def _page(rows: list[Any], query: Mapping[str, str]) -> list[Any]:
    first = (int(query["page"]) - 1) * int(query["per_page"])
    return rows[first : first + int(query["per_page"])]


def busy() -> Freshdesk:
    """Answered and solved; answered by somebody who left; just opened, two in the same second."""
    desk = Freshdesk()
    desk.opens(1, 0)
    desk.says(1, 10, ANN)
    desk.says(1, 15, CUSTOMER)
    desk.says(1, 20, ANN, private=True)
    desk.sets(1, 30, {"resolved_at": 30, "status_updated_at": 30}, status=4, responder_id=ANN)
    desk.opens(2, 5)
    desk.says(2, 40, GONE)
    for ticket in (3, 4, 5):
        desk.opens(ticket, 50)
    return desk


@pytest.fixture(autouse=True)
def _two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAGE", 2)


def synced(mock: Mock, place: Place) -> Report:
    """One sync, impatient."""
    source = Source("fd", "freshdesk", mock.url, "fd-")
    client = Client(mock.url, VENDOR.headers(source, "hush"), Patience(4, 0, timeout=5))
    return sync(place, source, VENDOR, client, Known(), Asked(datetime(2026, 10, 1, tzinfo=UTC)))


def served(desk: Freshdesk, moods: Callable[[int], str] = lambda number: "") -> Mock:
    """The desk as a server."""
    return Mock(desk.routes(), moods)


def test_the_story_of_a_ticket(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    with serving(served(busy())) as mock:
        report = synced(mock, place)
    assert (report.new, report.rejected, [issue.code for issue in report.issues]) == (5, 0, ["sync-left"])
    assert story(place, "fd-1") == [
        ("created", "customer", "900", None),
        ("assigned", "system", None, "11"),
        ("public_reply", "agent", "11", None),
        ("customer_message", "customer", "900", None),
        ("internal_note", "agent", "11", None),
        ("status", "system", None, "solved"),
    ]
    assert story(place, "fd-2")[1] == ("public_reply", "agent", "13", None), "who answers is an agent, listed or not"
    ticket = next(row for row in rows(place, "tickets") if row["ticket_id"] == "fd-1")
    assert [ticket[name] for name in ("channel", "category", "priority", "team")] == [
        "email", "Question", "medium", "First line"
    ]  # fmt: skip


def test_what_earlier_syncs_saw_of_statuses_and_agents_stays(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), busy()
    with serving(served(desk)) as mock:
        synced(mock, place)
        desk.sets(1, 60, {"reopened_at": 60, "status_updated_at": 60}, status=2)
        desk.says(1, 70, BOB)
        desk.sets(1, 80, {"resolved_at": 80, "status_updated_at": 80}, status=4, responder_id=BOB)
        synced(mock, place)
    assert [(kind, value) for kind, _, _, value in story(place, "fd-1") if kind in ("status", "assigned")] == [
        ("assigned", "11"),
        ("status", "solved"),
        ("status", "open"),
        ("assigned", "12"),
        ("status", "solved"),
    ]


def test_deleted_merged_and_rated(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.ratings.append(
        {"id": 7, "survey_id": 1, "ticket_id": 1, "agent_id": ANN, "user_id": CUSTOMER, "feedback": "fine",
         "ratings": {"default_question": 103}, "created_at": at(90), "updated_at": at(90)}
    )  # fmt: skip
    with serving(served(desk)) as mock:
        synced(mock, place)
        desk.sets(3, 100, deleted=True)
        desk.says(4, 101, ANN, "This ticket is closed and merged into ticket 5", private=True)
        report = synced(mock, place)
    assert (report.gone, report.changed) == (1, 1)
    assert story(place, "fd-3") == []
    assert story(place, "fd-4")[-1] == ("merged", "agent", "11", "fd-5")
    (rating,) = rows(place, "surveys")
    assert [str(rating[name]) for name in ("agent_id", "score", "scale_max")] == ["11", "7.000000", "7.000000"]


@held_to("freshdesk_rest_openapi_unofficial.yml")
def test_nothing_is_lost_when_tickets_change_places_between_pages(tmp_path: Path, spec: str) -> None:
    desk = busy()

    lists = list[str]()

    def changing(number: int) -> None:
        """A ticket of the page just read is written to before the next page: every later one moves a place forward."""
        if "/tickets?" in mock.asked[number] and "filter" not in mock.asked[number]:
            lists.append(mock.asked[number])
            if len(lists) in (2, 3):
                desk.says(1 if len(lists) == 2 else 3, 200 + number, GONE)

    rough, calm = place_in(tmp_path / "rough"), place_in(tmp_path / "calm")
    with serving(served(desk, each_third)) as mock:
        mock.described = described(spec, base="/api/v2") if spec else None
        mock.before = changing
        assert [issue.code for issue in synced(mock, rough).issues] == ["sync-left"]
        assert len(rows(rough, "tickets")) == 5, "the first sync already has them all"
        mock.before = lambda number: None
        synced(mock, rough)
        assert mock.wrong == []
        number = current(rough).number
        synced(mock, rough)
        assert current(rough).number == number
        synced(mock, calm)
    assert everything(rough) == everything(calm)
