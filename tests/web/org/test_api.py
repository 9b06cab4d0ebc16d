"""The JSON of people, audit and oneself answers as the pages do."""

import pytest
from django.http import Http404, HttpRequest

from deskmerit.web.accounts import api as me_api
from deskmerit.web.accounts.models import User
from deskmerit.web.audit import api as audit_api
from deskmerit.web.org import api
from web.conftest import World


def asked(user: User) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


def test_people_are_those_of_the_page(world: World) -> None:
    assert {line["id"] for line in api.people(asked(world.lead))} >= {world.agent.person.pk}
    assert all(line["roles"] == [] for line in api.people(asked(world.lead)))
    with pytest.raises(Http404):
        api.people(asked(world.agent))
    with pytest.raises(Http404):
        api.person(asked(world.agent), world.outsider.person.pk)
    assert api.person(asked(world.hr), world.hr2.person.pk)["roles"][0]["what"] == "hr:hr"
    assert api.PersonPage(**api.person(asked(world.lead), world.agent.person.pk)).deputies == []
    assert api.teams(asked(world.auditor))


def test_the_trail_is_read_in_order_from_an_entry_on(world: World) -> None:
    found = audit_api.audit(asked(world.auditor), audit_api.Asked(after=1, limit=2))
    assert [each["number"] for each in found["events"]] == [2, 3]
    with pytest.raises(Http404):
        audit_api.audit(asked(world.agent), audit_api.Asked())


def test_me_says_whose_token_it_is(world: World) -> None:
    assert me_api.me(asked(world.hr))["roles"] == ["hr"]
    assert me_api.my_data(asked(world.agent))["Content-Type"] == "application/zip"
