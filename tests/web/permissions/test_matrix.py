"""Every page × role × relation × method answers as docs/permissions.md declares; no page escapes."""

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from deskmerit.web import urls
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person
from deskmerit.web.shared.nav import ENTRIES
from web.conftest import World
from web.permissions.matrix import OWN_ONLY, PAGES, declared
from web.permissions.page import RELATIONS, ROLES, Arguments, Cells, Page
from web.permissions.signed import once_a_client
from web.permissions.things import ALIKE, THINGS

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A 404 without its page: most of what is asked here answers so."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    once_a_client(monkeypatch)


class Undo(Exception):  # noqa: N818 - takes back what a call did
    """Rolls back."""


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address with its name."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, route)
        elif isinstance(each, URLPattern):
            yield route, each.name or route


def pages() -> dict[str, str]:
    """The addresses that need a row, by name."""
    return {name: route for route, name in addresses(get_resolver()) if not route.startswith(tuple(OWN_ONLY))}


def test_every_page_is_declared_and_every_declared_page_is_there() -> None:
    assert set(pages()) - set(declared()) == set(), "declare these in tests/web/permissions/matrix.py"
    assert set(declared()) - set(pages()) == set(), "these pages are gone"


def test_every_page_about_a_thing_has_one_to_try() -> None:
    routes = pages()
    wanted = {page.key for page in rows() if "<" in routes[page.name]}
    assert wanted - set(THINGS) - set(ALIKE) == set(), "add to tests/web/permissions/things.py"


def test_the_page_of_permissions_is_current() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "write_permissions.py"))
    page = (ROOT / "docs" / "permissions.md").read_text("utf-8")
    assert page == written["page"](), "run: python tools/write_permissions.py"


def rows() -> list[Page]:
    """Every row."""
    return [page for group in PAGES.values() for page in group]


def test_an_auditor_acts_on_nothing_but_their_own() -> None:
    found = {page.key for page in rows() if holds(page.post, "auditor", "other")}
    assert found == set()
    at_large = {page.name for page in rows() if holds(page.post, "auditor", "yes")}
    assert at_large <= {page.name for group in ("Everybody", "Accounts", "Notices") for page in named(group)}


def test_an_administrator_and_a_quality_reviewer_see_no_score_of_others() -> None:
    for page in (*named("Scorecards"), *named("Appeals"), *named("Flags"), *named("Awards"), *named("Shifts")):
        for role in ("admin", "quality"):
            assert not any(holds(cells, role, "other") for cells in (page.get, page.post)), page.key


def test_nobody_decides_their_own() -> None:
    by_others = {
        "approve",
        "sign",
        "decide",
        "uphold",
        "refuse",
        "accept",
        "lock",
        "pay",
        "confirm",
        "reject",
        "revoke",
    }
    for page in rows():
        if page.step in by_others:
            assert not any(holds(page.done, role, "self") for role in ROLES), page.key


def named(group: str) -> list[Page]:
    """The rows of the groups whose name begins so."""
    return [page for title, pages in PAGES.items() if title.startswith(group) for page in pages]


def user_of(world: World, role: str) -> User:
    """The person who tries."""
    return {"employee": world.agent, "panel": world.business}.get(role) or getattr(world, role)


def about(world: World, user: User, relation: str) -> Person | None:
    """Whom a thing is about; office staff have no team of their own."""
    if relation == "self":
        return user.person
    if relation == "other":
        return world.outsider.person
    if user not in (world.agent, world.lead):
        return None
    team = world.agent.person.postings.last().team
    there = Person.objects.filter(postings__team=team, left_on=None, user__isnull=False)
    return there.exclude(pk__in=[world.agent.person.pk, world.lead.person.pk]).first()


def tried(world: World, key: str, method: str, client: Client, who: tuple[User, Person | None]) -> str:
    """yes, no, refused (the page says why not), none where the method isn't taken, "" where there is no such thing.

    The thing is made for this call; it and what was done are taken back.
    """
    thing, name, said = THINGS.get(key), key.partition("/")[0], ""
    try:
        with transaction.atomic():
            given = thing(world, *who) if callable(thing) and who[1] else ALIKE.get(key, lambda _: {})(world)
            if given is not None:
                said = _said(_asked(client, method, name, given), method)
            raise Undo
    except Undo:
        return said


def _asked(client: Client, method: str, name: str, given: Arguments) -> HttpResponse:
    form, query = given.pop("post", {}), given.pop("query", "")
    client.cookies.pop("messages", None)  # what an earlier call was told
    answer: HttpResponse = getattr(client, method)(
        reverse(name, kwargs=given) + query, form if method == "post" else None
    )
    return answer


def _said(response: HttpResponse, method: str) -> str:
    if response.status_code == 405:
        return "none"
    if response.status_code == 404:
        return "no"
    assert response.status_code < 400, response.status_code
    assert "/sign-in/" not in response.get("Location", "")
    if method == "get":
        return "yes"
    if "Content-Disposition" in response:
        return "yes"
    wrong = any(each.level_tag == "error" for each in get_messages(response.wsgi_request))
    return "refused" if wrong or response.status_code == 200 else "yes"  # 200: the form again, with what is missing


def mistakes(world: World, page: Page, clients: dict[str, Client]) -> Iterator[str]:
    """Where a page answers otherwise than declared."""
    thing = THINGS.get(page.key)
    if isinstance(thing, str):
        return
    methods = ("post",) if page.step and page.get is None else ("get", "post")
    for role in ROLES:
        user, client = user_of(world, role), clients[role]
        for relation in RELATIONS if thing else ("yes",):
            whom = about(world, user, relation) if thing else None
            if thing and whom is None:
                continue
            for method in methods:
                found = tried(world, page.key, method, client, (user, whom))
                wanted = expected(page, method, role, relation)
                if found not in (*wanted, ""):
                    yield f"{page.key} {method} {role} {relation}: {found}, declared {' or '.join(wanted)}"


def expected(page: Page, method: str, role: str, relation: str) -> tuple[str, ...]:
    """What a call may answer; a method that isn't declared isn't taken, or does what reading does."""
    cells = page.get if method == "get" else page.post
    if cells is None:
        return ("none", *(("yes", "refused") if holds(page.get, role, relation) else ("no",)))
    if not holds(cells, role, relation):
        return ("no",)
    if page.done is None or method == "get":
        return ("yes", "refused")
    return ("yes",) if holds(page.done, role, relation) else ("refused",)


def holds(cells: Cells | None, role: str, relation: str) -> bool:
    """Whether a role stands there with that relation."""
    return cells is not None and relation in cells.get(role, "").split()


@pytest.fixture
def apart(published: World) -> World:
    """The published cycle with a lead and an HR who didn't sit on its panel nor publish it: each role alone."""
    published.cycle.panel.filter(person=published.lead.person).delete()
    published.cycle.panel.filter(person=published.hr.person).update(person=published.hr2.person)
    Cycle.objects.filter(pk=published.cycle.pk).update(published_by=published.hr2.person)
    published.cycle.refresh_from_db()
    return published


LONG = ("Improvement plans", "Interviews", "Plans", "Quality checks", "Flags")
"""Groups of pages with so many states that they are walked by `make slow-web`."""


@pytest.mark.parametrize(
    "group",
    [pytest.param(group, marks=pytest.mark.slow if group.partition(" · ")[0] in LONG else ()) for group in PAGES],
)
def test_each_page_answers_each_role_as_declared(apart: World, group: str) -> None:
    clients = {role: apart.client(user_of(apart, role)) for role in ROLES}
    found = [line for page in PAGES[group] for line in mistakes(apart, page, clients)]
    assert not found, "\n".join(found)


def test_reading_a_page_that_takes_no_action_changes_nothing_by_post(published: World) -> None:
    client, before = published.client(published.hr), Event.objects.count()
    for page in declared().values():
        if page.post is None and page.key not in THINGS and page.key not in ALIKE:
            client.post(reverse(page.name))
    assert Event.objects.count() == before


def test_no_entry_of_the_navigation_leads_nowhere(published: World) -> None:
    for role in ROLES:
        client = published.client(user_of(published, role))
        shown = [each["url"] for each in client.get(reverse("home")).context["nav"]]
        assert shown
        assert {url: client.get(url, follow=True).status_code for url in shown} == dict.fromkeys(shown, 200), role


def test_the_navigation_offers_no_page_one_may_not_read(published: World) -> None:
    there = pages()
    for role in ROLES:
        client = published.client(user_of(published, role))
        shown = {each["url"] for each in client.get(reverse("home")).context["nav"]}
        for entry in ENTRIES:
            page = declared().get(entry.page)
            if entry.page in there and page and role not in (page.get or {}):
                assert reverse(entry.page) not in shown


def test_who_is_not_signed_in_reads_nothing(published: World) -> None:
    client = Client()
    for name, route in pages().items():
        if "<" not in route and name not in ("healthz", "set_language", "theme", "start"):
            response = client.get(reverse(name))
            assert response.status_code in (302, 401, 405), name
            assert response.status_code != 302 or "/sign-in/" in response.url, name


@pytest.mark.skipif("DESKMERIT_OBSERVE" not in os.environ, reason="prints rows to review for pages not declared yet")
def test_what_undeclared_pages_answer_now(apart: World) -> None:
    known = {page.key for page in rows()}
    with_steps = {key.partition("/")[0] for key in (*THINGS, *ALIKE) if "/" in key}
    asked = sorted({*pages(), *THINGS, *ALIKE} - known - with_steps)
    begin = tuple(os.environ["DESKMERIT_OBSERVE"].split())
    found = [observed(apart, key) for key in asked if key.startswith(begin)]
    pytest.fail("review each, then declare:\n" + "\n".join(found))


def observed(world: World, key: str) -> str:
    """A row with what a page answers now, and whom it told why not; nothing is proven by it."""
    thing, told = THINGS.get(key), []
    if "<" in pages()[key.partition("/")[0]] and not callable(thing) and key not in ALIKE:
        return f"# {key}: no thing to try"
    for method, counts in (("get", ("yes",)), ("post", ("yes", "refused")), ("post", ("yes",))):
        cells: dict[str, str] = {}
        for role in ROLES:
            user = user_of(world, role)
            for relation in RELATIONS if callable(thing) else ("yes",):
                whom = about(world, user, relation) if callable(thing) else None
                if callable(thing) and whom is None:
                    continue
                if tried(world, key, method, world.client(user), (user, whom)) in counts:
                    cells[role] = f"{cells.get(role, '')} {relation}".strip()
        told.append(repr(cells))
    return f'Page("{key}", "", "", {told[0]}, {told[1]}, done={told[2]}),'
