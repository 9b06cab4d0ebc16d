"""Both ends of a column as Parquet files tell them themselves."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.records.ends import Untold, ends_of
from deskmerit.records.store import Parquet

INSTANT = pa.timestamp("us", "UTC")
LATE = datetime(2026, 9, 1, 1, 2, 3, 456789, UTC)


def file(path: Path, *, statistics: bool = True, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), path, write_statistics=statistics)
    return path


def test_the_ends_of_several_files_are_those_of_all_rows_to_the_microsecond(tmp_path: Path) -> None:
    early = datetime(1969, 12, 31, 23, 59, 59, 1, UTC)
    one = file(tmp_path / "1", at=pa.array([LATE, None], INSTANT), day=pa.array([date(2026, 1, 2), None]))
    two = file(tmp_path / "2", at=pa.array([early], INSTANT))
    found = ends_of(Parquet((one, two)), ("at", "day", "none"))
    assert found == {"at": (-999_999, 1_788_224_523_456_789), "day": (date(2026, 1, 2), date(2026, 1, 2))}


def test_a_column_of_nothing_and_a_file_of_no_rows_have_no_ends(tmp_path: Path) -> None:
    one = file(tmp_path / "1", at=pa.array([None, None], INSTANT))
    two = file(tmp_path / "2", at=pa.array([], INSTANT))
    assert ends_of(Parquet((one, two)), ("at",)) == {"at": None}


def test_a_file_that_does_not_say_is_not_guessed_about(tmp_path: Path) -> None:
    path = file(tmp_path / "1", statistics=False, at=pa.array([LATE], INSTANT))
    with pytest.raises(Untold):
        ends_of(Parquet((path,)), ("at",))
