"""Real processes and a real browser: a small centre served and worked on, before a quarter and after a played year.

DESKMERIT_PLAYED_YEAR names a workspace into which the year was played before; it saves that minute.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from deskmerit.sources import simulate
from e2e.browser import Desk, launched
from web.site import Site

SEED = Path(__file__).with_name("seed.py")

type Make = Callable[[str, date, date, int], Desk]
"""What is played into a centre, its first day and end, tickets a day."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder belongs to `make e2e`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all; each person gets a profile of their own in it."""
    with sync_playwright() as playwright:
        found = launched(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def desk_of(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, date, date, int], Desk]]:
    """Makes a centre, plays a function of seed.py into it, and starts a server and a worker."""
    sites = list[Site]()

    def make(what: str, first: date, end: date, tickets_a_day: int) -> Desk:
        folder = tmp_path_factory.mktemp(what) / "centre"
        if played := os.environ.get("DESKMERIT_PLAYED_YEAR", "") if what == "year" else "":
            shutil.copytree(played, folder)
            return started(Site(folder, SEED), "played")
        world = simulate.simulate(7, people=30, tickets_a_day=tickets_a_day, first=first, end=end)
        simulate.write(folder, world)
        return started(Site(folder, SEED), what)

    def started(site: Site, what: str) -> Desk:
        sites.append(site)
        people = json.loads(site.seed(what).splitlines()[-1])
        base = site.serve()
        site.start("work", str(site.folder))
        return Desk(site, base, browser, {role: (user, name) for role, (user, name) in people.items()})

    yield make
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def before(desk_of: Make) -> Desk:
    """The morning before the third quarter: people and plans, no cycle."""
    return desk_of("people", date(2026, 6, 1), date(2026, 10, 1), 12)


@pytest.fixture(scope="session")
def year(desk_of: Make) -> Desk:
    """The demonstration's year: two quarters closed, one open, everything in every state."""
    return desk_of("year", date(2026, 1, 1), date(2026, 10, 22), 24)
