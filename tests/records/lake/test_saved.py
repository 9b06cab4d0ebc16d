"""A copy of a lake, taken while it is loaded, compacted and vacuumed, is one state of it and goes on from there."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import current, numbered
from deskmerit.records.lake.pins import pin, pins
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.saved import saving
from deskmerit.records.lake.store import Change, write
from records.lake.rows import NOW, events, held, lake_in

LATER = NOW + timedelta(days=30)


def put(place: Place, *numbers: int, kind: str = "public_reply") -> None:
    """One load of events."""
    write(place, Change(rows={"events": events(*numbers, kind=kind)}), NOW, "test")


def wear(place: Place, step: int) -> None:
    """What others do to a lake while it is copied."""
    put(place, step % 7, 100 + step, kind="internal_note" if step % 2 else "public_reply")
    if step % 3 == 0:
        tidy.compact(place, NOW)
    tidy.vacuum(place, LATER, days=0)


def copied(place: Place, folder: Path) -> Place:
    """The copy, something happening to the lake before each file is taken."""
    there = Place(str(folder / "lake"), folder / "cache")
    with saving(place, "now", NOW) as copy:
        for step, name in enumerate(copy.names):
            if step % 4 == 0:
                wear(place, step)
            target = folder / "lake" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place.fetched(name), target)
        there.write(*copy.newest)
    return there


@pytest.mark.parametrize("loads", [1, 6])
def test_a_copy_taken_while_the_lake_is_written_is_one_state_of_it(loads: int, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    for number in range(loads):
        put(place, number, number + 1)
        if number == 2:
            pin(place, "cycle-1-3", NOW)
    then, number = held(place, current(place)), current(place).number
    there = copied(place, tmp_path / "copy")
    assert current(place).number > number
    assert (current(there).number, held(there, current(there))) == (number, then)
    assert tidy.check(there, deep=True) == []
    for each in pins(there):
        assert held(there, numbered(there, each.manifest)) == held(place, numbered(place, each.manifest))
    assert [each.name for each in pins(there)] == [each.name for each in pins(place)] == ["cycle-1-3"] * (loads > 2)
    put(there, 3, 50, kind="internal_note")
    assert len(held(there, current(there))) == len({*(row[0] for row in then), "e3", "e50"})


def test_of_a_lake_without_records_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with saving(lake_in(tmp_path), "now", NOW) as copy:
        assert (copy.number, copy.names) == (0, ())
