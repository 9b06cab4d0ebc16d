"""A workspace's lake is read beside its files, and gives the same records as files would."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write
from deskmerit.records.store import Parquet
from deskmerit.sources.lake import lake_of, place_of
from deskmerit.sources.load import load
from deskmerit.sources.settings import load_settings
from records.desk import DESK, balanced, csv_text, told
from records.desk import write as write_files

NOW = datetime(2026, 9, 24, tzinfo=UTC)
BIG = ("tickets", "events", "surveys")


def desk(folder: Path) -> Path:
    """A workspace whose records are files."""
    folder.mkdir()
    write_files(folder, {f"{name}.csv": csv_text(DESK[name]) for name in DESK})
    return folder


def taken_in(folder: Path, files: Path, only: tuple[str, ...] = ()) -> Place:
    """A lake in `folder` with the records of another."""
    folder.mkdir(exist_ok=True)
    read = load(files).read
    assert read is not None
    place = place_of(folder, load_settings(folder)[0])
    tables = {name: table for name, table in read.records.tables.items() if not only or name in only}
    write(place, Change(rows=tables), NOW, "all")
    return place


@pytest.mark.parametrize("large", [1, 2_000_000])
def test_records_of_a_lake_are_those_of_the_files_it_was_filled_from(large: int, tmp_path: Path) -> None:
    files = load(desk(tmp_path / "files"))
    taken_in(tmp_path / "lake", tmp_path / "files")
    found = load(tmp_path / "lake", large=large)
    assert {(i.level, i.code) for i in found.issues} == {(i.level, i.code) for i in files.issues}
    for name in BIG:
        table = found.records.tables[name]
        assert isinstance(table, Parquet) == (large == 1)
        if not isinstance(table, Parquet):
            plain = table.select(files.records.tables[name].column_names)
            order = [(column, "ascending") for column in plain.column_names]
            assert plain.sort_by(order).equals(files.records.tables[name].sort_by(order).cast(plain.schema))


def test_files_and_lake_stand_side_by_side(tmp_path: Path) -> None:
    files = desk(tmp_path / "files")
    taken_in(tmp_path / "desk", files, BIG)
    write_files(tmp_path / "desk", {f"{name}.csv": csv_text(DESK[name]) for name in DESK if name not in BIG})
    found, known = load(tmp_path / "desk"), load(files)
    assert {name: len(found.records.tables[name]) for name in found.records.tables} == {
        name: len(known.records.tables[name]) for name in known.records.tables
    }
    assert balanced(found)


def test_who_reads_at_a_manifest_sees_nothing_of_what_is_written_meanwhile(tmp_path: Path) -> None:
    files = desk(tmp_path / "files")
    place = taken_in(tmp_path / "desk", files)
    then = lake_of(tmp_path / "desk", load_settings(tmp_path / "desk")[0])
    rows = load(files).records.tables["events"]
    assert not isinstance(rows, Parquet)
    write(place, Change(gone={"events": rows.select(["event_id"])}), NOW, "all gone")
    assert len(load(tmp_path / "desk").records.tables["events"]) == 0
    assert len(load(tmp_path / "desk", lake=then).records.tables["events"]) == len(rows)


def test_the_settings_may_put_the_lake_elsewhere(tmp_path: Path) -> None:
    files = desk(tmp_path / "files")
    place = taken_in(tmp_path / "far", files)
    (tmp_path / "desk").mkdir()
    write_files(tmp_path / "desk", {"deskmerit.yaml": f"lake: {place.address}\n"})
    found = load(tmp_path / "desk")
    assert not [issue for issue in told(found.issues) if issue[0].startswith("settings")]
    assert len(found.records.tables["events"]) == len(load(files).records.tables["events"])
