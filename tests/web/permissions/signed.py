"""Thousands of calls by the same few people: a session and the rights of who is signed in are read once a client."""

from collections.abc import Callable

import pytest
from django.contrib.auth import middleware
from django.http import HttpRequest

from deskmerit.web.accounts.models import User


def once_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests in which nothing that is tried gives or takes a role or a team of who tries it."""
    monkeypatch.setattr(middleware, "get_user", _remembering(middleware.get_user))


def _remembering(real: Callable[[HttpRequest], User]) -> Callable[[HttpRequest], User]:
    known = dict[str | None, tuple[int, dict[object, object]]]()

    def get_user(request: HttpRequest) -> User:
        if (key := request.session.session_key) not in known:
            user = real(request)
            if user.is_authenticated:
                known[key] = (user.pk, user.__dict__.setdefault("_rights", {}))
            return user
        if not hasattr(request, "_cached_user"):
            pk, rights = known[key]
            request._cached_user = User.objects.select_related("person").get(pk=pk)
            request._cached_user.__dict__["_rights"] = rights
        return request._cached_user

    return get_user
