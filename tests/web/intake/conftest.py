"""Sentences are asserted in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The language of what actions say."""
    with translation.override("en"):
        yield
