"""What a page offers to export is there as a file, with a row for each that was found."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from web.conftest import World
from web.permissions.page import ROLES, Page
from web.permissions.test_matrix import ALIKE, THINGS, Undo, about, holds, rows, user_of

EXPORT = re.compile(r'href="(\?[^"]*\.export=1[^"]*)"')
WALKED = ("hr", "admin", "lead", *ROLES)
"""Who reads a page, if they may: the first of these."""


def exported(world: World, page: Page, client: Client, role: str) -> Iterator[tuple[str, str]]:
    """The page with the kind of file that comes of each of its exports."""
    user = user_of(world, role)
    thing, whom = THINGS.get(page.key), about(world, user, "other")
    given = thing(world, user, whom) if callable(thing) else ALIKE.get(page.key, lambda _: {})(world)
    given.pop("post", None)
    query = given.pop("query", "")
    address = reverse(page.name, kwargs=given)
    answer = client.get(address + query)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        for link in EXPORT.findall(answer.content.decode()):
            yield page.key, client.get(address + unescape(link))["Content-Type"]


@pytest.mark.slow
def test_every_table_comes_as_the_file_it_offers(published: World) -> None:
    clients = {role: published.client(user_of(published, role)) for role in ROLES}
    found: list[tuple[str, str]] = []
    for page in rows():
        role = next((each for each in WALKED if holds(page.get, each, "other") or holds(page.get, each, "yes")), "")
        if not role or isinstance(THINGS.get(page.key), str):
            continue
        try:
            with transaction.atomic():
                found += exported(published, page, clients[role], role)
                raise Undo
        except Undo:
            pass
    assert [(key, kind) for key, kind in found if not kind.startswith("text/csv")] == []
    assert {"person_list", "teams", "roles", "team_page", "cycle_page", "data_home"} <= {key for key, _kind in found}
