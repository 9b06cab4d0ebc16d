"""The JSON interface answers whom the page answers: each operation is asked as each role, with the matrix's things."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person
from web.api.pages import PAGES
from web.conftest import World
from web.permissions.page import RELATIONS, ROLES, Page
from web.permissions.signed import once_a_client
from web.permissions.test_matrix import Undo, about, apart, holds, rows, user_of
from web.permissions.things import ALIKE, THINGS

__all__ = ["apart"]  # the fixture

LISTS = {
    # operations that give everybody what they may see, where the page is 404 for whoever would see nothing on it
    "insight/teams", "awards/runs", "awards/ledger", "awards/wishes/rounds", "intake/entries", "intake/corrections",
    "appeals/flags", "quality/checks", "plans", "feedback/rounds", "scorecards/scorecards",
}  # fmt: skip
NOTHING = {"insight/me": "who is not evaluated has no figures: the page says so, the interface has none"}
"""Operations that answer 404 where the page says that there is nothing."""
LED_ON = {("data_home", "lead")}
"""Whom a page leads on to another one, whose operations answer them."""


def asked() -> list[tuple[Page, str]]:
    """Rows of the matrix beside the operations of their pages: those without a key, or with that of the row's thing."""
    return [
        (page, operation)
        for page in rows() if page.get is not None and not isinstance(THINGS.get(page.key), str)
        for operation in PAGES[page.name]
        if isinstance(PAGES[page.name], tuple) and operation not in (*LISTS, *NOTHING)
        and set(re.findall(r"\{(\w+)\}", operation)) <= {"pk"}
    ]  # fmt: skip


def answer(world: World, client: Client, page: Page, operation: str, who: tuple[User, Person | None]) -> int:
    """The status of an operation about the thing that the page is tried with; 0 where there is no such thing."""
    status = 0
    try:
        with transaction.atomic():
            thing = THINGS.get(page.key)
            given = thing(world, *who) if callable(thing) and who[1] else ALIKE.get(page.key, lambda _: {})(world)
            if given is not None:
                status = client.get("/api/" + operation.format(pk=given.get("pk") or given.get("cycle"))).status_code
            raise Undo
    except Undo:
        return status


def otherwise(world: World, page: Page, operation: str, clients: dict[str, Client]) -> Iterator[str]:
    """Where an operation answers otherwise than its page."""
    thing = THINGS.get(page.key)
    for role in ROLES:
        user = user_of(world, role)
        for relation in RELATIONS if thing else ("yes",):
            whom = about(world, user, relation) if thing else None
            if thing and whom is None:
                continue
            wanted = 200 if holds(page.get, role, relation) and (page.key, role) not in LED_ON else 404
            found = answer(world, clients[role], page, operation, (user, whom))
            if found not in (wanted, 0):
                yield f"{page.key} {operation} {role} {relation}: {found}, the page {wanted}"


def test_each_operation_answers_whom_its_page_answers(apart: World, monkeypatch: pytest.MonkeyPatch) -> None:
    once_a_client(monkeypatch)
    clients = {role: apart.client(user_of(apart, role)) for role in ROLES}
    assert len(asked()) > 60
    found = [line for page, operation in asked() for line in otherwise(apart, page, operation, clients)]
    assert not found, "\n".join(found)
