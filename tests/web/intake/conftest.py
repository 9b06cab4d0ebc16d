"""Sentences are asserted in English; what the application writes for the records goes away after each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(centre: Path) -> Iterator[None]:
    """The language of what actions say, and a workspace without records of the application's own."""
    with translation.override("en"):
        yield
    shutil.rmtree(centre / "app" / "records", ignore_errors=True)
