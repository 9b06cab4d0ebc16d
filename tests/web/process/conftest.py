"""A small centre as a workspace of its own, for the processes started on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.site import Site

SEED = Path(__file__).with_name("seed.py")


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Iterator[Site]:
    """A small centre as a workspace without a database yet."""
    folder = tmp_path / "centre"
    shutil.copytree(made / "centre", folder)
    found = Site(folder, SEED)
    yield found
    found.stop()
