"""Large Parquet tables are judged where they lie, with the same result as in memory."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.records.columns import TABLES
from deskmerit.records.store import Parquet
from deskmerit.sources.load import Loaded, load
from records.desk import told, write

TICKETS = [
    {"ticket_id": "T1", "created_at": 0, "channel": "chat", "source": "desk"},
    {"ticket_id": "T2", "created_at": 60_000_000, "channel": "mail", "source": "desk"},
]
EVENTS = [
    {
        "event_id": "e1",
        "ticket_id": "T1",
        "occurred_at": 5,
        "kind": "public_reply",
        "actor_id": "wf",
        "actor_role": "agent",
    },
    {
        "event_id": "e2",
        "ticket_id": "T2",
        "occurred_at": 5,
        "kind": "public_reply",
        "actor_id": "zz",
        "actor_role": "agent",
    },
    {
        "event_id": "e3",
        "ticket_id": "T1",
        "occurred_at": 6,
        "kind": "status",
        "actor_id": "a1",
        "actor_role": "agent",
        "value": "solved",
    },
]


def table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, TABLES[name].schema)


def desk(folder: Path, events: pa.Table, **texts: str) -> Path:
    write(
        folder,
        {
            "agents.csv": "agent_id,name,kind\na1,王芳,human\n",
            "identities.csv": "source,login,agent_id\ndesk,wf,a1\n",
            **{f"{name}.csv": text for name, text in texts.items()},
        },
    )
    (folder / "events").mkdir()
    pq.write_table(table("tickets", TICKETS), folder / "tickets.parquet")
    pq.write_table(events.slice(0, 2), folder / "events" / "part-1.parquet")
    pq.write_table(events.slice(2), folder / "events" / "part-2.parquet")
    return folder


def rows(data: Loaded, name: str) -> list[dict[str, object]]:
    held = data.records.tables[name]
    read = pa.concat_tables(pq.read_table(path) for path in held.paths) if isinstance(held, Parquet) else held
    return sorted(read.to_pylist(), key=str)


def test_sound_canonical_files_are_used_as_they_are(tmp_path: Path) -> None:
    folder = desk(tmp_path, table("events", EVENTS))
    (folder / "identities.csv").unlink()
    held = load(folder, large=1).records.tables
    assert held["tickets"] == Parquet((tmp_path / "tickets.parquet",))
    assert held["events"] == Parquet((tmp_path / "events" / "part-1.parquet", tmp_path / "events" / "part-2.parquet"))
    assert not (tmp_path / ".deskmerit").exists()


BAD = {
    "an exact duplicate": [*EVENTS, EVENTS[2]],
    "a key held twice": [*EVENTS, EVENTS[0] | {"actor_id": "a1"}],
    "an empty required cell": [*EVENTS, EVENTS[0] | {"event_id": None}],
    "blanks around an id": [*EVENTS, EVENTS[0] | {"event_id": " e9 "}],
    "a word of its own": [*EVENTS, EVENTS[0] | {"event_id": "e9", "actor_role": "客服"}],
    "an unknown status": [*EVENTS, EVENTS[2] | {"event_id": "e9", "value": "done"}],
    "nothing wrong": EVENTS,
}


@pytest.mark.parametrize("what", BAD)
def test_on_disk_and_in_memory_agree(what: str, tmp_path: Path) -> None:
    adjustments = (
        "adjustment_id,kind,table,record_id,field,new,reason,decided_by,decided_at\n"
        "K1,correct,tickets,T2,channel,chat,r,d,2026-01-01T00:00:00Z\n"
        "K2,correct,events,e2,actor_id,a1,r,d,2026-01-01T00:00:00Z\n"
    )
    folder = desk(tmp_path, table("events", BAD[what]), adjustments=adjustments)
    disk, memory = load(folder, large=1), load(folder)
    assert told(disk.issues) == told(memory.issues)
    assert disk.counts == memory.counts
    for name in ("tickets", "events", "resolved_adjustments"):
        assert rows(disk, name) == rows(memory, name)
    assert "a1" in {row["actor_id"] for row in rows(disk, "events") if row["event_id"] == "e1"}


def test_reading_twice_gives_the_same_files_and_the_same_version(tmp_path: Path) -> None:
    folder = desk(tmp_path, table("events", EVENTS))
    first, second = load(folder, large=1).records, load(folder, large=1).records
    assert first.tables["events"] == second.tables["events"]
    assert first.fingerprint == second.fingerprint


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / ".deskmerit").iterdir()} - {"used"}


def aged(folder: Path, hours: int) -> None:
    """The kept files as another process left them so long ago."""
    for path in (folder / ".deskmerit").iterdir():
        changed = path.stat().st_mtime - hours * 3600
        os.utime(path, (changed, changed))


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A workspace whose events were read once, and then got another part."""
    folder = desk(tmp_path, table("events", EVENTS))
    load(folder, large=1)
    pq.write_table(table("events", [EVENTS[0] | {"event_id": "e9"}]), folder / "events" / "part-3.parquet")
    return folder


def test_files_of_an_earlier_version_go_once_nobody_uses_them(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(changed)
    (changed / ".deskmerit" / f"{'0' * 24}.77.part").write_bytes(b"half")
    (changed / ".deskmerit" / "mine.parquet").write_bytes(b"somebody's own")
    monkeypatch.setattr("deskmerit.records.kept._held", set())
    aged(changed, 2)
    held = load(changed, large=1).records.tables["events"]
    assert isinstance(held, Parquet)
    assert before
    assert kept(changed) == {held.paths[0].name, "mine.parquet"}
    assert load(changed, large=1).records.tables["events"] == held


def test_a_file_that_this_process_uses_stays(changed: Path) -> None:
    before = kept(changed)
    aged(changed, 2)
    load(changed, large=1)
    assert before < kept(changed)


def test_a_file_that_another_process_may_use_stays(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(changed)
    monkeypatch.setattr("deskmerit.records.kept._held", set())
    load(changed, large=1)
    assert before < kept(changed)


def test_using_a_file_again_keeps_it_and_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk(tmp_path, table("events", BAD["blanks around an id"]))
    first = load(folder, large=1).records.tables["events"]
    names = kept(folder)
    assert len(names) > 1, "a sound copy, and one with people instead of logins"
    monkeypatch.setattr("deskmerit.records.kept._held", set())
    assert load(folder, large=1).records.tables["events"] == first
    assert kept(folder) == names


def test_a_file_that_cannot_be_removed_is_left(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(changed)
    monkeypatch.setattr("deskmerit.records.kept._held", set())
    aged(changed, 2)

    def opened(_: Path) -> None:
        raise PermissionError("in use by another process")

    monkeypatch.setattr(Path, "unlink", opened)
    assert load(changed, large=1).issues == load(changed, large=1).issues
    assert before < kept(changed)


def test_a_temporary_folder_goes_with_its_process() -> None:
    asked = "from deskmerit.records.kept import folder_of; print(folder_of(None) == folder_of(None), folder_of(None))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "True"
    assert not Path(told[1]).exists()


def test_missing_optional_columns_are_added_as_empty_ones(tmp_path: Path) -> None:
    folder = desk(tmp_path, table("events", EVENTS).drop_columns(["seq", "value"]).slice(0, 2))
    held = load(folder, large=1).records.tables["events"]
    assert isinstance(held, Parquet)
    assert {"seq", "value"} <= set(pq.read_schema(held.paths[0]).names)


def test_local_times_in_parquet_take_the_zone(tmp_path: Path) -> None:
    naive = table("tickets", TICKETS).set_column(1, "created_at", pa.array([0, 1], pa.timestamp("us")))
    write(tmp_path, {"deskmerit.yaml": "zone: Asia/Shanghai\n"})
    pq.write_table(naive, tmp_path / "tickets.parquet")
    held = load(tmp_path, large=1).records.tables["tickets"]
    assert held["created_at"][0].as_py().isoformat() == "1969-12-31T16:00:00+00:00"
