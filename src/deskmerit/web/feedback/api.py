"""360° feedback as JSON: one's own duties, and counts and means of closed rounds; never a rater, a time or an id."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.feedback import access, queries
from deskmerit.web.feedback.models import Round, Subject
from deskmerit.web.shared.act import user_of

router = Router(tags=["feedback"])


class DutyOut(Schema):
    """Somebody I am asked about."""

    id: int
    round: str
    person: str
    relation: str
    state: str
    closes_on: str


class FeedbackGroupOut(Schema):
    """A relation's part; `raters` and `mean` are null where fewer than three peers or partners rated."""

    relation: str
    weight: str
    raters: int | None
    mean: str | None
    items: dict[str, str]
    comments: list[str]


class FeedbackOutcomeOut(Schema):
    """What came of a closed round for somebody; means from 1 to 5 as text."""

    id: int
    round: str
    agent_id: str
    person: str
    mean: str | None
    groups: list[FeedbackGroupOut]


class SubjectOut(Schema):
    """Somebody whose outcome I may see."""

    id: int
    round: str
    agent_id: str
    person: str


class RoundOut(Schema):
    """A round of a cycle and how far it is."""

    id: int
    title: str
    period: str
    state: str
    closes_on: date
    opened_at: datetime | None
    closed_at: datetime | None


class AnswersOut(Schema):
    """How many of a relation were asked, gave feedback, or couldn't: of the round as a whole, never of a person."""

    relation: str
    asked: int
    given: int
    declined: int


class PreparedOut(Schema):
    """Somebody to be rated, in a round being prepared: how many are to be asked, by relation."""

    agent_id: str
    person: str
    manager: int
    peer: int
    partner: int


class RoundDetail(RoundOut):
    """A round with what is rated, its weights by plan, counts by relation, and while it is prepared its people."""

    items: list[dict[str, Any]]
    weights: dict[str, dict[str, Any]]
    people: int
    answers: list[AnswersOut]
    prepared: list[PreparedOut]


@router.get("/rounds", response=list[RoundOut], summary="Rounds, for HR and auditors")
def rounds(request: HttpRequest) -> list[dict[str, Any]]:
    """The rounds one may see, the latest first; none for others."""
    return [_round(each) for each in access.rounds_for(user_of(request)).select_related("cycle")]


@router.get("/rounds/{int:pk}", response=RoundDetail, summary="A round: counts by relation, nobody's answers")
def round_detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """As on its page."""
    found = get_object_or_404(access.rounds_for(user_of(request)).select_related("cycle"), pk=min(pk, 2**62))
    draft = found.state == Round.State.DRAFT
    prepared = queries.prepared(found) if draft else []
    return {
        **_round(found), "items": found.items, "weights": found.weights,
        "people": len(prepared) if draft else found.subjects.count(),
        "answers": [] if draft else [{**each, "relation": each["code"]} for each in queries.answers(found)],
        "prepared": [
            {"agent_id": each.person.agent_id, "person": each.person.name, "manager": each.manager, "peer": each.peer,
             "partner": each.partner}
            for each in prepared
        ],
    }  # fmt: skip


def _round(row: Round) -> dict[str, Any]:
    names = ("title", "state", "closes_on", "opened_at", "closed_at")
    return {"id": row.pk, "period": row.cycle.period, **{name: getattr(row, name) for name in names}}


@router.get("/duties", response=list[DutyOut], summary="Whom I am asked to rate")
def duties(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own alone."""
    return [
        {"id": each.pk, "round": each.round.title, "person": each.person.name, "relation": each.relation,
         "state": each.state, "closes_on": each.round.closes_on.isoformat()}
        for each in queries.duties(user_of(request))
    ]  # fmt: skip


@router.get("/outcomes", response=list[SubjectOut], summary="Outcomes of closed rounds that I may see")
def outcomes(request: HttpRequest) -> list[dict[str, Any]]:
    """Of everybody one may see."""
    return [_who(each) for each in access.outcomes_for(user_of(request)).select_related("person", "round")]


@router.get("/outcomes/{pk}", response=FeedbackOutcomeOut, summary="What came of a closed round for somebody")
def outcome(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Counts and means."""
    rows = access.outcomes_for(user_of(request)).select_related("person", "round__cycle")
    subject = get_object_or_404(rows, pk=min(pk, 2**62))
    found = queries.outcome(subject)
    groups = [
        {"relation": each.relation, "weight": str(each.weight), "raters": each.raters,
         "mean": None if each.mean is None else str(each.mean),
         "items": {name: str(value) for name, value in each.items.items()}, "comments": each.comments}
        for each in found.groups
    ]  # fmt: skip
    return {**_who(subject), "mean": None if found.mean is None else str(found.mean), "groups": groups}


def _who(subject: Subject) -> dict[str, Any]:
    return {"id": subject.pk, "round": subject.round.title, "agent_id": subject.person.agent_id,
            "person": subject.person.name}  # fmt: skip
