"""Interviews as JSON: what their pages show, under the same rights."""

from datetime import date, datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.interviews import lists, queries, said
from deskmerit.web.interviews.lists import interviews_of, with_due
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import read
from deskmerit.web.org.access import require
from deskmerit.web.shared.act import user_of
from deskmerit.web.shared.wording import lang_text

router = Router(tags=["interviews"])


class InterviewOut(Schema):
    """An interview in a list."""

    id: int
    result: int
    person: str
    period: str
    state: str
    interviewer: str
    attendee: str
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    due_at: datetime | None


class FactOut(Schema):
    """A fact of the brief with its evidence."""

    text: str
    note: str
    figure: str
    evidence: str
    tips: list[str]


class GoalOut(Schema):
    """A goal for the next period."""

    goal: str
    measure: str
    due: date | None


class PromiseOut(Schema):
    """A promise of last time."""

    what: str
    measure: str
    due: date | None
    kind: str


class TipOut(Schema):
    """A tip of the catalogue about a measure."""

    id: int
    metric: str
    measure: str
    zh: str
    en: str
    shown: bool


class InterviewFull(InterviewOut):
    """An interview with brief and record. Decimals are texts."""

    total: str | None
    grade: str
    rank: int | None
    dimensions: list[tuple[str, str | None, str]]
    good: list[FactOut]
    short: list[FactOut]
    promises: list[PromiseOut]
    record: dict[str, str]
    goals: list[GoalOut]
    agreed: str
    person_words: str
    person_signed_at: datetime | None
    lead_signed_at: datetime | None
    version: int


@router.get("/", response=list[InterviewOut], operation_id="interviews")
def interviews(request: HttpRequest, state: str = "") -> list[dict[str, object]]:
    """The interviews one may see, the latest first."""
    rows = interviews_of(user_of(request)).order_by("-result__cycle__end", "person__agent_id")
    if state:
        rows = rows.filter(state=state)
    return [_row(row) for row in with_due("interview", list(rows[:1000]))]


@router.get("/tips", response=list[TipOut], operation_id="tips", summary="Tips by measure, for HR and auditors")
def tips(request: HttpRequest) -> list[dict[str, object]]:
    """The catalogue, with what is hidden."""
    require(user_of(request), "hr", "auditor")
    return [
        {"id": each["tip"].pk, "metric": each["tip"].metric, "measure": each["measure"], "zh": each["tip"].text_zh,
         "en": each["tip"].text_en, "shown": each["tip"].shown}
        for each in lists.tips()
    ]  # fmt: skip


@router.get("/{int:pk}", response=InterviewFull, operation_id="interview")
def interview(request: HttpRequest, pk: int) -> dict[str, object]:
    """One interview."""
    row = get_object_or_404(interviews_of(user_of(request)), pk=pk)
    opening, record = queries.opening(row), read(row.record)
    texts = ("achievements", "gaps", "causes_within", "causes_outside", "support", "training", "wish", "view")
    return {
        **_row(with_due("interview", [row])[0]),
        "total": None if opening.card.total is None else str(opening.card.total),
        "grade": opening.card.grade,
        "rank": opening.rank,
        "dimensions": [
            (lang_text(title), None if score is None else str(score), str(weight))
            for title, score, weight in opening.dimensions
        ],
        "good": [_fact(each) for each in said.good(opening, row)],
        "short": [_fact(each) for each in said.short(opening, row)],
        "promises": [
            {"what": each.what, "measure": each.measure, "due": each.due, "kind": each.kind}
            for each in opening.promises
        ],
        "record": {name: getattr(record, name) for name in texts},
        "goals": [{"goal": each.goal, "measure": each.measure, "due": each.due} for each in record.goals],
        "agreed": row.agreed,
        "person_words": row.person_words,
        "person_signed_at": row.person_signed_at,
        "lead_signed_at": row.lead_signed_at,
        "version": row.version,
    }


def _row(row: Interview) -> dict[str, object]:
    holder = row.held_by or row.deputy or row.interviewer
    return {
        "id": row.pk,
        "result": row.result_id,
        "person": row.person.agent_id,
        "period": row.result.cycle.period,
        "state": row.state,
        "interviewer": holder.agent_id if holder else "",
        "attendee": row.attendee.agent_id if row.attendee else "",
        "place": row.place,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "due_at": row.due_at,
    }


def _fact(fact: said.Fact) -> dict[str, object]:
    return {"text": fact.text, "note": fact.note, "figure": fact.figure, "evidence": fact.url, "tips": list(fact.tips)}
