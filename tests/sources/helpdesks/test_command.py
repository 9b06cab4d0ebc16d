"""`deskmerit sync`: from the settings to the lake, in words, and no credential anywhere."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.core.settings import Settings
from deskmerit.sources.helpdesks import KINDS, run
from deskmerit.sources.helpdesks.client import Patience
from deskmerit.sources.helpdesks.declared import declared
from deskmerit.sources.helpdesks.noted import noted
from deskmerit.sources.helpdesks.pace import Pace
from deskmerit.sources.load import load
from deskmerit.sources.settings import parse_settings
from sources.helpdesks.mock import Mock, serving
from sources.helpdesks.test_zendesk import busy

HUSH = "me@desk.example:hush-hush-4711"


def call(*words: object) -> Result:
    """Runs the command."""
    return CliRunner().invoke(app, [str(each) for each in words], env={"DESKMERIT_LANG": "en"})


def workspace(folder: Path, entry: str) -> Path:
    """A workspace with one source."""
    (folder / "deskmerit.yaml").write_text(f"zone: Asia/Shanghai\nsources:\n  my desk: {entry}\n", "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "Patience", lambda: Patience(2, 0, timeout=5))
    monkeypatch.setattr(run, "Pace", lambda limits, told: Pace())
    monkeypatch.setenv("DESKMERIT_MY_DESK_TOKEN", HUSH)


def test_a_source_is_synced_and_its_records_stand_beside_the_files(tmp_path: Path) -> None:
    agents = "agent_id,name,email,kind\nA1,Ann Lee,ANN@desk.example,human\nA2,Bob Ray,bob@desk.example,human\n"
    (tmp_path / "agents.csv").write_text(agents, "utf-8")
    with serving(Mock(busy().routes())) as mock:
        data = workspace(tmp_path, f"{{kind: zendesk, url: {mock.url}}}")
        first, second = call("sync", data), call("sync", data, "my desk")
    assert first.exit_code == second.exit_code == 0, first.output
    assert "my desk: tickets 4 new, 0 changed, 0 gone, 0 as before; 15 events new or mended; 2 logins" in first.output
    assert "tickets 0 new, 0 changed, 0 gone" in second.output
    last = noted(data, "my desk")
    assert last is not None
    assert (last.counts["new"], last.counts["same"], last.issues) == (0, 0, ())
    loaded = load(data)
    assert loaded.issues == []
    events = loaded.records.tables["events"].to_pylist()  # type: ignore[union-attr]  # small, in memory
    assert {each["actor_id"] for each in events if each["actor_role"] == "agent"} == {"A1", "A2"}


@pytest.mark.parametrize("refused", ["", "401", "500", "cut"])
def test_no_credential_in_any_output_log_manifest_or_file(
    tmp_path: Path, refused: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with serving(Mock(busy().routes(), lambda number: refused)) as mock:
        result = call("sync", workspace(tmp_path, f"{{kind: zendesk, url: {mock.url}}}"))
        assert "hush" not in str(mock.asked)
    assert result.exit_code == (1 if refused else 0)
    last = noted(tmp_path, "my desk")
    assert last is not None
    assert [each.code for each in last.issues] == (["sync-stopped"] if refused else [])
    mend = {"401": "DESKMERIT_MY_DESK_TOKEN", "500": "after a while", "cut": "this computer's network", "": ""}[refused]
    assert mend in " ".join(result.output.split())
    assert "hush" not in result.output + caplog.text + str(result.exception)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"hush" not in path.read_bytes(), path


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    with serving(Mock(busy().routes())) as mock:
        result = call("sync", workspace(tmp_path, f"{{kind: zendesk, url: {mock.url}}}"), "--dry-run")
    assert "my desk (dry run, nothing written): tickets 4 new" in result.output
    assert not (tmp_path / "lake" / "manifest.json").exists()


def test_without_a_credential_it_says_where_to_put_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESKMERIT_MY_DESK_TOKEN")
    result = call("sync", workspace(tmp_path, "{kind: rt, url: https://rt.example}"))
    assert result.exit_code == 1
    assert "DESKMERIT_MY_DESK_TOKEN" in result.output


def test_an_unknown_source_is_wrong_use(tmp_path: Path) -> None:
    result = call("sync", workspace(tmp_path, "{kind: rt, url: https://rt.example}"), "your desk")
    assert result.exit_code == 2
    assert "my desk" in result.output
    (tmp_path / "deskmerit.yaml").write_text("zone: UTC\n", "utf-8")
    assert call("sync", tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("{kind: zendesk, url: https://x.example, prefix: '', bots: robo, statuses: {wait: pending}}", []),
        ("{kind: chatwoot, url: https://x.example}", ["source-needs-key"]),
        ("{kind: zendesk, url: https://me:hush@x.example}", ["source-bad-value"]),
        ("{kind: zendesk, url: https://x.example, token: hush}", ["source-secret-in-file"]),
        (
            "{kind: zendesk, url: https://x.example, prefx: a, statuses: {wait: waiting}}",
            ["source-unknown-key", "source-bad-value"],
        ),
        ("{kind: zendesky, url: https://x.example}", ["source-bad-value"]),
        ("{kind: rt, url: https://x.example, zone: Mars}", ["source-bad-value"]),
        ("zendesk", ["source-not-a-map"]),
    ],
)
def test_every_mistake_of_an_entry_is_told_and_no_credential_with_it(entry: str, codes: list[str]) -> None:
    settings, wrong = parse_settings(f"sources:\n  desk: {entry}")
    assert wrong == []
    found, issues = declared(settings, KINDS)
    assert [issue.code for issue in issues] == codes
    assert ("desk" in found) == (not codes)
    assert "hush" not in repr(issues)


def test_a_name_that_leads_out_of_the_lake_is_refused() -> None:
    settings = Settings(sources={"../x": {"kind": "rt", "url": "https://x.example"}})
    assert [issue.code for issue in declared(settings, KINDS)[1]] == ["source-bad-name"]


def test_without_sources_there_are_none() -> None:
    assert declared(Settings(), KINDS) == ({}, [])


def test_our_figures_beside_the_helpdesks_own_with_the_record_that_explains_the_gap(tmp_path: Path) -> None:
    desk = busy()
    desk.opens(5, 100, 900, 900)
    desk.does(5, 101, 77, says="public", status="open")
    desk.does(5, 130, 11, says="public", status="solved")
    # Zendesk counts the robot's reply, and the last solve of ticket 1 to the minute.
    theirs = {1: (10, 40), 2: (30, None), 5: (1, 30)}
    for number, (reply, solve) in theirs.items():
        desk.tickets[number]["metric_set"] = {
            "reply_time_in_minutes": {"calendar": reply, "business": 1},
            "full_resolution_time_in_minutes": {"calendar": solve, "business": 1},
        }
    with serving(Mock(desk.routes())) as mock:
        data = workspace(tmp_path, f"{{kind: zendesk, url: {mock.url}, bots: '77'}}")
        assert call("sync", data).exit_code == 0
        result = call("reconcile", data, "my desk", "--period", "2026-09", "--format", "csv")
        chinese = call("reconcile", data, "my desk", "--period", "2026-09", "--lang", "zh")
    assert result.exit_code == 0, result.output
    robots = next(each["id"] for each in desk.updates[-2]["child_events"] if each["event_type"] == "Comment")
    assert result.stdout.splitlines() == [
        "metric,ticket_id,ours,theirs,difference,why,record",
        "first_response_time,my desk-2,,1800,,only_theirs,",
        f"first_response_time,my desk-5,1800,60,1740,they_count,my desk-{robots} public_reply bot",
    ]
    assert "first_response_time: 2 tickets in both, mean 1200 s here and 330 s there, 1 equal" in result.stderr
    assert "resolution_time: 2 tickets in both, mean 2100 s here and 2100 s there, 2 equal" in result.stderr
    assert "客服系统计到该记录" in chinese.output


def test_business_figures_are_compared_where_the_workspace_has_a_calendar(tmp_path: Path) -> None:
    desk = busy()
    both = {"reply_time_in_minutes": {"calendar": 10, "business": 4}}
    desk.tickets[1]["metric_set"] = both | {"full_resolution_time_in_minutes": {"calendar": 40, "business": 34}}
    with serving(Mock(desk.routes())) as mock:
        data = workspace(tmp_path, f"{{kind: zendesk, url: {mock.url}}}")
        assert call("sync", data).exit_code == 0
        plain = call("reconcile", data, "my desk", "--period", "2026-09")
        # The ticket comes at 08:00 there, 6 minutes before the desk opens.
        hours = 'calendars: {desk: {weekly: {daily: "08:06-18:00"}}}\n'
        (data / "deskmerit.yaml").write_text(hours + (data / "deskmerit.yaml").read_text("utf-8"), "utf-8")
        timed = call("reconcile", data, "my desk", "--period", "2026-09")
    assert "business" not in plain.output
    assert "first_response_time business: 1 tickets in both, mean 240 s here and 240 s there, 1 equal" in timed.stderr
    assert "resolution_time business: 1 tickets in both, mean 2040 s here and 2040 s there, 1 equal" in timed.stderr
