"""A Zendesk in memory: tickets and updates that people make, answered as its exports answer them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sources.helpdesks.made import Recipe

BEGIN = 1_788_220_800  # 2026-09-01T00:00:00Z
AGENTS = {11: ("Ann Lee", "ann@desk.example"), 12: ("Bob Ray", "bob@desk.example")}
GROUPS = {1: "First line", 2: "Second line"}
PAGE = 2

RECIPE = Recipe(
    "zendesk_support_connector_subset.yml",
    # Zendesk's pages about ratings name it among their filters.
    beyond=frozenset({("/api/v2/satisfaction_ratings", "start_time")}),
    # Described as the events of ticket metrics, which they aren't.
    by_hand=frozenset({"/api/v2/incremental/ticket_events"}),
    # The export's pages tell of deleted tickets, the description of a ticket doesn't.
    told=("status 'deleted' is not one of ['new', 'open', 'pending', 'hold', 'solved', 'closed']",),
)


def at(minute: int) -> str:
    """A minute of the story as Zendesk writes it."""
    return (datetime.fromtimestamp(BEGIN, UTC) + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Zendesk:
    """Tickets, updates and ratings; `log` says which ticket changed when (a cursor is a place in it)."""

    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    ratings: dict[int, dict[str, Any]] = field(default_factory=dict)
    log: list[int] = field(default_factory=list)
    next_id: int = 9000

    def opens(self, ticket: int, minute: int, by: int, requester: int, **more: Any) -> None:
        """A new ticket with its first comment."""
        self.tickets[ticket] = {
            "id": ticket,
            "created_at": at(minute),
            "updated_at": at(minute),
            "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
            "type": "question",
            "priority": "normal",
            "requester_id": requester,
            "organization_id": 77,
            "group_id": 1,
            "assignee_id": None,
            "subject": f"Request {ticket}",
            "status": "new",
            "generated_timestamp": BEGIN + minute * 60,
            "custom_fields": [{"id": 5, "value": "billing"}],
        } | more
        first = [
            {"event_type": "Create", "status": self.tickets[ticket]["status"]},
            {"event_type": "Create", "group_id": 1},
        ]
        if more.get("assignee_id"):
            first.append({"event_type": "Create", "assignee_id": more["assignee_id"]})
        self._update(ticket, minute, by, [*first, _comment(requester, True)])

    def does(self, ticket: int, minute: int, by: int, *, says: str = "", author: int = 0, **changes: Any) -> None:
        """One update: what it changes, and a comment (`public` or `private`)."""
        before = self.tickets[ticket]
        children = [{"event_type": "Change", k: v, "previous_value": before.get(k)} for k, v in changes.items()]
        # Zendesk tells the comment of an update in no particular place among its changes.
        children = [*children[1:], *([_comment(author or by, says == "public")] if says else []), *children[:1]]
        before |= changes | {"updated_at": at(minute)}
        self._update(ticket, minute, by, children)

    def merges(self, ticket: int, into: int, minute: int, by: int) -> None:
        """A ticket goes into another."""
        self.does(ticket, minute, by, status="closed")
        self._update(into, minute, by, [_comment(by, False)])
        self.updates[-1]["merged_ticket_ids"] = [ticket]

    def deletes(self, ticket: int) -> None:
        """A ticket is deleted: the export tells it once more."""
        self.tickets[ticket]["status"] = "deleted"
        self.log.append(ticket)

    def rates(self, ticket: int, minute: int, score: str, by: int) -> None:
        """A rating is offered, or answered."""
        before = self.ratings.get(ticket, {})
        self.ratings[ticket] = {
            "id": 500 + ticket,
            "ticket_id": ticket,
            "assignee_id": by,
            "group_id": 1,
            "requester_id": self.tickets[ticket]["requester_id"],
            "score": score,
            "created_at": before.get("created_at", at(minute)),
            "updated_at": at(minute),
        }

    def records(self) -> Mapping[str, Any]:
        """What it holds, by path; of the export every change."""
        return {
            "/api/v2/users": lambda query: [_user(n, *who) for n, who in AGENTS.items()],
            "/api/v2/groups": lambda query: [{"id": n, "name": name, "url": ""} for n, name in GROUPS.items()],
            "/api/v2/satisfaction_ratings": lambda query: list(self.ratings.values()),
            "/api/v2/incremental/tickets/cursor": lambda query: [self.tickets[each] for each in self.log],
            "/api/v2/tickets/show_many": self._many,
        }

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers."""
        held = self.records()
        return {
            **{path: partial(self._list, path) for path in held if path.count("/") == 3},
            "/api/v2/incremental/tickets/cursor": self._tickets,
            "/api/v2/incremental/ticket_events": self._events,
            "/api/v2/tickets/show_many": lambda query: {"tickets": self._many(query), "count": 0},
        }

    def _update(self, ticket: int, minute: int, by: int, children: list[dict[str, Any]]) -> None:
        for child in children:
            self.next_id += 1
            child["id"] = self.next_id
        self.next_id += 1
        self.updates.append(
            {
                "id": self.next_id,
                "ticket_id": ticket,
                "timestamp": BEGIN + minute * 60,
                "created_at": at(minute),
                "updater_id": by,
                "via": "Web form",
                "event_type": "Audit",
                "merged_ticket_ids": [],
                "child_events": children,
            }
        )
        self.log.append(ticket)

    def listed(self, name: str, rows: list[Any], query: Mapping[str, str]) -> Any:
        """A list by Zendesk's cursors."""
        first = int(query.get("page[after]", "0"))
        last = first + PAGE
        return {name: rows[first:last], "meta": {"has_more": last < len(rows), "after_cursor": str(last)}}

    def _list(self, path: str, query: Mapping[str, str]) -> Any:
        return self.listed(path.rpartition("/")[2], self.records()[path](query), query)

    def _tickets(self, query: Mapping[str, str]) -> Any:
        first = int(query.get("cursor", "0"))
        last = min(first + PAGE, len(self.log))
        rows = [self.tickets[each] for each in dict.fromkeys(self.log[first:last])]
        return {
            "tickets": rows,
            "after_cursor": str(last),
            "before_cursor": None,
            "end_of_stream": last == len(self.log),
        }

    def _events(self, query: Mapping[str, str]) -> Any:
        """From a second on, that second again: pages overlap at their seams."""
        found = sorted(
            (u for u in self.updates if u["timestamp"] >= int(query["start_time"])), key=lambda u: u["timestamp"]
        )
        page = found[:PAGE]
        while len(page) < len(found) and found[len(page)]["timestamp"] == page[-1]["timestamp"]:
            page = found[: len(page) + 1]
        if page and len(page) < len(found) and page[-1]["timestamp"] == int(query["start_time"]):
            page = found[: len(page) + 1]
        end = page[-1]["timestamp"] if page else int(query["start_time"])
        return {"ticket_events": page, "end_time": end, "count": len(page), "end_of_stream": len(page) == len(found)}

    def _many(self, query: Mapping[str, str]) -> Any:
        wanted = [int(each) for each in query["ids"].split(",")]
        return [self.tickets[each] for each in wanted if self.tickets[each]["status"] != "deleted"]


def _comment(author: int, public: bool) -> dict[str, Any]:
    return {"event_type": "Comment", "type": "Comment", "author_id": author, "public": public, "body": "…"}


def _user(number: int, name: str, email: str) -> dict[str, Any]:
    return {"id": number, "name": name, "email": email, "role": "agent", "suspended": False}
