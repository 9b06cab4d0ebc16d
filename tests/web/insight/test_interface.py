"""The JSON interface shows what the pages show, under the same rights."""

import pytest
from ninja import NinjaAPI, Router
from ninja.testing import TestClient

from deskmerit.web.insight import api as insight
from deskmerit.web.notices import api as notices


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Both routers, without the token check of the mounted interface."""
    whole = Router()
    whole.add_router("", insight.router)
    whole.add_router("", notices.router)
    api = NinjaAPI(urls_namespace="insight-tests")
    api.add_router("", whole)
    return TestClient(whole)


def test_my_figures_are_those_of_my_page(world, client) -> None:
    told = client.get("/me", user=world.agent).json()
    card = world.cycle.current.cards.get(person=world.agent.person)
    assert told["total"] == f"{card.total:.2f}"
    assert told["running"] is True
    assert all(isinstance(line["weight"], str) for line in told["lines"])


def test_a_teams_people_are_not_there_for_an_outsider(world, client) -> None:
    team = world.agent.person.postings.last().team
    assert client.get(f"/teams/{team.pk}", user=world.hr).json()
    assert client.get(f"/teams/{team.pk}", user=world.outsider).status_code == 404
    assert client.get("/teams", user=world.outsider).json() == []


def test_tasks_and_notices_are_my_own(published, client) -> None:
    mine = client.get("/notices", user=published.agent).json()
    assert [each["code"] for each in mine] == ["result-published"]
    pk = mine[0]["id"]
    assert client.post(f"/notices/{pk}/read", user=published.outsider).status_code == 404
    assert client.post(f"/notices/{pk}/read", user=published.agent).json()["read_at"]
    assert {each["code"] for each in client.get("/todo", user=published.agent).json()} == {"first_reminder"}


def test_search_answers_by_rights(world, client) -> None:
    name = world.outsider.person.name
    assert client.get(f"/search?q={name}", user=world.hr).json()
    assert client.get(f"/search?q={name}", user=world.agent).json() == []
