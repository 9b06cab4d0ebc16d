"""Oneself as JSON, how long things are kept, and how mail goes out (never a password)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema

from deskmerit.web.accounts import keeping, mine, notice, queries, retention
from deskmerit.web.audit.trail import record
from deskmerit.web.org.access import require_everywhere, rights
from deskmerit.web.shared.act import user_of
from deskmerit.web.shared.models import preference
from deskmerit.web.shared.wording import lang_text

router = Router(tags=["account"])


class Me(Schema):
    """Whose token this is, and what they may do."""

    username: str
    name: str
    agent_id: str
    language: str
    roles: list[str]
    leads: list[int]


class AddressOut(Schema):
    """An address that messages go to."""

    email: str
    confirmed: bool


class StandOut(Schema):
    """A posting of one's own, until the first day no longer."""

    what: str
    from_date: date
    to_date: date | None


class AccountOut(Schema):
    """One's own account: how one signs in, where messages reach one, where one stands."""

    username: str
    language: str
    theme: str
    password: bool
    authenticator_app: bool
    passkeys: int
    devices: int
    tokens: int
    addresses: list[AddressOut]
    postings: list[StandOut]


class TokenOut(Schema):
    """A personal token by how it begins; the token itself is kept nowhere."""

    id: int
    name: str
    begins_with: str
    made_at: datetime
    expires_on: date
    used_at: datetime | None
    revoked_at: datetime | None


class KeptOut(Schema):
    """How long something is kept: months after what, what happens then, and why."""

    key: str
    what: str
    months: int
    after: str
    then: str
    why: str


class NoticeLineOut(Schema):
    """What is recorded for an indicator, where it is taken from, and why."""

    dimension: str
    indicator: str
    recorded: str
    scoring: str
    taken_from: str
    why: str


class DataNoticeOut(Schema):
    """The notice of a plan that evaluates me."""

    plan: str
    version: str
    lines: list[NoticeLineOut]


class MyNoticeOut(Schema):
    """What is recorded about me by each plan, and how long it is kept."""

    notices: list[DataNoticeOut]
    kept: list[KeptOut]


class ProposedOut(Schema):
    """Other months that wait for a second person."""

    months: dict[str, int]
    by: str
    reason: str


class GoesOut(Schema):
    """Somebody who left, and on which day the name goes."""

    person: str
    on: date


class RetentionOut(Schema):
    """The months that hold, those proposed, and what the months (proposed, else present) would do from today on."""

    kept: list[KeptOut]
    proposed: ProposedOut | None
    names_at_once: int
    deleted: dict[str, int]
    names: list[GoesOut]


class MailOut(Schema):
    """How messages go out; of the password only whether there is one."""

    host: str
    port: int | None
    security: str
    user: str
    sender: str
    password_set: bool


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


@router.get("/account", response=AccountOut, summary="My account")
def account(request: HttpRequest) -> dict[str, Any]:
    """As on my account's page."""
    user = user_of(request)
    found = queries.account(user)
    known = [{"email": each.email, "confirmed": each.verified} for each in found["addresses"]]
    return {
        "username": user.username, "language": user.language, "theme": user.theme,
        "password": user.has_usable_password(), "authenticator_app": found["app"], "passkeys": found["passkeys"],
        "devices": found["sessions"], "tokens": found["tokens"], "addresses": known,
        "postings": [
            {"what": str(each), "from_date": each.from_date, "to_date": each.to_date} for each in found["postings"]
        ],
    }  # fmt: skip


@router.get("/tokens", response=list[TokenOut], summary="My tokens")
def tokens(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own, the newest first."""
    names = ("name", "made_at", "expires_on", "used_at", "revoked_at")
    return [
        {"id": each.pk, "begins_with": each.prefix, **{name: getattr(each, name) for name in names}}
        for each in user_of(request).tokens.all()
    ]


@router.get("/me/notice", response=MyNoticeOut, summary="What is recorded about me, why, how long")
def my_notice(request: HttpRequest) -> dict[str, Any]:
    """As on the page of my data."""
    return {"notices": [_notice(each) for each in notice.notices(user_of(request).person)], "kept": _kept()}


def _notice(found: notice.Notice) -> dict[str, Any]:
    lines = [
        {"dimension": lang_text(each.dimension), "indicator": lang_text(each.title),
         "recorded": lang_text(each.definition), "scoring": lang_text(each.scoring),
         "taken_from": lang_text(each.source), "why": lang_text(each.goal)}
        for each in found.lines
    ]  # fmt: skip
    return {"plan": lang_text(found.title), "version": str(found.version), "lines": lines}


def _kept() -> list[dict[str, Any]]:
    return [
        {"key": rule.key, "what": str(rule.title), "months": months, "after": str(rule.since), "then": str(rule.then),
         "why": str(rule.reason)}
        for rule, months in retention.table()
    ]  # fmt: skip


@router.get("/retention", response=RetentionOut, summary="How long what is kept, for HR and administrators")
def kept(request: HttpRequest) -> dict[str, Any]:
    """As on the page of retention."""
    if not keeping.may_set(user_of(request)):
        raise Http404
    waits = keeping.asked()
    ahead = keeping.effect(waits.get("months") or keeping.present())
    proposed = {"months": waits["months"], "by": waits["name"], "reason": waits["reason"]} if waits else None
    return {
        "kept": _kept(), "proposed": proposed, "names_at_once": ahead.at_once, "deleted": ahead.deleted,
        "names": [{"person": person.name, "on": day} for person, day in ahead.people],
    }  # fmt: skip


@router.get("/mail", response=MailOut, summary="How messages go out, for administrators")
def mail(request: HttpRequest) -> dict[str, Any]:
    """As on the page of mail; the password is told to nobody."""
    require_everywhere(user_of(request), "admin")
    told = preference("mail", {}) or {}
    return {
        **{name: str(told.get(name) or "") for name in ("host", "security", "user")}, "port": told.get("port"),
        "sender": str(told.get("from") or ""), "password_set": bool(told.get("password")),
    }  # fmt: skip
