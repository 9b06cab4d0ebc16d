"""A lake kept small loses nothing that a result stands on."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from deskmerit.core.issue import Issue
from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import Manifest, all_of, commit, current, numbered
from deskmerit.records.lake.pins import pin, pinned, pins, unpin
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write
from records.lake.rows import NOW, digest, events, held, ids, lake_in

LATER = NOW + timedelta(days=30)


def put(place: Place, *numbers: int, kind: str = "public_reply") -> Manifest:
    """One load of events."""
    return write(place, Change(rows={"events": events(*numbers, kind=kind)}), NOW, "test")


def codes(issues: list[Issue]) -> list[str]:
    """What a check found."""
    return [issue.code for issue in issues]


def test_compacting_puts_files_together_and_keeps_every_row(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    for number in range(5):
        before = put(place, number)
    after = tidy.compact(place, NOW)
    assert (len(before.tables["events"].files), len(after.tables["events"].files)) == (5, 1)
    assert (held(place, after), digest(after)) == (held(place, before), digest(before))


def test_compacting_what_is_compact_already_makes_no_manifest(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    assert tidy.compact(place, NOW).number == 0
    put(place, 1)
    assert tidy.compact(place, NOW).number == tidy.compact(place, NOW).number == 1


def test_vacuum_removes_what_nothing_names_and_the_lake_stays_whole(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, 1, 2)
    now = put(place, 1, 2, kind="internal_note")
    gone = tidy.vacuum(place, LATER)
    assert (gone.files, gone.manifests) == (1, 1)
    assert held(place, current(place)) == held(place, now)
    assert tidy.check(place, deep=True) == []


def test_vacuum_spares_what_was_current_within_the_last_days(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    first = put(place, 1)
    put(place, 1, kind="internal_note")
    tidy.vacuum(place, NOW + timedelta(days=6))
    assert held(place, first) == [("e1", "public_reply", "2026-01")]
    assert tidy.vacuum(place, NOW + timedelta(days=8)).files == 1


def aged(place: Place, name: str, days: float) -> None:
    """Lets a file be so many days old at NOW."""
    assert place.local is not None
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(place.local / name, (at, at))


def test_what_a_crash_left_unfinished_goes_once_no_load_can_be_under_way(tmp_path: Path) -> None:
    place, half = lake_in(tmp_path), "events/_month=2026-01/part-half.parquet"
    put(place, 1)
    place.write(half, b"half a file")
    aged(place, half, 0.5)
    assert tidy.vacuum(place, NOW).files == 0
    aged(place, half, 1.5)
    assert tidy.vacuum(place, NOW).files == 1
    assert tidy.check(place, deep=True) == []


def test_files_of_a_run_let_go_of_are_removed_and_those_others_need_are_not(tmp_path: Path) -> None:
    place, files = lake_in(tmp_path), [tmp_path / name for name in ("agents.csv", "plan.yaml")]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    one, both = place.keep(files[0], NOW), place.keep(files[1], NOW)
    pin(place, "run-a", NOW, {"files": {"agents.csv": one, "plan.yaml": both}})
    pin(place, "run-b", NOW, {"files": {"plan.yaml": both}})
    for name in (one, both):
        aged(place, name, 2)
    assert tidy.vacuum(place, NOW).copies == 0
    unpin(place, "run-a")
    assert tidy.vacuum(place, NOW).copies == 1
    assert (place.has(one), place.has(both)) == (False, True)


def test_a_copy_that_a_new_run_needs_counts_as_new(tmp_path: Path) -> None:
    place, file = lake_in(tmp_path), tmp_path / "agents.csv"
    file.write_text("a1", encoding="utf-8")
    aged(place, name := place.keep(file, NOW), 2)
    assert place.keep(file, NOW) == name
    assert tidy.vacuum(place, NOW).copies == 0


def test_a_kept_run_that_lacks_something_is_found(tmp_path: Path) -> None:
    place, file = lake_in(tmp_path), tmp_path / "agents.csv"
    file.write_text("a1", encoding="utf-8")
    put(place, 1)
    kept = place.keep(file, NOW)
    pin(place, "run-q3", NOW, {"files": {"agents.csv": kept}})
    put(place, 2)
    assert tidy.check(place, deep=True) == []
    place.write(kept, b"a2")
    assert (codes(tidy.check(place)), codes(tidy.check(place, deep=True))) == ([], ["lake-run-broken"])
    place.remove(kept)
    place.remove("manifests/00000001.json")
    assert codes(tidy.check(place)) == ["lake-run-broken"] * 2


@pytest.mark.parametrize("left", [None, b"", b"{"])
def test_without_its_pointer_a_lake_is_at_its_highest_manifest(left: bytes | None, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    for number in range(3):
        put(place, number)
    tidy.vacuum(place, LATER, days=0)
    place.remove("manifest.json") if left is None else place.write("manifest.json", left)
    assert current(place).number == 3
    assert len(held(place, put(place, 9))) == 4


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_loaded_compacted_and_vacuumed_a_pinned_version_stays_as_it_was(seed: int, tmp_path: Path) -> None:
    """Random lives of a lake; each pin is read again, to the row, after every step."""
    dice, place, told = Random(seed), lake_in(tmp_path), dict[str, list[tuple[object, ...]]]()
    put(place, *range(0, 200, 20))
    for step in range(14):
        kind = dice.choice(["load", "load", "gone", "compact", "vacuum", "pin", "unpin"])
        some = dice.sample(range(0, 200, 10), 4)
        if kind == "load":
            put(place, *some, kind=dice.choice(["public_reply", "internal_note"]))
        elif kind == "gone":
            write(place, Change(gone={"events": ids(events(*some))}), NOW, "gone")
        elif kind == "compact":
            tidy.compact(place, NOW)
        elif kind == "vacuum":
            tidy.vacuum(place, LATER, days=0)
        elif kind == "pin":
            now = current(place)
            pin(place, f"p{step}", NOW)
            told[f"p{step}"] = held(place, now)
        elif told:
            unpin(place, gone := dice.choice(sorted(told)))
            del told[gone]
        for name, rows in told.items():
            found = pinned(place, name)
            assert found is not None
            assert held(place, numbered(place, found.manifest)) == rows
    assert tidy.check(place, deep=True) == []


def test_a_pin_is_never_moved(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, 1)
    pin(place, "q3", NOW)
    put(place, 2)
    with pytest.raises(ValueError, match="q3"):
        pin(place, "q3", NOW)
    assert [each.manifest for each in pins(place)] == [1]


def test_a_missing_and_a_changed_file_are_found(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    now = put(place, 1, 40, 100)
    first, second, _ = sorted(f"events/{file}" for file in now.tables["events"].files)
    assert place.local is not None
    (place.local / first).unlink()
    (place.local / second).write_bytes(b"PAR1")
    assert codes(tidy.check(place)) == ["lake-file-missing"]
    assert codes(tidy.check(place, deep=True)) == ["lake-file-missing", "lake-file-changed"]


def test_a_manifest_that_nobody_named_yet_counts(tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, 1)
    commit(place, Manifest(2, cause="complete"))
    place.write("manifest.json", b'{"number": 1}')
    assert current(place).cause == "complete"
    assert [each.number for each in all_of(place)] == [1, 2]
