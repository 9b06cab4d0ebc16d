"""Ends an action at any one of its statements, as a killed process does, and looks at what is left.

A crash is a BaseException, which no handler of the application takes for an error to be dealt with. The test's own
transaction stands in for the database: what an action's transaction would have committed stays, the rest goes.
"""

import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from deskmerit.web.audit.trail import verify
from web import snapshot


class Crash(BaseException):
    """The process is gone."""


class Counter:
    """Counts statements and crashes at one of them (0: never); the bounds of transactions are the database's own."""

    def __init__(self, last: int = 0) -> None:
        self.count, self.last = 0, last

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Runs a statement, unless it is the one."""
        if not str(sql).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.count += 1
            if self.count == self.last:
                raise Crash
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def survives(act: Callable[[], object], most: int, stays: Collection[str] = ()) -> int:
    """Crashes `act` at each of its statements (`most` of them drawn): nothing half done, and done once when run again.

    `stays`: tables in which work that is begun may leave a mark. How many statements there are.
    """
    before = snapshot.tables()
    with undone():
        counter = Counter()
        with connection.execute_wrapper(counter):
            act()
        whole = _sizes()
    points = range(1, counter.count + 1)
    for point in points if len(points) <= most else sorted(random.Random(most).sample(points, most)):
        with undone():
            _crash(act, point)
            after = snapshot.tables()
            changed = {table for table in before if before[table] != after[table]}
            assert changed in (set(), changed & set(stays)), f"half done after statement {point}: {changed}"
            act()
            assert _sizes() == whole, f"done again after statement {point}"
            assert verify()[2] == []
    return counter.count


def _crash(act: Callable[[], object], point: int) -> None:
    try:
        with connection.execute_wrapper(Counter(point)):
            act()
    except Crash:
        return
    raise AssertionError("it did not crash")


def _sizes() -> dict[str, int]:
    return {table: len(rows) for table, rows in snapshot.tables().items()}
