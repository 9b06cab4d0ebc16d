"""A database that several threads reach by connections of their own, as people at once do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import translation

from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused
from web import snapshot
from web.database import copied_to, on_file

type Act = Callable[[], object]


@pytest.fixture
def db() -> None:
    """No transaction around the test; the name alone has the database made."""


@pytest.fixture
def apart(
    db: None, django_db_setup: None, django_db_blocker: Any, tmp_path: Path, world_in: Callable[[str], Any]
) -> Iterator[Callable[[str], Any]]:
    """Puts the world of a state where every thread sees it, and takes it away afterwards."""
    with django_db_blocker.unblock(), translation.override("en"):
        room = _file(tmp_path) if connection.vendor == "sqlite" else _emptied()

        def put(state: str) -> Any:
            with transaction.atomic():
                return world_in(state)

        next(room)
        yield put
        next(room, None)
    clock.set_now(None)


def _file(folder: Path) -> Iterator[None]:
    """SQLite: a copy in a file; the one in memory has a single connection."""
    path = folder / "db.sqlite3"
    copied_to(path)
    with on_file(path):
        yield


def _emptied() -> Iterator[None]:
    """PostgreSQL: in the tests' own database; what was put there is taken away, for triggers forbid deleting it."""
    before = snapshot.tables()
    yield
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, before))} CASCADE")
        snapshot.statements(before).put()


def at_once(*acts: Act) -> list[object]:
    """Runs each in a thread and a transaction of its own, all starting together; what each gave, or its refusal.

    An act is called to read what the person has before them, and gives the function that acts on it.
    """
    told: list[object] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, look: Act) -> None:
        try:
            with translation.override("en"):
                act: Any = look()
                start.wait(30)
                with transaction.atomic():
                    told[place] = act() or "done"
        except Refused as refused:
            told[place] = refused
        except BaseException as error:
            told[place] = error
            start.abort()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told
