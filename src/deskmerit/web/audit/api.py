"""The audit trail as JSON, under the rights of its page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from deskmerit.web.audit import queries, trail
from deskmerit.web.audit.views import told
from deskmerit.web.org.access import require
from deskmerit.web.org.models import Role
from deskmerit.web.shared.act import user_of

router = Router(tags=["audit"])


class EventOut(Schema):
    """Who did what to what, when and why."""

    number: int
    at: datetime
    actor: str
    verb: str
    target: str
    person: str
    reason: str
    detail: dict[str, Any]
    before_hash: str
    hash: str


class Trail(Schema):
    """A piece of the trail, oldest first, with its head: how many entries, the hash of the last."""

    count: int
    head: str
    events: list[EventOut]


class Asked(Schema):
    """Which events: after a number, at most so many, by actor, verb, person."""

    after: int = Field(0, ge=0, le=2**62)
    limit: int = Field(100, ge=1, le=1000)
    who: str = Field("", max_length=200)
    what: str = Field("", max_length=60)
    whom: str = Field("", max_length=200)


@router.get("/audit", response=Trail)
def audit(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The trail after an entry."""
    user = user_of(request)
    require(user, Role.Kind.HR, Role.Kind.ADMIN, Role.Kind.AUDITOR)
    events = queries.matching(queries.visible_to(user), asked.who, asked.what, asked.whom)
    found = events.filter(number__gt=asked.after).order_by("number")[: asked.limit]
    count, head = trail.head()
    return {"count": count, "head": head, "events": [told(user, each) for each in found]}
