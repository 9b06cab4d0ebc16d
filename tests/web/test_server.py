"""The server is warm before it answers."""

import gc

import pytest
import waitress
from django.template import engines

from deskmerit.web import server


def test_views_and_templates_are_read_before_the_first_request(monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[set[str]] = []
    (cached,) = engines["django"].engine.template_loaders
    cached.reset()

    def listening(*_: object, **__: object) -> None:
        known.append({str(each) for each in cached.get_template_cache})

    monkeypatch.setattr(waitress, "serve", listening)
    try:
        server.serve("127.0.0.1", 0, 1)
    finally:
        gc.set_threshold(50_000, 20, 20)  # as for all tests
    assert {"insight/home.html", "quality/review.html", "shared/header.html"} <= known[0]
    assert gc.get_freeze_count() > 100_000
