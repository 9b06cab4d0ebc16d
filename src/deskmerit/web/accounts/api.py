"""Oneself as JSON: who the token belongs to, and everything about that person."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from deskmerit.web.accounts import mine
from deskmerit.web.audit.trail import record
from deskmerit.web.org.access import rights
from deskmerit.web.shared.act import user_of

router = Router(tags=["account"])


class Me(Schema):
    """Whose token this is, and what they may do."""

    username: str
    name: str
    agent_id: str
    language: str
    roles: list[str]
    leads: list[int]


@router.get("/me", response=Me)
def me(request: HttpRequest) -> dict[str, Any]:
    """Who I am here."""
    user = user_of(request)
    held = rights(user)
    return {
        "username": user.username,
        "name": str(user),
        "agent_id": user.person.agent_id if user.person else "",
        "language": user.language,
        "roles": sorted({kind for kind, _team in held.roles}),
        "leads": sorted(held.leads),
    }


@router.get("/me/data", response={200: None})
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything about me as a ZIP; logged."""
    user = user_of(request)
    with transaction.atomic():
        made = mine.export(user)
        record(user, "accounts.exported", user, person=user.person, size=len(made))
    return HttpResponse(made, "application/zip")
