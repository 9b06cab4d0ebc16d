"""A load is one manifest: whole or not at all, the same when it comes twice."""

from pathlib import Path

import pyarrow as pa
import pytest

from deskmerit.records.columns import TABLES
from deskmerit.records.fingerprint import fingerprint
from deskmerit.records.lake import delta, store
from deskmerit.records.lake.fitting import NotHeld
from deskmerit.records.lake.manifest import Manifest, Overtaken, commit, current
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write, writing
from deskmerit.records.store import Parquet
from deskmerit.sources.lake import Lake
from records.lake.rows import NOW, digest, events, held, ids, lake_in, table


def put(place: Place, rows: pa.Table, **state: object) -> Manifest:
    """One load of events."""
    return write(place, Change(rows={"events": rows}), NOW, "test", "rt", state)


def test_a_lake_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert current(lake_in(tmp_path)) == Manifest(0)
    assert not (tmp_path / "数据 湖").exists()


def test_a_load_brings_its_rows_and_what_the_source_needs_to_go_on(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2, 40), cursor=7)
    now = current(place)
    assert held(place, now) == [("e1", "public_reply", "2026-01"), ("e2", "public_reply", "2026-01"),
                                ("e40", "public_reply", "2026-02")]  # fmt: skip
    assert (now.number, now.sources) == (1, {"rt": {"cursor": 7}})


def test_the_same_load_again_changes_no_row(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    postings = table("postings", [{"agent_id": "a1", "team": "一组", "from_date": NOW.date()}])
    bases = table("bases", [{"award": "bonus", "from_date": NOW.date(), "amount": 100}])
    change = Change(rows={"events": events(1, 2, 40), "postings": postings, "bases": bases})
    first, again = write(place, change, NOW, "one"), write(place, change, NOW, "two")
    assert {name: (t.rows, digest(first, name)) for name, t in first.tables.items()} == {
        name: (t.rows, digest(again, name)) for name, t in again.tables.items()
    }


def test_a_later_row_takes_the_place_of_the_one_with_its_key(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2, 3))
    now = put(place, events(2, 4, kind="internal_note"))
    assert [row[:2] for row in held(place, now)] == [
        ("e1", "public_reply"), ("e2", "internal_note"), ("e3", "public_reply"), ("e4", "internal_note"),
    ]  # fmt: skip


def test_of_one_load_the_last_row_with_a_key_counts(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    now = put(place, pa.concat_tables([events(1), events(1, kind="internal_note")]))
    assert [row[:2] for row in held(place, now)] == [("e1", "internal_note")]


def test_an_event_whose_time_moved_to_another_month_stands_once(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2))
    assert [row[2] for row in held(place, put(place, events(1, day=100)))] == ["2026-04", "2026-01"]


def test_one_id_of_two_sources_is_two_events(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1))
    assert len(held(place, put(place, events(1, source="zendesk")))) == 2


def test_what_is_gone_is_gone_and_what_comes_with_it_stays(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2, 3, 9))
    change = Change(rows={"events": events(1, kind="internal_note")}, gone={"events": pa.table({"ticket_id": ["t0"]})})
    now = write(place, change, NOW, "ticket fetched anew", "rt")
    assert [row[:2] for row in held(place, now)] == [("e1", "internal_note"), ("e9", "public_reply")]


def test_keys_gone_from_a_table_that_never_was_are_no_table(tmp_path: Path) -> None:
    now = write(lake_in(tmp_path), Change(gone={"events": ids(events(1))}), NOW, "nothing")
    assert now.tables == {}


def test_a_table_told_whole_replaces_what_its_source_said_and_nobody_elses(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, pa.concat_tables([events(1, 2), events(7, source="zendesk")]))
    now = write(place, Change(whole={"events": events(2, 3)}), NOW, "whole", "rt")
    assert [row[0] for row in held(place, now)] == ["e2", "e3", "e7"]


def test_a_table_told_whole_leaves_rows_that_came_from_files_without_a_source(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    posting = table("postings", [{"agent_id": "a1", "team": "一组", "from_date": NOW.date()}])
    write(place, Change(rows={"postings": posting}), NOW, "files")
    told = posting.append_column("source", pa.array(["rt"]))
    for _ in range(2):
        now = write(place, Change(whole={"postings": told}), NOW, "whole", "rt")
        rows = delta.at(place, "postings", now.tables["postings"].version).to_pyarrow_table()
        assert sorted(rows["source"].to_pylist(), key=str) == [None, "rt"]


def test_a_column_of_ones_own_keeps_its_type(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    before = put(place, events(1).append_column("语气", pa.array([1])))
    with pytest.raises(NotHeld, match="语气"):
        put(place, events(2).append_column("语气", pa.array(["好"])))
    assert held(place, current(place)) == held(place, before)
    now = put(place, events(2).append_column("语气", pa.array(["7"])))
    rows = delta.at(place, "events", now.tables["events"].version).to_pyarrow_table()
    assert sorted(rows["语气"].to_pylist()) == [1, 7]


def test_a_lake_may_be_filled_from_the_files_of_another(tmp_path: Path) -> None:
    before = put(lake_in(tmp_path / "one"), events(1, 2, 40))
    files = store_parquet(lake_in(tmp_path / "one"), before)
    after = write(lake_in(tmp_path / "two"), Change(rows={"events": files}), NOW, "moved")
    assert digest(after) == digest(before)


@pytest.mark.parametrize("numbers", [(1, 40), (200,)])
def test_what_another_machine_writes_meanwhile_does_not_come_along(
    numbers: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lake_in(tmp_path)
    other = Place(place.address, tmp_path / "another machine")
    put(place, events(1, 2))
    last_of_each, done = delta._last_of_each, list[Manifest]()

    def meanwhile(*given: object) -> pa.Table:
        monkeypatch.setattr(delta, "_last_of_each", last_of_each)
        done.append(put(other, events(100, 101)))
        return last_of_each(*given)

    monkeypatch.setattr(delta, "_last_of_each", meanwhile)
    with pytest.raises(Overtaken):
        put(place, events(*numbers, kind="internal_note"))
    assert held(place, current(place)) == held(place, done[0])
    assert len(held(place, put(place, events(*numbers, kind="internal_note")))) == 4 + (40 in numbers) + (
        200 in numbers
    )


def test_a_column_of_ones_own_may_come_later_and_may_stay_away(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2))
    own = events(2, 3).append_column("语气", pa.array(["好", "平"]))
    put(place, own)
    now = put(place, events(3, 4, kind="internal_note"))
    assert now.tables["events"].rows == 4
    rows = delta.at(place, "events", now.tables["events"].version).to_pyarrow_table().to_pylist()
    assert {row["event_id"]: row["语气"] for row in rows} == {"e1": None, "e2": "好", "e3": None, "e4": None}


def test_rows_bear_the_same_name_in_a_lake_as_in_files(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2, 40))
    now = put(place, events(40, 41, kind="internal_note"))
    same = pa.concat_tables([events(1, 2), events(40, 41, kind="internal_note")])
    assert fingerprint({"events": same}) == fingerprint({"events": store_parquet(place, now)})


def store_parquet(place: Place, manifest: Manifest) -> Parquet:
    """Events as loading gives them when they are too many for memory."""
    lake = Lake(place, manifest)
    return Parquet(tuple(file.path for file in lake.files()), lake.digest("events"))


def test_who_comes_while_another_writes_is_told(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    with writing(place), pytest.raises(Overtaken):
        put(place, events(1))
    assert put(place, events(1)).number == 1


def test_of_two_machines_that_write_one_manifest_the_second_is_told(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, events(1))
    commit(place, Manifest(2))
    with pytest.raises(Overtaken):
        commit(place, Manifest(2, cause="late"))
    assert current(place).cause == ""


STEPS = ("opened", "_written", "_put", "_remove", "_moved_away", "weighed", "create", "write")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_the_last_complete_manifest_and_going_on_loses_and_doubles_nothing(
    step: str, when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lake_in(tmp_path)
    first = put(place, events(1, 2, 3, 40))
    change = Change(
        rows={"events": events(2, 3, 5, day=70), "tickets": table("tickets", [{"ticket_id": "t0", "created_at": NOW}])},
        gone={"events": ids(events(40))},
    )
    with monkeypatch.context() as broken:
        dies(broken, step, when)
        with pytest.raises(Killed):
            write(place, change, NOW, "second", "rt")
    between = current(place)
    assert between.number == (2 if step == "write" or (step, when) == ("create", "after") else 1)
    if between.number == 1:
        assert held(place, between) == held(place, first)
    now = write(place, change, NOW, "second", "rt")
    assert [row[0] for row in held(place, now)] == ["e1", "e2", "e3", "e5"]
    assert now.tables["tickets"].rows == 1


def test_what_a_dead_load_left_is_in_no_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = lake_in(tmp_path)
    put(place, events(1, 2))
    with monkeypatch.context() as broken:
        dies(broken, "weighed", "before")
        with pytest.raises(Killed):
            write(place, Change(rows={"events": events(7, 8)}), NOW, "dead")
    assert [row[0] for row in held(place, put(place, events(3)))] == ["e1", "e2", "e3"]


class Killed(BaseException):
    """The end of a process, as the code inside meets it: nothing may catch it."""


def dies(broken: pytest.MonkeyPatch, step: str, when: str) -> None:
    """The process ends right before or after a step, the first time it is taken."""
    owner = Place if step in ("create", "write") else store if step == "weighed" else delta
    known = getattr(owner, step)

    def then(*given: object, **named: object) -> object:
        if when == "after":
            known(*given, **named)
        raise Killed

    broken.setattr(owner, step, then)


def test_every_partitioned_table_has_an_instant_to_be_parted_by() -> None:
    for name in delta.PARTED:
        assert any(TABLES[name].column(column).type == "instant" for column in TABLES[name].time)
