"""The lake on the command line, and runs that are made again months later."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.records.lake.pins import pin
from deskmerit.records.lake.place import Place
from deskmerit.sources.simulate import simulate, write


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of a small centre."""
    folder = tmp_path_factory.mktemp("centre")
    write(folder, simulate(3, first=date(2026, 9, 1), end=date(2026, 10, 1), tickets_a_day=4))
    return folder


def run(*words: str, code: int = 0) -> str:
    """A command line with what it said."""
    result = CliRunner().invoke(app, [*words], env={"DESKMERIT_LANG": "en"})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, centre: Path) -> Path:
    """A workspace whose records stand in its lake, with the settings as a file."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copy(centre / "deskmerit.yaml", desk)
    run("lake", "load", str(desk), str(centre))
    return desk


@pytest.fixture
def desk(loaded: Path, tmp_path: Path) -> Path:
    """The workspace with a lake, for a test to change."""
    return Path(shutil.copytree(loaded, tmp_path / "desk"))


@pytest.fixture
def score(small_plan: Path) -> Callable[..., str]:
    """Scores September by a small plan."""
    return lambda desk, *words: run("score", str(desk), "--period", "2026-09", "--plan", str(small_plan), *words)


def test_a_kept_run_gives_the_same_bytes_whatever_happened_since(tmp_path: Path, desk: Path, small_plan: Path) -> None:
    then, again = tmp_path / "then.json", tmp_path / "again.json"
    plan = tmp_path / "plan.yaml"
    shutil.copy(small_plan, plan)
    asked = ("--period", "2026-09", "--plan", str(plan), "--run", "九月", "--format", "json")
    run("score", str(desk), *asked, "--out", str(then))
    plan.unlink()
    (desk / "deskmerit.yaml").write_text("zone: Europe/London\n", "utf-8")
    (desk / "tickets.csv").write_text("ticket_id,created_at\nT-late,2026-09-02T01:00:00Z\n", "utf-8")
    for action in ("compact", "vacuum"):
        run("lake", action, str(desk), *(["--days", "0"] if action == "vacuum" else []))
    run("score", str(desk), "--run", "九月", "--format", "json", "--out", str(again))
    assert again.read_bytes() == then.read_bytes()
    assert "九月" in run("lake", "status", str(desk))


def test_a_kept_run_takes_no_other_question(desk: Path, score: Callable[..., str]) -> None:
    score(desk, "--run", "sep")
    assert "is kept already" in run("score", str(desk), "--period", "2026-08", "--run", "sep", code=2)


def test_a_run_that_could_not_be_scored_takes_no_name(desk: Path, score: Callable[..., str]) -> None:
    asked = ("--period", "2026-09", "--run", "sep", "--agent", "nobody")
    assert "nobody of that id" in run("score", str(desk), *asked, code=2)
    assert "pinned" not in run("lake", "status", str(desk))


def test_a_run_of_plain_files_is_kept_too(tmp_path: Path, centre: Path, score: Callable[..., str]) -> None:
    desk = tmp_path / "plain"
    shutil.copytree(centre, desk)
    first = score(desk, "--run", "sep", "--format", "csv")
    (desk / "tickets.csv").write_text("ticket_id,created_at\n", "utf-8")
    assert run("score", str(desk), "--run", "sep", "--format", "csv") == first


def test_loading_twice_changes_nothing(desk: Path, centre: Path) -> None:
    rows = [line.split()[:2] for line in run("lake", "status", str(desk)).splitlines() if "load" not in line]
    run("lake", "load", str(desk), str(centre))
    again = [line.split()[:2] for line in run("lake", "status", str(desk)).splitlines() if "load" not in line]
    assert again == rows


def test_an_empty_lake_says_so(tmp_path: Path) -> None:
    assert "nothing was written yet" in run("lake", "status", str(tmp_path))


@pytest.mark.parametrize("action", ["vacuum", "check"])
def test_an_empty_lake_is_looked_after_too(action: str, tmp_path: Path) -> None:
    run("lake", action, str(tmp_path))


def test_a_damaged_lake_ends_with_findings(desk: Path) -> None:
    next((desk / "lake" / "events").rglob("*.parquet")).unlink()
    assert "the file is gone" in run("lake", "check", str(desk), code=1)


def test_a_lake_beside_the_workspace_is_the_same_from_wherever_it_is_called(
    tmp_path: Path, centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "deskmerit.yaml").write_text("zone: Asia/Shanghai\nlake: ../beside\n", "utf-8")
    run("lake", "load", str(desk), str(centre))
    monkeypatch.chdir(desk)
    assert "manifest 1" in run("lake", "status", ".")
    assert (tmp_path / "beside" / "manifest.json").is_file()


@pytest.mark.slow
def test_the_full_name_of_a_kept_runs_pin_is_no_pin_of_the_application(desk: Path, score: Callable[..., str]) -> None:
    score(desk, "--run", "sep")
    (desk / "deskmerit.yaml").unlink()
    run("score", str(desk), "--period", "2026-09", "--run", "run-sep")
    assert "pinned run-run-sep" in run("lake", "status", str(desk))


def test_a_load_says_what_it_leaves_out(tmp_path: Path, centre: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    shutil.copy(centre / "agents.csv", exports)
    (exports / "visits.csv").write_text("agent_id,seen_at\nA001,2026-09-02T01:00:00Z\n", "utf-8")
    assert "visits: tables of your own" in run("lake", "load", str(tmp_path), str(exports))


def test_columns_that_the_lake_cant_hold_are_told_with_their_mend_and_nothing_is_loaded(tmp_path: Path) -> None:
    agents = pa.table({"agent_id": ["a1"], "name": ["Ann"], "kind": ["human"], "floor": [3]})
    odd = agents.set_column(3, "floor", [["third"]]).append_column("a`b", pa.array(["x"]))
    for place, rows in enumerate((agents, odd)):
        (tmp_path / str(place)).mkdir()
        pq.write_table(rows, tmp_path / str(place) / "agents.parquet")
    run("lake", "load", str(tmp_path), str(tmp_path / "0"))
    before = run("lake", "status", str(tmp_path))
    said = run("lake", "load", str(tmp_path), str(tmp_path / "1"), code=2)
    assert "agents column floor The column comes as string; the lake's column of that name holds int64. Write" in said
    assert "agents column a`b The lake can hold no column with a backtick" in said
    assert "Nothing was loaded" in said
    assert run("lake", "status", str(tmp_path)) == before


@pytest.mark.parametrize("words", [("load",), ("unpin",), ("status", "more")])
def test_a_wrong_call_says_how_to_call_it(words: tuple[str, ...], tmp_path: Path) -> None:
    assert "deskmerit lake load" in run("lake", words[0], str(tmp_path), *words[1:], code=2)


def test_letting_go_of_a_run_there_is_not_names_those_there_are(desk: Path, score: Callable[..., str]) -> None:
    score(desk, "--run", "sep")
    for name in ("oct", "../oct"):
        assert "kept are: sep" in run("lake", "unpin", str(desk), name, code=2)
    run("lake", "unpin", str(desk), "sep")
    assert "pinned" not in run("lake", "status", str(desk))


@pytest.mark.slow
def test_figures_told_by_the_application_are_scored_again_from_its_pin(
    tmp_path: Path, centre: Path, desk: Path, score: Callable[..., str]
) -> None:
    def told(*words: str) -> list[str]:
        said = score(desk, "--format", "csv", *words).splitlines()
        return [line for line in said if not line.startswith("note: ")]

    then = told()
    pin(Place(str(desk / "lake"), desk / ".deskmerit"), "cycle-3-1", datetime(2026, 10, 9, tzinfo=UTC))
    fewer = tmp_path / "fewer"
    shutil.copytree(centre, fewer)
    text = (fewer / "surveys.csv").read_text("utf-8").replace(",5,1,5", ",1,1,5")
    (fewer / "surveys.csv").write_text(text, "utf-8")
    run("lake", "load", str(desk), str(fewer))
    run("lake", "vacuum", str(desk), "--days", "0")
    assert told() != then
    assert told("--run", "cycle-3-1") == then
    run("lake", "unpin", str(desk), "cycle-3-1")
    assert "pinned" not in run("lake", "status", str(desk))
