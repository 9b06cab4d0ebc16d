"""A sync beside others who keep the same lake small: whatever they take away meanwhile, it comes to its end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import all_of, current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks import sync as syncing
from sources.helpdesks import toy as desk
from sources.helpdesks.lakes import everything, place_in
from sources.helpdesks.toy import Toy, small, synced


def worn(place: Place) -> None:
    """What somebody else does to the lake: only the files of the newest manifest are left."""
    tidy.compact(place, desk.NOW)
    tidy.vacuum(place, desk.NOW + timedelta(days=9), days=0)


def lived(toy: Toy) -> Toy:
    """Weeks later: every ticket changed, one is deleted."""
    for minute in range(1000, 1012, 2):
        toy.does(str(minute % 3 + 1), minute, "ann", "reply")
    toy.deletes("2")
    return toy


def undisturbed(folder: Path) -> dict[str, Any]:
    """The rows of two syncs that nobody disturbed."""
    place, toy = place_in(folder / "other"), small()
    synced(toy, place, at_once=1)
    synced(lived(toy), place, at_once=1)
    return dict(everything(place))


def test_a_sync_survives_that_others_compact_and_vacuum_between_its_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place, at_once=1)
    told = desk.VENDOR.batches

    def batches(*said: Any) -> Iterator[Any]:
        for batch in told(*said):
            worn(place)
            yield batch

    monkeypatch.setattr(desk, "VENDOR", desk.Vendor("toy", desk.VENDOR.headers, desk._people, batches, desk._lay))
    assert [issue.code for issue in synced(lived(toy), place, at_once=1).issues] == []
    assert dict(everything(place)) == undisturbed(tmp_path)
    assert tidy.check(place, deep=True) == []


@pytest.mark.parametrize("what", ["compared", "in_lake"])
def test_a_question_whose_files_are_taken_away_while_it_is_asked_is_asked_of_what_stands_now(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place, at_once=1)
    asked, times = getattr(syncing, what), iter(range(100))

    def overtaken(lake: Place, manifest: Any, *said: Any) -> Any:
        if next(times) % 2 == 0:
            worn(place)
        return asked(lake, manifest, *said)

    monkeypatch.setattr(syncing, what, overtaken)
    assert [issue.code for issue in synced(lived(toy), place, at_once=1).issues] == []
    monkeypatch.undo()
    assert dict(everything(place)) == undisturbed(tmp_path)


def test_the_newest_manifest_is_read_though_it_is_overtaken_and_vacuumed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, toy = place_in(tmp_path), small()
    synced(toy, place, at_once=1)
    read = Place.read

    def late(lake: Place, name: str) -> bytes | None:
        if name.startswith("manifests/") and not hasattr(late, "done"):
            late.done = True  # type: ignore[attr-defined]  # a mark that it was late once
            monkeypatch.setattr(Place, "read", read)
            synced(lived(toy), place, at_once=1)
            worn(place)
        return read(lake, name)

    monkeypatch.setattr(Place, "read", late)
    found = current(place)
    assert found.number == max(manifest.number for manifest in all_of(place))
