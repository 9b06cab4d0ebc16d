"""What a killed process left half written is not backed up, and goes after a day."""

import os
import shutil
import tarfile
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.records.lake import tidy
from deskmerit.records.lake.pins import pin, pins
from deskmerit.sources.load import load
from deskmerit.sources.simulate import simulate, write
from deskmerit.web import backup, leftovers, workspace
from web import lakes

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


@pytest.fixture
def unsaved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a lake, beside a database of no account."""
    folder, database = tmp_path / "desk", tmp_path / "database.sqlite3"
    write(folder, simulate(5, people=12, first=date(2026, 9, 1), end=date(2026, 10, 1), tickets_a_day=3))
    lakes.fill(folder)
    database.write_bytes(b"")
    monkeypatch.setattr(backup, "_dump", lambda *_: database)
    monkeypatch.setattr("django.db.connection", SimpleNamespace(vendor="sqlite"))  # the stand-in is such a file
    monkeypatch.setenv(workspace.ENV, str(folder))
    return folder


@pytest.mark.slow
def test_a_backup_holds_one_state_of_a_lake_that_is_written_meanwhile(unsaved: Path, tmp_path: Path) -> None:
    place, then = lakes.place_of(unsaved), load(unsaved).records
    pin(place, "cycle-3-1", lakes.NOW)

    def busy(name: str, done: int, whole: int) -> None:
        if done % 40 == 0:
            lakes.later(unsaved)
            tidy.compact(place, lakes.NOW)
            tidy.vacuum(place, lakes.NOW + timedelta(days=400), days=0)

    backup.backup(unsaved, tmp_path / "saved.tar.gz", "2026-10-09T10:00:00+08:00", busy)
    assert [each.name for each in pins(place)] == ["cycle-3-1"]
    again = tmp_path / "again"
    backup.restore(tmp_path / "saved.tar.gz", again, "", lambda *_: None)
    assert load(again).records.fingerprint == then.fingerprint != load(unsaved).records.fingerprint
    assert (lakes.newest(again), [each.name for each in pins(lakes.place_of(again))]) == (1, ["cycle-3-1"])
    assert tidy.check(lakes.place_of(again), deep=True) == []
    lakes.later(again)
    assert load(again).records.fingerprint == load(unsaved).records.fingerprint


def saved_and_put_back(folder: Path, tmp_path: Path) -> Path:
    """A workspace made anew from its backup."""
    backup.backup(folder, tmp_path / "saved.tar.gz", "2026-10-09T10:00:00+08:00", lambda *_: None)
    backup.restore(tmp_path / "saved.tar.gz", tmp_path / "again", "", lambda *_: None)
    return tmp_path / "again"


def test_a_backup_holds_runs_that_were_kept_of_files_alone(unsaved: Path, tmp_path: Path) -> None:
    shutil.rmtree(unsaved / "lake")
    place = lakes.place_of(unsaved)
    pin(place, "run-q3", lakes.NOW, {"files": {"agents.csv": place.keep(unsaved / "agents.csv", lakes.NOW)}})
    again = lakes.place_of(saved_and_put_back(unsaved, tmp_path))
    assert [each.name for each in pins(again)] == ["run-q3"]
    assert tidy.check(again, deep=True) == []


def test_a_backup_holds_a_lake_in_another_folder_of_the_workspace_as_one_state(unsaved: Path, tmp_path: Path) -> None:
    then = load(unsaved).records.fingerprint
    (unsaved / "data").mkdir()
    (unsaved / "lake").rename(unsaved / "data" / "lake")
    with (unsaved / "deskmerit.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlake: data/lake\n")
    (unsaved / "data" / "lake" / "events" / "half-written.parquet").write_bytes(b"nothing yet")
    again = saved_and_put_back(unsaved, tmp_path)
    assert load(again).records.fingerprint == then
    assert not (again / "data" / "lake" / "events" / "half-written.parquet").exists()


def test_a_lake_elsewhere_is_named_by_a_backup_and_by_what_puts_it_back(unsaved: Path, tmp_path: Path) -> None:
    address = tmp_path / "elsewhere"
    (unsaved / "lake").rename(address)
    with (unsaved / "deskmerit.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nlake: {address}\n")
    out, again = tmp_path / "saved.tar.gz", tmp_path / "again"
    kept = backup.backup(unsaved, out, "2026-10-09T10:00:00+08:00", lambda *_: None)
    assert (kept.lake, kept.manifest) == (str(address), 1)
    with tarfile.open(out) as archive:
        assert not [name for name in archive.getnames() if name.startswith("workspace/lake/")]
    said = CliRunner().invoke(app, ["restore", str(out), str(again), "--lang", "en"])
    assert f"must be at {address}, with manifest 1 of then or a later one" in " ".join(said.stderr.split())
    assert f"deskmerit lake check {again}" in " ".join(said.stderr.split())


def test_a_bucket_is_not_asked_by_a_backup(unsaved: Path, tmp_path: Path) -> None:
    with (unsaved / "deskmerit.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlake: s3://bucket/desk\n")
    kept = backup.backup(unsaved, tmp_path / "saved.tar.gz", "2026-10-09T10:00:00+08:00", lambda *_: None)
    assert (kept.lake, kept.manifest) == ("s3://bucket/desk", 0), "nobody found a manifest there yet"
    assert backup.restore(tmp_path / "saved.tar.gz", tmp_path / "again", "", lambda *_: None).lake == kept.lake
