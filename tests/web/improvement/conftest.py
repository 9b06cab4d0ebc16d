"""Sentences are compared in English, whatever language the installation speaks."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals and titles in English."""
    with translation.override("en"):
        yield
