"""What an import reads (archives, encodings) and what it writes (the same bytes, nobody's own file)."""

import gzip
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from deskmerit.sources.load import load
from deskmerit.sources.maps import SHIPPED, unpack
from deskmerit.sources.settings import load_settings
from sources.maps_helpers import Bench, codes, the

LOG = "case,activity,resource,time\nc1,Assign,ann,2026-07-01 09:00:00Z\nc1,Resolve,ann,2026-07-01 10:00:00Z\n"


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def zipped(bench: Bench, *members: tuple[str, str]):
    path = bench.folder / "log.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_importing_twice_gives_the_same_files_to_the_byte(bench):
    first = bench.run("activity-log", bench.file("log.csv", LOG + LOG.splitlines()[1] + "\n"), zone="Asia/Shanghai")
    once = bench.bytes()
    second = bench.run("activity-log", bench.folder / "log.csv", zone="Asia/Shanghai")
    assert bench.bytes() == once
    assert set(once) == {"_left-out-log.csv", "agents.csv", "deskmerit.yaml", "events.csv", "tickets.csv"}
    assert first.issues == second.issues


def test_two_fresh_workspaces_get_the_same_bytes(tmp_path):
    one, two = Bench(tmp_path / "1"), Bench(tmp_path / "2")
    for bench in (one, two):
        bench.folder.mkdir()
        bench.run("activity-log", bench.file("log.csv", LOG), format="parquet")
    assert one.bytes() == two.bytes()


def test_an_archive_is_read_as_the_file_in_it_and_named_as_given(bench):
    path = zipped(bench, ("folder/inner.csv", LOG), ("__MACOSX/._inner.csv", "x"), ("readme.md", "x"))
    bench.run("activity-log", path)
    assert bench.rows("tickets")[0]["source_file"] == "log.zip"
    packed = bench.folder / "log.csv.gz"
    packed.write_bytes(gzip.compress(LOG.encode()))
    other = Bench(bench.folder / "other")
    other.folder.mkdir()
    other.run("activity-log", packed)
    assert [row["source_file"] for row in other.rows("tickets")] == ["log.csv.gz"]


def test_an_archive_of_two_exports_asks_which(bench):
    done = bench.run("activity-log", zipped(bench, ("a.csv", LOG), ("b.csv", LOG)))
    assert the(done, "import-archive-not-one").params == {"count": 2, "names": "a.csv, b.csv"}
    assert not bench.out.exists()


def test_a_member_that_points_out_of_the_archive_stays_inside(bench):
    bench.run("activity-log", zipped(bench, ("../../escape.csv", LOG)))
    assert len(bench.rows("tickets")) == 1
    assert not list(bench.folder.parent.rglob("escape.csv"))


def test_a_bomb_is_not_unpacked(bench, monkeypatch):
    monkeypatch.setattr(unpack, "_SAFE_BYTES", 1 << 20)
    done = bench.run("activity-log", zipped(bench, ("a.csv", "0" * (8 << 20))))
    assert codes(done) == ["import-archive-bomb"]
    packed = bench.folder / "bomb.csv.gz"
    packed.write_bytes(gzip.compress(b"0" * (8 << 20)))
    assert codes(bench.run("activity-log", packed)) == ["import-archive-bomb"]


@pytest.mark.parametrize("name", ["broken.zip", "broken.csv.gz"])
def test_a_broken_archive_says_so(bench, name):
    done = bench.run("activity-log", bench.file(name, "this is no archive"))
    assert codes(done) == ["import-archive-broken"]


def test_a_truncated_archive_says_so(bench):
    packed = bench.folder / "cut.csv.gz"
    packed.write_bytes(gzip.compress(LOG.encode() * 500)[:-20])
    assert codes(bench.run("activity-log", packed)) == ["import-archive-broken"]


def test_a_missing_file_stops_everything(bench):
    done = bench.run("activity-log", bench.file("log.csv", LOG), bench.folder / "gone.csv")
    assert codes(done) == ["import-no-such-file"]
    assert not bench.out.exists()


def test_an_empty_file_says_so(bench):
    assert codes(bench.run("activity-log", bench.file("empty.csv", "")), "error")
    assert not bench.out.exists()


def test_csv_opens_in_excel_and_parquet_holds_the_canonical_types(bench):
    bench.run("activity-log", bench.file("log.csv", LOG))
    assert (bench.out / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id,")
    other = Bench(bench.folder / "other")
    other.folder.mkdir()
    other.run("activity-log", bench.folder / "log.csv", format="parquet")
    schema = pq.read_schema(other.out / "events.parquet")
    assert str(schema.field("occurred_at").type) == "timestamp[us, tz=UTC]"
    assert str(schema.field("source_row").type) == "int64"


def test_the_same_import_in_another_format_does_not_double_the_records(bench):
    bench.run("activity-log", bench.file("log.csv", LOG))
    done = bench.run("activity-log", bench.folder / "log.csv", format="parquet")
    assert codes(done, "error") == ["import-other-format"] * 2
    assert not list(bench.out.glob("*.parquet"))


def test_a_file_of_the_users_own_is_never_overwritten(bench):
    bench.out.mkdir()
    mine = bench.out / "tickets.csv"
    mine.write_text("ticket_id,created_at\nT1,2026-01-01T00:00Z\n", encoding="utf-8")
    own_people = bench.out / "agents.csv"
    own_people.write_text("agent_id,name,kind\nann,Ann Own,human\n", encoding="utf-8")
    before = mine.read_bytes(), own_people.read_bytes()
    log = LOG + "c2,Assign,bob,2026-07-01 09:00:00Z\n"
    bench.run("activity-log", bench.file("log.csv", log))
    assert (mine.read_bytes(), own_people.read_bytes()) == before
    assert [row["ticket_id"] for row in bench.rows("tickets-log")] == ["c1", "c2"]
    assert [row["agent_id"] for row in bench.rows("agents-activity-log")] == ["bob"]


def test_last_months_export_of_the_same_name_is_not_lost(bench):
    bench.run("activity-log", bench.file("log.csv", LOG))
    once = bench.bytes()
    log = bench.file("log.csv", LOG.replace("c1", "c2"))
    done = bench.run("activity-log", log)
    assert {issue.params["first"] for issue in done.issues} >= {"activity-log · c1"}
    assert codes(done, "error") == ["import-would-lose"] * 2
    assert bench.bytes() == once
    bench.run("activity-log", log, replace=True)
    assert [row["ticket_id"] for row in bench.rows("tickets")] == ["c2"]


def test_names_somebody_corrected_stay_when_new_people_come(bench):
    bench.run("activity-log", bench.file("log.csv", LOG))
    agents = bench.out / "agents.csv"
    agents.write_text(agents.read_text("utf-8-sig").replace("ann,ann,", "ann,Ann Lee,"), encoding="utf-8-sig")
    bench.run("activity-log", bench.file("log.csv", LOG + "c1,Assign,bob,2026-07-02 09:00:00Z\n"))
    assert [(row["agent_id"], row["name"]) for row in bench.rows("agents")] == [("ann", "Ann Lee"), ("bob", "bob")]


def test_settings_that_stand_there_are_kept_and_another_zone_is_told(bench):
    bench.out.mkdir()
    settings = bench.out / "deskmerit.yaml"
    settings.write_text("zone: Asia/Tokyo  # ours\n", encoding="utf-8")
    done = bench.run("activity-log", bench.file("log.csv", LOG), zone_is="Europe/Rome")
    assert settings.read_text("utf-8") == "zone: Asia/Tokyo  # ours\n"
    assert the(done, "import-other-zone").params == {"there": "Asia/Tokyo", "zone": "Europe/Rome"}


def test_a_map_may_begin_the_workspace_with_its_calendar(bench):
    workspace = "workspace:\n  calendar: office\n  calendars:\n    office:\n      zone: Asia/Shanghai\n"
    workspace += '      weekly: {mon-fri: ["09:00-12:00", "13:00-18:00"]}\n  organisation: "A: B, C"\n'
    imap = f"shape: log\nzone: Asia/Shanghai\nbots: [robot]\n{workspace}log:\n  case: case\n  time: time\n"
    imap += "  activities: {column: activity, actor: resource, means: {assign: {assigned: actor}}}\n"
    bench.run(str(bench.file("mine.yaml", imap)), bench.file("log.csv", LOG))
    text = (bench.out / "deskmerit.yaml").read_text("utf-8")
    settings, issues = load_settings(bench.out)
    assert issues == []
    assert settings.organisation == "A: B, C"
    assert settings.calendars["office"].weeks[0][1][0] == ((32400, 43200), (46800, 64800))
    lines = text.splitlines()
    assert lines[1:5] == ["zone: Asia/Shanghai", 'bots: ["robot"]', "calendar: office", "calendars:"]
    assert lines[5] == "  office:"


ZENDESK = "Id,Requester,Assignee,Group,Status,Created at,Assigned at,Solved at\n1,Li,Ann,A,Solved,{0},{0},{0}\n"
EXPORTS = {
    "activity-log": LOG,
    "servicenow-incident-log": (
        "number,incident_state,sys_mod_count,sys_updated_at,opened_at,assigned_to\n"
        "I1,Active,0,1/9/2026 09:00,1/9/2026 08:00,R1\nI1,Resolved,1,1/9/2026 10:00,1/9/2026 08:00,R1\n"
    ),
    "zendesk-tickets-csv": ZENDESK.format("2026-09-01 10:00"),
    "survey-csv": "agent,answered_at,score\nann,2026-09-01 10:00,满意\n,2026-09-01 10:00,\n",
    "call-csv": "agent,started,answered,queue,wait time,talk time,hold time,acw\nann,2026-09-01 10:00,是,q,5,6,7,8\n",
    "platform-daily-summary": "旺旺,日期,接待人数,平均首次响应时长,询单人数,付款人数\n小美,2026-09-01,9,28秒,8,2\n",
}


@pytest.mark.parametrize("format_", ["csv", "parquet"])
@pytest.mark.parametrize("name", SHIPPED)
def test_what_every_shipped_map_writes_is_a_sound_workspace(bench, name, format_):
    done = bench.run(name, bench.file("export.csv", EXPORTS[name]), zone="Asia/Shanghai", format=format_)
    assert codes(done, "error") == []
    loaded = load(bench.out)
    assert [issue for issue in loaded.issues if issue.level == "error"] == []
    assert {table: count.rows_out for table, count in loaded.counts.items()} == done.tables
    assert loaded.records.settings.zone == "Asia/Shanghai"


def test_a_folder_that_is_a_file_says_so_and_leaves_it(bench):
    bench.out.write_text("mine", encoding="utf-8")
    assert codes(bench.run("activity-log", bench.file("log.csv", LOG)), "error") == ["import-cannot-write"]
    assert bench.out.read_text("utf-8") == "mine"


def test_a_file_that_is_locked_stops_the_import_and_leaves_no_half_file(bench, monkeypatch):
    bench.run("activity-log", bench.file("log.csv", LOG))
    once = bench.bytes()

    def locked(self, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    done = bench.run("activity-log", bench.folder / "log.csv")
    assert str(the(done, "import-cannot-write").where) == "tickets.csv"
    assert bench.bytes() == once


def test_a_source_may_have_any_name(bench):
    bench.out.mkdir()
    (bench.out / "agents.csv").write_text("agent_id,name,kind\n", encoding="utf-8")
    imap = "shape: log\nsource: a/b:c\nlog:\n  case: case\n  time: time\n"
    imap += "  activities: {column: activity, actor: resource, means: {assign: {assigned: actor}}}\n"
    done = bench.run(str(bench.file("mine.yaml", imap)), bench.file("log.csv", LOG))
    assert "agents-a-b-c.csv" in {path.name for path in done.files}


def test_a_format_nobody_knows_is_refused(bench):
    assert codes(bench.run("activity-log", bench.file("log.csv", LOG), format="xlsx")) == ["import-unknown-format"]


def test_progress_is_told(bench):
    from deskmerit.sources.maps import run_import

    told: list[str] = []
    run_import(
        [bench.file("log.csv", LOG)], "activity-log", bench.out, progress=lambda label, done, total: told.append(label)
    )
    assert told == ["log.csv", "activity-log", "tickets.csv", "events.csv"]
