"""What holds for the tests of every room."""

import gc
import os
from collections.abc import Iterator

import pytest
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
