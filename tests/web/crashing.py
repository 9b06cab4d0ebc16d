"""Ends an action at any one of its statements, as a killed process does, and looks at what is left.

A crash is a BaseException, which no handler of the application takes for an error to be dealt with. The test's own
transaction stands in for the database: what an action's transaction would have committed stays, the rest goes.
"""

import os
import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from deskmerit.web.audit.trail import verify
from web import snapshot

FEW, POINTS = 3, int(os.environ.get("DESKMERIT_POINTS", "40"))
"""Statements drawn to crash at in an ordinary and in a slow run; DESKMERIT_POINTS=100000 tries every one (hours)."""
MANY = pytest.mark.parametrize("most", [FEW, pytest.param(POINTS, marks=pytest.mark.slow)])


class Crash(BaseException):
    """The process is gone."""


class Counter:
    """Counts statements, up to the last that wrote, and crashes at one of them (0: never).

    The bounds of transactions are the database's own.
    """

    def __init__(self, last: int = 0) -> None:
        self.count, self.last, self.written = 0, last, 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Runs a statement, unless it is the one."""
        if not str(sql).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.count += 1
            if self.count == self.last:
                raise Crash
            if not str(sql).startswith("SELECT"):
                self.written = self.count
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def survives(act: Callable[[], object], most: int, stays: Collection[str] = (), folder: Path | None = None) -> int:
    """Crashes `act` at each of its statements (`most` of them drawn): nothing half done, and done once when run again.

    `stays`: tables in which work that is begun may leave a mark. `folder`: one whose files `act` writes, each of them
    whole or not at all. How many statements there are.
    """
    before, files = snapshot.tables(), _files(folder)
    with undone():
        counter = Counter()
        with connection.execute_wrapper(counter):
            act()
        whole, all_of_it, written = _sizes(), _changed(before), _files(folder)
    points = range(1, counter.count + 1)
    for point in points if len(points) <= most else sorted(random.Random(most).sample(points, most)):
        _put(folder, files)
        with undone():
            _crash(act, point)
            changed = _changed(before)
            done = point > counter.written and changed == all_of_it
            assert done or changed <= set(stays), f"half done after statement {point}: {changed}"
            torn = _files(folder).items() - files.items() - written.items()
            assert torn == set(), f"half written after statement {point}: {sorted(name for name, _ in torn)}"
            act()
            assert _sizes() == whole, f"done again after statement {point}"
            assert _files(folder) == written, f"other files after statement {point}"
            assert verify()[2] == []
    _put(folder, files)
    return counter.count


def _changed(before: dict[str, snapshot.Rows]) -> set[str]:
    """The tables that aren't as they were."""
    after = snapshot.tables()
    return {table for table in before if before[table] != after[table]}


def _files(folder: Path | None) -> dict[str, bytes]:
    """What stands in a folder, folders in it left aside."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder else {}


def _put(folder: Path | None, files: dict[str, bytes]) -> None:
    """Lets a folder hold these files again, and no others."""
    for name, _ in _files(folder).items() - files.items():
        assert folder is not None
        (folder / name).unlink()
    for name, content in files.items() - _files(folder).items():
        assert folder is not None
        (folder / name).write_bytes(content)


def _crash(act: Callable[[], object], point: int) -> None:
    try:
        with connection.execute_wrapper(Counter(point)):
            act()
    except Crash:
        return
    raise AssertionError("it did not crash")


def _sizes() -> dict[str, int]:
    return {table: len(rows) for table, rows in snapshot.tables().items()}
