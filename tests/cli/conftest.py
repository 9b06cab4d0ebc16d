"""One small simulated centre and a way to call commands, shared by the tests of the command line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from deskmerit.sources.simulate import simulate, write

type Run = Callable[..., Result]


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months of a centre, with the whole third quarter of 2026."""
    folder = tmp_path_factory.mktemp("centre")
    write(folder, simulate(11, first=date(2026, 6, 1), end=date(2026, 10, 1), tickets_a_day=60))
    return folder


@pytest.fixture(scope="session")
def run() -> Run:
    """Calls `deskmerit` with arguments and returns exit code, stdout and stderr."""
    from deskmerit.cli.app import app

    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(app, [str(each) for each in arguments], env={"DESKMERIT_LANG": "en"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
