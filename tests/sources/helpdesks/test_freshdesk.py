"""Freshdesk: tickets told in the order they change, against servers that page, refuse and change meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.freshdesk import VENDOR, fetch
from deskmerit.sources.helpdesks.report import Report
from sources.helpdesks.freshdesk_desk import ANN, BOB, CUSTOMER, GONE, RECIPE, at, busy
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.served import WAYS, Served, servers
from sources.helpdesks.served import synced as sync


@pytest.fixture(autouse=True)
def _two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAGE", 2)


@pytest.fixture(params=WAYS)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The desk as a server."""
    yield from servers(request.param, RECIPE)


def synced(mock: Mock, place: Place) -> Report:
    """One sync."""
    return sync(VENDOR, mock, place, prefix="fd-")


def test_the_story_of_a_ticket(tmp_path: Path, served: Served) -> None:
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


def test_what_earlier_syncs_saw_of_statuses_and_agents_stays(tmp_path: Path, served: Served) -> None:
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


def test_deleted_merged_and_rated(tmp_path: Path, served: Served) -> None:
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


def test_nothing_is_lost_when_tickets_change_places_between_pages(tmp_path: Path, served: Served) -> None:
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
        mock.before = changing
        assert [issue.code for issue in synced(mock, rough).issues] == ["sync-left"]
        assert len(rows(rough, "tickets")) == 5, "the first sync already has them all"
        mock.before = lambda number: None
        synced(mock, rough)
        number = current(rough).number
        synced(mock, rough)
        assert current(rough).number == number
        synced(mock, calm)
    assert everything(rough) == everything(calm)
