"""360° feedback as JSON: one's own duties, and counts and means of closed rounds; never a rater, a time or an id."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.feedback import access, queries
from deskmerit.web.feedback.models import Subject
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
