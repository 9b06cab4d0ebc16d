"""A Freshdesk in memory: tickets and messages that people write, told in the order they were updated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sources.helpdesks.made import Recipe

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
CUSTOMER, ANN, BOB, GONE = 900, 11, 12, 13
RECIPE = Recipe("freshdesk_rest_openapi_unofficial.yml", base="/api/v2")


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

    def records(self) -> Mapping[str, Any]:
        """What it holds, by path."""
        people = [
            {
                "id": number,
                "available": True,
                "contact": {"name": name, "email": f"{name}@desk.example", "active": True},
            }
            for number, name in ((ANN, "ann"), (BOB, "bob"))
        ]
        return {
            "/api/v2/agents": lambda query: people,
            "/api/v2/groups": lambda query: [{"id": 1, "name": "First line"}],
            "/api/v2/tickets": self._tickets,
            "/api/v2/tickets/{ticket_id}/conversations": lambda query, ticket: self.said[int(ticket)],
            "/api/v2/surveys/satisfaction_ratings": lambda query: self.ratings,
        }

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers, page by page."""
        return {path.replace("{ticket_id}", r"(\d+)"): partial(_page, rows) for path, rows in self.records().items()}

    def _tickets(self, query: Mapping[str, str]) -> Any:
        deleted = query.get("filter") == "deleted"
        found = [t for t in self.tickets.values() if bool(t.get("deleted")) == deleted]
        found = [t for t in found if t["updated_at"] > query["updated_since"]]
        return sorted(found, key=lambda t: (t["updated_at"], t["id"]))


def _page(rows: Callable[..., list[Any]], query: Mapping[str, str], *values: str) -> list[Any]:
    first = (int(query["page"]) - 1) * int(query["per_page"])
    return rows(query, *values)[first : first + int(query["per_page"])]


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
