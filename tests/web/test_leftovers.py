"""What a killed process left half written is not backed up, and goes after a day."""

import os
import tarfile
from pathlib import Path

import pytest
from django.utils import timezone

from deskmerit.web import backup, leftovers, workspace

HALF = (
    ".tickets.csv.a1.tmp",
    "app/.secret.key.a1",
    "app/records/.agents.csv.a1.tmp",
    "app/runs/.a1/evidence.parquet",
)
WHOLE = ("tickets.csv", ".hidden-by-its-owner", "notes.tmp", "app/secret.key", "app/records/agents.csv")
MADE_ANEW = "app/runs/.1.records.parquet"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with whole files and such that were being written."""
    for name in (*HALF, *WHOLE, MADE_ANEW, "app/runs/1.parquet"):
        path = tmp_path / "centre" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.setenv(workspace.ENV, str(tmp_path / "centre"))
    return tmp_path / "centre"


def test_what_is_half_written_stays_a_day_and_everything_else_stays(folder: Path) -> None:
    assert leftovers.clear(timezone.now()) == 0
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
    assert leftovers.clear(timezone.now()) == len(HALF)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == {*WHOLE, MADE_ANEW, "app/runs/1.parquet"}


def test_a_backup_holds_nothing_half_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, database = tmp_path / "saved.tar.gz", tmp_path / "database.sqlite3"
    database.write_bytes(b"")
    monkeypatch.setattr(backup, "_dump", lambda *_: database)  # the tests' own is in memory and in use
    backup.backup(folder, out, "2026-10-09", lambda *_: None)
    with tarfile.open(out) as archive:
        names = {name.removeprefix("workspace/") for name in archive.getnames() if name.startswith("workspace/")}
    assert names == {*WHOLE, "app/runs/1.parquet"}
