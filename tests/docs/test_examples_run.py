"""Every command line that the documentation shows runs and writes what it says."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.sources.simulate import simulate, write
from docs.example_lines import lines, set_out

LOG = Path(__file__).parents[3] / "shared" / "data" / "servicenow_incidents" / "incident_event_log.zip"
NAMES = {"--plan": "PLAN", "--agent": "AGENT", "--indicator": "INDICATOR", "--period": "PERIOD", "--lang": "LANG"}
THE_LOG = [words for words in lines() if "it-desk" in words or "incident_event_log.zip" in words]
STAND_INS = {"2016-Q2": "2026-Q3", "Resolver 17": "A007"}
"""What a line says of the ServiceNow log → what stands for it in the simulated centre."""
WORKSPACES = {"our-team", "it-desk", "demo"}
MAKERS = {"init", "import", "demo"}
WEB = {"serve", "work", "backup", "restore", "audit"}
"""Commands of processes that go on: they run for real in tests/web/process; here their lines are only parsed."""
LIVE = {"sync", "reconcile"}
"""Commands that ask a helpdesk: they run in tests/sources/helpdesks; here too their lines are only parsed."""


def alike(words: tuple[str, ...]) -> tuple[str, ...]:
    """A line with its names taken out: two that differ in names alone prove the same."""
    told = [NAMES.get(before, word) for before, word in pairwise(("", *words))]
    told = ["DATA" if word in WORKSPACES else word for word in told if word not in ("--lang", "LANG")]
    return tuple(told)


def is_web(words: tuple[str, ...]) -> bool:
    """Whether a line starts the web application or a process beside it, or asks a helpdesk."""
    return words[0] in WEB | LIVE or "--serve" in words


def chosen() -> list[tuple[str, ...]]:
    """The lines to run, each kind once: the first that shows it."""
    given = [words for words in lines() if "incident_event_log.zip" not in words and not is_web(words)]
    return list({alike(words): words for words in reversed(given)}.values())[::-1]


@pytest.fixture(scope="session")
def small_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of a small centre, with its records as a workspace."""
    folder = tmp_path_factory.mktemp("documented")
    write(folder, simulate(11, first=date(2026, 7, 1), end=date(2026, 10, 1), tickets_a_day=12))
    return folder


def call(words: tuple[str, ...]) -> tuple[int, str]:
    """Runs one line; a bug raises."""
    result = CliRunner().invoke(app, list(words), env={"DESKMERIT_LANG": "en"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def written(words: tuple[str, ...]) -> list[Path]:
    """The files or folders that a line says it writes."""
    named = [Path(after) for word, after in pairwise(words) if word in ("--out", "-o")]
    return named + [Path(word) for word in words[1:2] if words[0] in ("init", "demo")]


def test_there_are_examples_of_every_command() -> None:
    assert {words[0] for words in lines()} == {command.name for command in app.registered_commands}


@pytest.mark.parametrize("words", [words for words in lines() if is_web(words)], ids=" ".join)
def test_a_documented_line_of_the_web_application_is_understood(words: tuple[str, ...]) -> None:
    command = get_command(app).commands[words[0]]  # type: ignore[attr-defined]  # the app is a group
    command.make_context(words[0], list(words[1:]))


@pytest.mark.slow
@pytest.mark.parametrize("words", chosen(), ids=" ".join)
def test_a_documented_line_runs(
    words: tuple[str, ...], small_centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_out(tmp_path, desk="it-desk" in words)
    monkeypatch.chdir(tmp_path)
    words = tuple(STAND_INS.get(word, word) for word in words)
    if words[0] not in MAKERS:
        words = tuple(str(small_centre) if word in WORKSPACES else word for word in words)
    for path in written(words):
        path.unlink(missing_ok=True)
    code, output = call(words)
    assert code == (1 if words[0] == "check" else 0), (
        output
    )  # the scorecard at hand is the printed one, with its errors
    assert all(path.exists() for path in written(words)), output


@pytest.mark.real
@pytest.mark.skipif(not LOG.is_file(), reason="the ServiceNow log is not beside the project (../shared/data)")
@pytest.mark.slow
def test_the_readme_leads_from_the_log_to_one_number_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_out(tmp_path, desk=True)
    (tmp_path / LOG.name).write_bytes(LOG.read_bytes())
    monkeypatch.chdir(tmp_path)
    for words in THE_LOG:
        code, output = call(words)
        assert code == 0, (words, output)
        assert all(path.exists() for path in written(words)), output
