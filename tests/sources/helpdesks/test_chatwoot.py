"""Chatwoot: conversations from the latest activity backwards, against a server that refuses and goes on living."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.chatwoot import VENDOR
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.sync import Asked, sync
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, described, each_third, held_to, serving

BEGIN = 1_788_220_800  # 2026-09-01T00:00:00Z
ANN, BOB = 1, 2
CONTACT = 2
"""A customer who has the number of an agent."""


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

    def routes(self) -> Mapping[str, Any]:
        """The paths it answers."""
        base = "/api/v1/accounts/1"
        return {
            f"{base}/agents": lambda query: [
                {"id": number, "name": name, "email": f"{number}@desk.example", "role": "agent"}
                for number, name in self.agents
            ],
            f"{base}/teams": lambda query: [{"id": 7, "name": "Second line"}],
            f"{base}/conversations": self._list,
            rf"{base}/conversations/(\d+)": lambda query, number: self.conversations.get(int(number)),
            rf"{base}/conversations/(\d+)/messages": lambda query, number: {
                "meta": {},
                "payload": [each for each in self.messages[int(number)] if each["id"] > int(query["after"])][:2],
            },
            f"{base}/csat_survey_responses": lambda query: _page(
                [each for each in self.answers if each["created_at"] >= int(query["since"])], query
            ),
        }

    def _list(self, query: Mapping[str, str]) -> Any:
        found = sorted(self.conversations.values(), key=lambda each: (-each["last_activity_at"], each["id"]))
        return {"data": {"meta": {"all_count": len(found)}, "payload": _page(found, query)}}


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


def synced(mock: Mock, place: Place, times: int = 4) -> Report:
    """One sync, impatient."""
    source = Source("cw", "chatwoot", mock.url, "cw-", options={"account": 1})
    client = Client(mock.url, VENDOR.headers(source, "hush"), Patience(times, 0, timeout=5))
    return sync(place, source, VENDOR, client, Known(), Asked(datetime(2026, 10, 1, tzinfo=UTC), at_once=1))


def served(desk: Chatwoot, moods: Callable[[int], str] = lambda number: "") -> Mock:
    """The account as a server."""
    return Mock(desk.routes(), moods)


def test_the_story_of_a_conversation(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    with serving(served(busy())) as mock:
        report = synced(mock, place)
    assert (report.new, report.rejected, report.issues) == (5, 0, [])
    assert story(place, "cw-1") == [
        ("created", "customer", "contact-2", None),
        ("assigned", "agent", "1", "1"),
        ("public_reply", "agent", "1", None),
        ("internal_note", "agent", "1", None),
        ("transferred", "agent", "1", "Second line"),
        ("assigned", "agent", "1", "2"),
        ("customer_message", "customer", "contact-2", None),
        ("public_reply", "agent", "2", None),
        ("status", "agent", "2", "solved"),
    ]


def test_a_bot_that_hands_over_queues_and_is_no_agent(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    with serving(served(busy())) as mock:
        synced(mock, place)
        number = current(place).number
        synced(mock, place)
    assert story(place, "cw-2") == [
        ("created", "customer", "contact-2", None),
        ("status", "system", None, "pending"),
        ("public_reply", "bot", "bot-3", None),
        ("queued", "system", None, None),
        ("status", "system", None, "open"),
        ("assigned", "agent", "2", "1"),
    ]
    assert {row["agent_id"]: row["kind"] for row in rows(place, "agents")}["cw-bot-3"] == "bot"
    assert current(place).number == number


def test_an_answer_to_a_survey_is_found_though_it_is_no_activity(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), busy()
    with serving(served(desk)) as mock:
        synced(mock, place)
        (asked,) = rows(place, "surveys")
        assert "score" not in asked
        message = int(str(asked["survey_id"]).removeprefix("cw-"))
        desk.answers_survey(1, message, 60, 5, BOB)
        assert synced(mock, place).changed == 1
        anew = place_in(tmp_path / "anew")
        synced(mock, anew)
    (answered,) = rows(place, "surveys")
    assert (answered["score"], answered["agent_id"]) == (5, "2")
    assert everything(place)["surveys"] == everything(anew)["surveys"]


def test_notices_in_another_language_leave_the_present_agent_and_status(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), Chatwoot()
    desk.opens(1, 0)
    desk.notes(1, 5, "Ann Lee hat sich diese Unterhaltung zugewiesen", assignee=ANN)
    desk.says(1, 6, 1, ANN)
    desk.notes(1, 7, "Ann Lee hat diese Unterhaltung gelöst", status="resolved")
    with serving(served(desk)) as mock:
        synced(mock, place)
    assert [(kind, value) for kind, _, _, value in story(place, "cw-1")] == [
        ("created", None), ("assigned", "1"), ("public_reply", None), ("status", "solved")
    ]  # fmt: skip


def test_two_agents_of_one_name_are_told_and_nobody_is_credited(tmp_path: Path) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.agents.append((9, "Bob Ray"))
    with serving(served(desk)) as mock:
        report = synced(mock, place)
    assert {issue.code for issue in report.issues} == {"sync-name-of-two", "sync-one-name"}
    assert ("assigned", "agent", "1", "Bob Ray") in story(place, "cw-1")


@held_to("chatwoot_application_openapi.yml")
def test_nothing_is_lost_by_refusals_stops_and_conversations_that_jump_to_the_top(tmp_path: Path, spec: str) -> None:
    desk = busy()

    def living(number: int) -> None:
        """The last of the list speaks while its page isn't read yet."""
        if number in (6, 10, 14):
            desk.says(1, 200 + number, 1, BOB)
            desk.says(5, 200 + number, 0, CONTACT, "contact")

    rough, calm = place_in(tmp_path / "rough"), place_in(tmp_path / "calm")
    with serving(served(desk, lambda number: "500" if number > 9 else "")) as mock:
        mock.before = living
        assert [issue.code for issue in synced(mock, rough, times=2).issues] == ["sync-stopped"]
    with serving(served(desk, each_third)) as mock:
        mock.described, mock.before = described(spec) if spec else None, living
        assert synced(mock, rough).issues == []
        mock.before = lambda number: None
        synced(mock, rough)
        assert [each for each in mock.wrong if "csat" not in each] == []
        number = current(rough).number
        synced(mock, rough)
        assert current(rough).number == number, "a sync of nothing new writes nothing"
        synced(mock, calm)
    assert everything(rough) == everything(calm)
