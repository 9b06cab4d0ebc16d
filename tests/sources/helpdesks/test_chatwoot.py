"""Chatwoot: conversations from the latest activity backwards, against servers that refuse and go on living."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.chatwoot import VENDOR
from deskmerit.sources.helpdesks.report import Report
from sources.helpdesks.chatwoot_desk import ANN, BOB, CONTACT, RECIPE, Chatwoot, busy
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.served import WAYS, Served, servers
from sources.helpdesks.served import synced as sync


@pytest.fixture(params=WAYS)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The account as a server."""
    yield from servers(request.param, RECIPE)


def synced(mock: Mock, place: Place, **said: int) -> Report:
    """One sync."""
    return sync(VENDOR, mock, place, prefix="cw-", options={"account": 1}, **said)


def test_the_story_of_a_conversation(tmp_path: Path, served: Served) -> None:
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


def test_a_bot_that_hands_over_queues_and_is_no_agent(tmp_path: Path, served: Served) -> None:
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


def test_an_answer_to_a_survey_is_found_though_it_is_no_activity(tmp_path: Path, served: Served) -> None:
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


def test_notices_in_another_language_leave_the_present_agent_and_status(tmp_path: Path, served: Served) -> None:
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


def test_two_agents_of_one_name_are_told_and_nobody_is_credited(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.agents.append((9, "Bob Ray"))
    with serving(served(desk)) as mock:
        report = synced(mock, place)
    assert {issue.code for issue in report.issues} == {"sync-name-of-two", "sync-one-name"}
    assert ("assigned", "agent", "1", "Bob Ray") in story(place, "cw-1")


def test_nothing_is_lost_by_refusals_stops_and_conversations_that_jump_to_the_top(
    tmp_path: Path, served: Served
) -> None:
    desk = busy()

    def living(number: int) -> None:
        """The last of the list speaks while its page isn't read yet."""
        if number in (6, 10, 14):
            desk.says(1, 200 + number, 1, BOB)
            desk.says(5, 200 + number, 0, CONTACT, "contact")

    rough, calm = place_in(tmp_path / "rough"), place_in(tmp_path / "calm")
    with serving(served(desk, lambda number: "500" if number > 9 else "")) as mock:
        mock.before = living
        assert [issue.code for issue in synced(mock, rough, times=2, at_once=1).issues] == ["sync-stopped"]
    with serving(served(desk, each_third)) as mock:
        mock.before = living
        assert synced(mock, rough, at_once=1).issues == []
        mock.before = lambda number: None
        synced(mock, rough)
        number = current(rough).number
        synced(mock, rough)
        assert current(rough).number == number, "a sync of nothing new writes nothing"
        synced(mock, calm)
    assert everything(rough) == everything(calm)
