"""Zendesk: its exports, against servers that page, refuse and change meanwhile."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.zendesk import VENDOR
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.served import WAYS, Served, servers
from sources.helpdesks.served import synced as sync
from sources.helpdesks.zendesk_desk import BEGIN, RECIPE, Zendesk, at

CUSTOMER, ANN, BOB, MACHINE, FORMER = 900, 11, 12, -1, 13


def busy() -> Zendesk:
    """Four tickets: answered and rated, opened by an agent, spam, and one that goes into another."""
    desk = Zendesk()
    desk.opens(1, 0, CUSTOMER, CUSTOMER)
    desk.does(1, 10, ANN, says="public", assignee_id=ANN, status="open")
    desk.opens(2, 12, ANN, 901, assignee_id=BOB, status="open")
    desk.opens(3, 13, 902, 902)
    desk.does(1, 20, CUSTOMER, says="public")
    desk.does(1, 30, ANN, says="private", group_id=2)
    desk.does(1, 40, BOB, says="public", assignee_id=BOB, status="solved")
    desk.opens(4, 41, CUSTOMER, CUSTOMER)
    desk.rates(1, 60, "offered", BOB)
    return desk


@pytest.fixture(params=WAYS)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The desk as a server."""
    yield from servers(request.param, RECIPE)


def synced(mock: Mock, place: Place, **said: object) -> Report:
    """One sync."""
    return sync(VENDOR, mock, place, "me@desk.example:hush", prefix="zd-", **said)


def test_the_story_of_a_ticket_in_the_order_people_did_it(tmp_path: Path, served: Served) -> None:
    place = place_in(tmp_path)
    with serving(served(busy())) as mock:
        report = synced(mock, place, escalations=frozenset({"Second line"}))
    assert (report.new, report.rejected, report.issues) == (4, 0, [])
    assert story(place, "zd-1") == [
        ("created", "customer", "900", None),
        ("assigned", "agent", "11", "11"),
        ("public_reply", "agent", "11", None),
        ("status", "agent", "11", "open"),
        ("customer_message", "customer", "900", None),
        ("escalated", "agent", "11", "Second line"),
        ("internal_note", "agent", "11", None),
        ("assigned", "agent", "12", "12"),
        ("public_reply", "agent", "12", None),
        ("status", "agent", "12", "solved"),
    ]
    assert story(place, "zd-2") == [
        ("created", "agent", "11", None),
        ("assigned", "agent", "11", "12"),
        ("status", "agent", "11", "open"),
    ]
    ticket = next(row for row in rows(place, "tickets") if row["ticket_id"] == "zd-1")
    assert {name: ticket[name] for name in ("channel", "category", "requester_id", "team", "account")} == {
        "channel": "email", "category": "question", "requester_id": "900", "team": "Second line", "account": "77"
    }  # fmt: skip
    assert {row["login"]: row["agent_id"] for row in rows(place, "identities")} == {"11": "zd-11", "12": "zd-12"}


def test_a_rating_is_offered_then_answered_and_stays_with_who_served(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    with serving(served(desk)) as mock:
        synced(mock, place)
        (offered,) = rows(place, "surveys")
        assert ("score" in offered, offered["agent_id"]) == (False, "12")
        desk.rates(1, 90, "good_with_comment", BOB)
        synced(mock, place)
    (answered,) = rows(place, "surveys")
    assert (answered["score"], answered["agent_id"], answered["sent_at"] < answered["answered_at"]) == (1, "12", True)


def test_deleted_and_merged_tickets(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    with serving(served(desk)) as mock:
        synced(mock, place)
        desk.deletes(3)
        desk.merges(4, 1, 70, ANN)
        report = synced(mock, place)
        assert (report.gone, report.changed) == (1, 2)
        assert story(place, "zd-3") == []
        assert story(place, "zd-4")[1:] == [("status", "agent", "11", "closed"), ("merged", "agent", "11", "zd-1")]
        anew = place_in(tmp_path / "anew")
        synced(mock, anew)
    assert everything(place) == everything(anew), "events of a ticket deleted before nobody knew it are left out"


def test_a_machine_solves_and_is_no_agent(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.does(2, 50, MACHINE, says="public", status="closed")
    with serving(served(desk)) as mock:
        synced(mock, place)
    assert story(place, "zd-2")[3:] == [("public_reply", "system", "-1", None), ("status", "system", "-1", "closed")]


def test_an_agent_who_left_before_the_first_sync_is_known_by_the_notes(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.does(3, 50, FORMER, says="private")
    desk.does(3, 50, FORMER, says="public")
    with serving(served(desk)) as mock:
        synced(mock, place)
    assert [role for _, role, actor, _ in story(place, "zd-3") if actor == "13"] == ["agent", "agent"]
    assert "zd-13" in {row["agent_id"] for row in rows(place, "agents")}


def test_nothing_is_lost_or_doubled_by_refusals_repeated_pages_and_changes_meanwhile(
    tmp_path: Path, served: Served
) -> None:
    desk, calm = busy(), place_in(tmp_path / "calm")

    def changing(number: int) -> None:
        """Somebody works while the pages are read."""
        if number in (4, 7, 11):
            desk.does(2, 100 + number, BOB, says="public")
        if number == 9:
            desk.opens(5, 120, CUSTOMER, CUSTOMER)

    rough = place_in(tmp_path / "rough")
    with serving(served(desk, each_third)) as mock:
        mock.before = changing
        assert synced(mock, rough).issues == []
        mock.before = lambda number: None
        synced(mock, rough)
    with serving(served(desk)) as mock:
        synced(mock, calm)
        number = current(calm).number
        synced(mock, calm)
        assert current(calm).number == number, "a sync of nothing new writes nothing"
    assert everything(rough) == everything(calm)
    assert len(story(rough, "zd-5")) == 1


def test_calls_of_talk(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    told = {"direction": "inbound", "wait_time": 20, "talk_time": 60, "hold_time": 5, "wrap_up_time": 9}
    calls = [
        {"id": 1, "completion_status": "completed", "agent_id": ANN, "ticket_id": 1, **told},
        {"id": 2, "completion_status": "abandoned_in_queue", "agent_id": None, **told},
        {"id": 3, "completion_status": "abandoned_in_ivr", "agent_id": None, **told},
        {"id": 4, "completion_status": "completed", "agent_id": BOB, **told, "direction": "outbound"},
    ]
    calls = [{**each, "created_at": at(int(str(each["id"])))} for each in calls]

    def export(query: Mapping[str, str]) -> object:
        """Calls since a second, two a page; the address of a next page is always told."""
        since = int(query["start_time"])
        found = [each for each in calls if BEGIN + 60 * int(str(each["id"])) >= since][:2]
        end = BEGIN + 60 * int(str(found[-1]["id"])) if found else since
        return {"calls": found, "count": len(found), "end_time": end, "next_page": "always"}

    with serving(served(desk, more={"/api/v2/channels/voice/stats/incremental/calls": export})) as mock:
        assert synced(mock, place).issues == []
        synced(mock, place)
    assert [
        (row["call_id"], row["answered"], row.get("agent_id"), row.get("talk_seconds")) for row in rows(place, "calls")
    ] == [
        ("zd-1", True, "11", 60),
        ("zd-2", False, None, None),
    ]


def test_answers_to_the_newer_surveys_on_the_scale_of_their_question(tmp_path: Path, served: Served) -> None:
    place, desk = place_in(tmp_path), busy()
    desk.ratings.clear()
    options = [{"rating": each} for each in (1, 2, 3)]
    question = {"type": "rating_scale", "sub_type": "customer_satisfaction", "options": options}
    answered = {"type": "rating_scale", "rating": 3, "created_at": at(60), "updated_at": at(60), "question": question}
    other = {"type": "rating_scale", "rating": 1, "question": {"type": "rating_scale"}}
    comment = {"type": "open_ended", "value": "fine", "question": {}}
    ticket = {"type": "ticket", "id": "1", "zrn": "zen:ticket:1"}
    said = [
        {"id": "01A", "answers": [other, answered, comment], "subjects": [ticket]},
        {"id": "01B", "answers": [{"type": "skipped", "question": question}], "subjects": [ticket]},
        {"id": "01C", "answers": [answered], "subjects": [{"type": "article", "id": "9"}]},
    ]
    asked = list[int]()

    def responses(query: Mapping[str, str]) -> object:
        asked.append(int(query.get("filter[created_at_start]", 0)))
        return desk.listed("survey_responses", said, query)

    with serving(served(desk, more={"/api/v2/guide/survey_responses": responses})) as mock:
        synced(mock, place)
        (row,) = rows(place, "surveys")
        assert [str(row[name]) for name in ("survey_id", "ticket_id", "comment")] == ["zd-01A", "zd-1", "fine"]
        assert [row[name] for name in ("score", "scale_min", "scale_max")] == [3, 1, 3]
        answered |= {"rating": 1, "updated_at": at(90)}
        synced(mock, place)
    (row,) = rows(place, "surveys")
    assert row["score"] == 1
    assert max(asked) == (BEGIN + 60 * 60 - 40 * 24 * 3600) * 1000, "changed answers are looked for forty days back"


def test_an_answer_to_a_newer_survey_counts_instead_of_the_older_rating(tmp_path: Path, served: Served) -> None:
    place, desk, said = place_in(tmp_path), busy(), list[dict[str, object]]()
    desk.rates(1, 60, "bad", BOB)
    desk.rates(4, 60, "good", ANN)

    def responses(query: Mapping[str, str]) -> object:
        return desk.listed("survey_responses", said, query)

    with serving(served(desk, more={"/api/v2/guide/survey_responses": responses})) as mock:
        synced(mock, place)
        assert sorted(str(row["survey_id"]) for row in rows(place, "surveys")) == ["zd-501", "zd-504"]
        answer = {"type": "rating_scale", "rating": 5, "created_at": at(80)}
        said.append({"id": "01A", "answers": [answer], "subjects": [{"type": "ticket", "id": "1"}]})
        assert synced(mock, place).changed == 1
        number = current(place).number
        synced(mock, place)
        assert current(place).number == number, "the older rating, told again, stays out"
        anew = place_in(tmp_path / "anew")
        synced(mock, anew)
    assert sorted(str(row["survey_id"]) for row in rows(place, "surveys")) == ["zd-01A", "zd-504"]
    assert everything(place) == everything(anew)
