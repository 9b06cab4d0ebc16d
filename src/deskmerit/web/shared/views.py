"""Language, theme, and whether the application answers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

YEAR = 365 * 24 * 3600


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers, for whoever watches it."""
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switches between Chinese and English; a signed-in person's choice stays with the account."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            type(request.user)._default_manager.filter(pk=request.user.pk).update(language=chosen)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the computer is set."""
    chosen = request.POST.get("theme", "")
    response = _back(request)
    if chosen in ("auto", "light", "dark"):
        if request.user.is_authenticated:
            type(request.user)._default_manager.filter(pk=request.user.pk).update(theme=chosen)
        _keep(response, "deskmerit_theme", chosen)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the switch was on, if it is one of ours."""
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return redirect(to if safe else "/")
