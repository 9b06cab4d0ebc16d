"""What holds for the tests of every room."""

import gc
import os
from collections.abc import Callable, Iterator

import pytest
from _pytest import runner
from hypothesis import settings

# No time limit for a single example: a busy machine would turn a right answer into a failure.
settings.register_profile("deskmerit", deadline=None)
settings.load_profile("deskmerit")

collect_ignore = ["web_settings.py", "e2e/seed.py", "web/process/seed.py", "web/process/dying.py"]
"""Settings and programs: importing them again would move the workspace of the process."""


gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """Lets the garbage collector pass over what lives to the end of the run; an eighth of the time went there."""
    gc.collect()
    gc.freeze()


def _on_room(call: Callable[..., object], *given: object) -> object:
    return call(*given)


_on_room.__code__ = _on_room.__code__.replace(co_stacksize=66_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Runs a test on a piece of stack that has room for all its calls: this one asks for more than half a megabyte.

    Python takes its stack in pieces of 16 KB and gives one back whenever it is left: where a loop calls across the end
    of a piece, the system hands out and clears memory each time. That was an eighth of the time of requests.
    """
    return _on_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(autouse=True, scope="session")
def _engine_of_this_run() -> Iterator[None]:
    """Whatever a test measures, it measures on the engine that DESKMERIT_TEST_ENGINE names (`make engines`)."""
    name = os.environ.get("DESKMERIT_TEST_ENGINE")
    if name is None:
        yield
        return
    from deskmerit.engines import ENGINES
    from engines.running import running

    with running(name) as connect, pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENGINES, "duckdb", connect)
        yield
