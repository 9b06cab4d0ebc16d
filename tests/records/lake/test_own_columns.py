"""Columns of one's own in a lake: held to the last digit, or refused before anything is written."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.records.lake import delta
from deskmerit.records.lake.fitting import NotHeld
from deskmerit.records.lake.manifest import Manifest, current
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write
from deskmerit.records.store import Parquet
from records.lake.rows import NOW, events, held, lake_in

SIZES = pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])


def put(place: Place, number: int, own: dict[str, pa.Array], *, on_disk: bool = False) -> Manifest:
    """One load of one event with columns of the user's own."""
    rows: pa.Table | Parquet = events(number)
    for name, cells in own.items():
        rows = rows.append_column(name, cells)
    if on_disk:
        path = place.cache / f"{number}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(rows, path)
        rows = Parquet((path,))
    return write(place, Change(rows={"events": rows}), NOW, "test")


def cells(place: Place, name: str) -> list[object]:
    """A column of the events, by event."""
    table = delta.at(place, "events", current(place).tables["events"].version).to_pyarrow_table()
    return list(table.sort_by("event_id")[name].to_pylist())


@SIZES
def test_a_number_without_a_sign_is_held_to_the_last_digit(on_disk: bool, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    for number in (1, 2):
        own = {"small": pa.array([255], pa.uint8()), "large": pa.array([2**64 - 1], pa.uint64())}
        put(place, number, own, on_disk=on_disk)
    assert (cells(place, "small"), cells(place, "large")) == ([255, 255], [2**64 - 1] * 2)


@SIZES
def test_a_whole_number_fits_where_the_lake_has_one_with_places(on_disk: bool, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, 1, {"floor": pa.array(["1.5"]).cast(pa.decimal128(24, 6))}, on_disk=on_disk)
    put(place, 2, {"floor": pa.array([7])}, on_disk=on_disk)
    put(place, 3, {"floor": pa.array([8], pa.uint32())}, on_disk=on_disk)
    assert list(map(str, cells(place, "floor"))) == ["1.500000", "7.000000", "8.000000"]


@SIZES
def test_a_time_without_a_zone_may_come_to_a_table_that_had_none(on_disk: bool, tmp_path: Path) -> None:
    place, local = lake_in(tmp_path), pa.array(["2026-09-01 09:30:00"]).cast(pa.timestamp("us"))
    put(place, 1, {}, on_disk=on_disk)
    put(place, 2, {"shift": local}, on_disk=on_disk)
    assert cells(place, "shift") == [None, *local.to_pylist()]


@SIZES
def test_a_column_in_another_case_is_the_one_the_lake_has(on_disk: bool, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    put(place, 1, {"Floor": pa.array(["one"])}, on_disk=on_disk)
    put(place, 2, {"floor": pa.array(["two"])}, on_disk=on_disk)
    assert cells(place, "Floor") == ["one", "two"]


@SIZES
def test_what_a_lake_cant_hold_is_told_all_at_once_and_nothing_is_written(on_disk: bool, tmp_path: Path) -> None:
    place = lake_in(tmp_path)
    before = put(place, 1, {"floor": pa.array([3]), "site": pa.array([True])}, on_disk=on_disk)
    own = {"floor": pa.array(["third"]), "Site": pa.array([7.5]), "tick`": pa.array(["x"])}
    with pytest.raises(NotHeld) as refused:
        put(place, 2, {**own, "well; {odd}=\n": pa.array(["x"])}, on_disk=on_disk)
    assert [(issue.code, issue.params["header"]) for issue in refused.value.issues] == [
        ("lake-column-type", "floor"), ("lake-column-type", "Site"), ("lake-column-name", "tick`"),
    ]  # fmt: skip
    assert (current(place), held(place, current(place))) == (before, held(place, before))
