"""Per-request matters: language, theme, the first-run page, and signing in before anything else."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

type Handler = Callable[[HttpRequest], Any]

OPEN = ("/static/", "/start/", "/sign-in/", "/language/", "/theme/", "/api/", "/healthz")
"""What may be read without signing in: the interface answers for itself with 401."""


def language(get_response: Handler) -> Handler:
    """Chinese or English: the cookie, else what the browser prefers, else Chinese."""
    from django.middleware.locale import LocaleMiddleware

    return LocaleMiddleware(get_response)


def preferences(get_response: Handler) -> Handler:
    """A signed-in person's own language wins over the browser's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        chosen = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return get_response(request)

    return middleware


def first_run(get_response: Handler) -> Handler:
    """Leads to the page that makes the first administrator while there is none."""
    done = False

    def middleware(request: HttpRequest) -> HttpResponseBase:
        nonlocal done
        if not done and not request.path.startswith(("/static/", "/start/", "/language/", "/theme/", "/healthz")):
            from deskmerit.web.accounts.models import User

            done = User.objects.exists()
            if not done:
                return redirect("start")
        return get_response(request)

    return middleware


def signed_in(get_response: Handler) -> Handler:
    """Nobody reads anything before signing in; a page returns to where they were going."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated or request.path.startswith(OPEN):
            return get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("account_login")})
        return redirect(f"{reverse('account_login')}?next={request.path}")

    return middleware


SEEN_AGAIN = 300
"""Seconds after which a session is noted as seen again."""


def seen(get_response: Handler) -> Handler:
    """Notes when each session was last seen, every few minutes: a page that is only read writes nothing.

    In place of allauth's own middleware, which writes at each request: on SQLite reading would wait for any writer.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"seen:{key}", True, SEEN_AGAIN):
            UserSession.objects.create_from_request(request)
        return get_response(request)

    from allauth.usersessions.models import UserSession

    return middleware
