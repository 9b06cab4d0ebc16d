"""The engines, each started once for all tests that use it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from deskmerit.engines.base import Engine
from engines.running import Connect, running


@pytest.fixture(scope="session")
def started() -> Iterator[dict[str, Connect]]:
    with ExitStack() as stack:

        class Started(dict[str, Connect]):
            def __missing__(self, name: str) -> Connect:
                self[name] = stack.enter_context(running(name))
                return self[name]

        yield Started()


@pytest.fixture
def engine(request: pytest.FixtureRequest, started: dict[str, Connect]) -> Iterator[Engine]:
    """A connection to the engine the test names, DuckDB without a name."""
    host = started[getattr(request, "param", "duckdb")]()
    yield host
    host.close()
