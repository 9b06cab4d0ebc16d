"""What happens where processes of one workspace start, die and start again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.management.utils import get_random_secret_key
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from deskmerit.web import worker, workspace
from deskmerit.web.cycles.tasks import make_run
from deskmerit.web.shared.models import Beat


def begun_by(name: str) -> DBTaskResult:
    """A task that a worker took."""
    task = DBTaskResult.objects.get(pk=make_run.enqueue(0).id)
    task.claim(name)
    return task


def state(task: DBTaskResult) -> str:
    return DBTaskResult.objects.values_list("status", flat=True).get(pk=task.pk)


@pytest.mark.django_db
def test_a_dead_workers_task_is_put_back_and_a_living_ones_is_not() -> None:
    dead, alive = begun_by("dead"), begun_by("alive")
    Beat.objects.create(worker="dead", at=timezone.now() - worker.DEAD - timedelta(seconds=1))
    Beat.objects.create(worker="alive", at=timezone.now())
    assert worker.requeue() == 1
    assert (state(dead), state(alive)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_a_worker_under_the_process_number_of_a_dead_one_is_another_worker() -> None:
    task = begun_by(worker.own_name())
    Beat.objects.create(worker=worker.own_name(), at=timezone.now())  # started anew, in a container of the same name
    assert worker.requeue() == 1
    assert state(task) == TaskResultStatus.READY
    assert len(worker.own_name()) <= 64


def test_processes_that_start_at_once_sign_with_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workspace.ENV, str(tmp_path))
    both = Barrier(2)

    def key() -> str:
        both.wait(10)  # neither has written a key yet
        return get_random_secret_key()

    monkeypatch.setattr("django.core.management.utils.get_random_secret_key", key)
    with ThreadPoolExecutor(2) as several:
        keys = set(several.map(lambda _: workspace.secret(), range(2)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [path.name for path in (tmp_path / "app").iterdir()] == ["secret.key"]
    assert (tmp_path / "app" / "secret.key").stat().st_mode & 0o077 == 0
