"""A desk of a test as its vendor's server, in two ways, and one impatient sync of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.model import Source, Vendor
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.sync import Asked, sync
from sources.helpdesks.described import HERE
from sources.helpdesks.made import Made, Recipe, Rows
from sources.helpdesks.mock import Mock, Route

BY_HAND = "by hand"
WAYS = (BY_HAND, pytest.param("made from the description", marks=HERE))
"""A server whose paths and pages are written by hand, always; one made from the vendor's description, where it is."""


class Desk(Protocol):
    """People's work in memory."""

    def routes(self) -> Mapping[str, Route]:
        """What its server answers, by hand: pattern of a path → answer."""

    def records(self) -> Mapping[str, Rows]:
        """What it holds, for a server made from a description: template of a path → rows."""


class Served(Protocol):
    """A desk as a server, in the way the test runs; `more` are routes by hand beside."""

    def __call__(self, desk: Desk, moods: Callable[[int], str] = ..., more: Mapping[str, Route] = ...) -> Mock: ...


def servers(way: str, recipe: Recipe) -> Iterator[Served]:
    """Makes servers in that way; at the end nothing was asked or answered that isn't described."""
    made = list[Mock]()

    def served(
        desk: Desk, moods: Callable[[int], str] = lambda number: "", more: Mapping[str, Route] | None = None
    ) -> Mock:
        routes = {**desk.routes(), **(more or {})}
        if way == BY_HAND:
            return Mock(routes, moods)
        by_hand = {path: route for path, route in routes.items() if path in {*recipe.by_hand, *(more or {})}}
        made.append(Made(recipe, desk.records()).server(by_hand))
        made[-1].moods = moods
        return made[-1]

    yield served
    if wrong := [each for mock in made for each in mock.wrong if not each.endswith(recipe.told)]:
        pytest.fail("\n".join(wrong))


def synced(vendor: Vendor, mock: Mock, place: Place, secret: str = "hush", **said: Any) -> Report:
    """One sync that waits for nothing: fields of the source, `times` a request is tried, tickets `at_once`."""
    times, at_once = said.pop("times", 4), said.pop("at_once", 2000)
    source = Source("desk", vendor.kind, mock.url, **{"prefix": f"{vendor.kind[:1]}-", **said})
    client = Client(mock.url, vendor.headers(source, secret), Patience(times, 0, timeout=30))
    return sync(place, source, vendor, client, Known(), Asked(datetime(2026, 10, 1, tzinfo=UTC), at_once=at_once))
