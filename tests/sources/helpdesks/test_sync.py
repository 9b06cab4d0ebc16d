"""A sync: what changed and nothing twice, wherever it stopped before."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmerit.core.issue import Issue, Level
from deskmerit.records.lake import store
from deskmerit.records.lake.fitting import NotHeld
from deskmerit.records.lake.manifest import Manifest, current
from deskmerit.records.lake.place import Place
from deskmerit.report.messages import render
from deskmerit.sources.helpdesks.rejected import kept
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.toy import Toy, small, synced


def test_a_first_sync_brings_everything_and_a_second_nothing(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    first, second = synced(toy, place), synced(toy, place)
    assert (first.new, first.changed, first.events, first.people) == (3, 0, 5, 1)
    assert (second.new, second.changed, second.gone) == (0, 0, 0)
    assert current(place).number == 1
    assert story(place, "toy-1") == [
        ("created", "customer", "cu", None),
        ("public_reply", "agent", "ann", None),
        ("status", "agent", "ann", "solved"),
    ]


def test_a_sync_brings_only_what_changed(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place)
    toy.does("2", 20, "ann", "reply")
    toy.deletes("3")
    report = synced(toy, place)
    assert (report.new, report.changed, report.gone, report.events) == (0, 1, 1, 1)
    assert {row["ticket_id"] for row in rows(place, "events")} == {"toy-1", "toy-2"}


def test_what_is_no_more_in_a_ticket_goes(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place)
    toy.tickets["1"].pop()
    toy.changes.append("1")
    assert synced(toy, place).changed == 1
    assert [kind for kind, *_ in story(place, "toy-1")] == ["created", "public_reply"]


def test_a_late_edit_takes_the_place_of_what_was_said_before(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place)
    toy.tickets["1"][1] = (6, "ann", "note", "")
    toy.changes.append("1")
    synced(toy, place)
    assert [kind for kind, *_ in story(place, "toy-1")] == ["created", "internal_note", "status"]
    assert len(rows(place, "events")) == 5


@pytest.mark.parametrize("moment", ["before the manifest", "behind the manifest", "before the tables"])
@pytest.mark.parametrize("load", [1, 2])
def test_a_crash_at_any_moment_neither_loses_nor_doubles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, load: int
) -> None:
    place, toy, calls = place_in(tmp_path), small(), 0
    commit, table = store.commit, store._table

    def dying(place: Place, manifest: Manifest) -> None:
        nonlocal calls
        calls += 1
        if calls == load and moment == "before the manifest":
            raise KeyboardInterrupt
        commit(place, manifest)
        if calls == load and moment == "behind the manifest":
            raise KeyboardInterrupt

    def unwritten(*said: object) -> object:
        nonlocal calls
        calls += 1
        if calls == load and moment == "before the tables":
            raise KeyboardInterrupt
        return table(*said)  # type: ignore[arg-type]  # handed on as they came

    with monkeypatch.context() as patched:
        patched.setattr(store, "commit", dying)
        if moment == "before the tables":
            patched.setattr(store, "commit", commit)
            patched.setattr(store, "_table", unwritten)
        with pytest.raises(KeyboardInterrupt):
            synced(toy, place, at_once=1)
    synced(toy, place, at_once=1)
    whole = place_in(tmp_path / "whole")
    synced(toy, whole)
    assert everything(place) == everything(whole)


def test_a_helpdesk_that_stops_answering_is_told_and_the_next_sync_goes_on(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    toy.stops_after = 1
    report = synced(toy, place, at_once=1)
    assert [(issue.code, issue.params["loads"]) for issue in report.issues] == [("sync-stopped", 1)]
    assert len(rows(place, "tickets")) == 1
    toy.stops_after = None
    assert synced(toy, place).new == 2
    assert len(rows(place, "events")) == 5


def test_a_row_that_cant_be_right_is_kept_until_it_is_mended(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    toy.does("2", 30, "ann", "status", "waiting for godot")
    report = synced(toy, place)
    assert (report.rejected, [issue.code for issue in report.issues]) == (1, ["status-unknown"])
    assert report.issues[0].where.path == "events event_id toy-2-1 ticket_id toy-2"
    assert [(row["_code"], row["value"]) for row in kept(place, "toy")] == [("status-unknown", "waiting for godot")]
    assert kept(place, "toy")[0]["_why"] == {"value": "waiting for godot", "table": "events", "column": "value"}

    mended = synced(toy, place, statuses={"waiting for godot": "pending"})
    assert [issue.code for issue in mended.issues] == ["sync-anew"]
    assert kept(place, "toy") == []
    assert story(place, "toy-2")[-1] == ("status", "agent", "ann", "pending")


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    assert synced(small(), place, dry=True).new == 3
    assert current(place).number == 0
    assert kept(place, "toy") == []


def test_fetching_anew_removes_what_the_helpdesk_no_longer_has(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place)
    del toy.tickets["3"]
    toy.changes = [each for each in toy.changes if each != "3"]
    assert synced(toy, place).gone == 0
    assert synced(toy, place, again=True).gone == 1
    assert {row["ticket_id"] for row in rows(place, "tickets")} == {"toy-1", "toy-2"}


def test_events_later_than_now_are_kept_and_told(tmp_path: Path) -> None:
    place, toy = place_in(tmp_path), small()
    toy.does("2", 60 * 24 * 40, "ann", "reply")
    report = synced(toy, place)
    assert [(issue.code, issue.params["count"]) for issue in report.issues] == [("sync-clock-ahead", 1)]
    assert len(story(place, "toy-2")) == 2


DOINGS = st.lists(
    st.tuples(
        st.sampled_from("123"),
        st.integers(0, 50_000),
        st.sampled_from(["ann", "bob", "cu", "machine"]),
        st.sampled_from(["reply", "note", "status", "delete", "sync"]),
    ),
    max_size=14,
)


@settings(max_examples=4)
@given(doings=DOINGS, at_once=st.integers(1, 3))
def test_piece_by_piece_is_the_same_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, doings: list[tuple[str, int, str, str]], at_once: int
) -> None:
    folder, toy = tmp_path_factory.mktemp("toy"), Toy()
    place, whole = place_in(folder / "pieces"), place_in(folder / "whole")
    for ticket, minute, actor, what in doings:
        if what == "sync":
            synced(toy, place, at_once=at_once)
        elif what == "delete":
            toy.deletes(ticket)
        else:
            if ticket not in toy.tickets:
                toy.does(ticket, 0, "cu", "created")
            toy.does(ticket, minute, actor, what, "done" if what == "status" else "")
    synced(toy, place, at_once=at_once)
    synced(toy, whole)
    pieces, at_a_time = dict(everything(place)), dict(everything(whole))
    assert pieces.get("tickets") == at_a_time.get("tickets")
    assert pieces.get("events") == at_a_time.get("events")


def test_a_column_that_comes_as_something_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        params = {"table": "tickets", "header": "floor", "what": "string ≠ int64"}
        raise NotHeld([Issue(Level.ERROR, "lake-column-type", params=params)])

    monkeypatch.setattr("deskmerit.sources.helpdesks.sync.write", refuses)
    (issue,) = synced(small(), place_in(tmp_path)).issues
    assert (issue.code, issue.params["case"]) == ("sync-stopped", "settings")
    assert "tickets.floor, string ≠ int64" in render(issue)[0]
