"""Runs under a name: what was asked, of which records, so that the same question gives the same bytes months later."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from deskmerit import __version__
from deskmerit.chain.score import Question
from deskmerit.core.period import parse_period
from deskmerit.core.settings import Settings
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import plan_from_text, write_yaml
from deskmerit.records.lake.manifest import numbered
from deskmerit.records.lake.pins import RUN, pin, pinned, unpin
from deskmerit.sources.kept import keep_files, lay_out
from deskmerit.sources.lake import Lake, place_of
from deskmerit.sources.settings import load_settings


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run to make again: a folder with the files as they were, the lake as it was, and the question.

    `named`: whether plans were named; `version`: of Deskmerit, which made it first.
    """

    folder: Path
    lake: Lake
    question: Question
    named: bool
    version: str


def has_run(folder: Path, settings: Settings, name: str) -> bool:
    """Whether a workspace keeps a run of that name."""
    return pinned(place_of(folder, settings), RUN + name) is not None


def lake_pinned(folder: Path, settings: Settings, name: str) -> Lake | None:
    """The lake as the application pinned it for a cycle or a run of awards; None where no such pin is."""
    place = place_of(folder, settings)
    found = None if name.startswith(RUN) else pinned(place, name)
    return Lake(place, numbered(place, found.manifest)) if found is not None else None


def keep_run(folder: Path, lake: Lake, question: Question, named: bool, name: str, now: datetime) -> None:
    """Keeps a run: copies of the files, the plans, the question; and pins the manifest. Raises ValueError if the name
    is taken by a run of other records."""
    settings = load_settings(folder)[0]
    about = {
        "files": keep_files(folder, lake.place, now),
        "plans": [write_yaml(plan) for plan in question.plans],
        "period": question.period.label,
        "month_starts_on": settings.month_starts_on,
        "phase": question.phase,
        "as_of": question.as_of.isoformat() if question.as_of else "",
        "named": named,
        "version": __version__,
    }
    pin(lake.place, RUN + name, now, about, lake.manifest.number)


def let_go(folder: Path, settings: Settings, name: str) -> None:
    """Forgets a kept run."""
    unpin(place_of(folder, settings), RUN + name)


@contextmanager
def kept_run(folder: Path, settings: Settings, name: str) -> Iterator[KeptRun]:
    """A kept run, its files laid out in a folder that goes away at the end. Raises KeyError if there is none."""
    place = place_of(folder, settings)
    found = pinned(place, RUN + name)
    if found is None:
        raise KeyError(name)
    about = cast("dict[str, str]", found.about)
    with tempfile.TemporaryDirectory(prefix="deskmerit-run-") as made:
        lay_out(cast("dict[str, str]", found.about["files"]), place, Path(made))
        lake = Lake(place, numbered(place, found.manifest))
        yield KeptRun(Path(made), lake, _question(found.about), bool(found.about["named"]), about["version"])


def _question(about: object) -> Question:
    said = cast("dict[str, str]", about)
    plans = [plan_from_text(text, "plan.yaml", CATALOGUE)[0] for text in cast("list[str]", said["plans"])]
    as_of = datetime.fromisoformat(said["as_of"]) if said["as_of"] else None
    period = parse_period(said["period"], int(said["month_starts_on"]))
    return Question(tuple(plan for plan in plans if plan is not None), period, said["phase"], as_of)
