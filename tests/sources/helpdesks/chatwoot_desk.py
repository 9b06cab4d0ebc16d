"""An account of Chatwoot in memory: conversations, notices and surveys, two rows a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.helpdesks.made import Recipe

BEGIN = 1_788_220_800  # 2026-09-01T00:00:00Z
ANN, BOB = 1, 2
CONTACT = 2
"""A customer who has the number of an agent."""

ACCOUNT = "/api/v1/accounts/{account_id}"
ANSWERS = "/api/v1/accounts/1/csat_survey_responses"
RECIPE = Recipe(
    "chatwoot_application_openapi.yml",
    # Its own pages sort by it; answers to surveys stand in no description.
    beyond=frozenset({(f"{ACCOUNT}/conversations", "sort_by")}),
    by_hand=frozenset({ANSWERS}),
)


@dataclass(slots=True)
class Chatwoot:
    """An account in memory, two rows a page."""

    agents: list[tuple[int, str]] = field(default_factory=lambda: [(ANN, "Ann Lee"), (BOB, "Bob Ray")])
    conversations: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    next_id: int = 100

    def opens(self, number: int, minute: int, status: str = "open") -> None:
        """A customer writes first."""
        when = BEGIN + minute * 60
        self.conversations[number] = {
            "id": number, "account_id": 1, "inbox_id": 1, "status": status, "labels": ["billing"], "priority": None,
            "created_at": when, "last_activity_at": when, "custom_attributes": {},
            "meta": {"sender": {"id": CONTACT, "name": "Cu Stomer"}, "channel": "Channel::WebWidget"},
        }  # fmt: skip
        self.messages[number] = []
        self.says(number, minute, 0, CONTACT, "contact")

    def says(self, number: int, minute: int, kind: int, by: int, who: str = "user", **more: Any) -> int:
        """A message; its number."""
        self.next_id += 1
        when = BEGIN + minute * 60
        said = {
            "id": self.next_id, "content": "…", "conversation_id": number, "message_type": kind, "private": False,
            "created_at": when, "content_type": "text", "content_attributes": {}, "inbox_id": 1, **more,
        }  # fmt: skip
        if by:
            said["sender"] = {"id": by, "type": who, "name": "…"}
        self.messages[number].append(said)
        self.conversations[number]["last_activity_at"] = when
        return self.next_id

    def notes(self, number: int, minute: int, text: str, **now: Any) -> None:
        """A notice of activity, and what is so from now on."""
        self.says(number, minute, 2, 0, content=text)
        assignee = now.pop("assignee", None)
        if assignee is not None:
            self.conversations[number]["meta"]["assignee"] = {"id": assignee} if assignee else None
        self.conversations[number] |= now

    def answers_survey(self, number: int, message: int, minute: int, rating: int, agent: int) -> None:
        """A survey is answered: nothing of it is activity."""
        self.answers.append(
            {"id": 900 + len(self.answers), "rating": rating, "feedback_message": "fine", "message_id": message,
             "conversation_id": number, "assigned_agent": {"id": agent}, "created_at": BEGIN + minute * 60}
        )  # fmt: skip
        said = next(each for each in self.messages[number] if each["id"] == message)
        said["content_attributes"] = {"submitted_values": {"csat_survey_response": {"rating": rating}}}

    def records(self) -> Mapping[str, Any]:
        """What it holds, by path."""
        return {
            f"{ACCOUNT}/agents": lambda query, *account: [
                {"id": number, "name": name, "email": f"{number}@desk.example", "role": "agent"}
                for number, name in self.agents
            ],
            f"{ACCOUNT}/teams": lambda query, *account: [{"id": 7, "name": "Second line"}],
            f"{ACCOUNT}/conversations": lambda query, *account: sorted(
                self.conversations.values(), key=lambda each: (-each["last_activity_at"], each["id"])
            ),
            f"{ACCOUNT}/conversations/{{conversation_id}}": lambda query, *of: self.conversations.get(int(of[-1])),
            f"{ACCOUNT}/conversations/{{conversation_id}}/messages": lambda query, *of: self.messages[int(of[-1])],
        }

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers, page by page."""
        held, base = self.records(), ACCOUNT.replace("{account_id}", "1")
        one = rf"{base}/conversations/(\d+)"
        return {
            f"{base}/agents": held[f"{ACCOUNT}/agents"],
            f"{base}/teams": held[f"{ACCOUNT}/teams"],
            f"{base}/conversations": lambda query: {
                "data": {"meta": {"all_count": 0}, "payload": _page(held[f"{ACCOUNT}/conversations"](query), query)}
            },
            one: lambda query, number: self.conversations.get(int(number)),
            f"{one}/messages": lambda query, number: {
                "meta": {},
                "payload": [each for each in self.messages[int(number)] if each["id"] > int(query["after"])][:2],
            },
            ANSWERS: lambda query: _page(
                [each for each in self.answers if each["created_at"] >= int(query["since"])], query
            ),
        }


def _page(rows: list[Any], query: Mapping[str, str]) -> list[Any]:
    first = (int(query["page"]) - 1) * 2
    return rows[first : first + 2]


def busy() -> Chatwoot:
    """Served by two and rated; handed over by a bot; and three that nobody answered."""
    desk = Chatwoot()
    desk.opens(1, 0)
    desk.notes(1, 5, "Ann Lee self-assigned this conversation", assignee=ANN)
    desk.says(1, 6, 1, ANN)
    desk.says(1, 7, 1, ANN, private=True)
    desk.notes(1, 8, "Assigned to Bob Ray via Second line by Ann Lee", assignee=BOB)
    desk.says(1, 9, 0, CONTACT, "contact")
    desk.says(1, 10, 1, BOB)
    desk.notes(1, 11, "Conversation was marked resolved by Bob Ray", status="resolved")
    desk.says(1, 11, 3, 0, content_type="input_csat")
    desk.opens(2, 20, status="pending")
    desk.says(2, 20, 1, 3, "agent_bot")
    desk.notes(2, 22, "Conversation was marked open by system due to an error with the agent bot.", status="open")
    desk.notes(2, 23, "由 Ann Lee 分配给 Bob Ray", assignee=ANN)
    for number in (3, 4, 5):
        desk.opens(number, 30 + number)
    return desk
