"""One small simulated centre and a way to call commands, shared by the tests of the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from deskmerit.sources.simulate import simulate, write

type Run = Callable[..., Result]


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months of a centre, with the whole third quarter of 2026."""
    folder = tmp_path_factory.mktemp("centre")
    write(folder, simulate(11, first=date(2026, 6, 1), end=date(2026, 10, 1), tickets_a_day=30))
    return folder


SMALL = """
plan: small
title: {en: Small, zh: 小组}
dimensions:
  - id: result
    title: {en: Result, zh: 结果}
    indicators:
      - {id: sat, title: {en: Satisfaction, zh: 满意度}, metric: satisfaction, target: {at_least: 4.5}, weight: 60,
         rule: {deduct: {points: 3, per: 0.1, step: completed}}}
      - {id: reopened, title: {en: Reopened, zh: 重开}, metric: reopen_rate, target: {at_most: 5}, weight: 40,
         rule: {deduct: {points: 1, per: 1, step: completed}}}
grades: [{id: S, from: 90}, {id: A, from: 80}, {id: B, from: 70}, {id: C}]
"""
"""A plan of two measures: each measure costs time, which proves nothing where a test is about something else."""


@pytest.fixture(scope="session")
def small_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of two measures as a file."""
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


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


class Remembered:
    """The centre loaded once, and each question of its records worked out once, for all commands that ask the same.

    What the tests look at is how each command tells it; `forget` makes the next command work everything out again.
    """

    def __init__(self, centre: Path) -> None:
        self.centre, self.loaded, self.answers = centre, list[Any](), list[tuple[Any, Any]]()

    def forget(self) -> None:
        """As if no command had run yet."""
        self.loaded.clear()
        self.answers.clear()

    def loading(self, load: Callable[..., Any]) -> Callable[..., Any]:
        """`load`, once for the centre; any other folder each time."""

        def once(folder: Path, *more: object, **named: object) -> Any:
            if folder != self.centre:
                return load(folder, *more, **named)
            self.loaded = self.loaded or [load(folder, *more, **named)]
            return self.loaded[0]

        return once

    def answering(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """A function of records and a question, worked out once for each; telling its progress is no part of it."""

        def once(records: object, *asked: object, **more: object) -> Any:
            question = (work, id(records), [each for each in asked if not callable(each)], more)
            found = next((answer for known, answer in self.answers if known == question), None)
            if found is None:
                found = work(records, *asked, **more)
                self.answers.append((question, found))
            return found

        return once


@pytest.fixture(scope="module")
def remembered(centre: Path) -> Iterator[Remembered]:
    """Lets commands share what they read and work out of the centre, as long as the tests of a module run."""
    with remembering(centre) as kept:
        yield kept


@contextmanager
def remembering(centre: Path) -> Iterator[Remembered]:
    """Inside, commands share what they read and work out of a workspace that nothing changes meanwhile."""
    from deskmerit.chain import groups, score
    from deskmerit.sources import load

    kept = Remembered(centre)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load", kept.loading(load.load))
        patch.setattr(score, "score_period", kept.answering(score.score_period))
        patch.setattr(groups, "groups_of", kept.answering(groups.groups_of))
        yield kept
