"""A published cycle with bases, and what awards are reckoned from measured once."""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.core.award import AwardInputs
from deskmerit.core.period import parse_period
from deskmerit.web.awards import actions, reckon, tasks
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.bridge import plans
from deskmerit.web.bridge.awards import award_inputs
from deskmerit.web.bridge.kept import Held


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are read in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def inputs(made: Path, centre: Path) -> AwardInputs:
    """Attendance, bases and presence of the third quarter, kept beside the measured run."""
    file = made / "inputs.pickle"
    if not file.exists():
        known = [plans.shipped()[name] for name in ("template", "complaints", "team-lead")]
        file.write_bytes(pickle.dumps(award_inputs(Held(made / "centre"), known, parse_period("2026-Q3"))))
    found: AwardInputs = pickle.loads(file.read_bytes())
    return found


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, inputs: AwardInputs) -> None:
    """Runs reckon from what was measured once."""
    monkeypatch.setattr(reckon, "award_inputs", lambda *args, **kwargs: inputs)
    monkeypatch.setattr(tasks, "write_all", lambda: None)


@pytest.fixture
def propose(published, quick) -> Callable[..., AwardRun]:
    """Begins a run by HR and lets it be calculated."""

    def made(kind: str = "regular", **more) -> AwardRun:
        with transaction.atomic():
            run = actions.propose(published.hr, published.cycle, kind, "2026-10", **more)
        return calculated(run)

    return made


def calculated(run: AwardRun) -> AwardRun:
    """The waiting calculation, made here and now."""
    tasks.calculate_run.call(run.pk)
    run.refresh_from_db()
    return run


def act(action, *args, **more):
    """An action in its transaction."""
    with transaction.atomic():
        return action(*args, **more)


@pytest.fixture
def locked(propose, published) -> AwardRun:
    """A run approved by a second person and locked."""
    run = propose()
    act(actions.approve, published.hr2, run)
    act(actions.lock, published.hr, run)
    run.refresh_from_db()
    return run
