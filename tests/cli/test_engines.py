"""`--engine`, `--memory`, `--to`: a mistake costs no waiting, and results stand in the user's tables."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from deskmerit.cli.app import app
from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.engines.duckdb import connect as duckdb_engine
from deskmerit.sources.simulate import simulate, write


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of a small centre."""
    folder = tmp_path_factory.mktemp("centre")
    write(folder, simulate(3, first=date(2026, 7, 1), end=date(2026, 9, 1), tickets_a_day=3))
    return folder


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"DESKMERIT_LANG": "en"})


@pytest.mark.parametrize("command", ["measure", "score"])
@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--engine", "mysql://db", "spark://HOST:PORT"),
        ("--memory", "plenty", "2GB"),
        ("--to", "clickhouse", "duckdb://FILE"),
    ],
)
def test_a_mistyped_option_says_what_to_write_before_any_record_is_read(
    command: str, option: str, value: str, said: str, tmp_path: Path
) -> None:
    done = call(command, str(tmp_path / "nowhere"), "--period", "2026-07", option, value)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "no such folder" not in done.stderr


def test_what_is_shown_stands_in_the_tables_too(centre: Path, tmp_path: Path, small_plan: Path) -> None:
    file = tmp_path / "results.duckdb"
    asked = (str(centre), "--period", "2026-07", "--plan", str(small_plan), "--to", f"duckdb://{file}")
    shown = call("measure", *asked, "--format", "csv", "--memory", "1GB")
    call("score", *asked)
    with duckdb.connect(str(file)) as con:
        (measures,) = con.execute("select count(*) from deskmerit_measures where run = '2026-07'").fetchone() or (0,)
        (people,) = con.execute("select count(distinct agent_id) from deskmerit_scores").fetchone() or (0,)
        (graded,) = con.execute("select count(*) from deskmerit_grades").fetchone() or (0,)
    assert measures == len(shown.stdout.splitlines()) - 1 > 0
    assert people == graded > 0


MEASURING = {
    "measure": ("--plan", "PLAN", "--period", "2026-07"),
    "score": ("--plan", "PLAN", "--period", "2026-07"),
    "cases": ("--metric", "tickets_solved"),
    "explain": ("--plan", "PLAN", "--period", "2026-07", "--agent", "A001"),
    "award": ("--plan", "PLAN", "--period", "2026-Q3"),
    "lint": ("PLAN", "--period", "2026-07", "--data"),
}


@pytest.mark.parametrize("command", MEASURING)
def test_every_command_that_measures_does_so_on_the_engine_asked_for(
    command: str, centre: Path, small_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()

    def connect(memory: str = "") -> Engine:
        opened.append(memory)
        return duckdb_engine(memory)

    monkeypatch.setitem(ENGINES, "duckdb", connect)
    rest = tuple(str(small_plan) if word == "PLAN" else word for word in MEASURING[command])
    words = (*rest, str(centre)) if command == "lint" else (str(centre), *rest)
    done = call(command, *words, "--memory", "1.5GB")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert opened == ["1.5GB"], "one engine from the first question to the last"


def test_less_memory_than_the_libraries_need_is_refused(tmp_path: Path) -> None:
    done = call("validate", str(tmp_path), "--memory", "512MB")
    assert done.exit_code == 2
    assert "at least 1GB" in done.stderr
