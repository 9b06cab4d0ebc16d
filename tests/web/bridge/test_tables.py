"""What the application writes down is read back the same, whole, and goes away when it is gone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from deskmerit.sources.load import load
from deskmerit.web.bridge.tables import write_table

ROW = {
    "survey_id": "s1",
    "agent_id": "a1",
    "answered_at": datetime(2026, 9, 1, 1, 5, 0, 250000, tzinfo=UTC),
    "score": Decimal("4.50"),
    "scale_min": Decimal(1),
    "scale_max": Decimal(5),
    "comment": '他说"好",\n还不错\n=1+1',
}


def test_rows_come_back_as_they_were_given(tmp_path: Path) -> None:
    path = write_table(tmp_path, "surveys", [ROW])
    assert path == tmp_path / "app" / "records" / "surveys.csv"
    loaded = load(tmp_path)
    (row,) = loaded.records.tables["surveys"].to_pylist()  # type: ignore[union-attr]  # in memory
    assert {name: row[name] for name in ROW} == ROW
    assert loaded.issues == []


def test_the_same_rows_give_the_same_bytes_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    first = write_table(tmp_path, "surveys", [ROW])
    assert first is not None
    before = first.read_bytes()
    write_table(tmp_path, "surveys", [ROW])
    assert first.read_bytes() == before
    assert [each.name for each in first.parent.iterdir()] == ["surveys.csv"]


def test_without_rows_a_file_that_adds_goes_away_and_one_that_replaces_stays(tmp_path: Path) -> None:
    write_table(tmp_path, "surveys", [ROW])
    assert write_table(tmp_path, "surveys", []) is None
    seat = {"agent_id": "a1", "team": "red", "position": "lead", "from_date": date(2026, 1, 1)}
    write_table(tmp_path, "postings", [seat])
    kept = write_table(tmp_path, "postings", [])
    assert kept is not None
    assert [each.name for each in kept.parent.iterdir()] == ["postings.csv"]
    assert len(load(tmp_path).records.tables["postings"]) == 0  # type: ignore[arg-type]  # in memory


def test_what_no_column_holds_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = write_table(tmp_path, "surveys", [ROW])
    assert path is not None
    before = path.read_bytes()
    for wrong, error in (({"rating": 5}, KeyError), ({"score": 4.5}, TypeError)):
        with pytest.raises(error):
            write_table(tmp_path, "surveys", [{**ROW, **wrong}])
    with pytest.raises(ValueError, match="zone"):
        write_table(tmp_path, "surveys", [{**ROW, "answered_at": datetime(2026, 9, 1)}])  # noqa: DTZ001 - what is refused
    assert path.read_bytes() == before
