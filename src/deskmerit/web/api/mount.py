"""All routers under one interface."""

from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer, SessionAuth

from deskmerit import __version__
from deskmerit.web.accounts.models import User
from deskmerit.web.shared.refusal import Overtaken, Refused

FOLDERS = (
    "insight", "scorecards", "cycles", "plans", "quality", "feedback", "interviews", "improvement", "appeals", "awards",
    "intake", "org", "audit", "notices", "accounts", "shared",
)  # fmt: skip


class Session(SessionAuth):
    """The session of a page; changes need the page's CSRF token too."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The signed-in user."""
        return request.user if request.user.is_authenticated else None


class Personal(HttpBearer):
    """A personal token: the rights of its owner, as of now."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The owner of a token in force."""
        from deskmerit.web.accounts.tokens import user_of_token

        user = user_of_token(token)
        if user is not None:
            request.user = user
        return user


class Interface(NinjaAPI):
    """The interface, whose description names what every path may answer besides what was asked for."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """The description with refusals added to each operation."""
        schema = super().get_openapi_schema(**given)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, (said, content) in _REFUSALS.items():
                    told = {"description": said, "content": {"application/json": {"schema": content}}}
                    operation["responses"].setdefault(status, told)
        return schema


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


_SENTENCES = {"type": "array", "items": {"type": "string"}}
_REFUSALS: dict[int, tuple[str, dict[str, Any]]] = {
    400: ("The request can't be read", _object(detail={"type": "string"})),
    401: ("Not signed in", _object(detail={"type": "string"})),
    404: ("Not there, or not yours to see", _object(detail={"type": "string"})),
    409: ("Somebody else was faster", _object(refused=_SENTENCES)),
    422: ("Refused, or not valid: each sentence of why", _object(refused=_SENTENCES, detail={"type": "array"})),
}


def mounted() -> NinjaAPI:
    """The interface with a router per folder."""
    api = Interface(
        title="Deskmerit", version=__version__, docs_url=None, auth=[Personal(), Session()], urls_namespace="api"
    )
    for folder in FOLDERS:
        api.add_router(f"/{folder}", import_module(f"deskmerit.web.{folder}.api").router, tags=[folder])
    _answers(api)
    return api


def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """What an address of the interface that leads nowhere answers: JSON too, where a page would be HTML."""
    return JsonResponse({"detail": "not found"}, status=404)


def _answers(api: NinjaAPI) -> None:
    """How what can't be done is told: always JSON, always with the sentences a page would show."""

    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        told = {"refused": [str(each) for each in error.sentences]}
        return api.create_response(request, told, status=409 if isinstance(error, Overtaken) else 422)

    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return api.create_response(request, {"detail": "not found"}, status=404)

    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return api.create_response(request, {"detail": error.errors}, status=422)

    api.exception_handler(Refused)(refused)
    api.exception_handler(Http404)(missing)
    api.exception_handler(ValidationError)(invalid)


API = mounted()
"""The interface as it is served."""
