"""Columns nobody knows: whatever a file calls them and holds in them, they are kept alike everywhere, or told."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.report.messages import render
from deskmerit.sources.load import Loaded, load

LATER, SMALL = datetime(2026, 9, 1, tzinfo=UTC), 1_000_000
ON_DISK = 1
SIZES = pytest.mark.parametrize("large", [SMALL, ON_DISK], ids=["in memory", "on disk"])


def tickets(*ids: str, **own: pa.Array) -> pa.Table:
    """Tickets with columns of the user's own."""
    times = pa.array([LATER] * len(ids), pa.timestamp("us", "UTC"))
    return pa.table({"ticket_id": pa.array(ids), "created_at": times, **own})


def loaded(folder: Path, *files: pa.Table, large: int = SMALL) -> Loaded:
    """A workspace of these files of tickets."""
    for number, table in enumerate(files):
        pq.write_table(table, folder / f"tickets-{number}.parquet")
    return load(folder, large=large)


def cells(found: Loaded, name: str) -> list[object]:
    """A column of the tickets, by ticket."""
    table = found.records.tables["tickets"]
    if not isinstance(table, pa.Table):
        parts = [pq.ParquetFile(path).read() for path in table.paths]
        table = pa.concat_tables(parts, promote_options="permissive")
    return list(table.sort_by("ticket_id")[name].to_pylist())


@SIZES
@pytest.mark.parametrize(
    ("came", "held"),
    [
        (pa.array([time(9, 30), None], pa.time32("s")), ["09:30:00", None]),
        (pa.array([time(9, 30, 1, 500_000), None]), ["09:30:01.5", None]),
        (pa.array([timedelta(seconds=90, microseconds=1), None]), [Decimal("90.000001"), None]),
        (pa.array([timedelta(seconds=90), None], pa.duration("ns")), [Decimal(90), None]),
        (pa.array([timedelta(seconds=90), None], pa.duration("s")), [Decimal(90), None]),
        (pa.nulls(2), [None, None]),
        (pa.array([b"a" * 16, None], pa.uuid()), ["61616161-6161-6161-6161-616161616161", None]),
        (pa.array([Decimal("9" * 38), None]), [Decimal("9" * 38), None]),
        (pa.array([2**64 - 1, None], pa.uint64()), [2**64 - 1, None]),
        (pa.array([["a"], None], pa.list_(pa.dictionary(pa.int8(), pa.string()))), [["a"], None]),
    ],
    ids=str,
)
def test_a_column_of_a_type_not_every_table_has_becomes_one_that_all_have(
    came: pa.Array, held: list[object], large: int, tmp_path: Path
) -> None:
    found = loaded(tmp_path, tickets("t1", "t2", Schicht=came), large=large)
    assert (found.issues, cells(found, "Schicht")) == ([], held)


@SIZES
def test_a_number_of_more_digits_than_engines_have_is_kept_where_its_cells_have_fewer(
    large: int, tmp_path: Path
) -> None:
    found = loaded(tmp_path, tickets("t1", budget=pa.array([Decimal("1.50")], pa.decimal256(50, 2))), large=large)
    assert (found.issues, cells(found, "budget")) == ([], [Decimal("1.50")])


@SIZES
def test_columns_that_no_table_can_hold_are_told_all_at_once_and_every_row_stays(large: int, tmp_path: Path) -> None:
    words = pa.array(["x"])
    own = {
        "much": pa.array([Decimal("9" * 60)]),
        "shifts": pa.array([[time(9)]]),
        "nul\0": words,
        "file_index": words,
        "floor": words,
    }
    found = loaded(tmp_path, tickets("t1", **own), large=large)
    assert [(issue.code, issue.params["case"]) for issue in found.issues] == [
        ("column-not-held", "type"), ("column-not-held", "type"),
        ("column-not-held", "name"), ("column-not-held", "name"),
    ]  # fmt: skip
    assert "“shifts” is left out: its cells are of the type list<item: time64[us]>" in render(found.issues[1])[0]
    assert found.counts["tickets"].rows_out == 1
    assert cells(found, "floor") == ["x"]


@SIZES
def test_of_two_columns_that_differ_by_case_alone_the_first_counts_and_the_other_is_told(
    large: int, tmp_path: Path
) -> None:
    own = {"Floor": pa.array(["one"]), "floor": pa.array(["two"]), "Ticket_ID": pa.array(["t9"])}
    found = loaded(tmp_path, tickets("t1", **own), large=large)
    assert [(issue.code, issue.where.column) for issue in found.issues] == [
        ("column-twice", "ticket_id"), ("column-twice", "floor"),
    ]  # fmt: skip
    assert (cells(found, "Floor"), cells(found, "ticket_id")) == (["one"], ["t1"])


@SIZES
def test_a_column_that_each_file_spells_in_its_own_case_is_one(large: int, tmp_path: Path) -> None:
    files = [tickets("t1", Floor=pa.array(["one"])), tickets("t2", floor=pa.array(["two"]))]
    found = loaded(tmp_path, *files, large=large)
    assert (found.issues, cells(found, "Floor")) == ([], ["one", "two"])


@SIZES
@pytest.mark.parametrize(
    ("other", "text"),
    [
        (pa.array([["a", "b"]]), "[a, b]"),
        (pa.array([{"a": 1}]), "{'a': 1}"),
        (pa.array([b"\xff"]), "\\xFF"),
        (pa.array([time(9)]), "09:00:00"),
    ],
    ids=["list", "record", "bytes", "time"],
)
def test_a_column_that_is_words_in_one_file_is_words_in_all(
    other: pa.Array, text: str, large: int, tmp_path: Path
) -> None:
    found = loaded(tmp_path, tickets("t1", tag=pa.array(["word"])), tickets("t2", tag=other), large=large)
    assert (found.issues, cells(found, "tag")) == ([], ["word", text])


def test_large_files_of_several_shapes_are_one_table_and_an_error_names_its_file(tmp_path: Path) -> None:
    files = [tickets("t1", floor=pa.array([1])), tickets("t2"), tickets("t1", floor=pa.array([2]))]
    found = loaded(tmp_path, *files, large=ON_DISK)
    assert [(issue.code, issue.where.file) for issue in found.issues] == [("row-twice", "tickets-2.parquet")]
    assert cells(found, "floor") == [1, None]
