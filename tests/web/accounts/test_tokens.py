"""Personal tokens: shown once, kept as a hash, useless when revoked, expired, or its owner left."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from deskmerit.web.accounts import actions, tokens
from deskmerit.web.accounts.models import Token, User
from deskmerit.web.org.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return actions.make_account(None, Person.objects.create(agent_id="a", name="Li Wei"))  # in the test's transaction


@pytest.fixture
def token(user: User) -> tuple[Token, str]:
    with transaction.atomic():
        return tokens.make(user, "reports", 30)


def test_a_token_is_its_owner_and_only_its_hash_is_kept(user: User, token: tuple[Token, str]) -> None:
    row, text = token
    assert tokens.user_of_token(text) == user
    assert text not in str(Token.objects.values().get())
    assert text.startswith(row.prefix)
    assert tokens.user_of_token(text + "x") is None
    assert tokens.user_of_token("") is None


def test_a_revoked_or_expired_token_and_that_of_a_closed_account_is_nobody(
    user: User, token: tuple[Token, str], at: Callable[[str], None]
) -> None:
    at("2999-01-01T00:00:00+08:00")
    assert tokens.user_of_token(token[1]) is None
    at("2000-01-01T00:00:00+08:00")
    assert tokens.user_of_token(token[1]) == user
    tokens.revoke(user, token[0])
    assert tokens.user_of_token(token[1]) is None
    _, other = tokens.make(user, "more", 30)
    actions.close(None, user)
    assert tokens.user_of_token(other) is None


def test_the_page_shows_a_new_token_once_and_revokes_only_ones_own(user: User) -> None:
    client = Client()
    client.force_login(user)
    shown = client.post(reverse("tokens"), {"name": "bi", "days": "90"})
    text = shown.context["shown"]
    assert text in shown.content.decode("utf-8")
    assert shown["Cache-Control"] == "no-store"
    assert text not in client.get(reverse("tokens")).content.decode("utf-8")
    other = actions.make_account(None, Person.objects.create(agent_id="b", name="Wang Fang"))
    foreign, _ = tokens.make(other, "x", 30)
    assert client.post(reverse("token_revoke", args=[foreign.pk])).status_code == 404
    client.post(reverse("token_revoke", args=[Token.objects.get(name="bi").pk]))
    assert tokens.user_of_token(text) is None
