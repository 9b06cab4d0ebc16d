"""People as JSON, under the rights of the pages."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.org import queries
from deskmerit.web.org.access import require, rights
from deskmerit.web.org.models import Role
from deskmerit.web.shared import clock
from deskmerit.web.shared.act import user_of

router = Router(tags=["people"])
LOOKERS = (Role.Kind.HR, Role.Kind.ADMIN, Role.Kind.AUDITOR)


class PersonLine(Schema):
    """A person as the list shows them today."""

    id: int
    agent_id: str
    name: str
    employee_no: str
    teams: list[str]
    posts: list[str]
    sites: list[str]
    roles: list[str]
    left_on: date | None


class Span(Schema):
    """Something held from a date until the first day no longer."""

    what: str
    from_date: date
    to_date: date | None


class LoginSpan(Schema):
    """A login in a source of records, for a time."""

    source: str
    login: str
    from_at: datetime | None
    to_at: datetime | None


class PersonPage(Schema):
    """A person with what they have or had."""

    id: int
    agent_id: str
    name: str
    employee_no: str
    email: str
    hired_on: date | None
    left_on: date | None
    postings: list[Span]
    leads: list[Span]
    roles: list[Span]
    deputies: list[Span]
    leave: list[Span]
    logins: list[LoginSpan]


class TeamOut(Schema):
    """A team today."""

    id: int
    name: str
    people: int
    leads: list[str]
    closed_on: date | None


class RoleLineOut(Schema):
    """A role of somebody: its function on a panel, the team it is limited to ("" everywhere), its days."""

    person: str
    agent_id: str
    role: str
    function: str
    team: str
    from_date: date
    to_date: date | None
    ended: bool


class DeciderOut(Schema):
    """Somebody who decides for others, with those who stand in for them; none: overdue decisions go to HR."""

    person: str
    agent_id: str
    decides_as: list[str]
    deputies: list[str]


class RolesOut(Schema):
    """Who may do what, and who stands in for those who decide."""

    roles: list[RoleLineOut]
    deciders: list[DeciderOut]


@router.get("/people", response=list[PersonLine])
def people(request: HttpRequest) -> list[dict[str, Any]]:
    """Everybody one may look up."""
    user = user_of(request)
    held = rights(user)
    if not held.has(*LOOKERS) and not held.leads:
        raise Http404
    looks = held.has(*LOOKERS)
    return [
        {
            "id": line.person.pk,
            "agent_id": line.person.agent_id,
            "name": line.person.name,
            "employee_no": line.person.employee_no,
            "teams": line.teams,
            "posts": line.posts,
            "sites": line.sites,
            "roles": line.roles if looks else [],
            "left_on": line.person.left_on,
        }
        for line in queries.lines(user)
    ]


@router.get("/people/{pk}", response=PersonPage)
def person(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One person; roles, deputies and leave for whoever may read them."""
    user = user_of(request)
    found = get_object_or_404(queries.seen(user), pk=pk)
    held = rights(user)
    whole = held.has(*LOOKERS) or held.person == found
    rows = queries.holdings(found)
    spans = {
        kind: [{"what": _what(kind, row), "from_date": row.from_date, "to_date": row.to_date} for row in rows[kind]]
        for kind in ("posting", "leading", "role", "deputy", "leave")
        if whole or kind in ("posting", "leading")
    }
    return {
        "id": found.pk,
        "agent_id": found.agent_id,
        "name": found.name,
        "employee_no": found.employee_no,
        "email": found.email,
        "hired_on": found.hired_on,
        "left_on": found.left_on,
        "postings": spans["posting"],
        "leads": spans["leading"],
        "roles": spans.get("role", []),
        "deputies": spans.get("deputy", []),
        "leave": spans.get("leave", []),
        "logins": list(rows["login"]) if whole else [],
    }


def _what(kind: str, row: Any) -> str:
    if kind == "role":
        return f"{row.kind}:{row.function}" if row.function else str(row.kind)
    if kind == "leave":
        return str(row.kind)
    return str({"posting": row, "leading": getattr(row, "team", ""), "deputy": getattr(row, "deputy", "")}[kind])


@router.get("/teams", response=list[TeamOut])
def teams(request: HttpRequest) -> list[dict[str, Any]]:
    """Every team with its size and leads today."""
    require(user_of(request), *LOOKERS)
    return [
        {"id": line.team.pk, "name": line.team.name, "people": line.people, "leads": line.leads,
         "closed_on": line.team.closed_on}
        for line in queries.team_lines()
    ]  # fmt: skip


@router.get("/roles", response=RolesOut, summary="Roles, and deputies of those who decide")
def roles(request: HttpRequest) -> dict[str, Any]:
    """As on the page of roles; for HR, administrators, auditors."""
    require(user_of(request), *LOOKERS)
    today = clock.today()
    return {
        "roles": [
            {"person": each.person.name, "agent_id": each.person.agent_id, "role": each.kind,
             "function": each.function, "team": each.team.name if each.team else "", "from_date": each.from_date,
             "to_date": each.to_date, "ended": queries.ended(each, today)}
            for each in Role.objects.select_related("person", "team")
        ],
        "deciders": [
            {"person": each.person.name, "agent_id": each.person.agent_id, "decides_as": each.tasks,
             "deputies": each.deputies}
            for each in queries.deciders()
        ],
    }  # fmt: skip
