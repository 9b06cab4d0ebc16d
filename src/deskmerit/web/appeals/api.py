"""Flags and appeals as JSON, under the rights of the pages."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.appeals import access, pages, queries
from deskmerit.web.appeals.dates import dates
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.scorecards.evidence import veiled
from deskmerit.web.shared.act import user_of

router = Router(tags=["appeals"])

SHORT = (
    "state", "subject", "indicator", "award", "ground", "text", "wish", "filed_at", "decision", "answer", "decided_at",
)  # fmt: skip
DETAIL = (
    "received_on", "interviewed", "lead_statement", "person_statement", "facts", "inadmissible", "remedy", "letter_at",
    "acknowledged_at",
)  # fmt: skip


class AppealOut(Schema):
    """An appeal; texts as they were written."""

    id: int
    number: str
    period: str
    person: str
    state: str
    subject: str
    indicator: str
    award: str
    ground: str
    text: str
    wish: str
    filed_at: datetime
    reviewer: str
    due: date | None
    decision: str
    answer: str
    decided_at: datetime | None


class AppealDayOut(Schema):
    """A step with the day it was due and the day it was done."""

    code: str
    due: date | None
    done: date | None


class AppealDetailOut(AppealOut):
    """An appeal as its page shows it: both sides, facts, corrections, the letter, its days against their deadlines."""

    records: list[list[str]]
    received_on: date | None
    interviewed: bool
    lead_statement: str
    person_statement: str
    facts: str
    drafts: list[dict[str, str]]
    inadmissible: str
    remedy: str
    letter_at: datetime | None
    acknowledged_at: datetime | None
    dates: list[AppealDayOut]


class AppealRowOut(Schema):
    """One line of before and after, as it reads."""

    label: str
    before: str
    after: str


class AppealOthersOut(Schema):
    """Everybody else, as it reads: names only of whom the reader may see."""

    raised: list[list[str]]
    raised_count: int
    spared: int
    teams: list[list[str]]
    measures: list[list[str]]
    corrections: list[list[str]]
    money: list[str]
    seats: list[list[str]]


class AppealOutcomeOut(Schema):
    """The consequence as far as the reader may see it; empty until there is one."""

    in_effect: bool
    rows: list[AppealRowOut]
    others: AppealOthersOut | None


class FlagOut(Schema):
    """A flag; a low rating of a running period is named by a veiled id to the person."""

    id: int
    period: str
    person: str
    table: str
    record: str
    indicator: str
    reason: str
    text: str
    state: str
    filed_at: datetime
    answer: str


def _appeal(row: Appeal, due: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "number": row.code, "period": row.cycle.period, "person": row.person.agent_id,
        "reviewer": row.reviewer.agent_id if row.reviewer else "", "due": due.due if due else None,
        **{name: getattr(row, name) for name in SHORT},
    }  # fmt: skip


@router.get("/appeals", response=list[AppealOut])
def appeals(request: HttpRequest) -> list[dict[str, Any]]:
    """The appeals the caller may see."""
    found = list(access.visible_to(user_of(request)).select_related("cycle", "person", "reviewer"))
    dues = queries.dues("appeal", found)
    return [_appeal(row, dues.get(row.pk)) for row in found]


@router.get("/appeals/{pk}", response=AppealDetailOut)
def appeal(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One appeal."""
    deep = ("cycle", "person", "reviewer", "result")
    row = get_object_or_404(access.visible_to(user_of(request)).select_related(*deep), pk=pk)
    return {
        **_appeal(row, queries.due("appeal", row)),
        **{name: getattr(row, name) for name in DETAIL},
        "records": [list(each) for each in row.records],
        "drafts": pages.drafts_for(user_of(request), row),
        "dates": [{"code": each.code, "due": each.due, "done": each.done} for each in dates(row)],
    }


@router.get("/appeals/{pk}/outcome", response=AppealOutcomeOut)
def outcome(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What an appeal changes: to its reviewer before the decision, to others once it is in effect."""
    user = user_of(request)
    row = get_object_or_404(access.visible_to(user).select_related("cycle", "person", "reviewer", "result"), pk=pk)
    held = access.relations(row, user.person) if user.person else set()
    decides = bool({"reviewer", "deputy"} & held) and not {"scorer", "person"} & held
    shown = pages.consequence(user, row, decides)
    return {"in_effect": shown["in_effect"], "rows": shown["rows"], "others": _others(shown["others"])}


def _others(found: dict[str, Any] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        name: [list(each) if isinstance(each, tuple) else each for each in value] if isinstance(value, list) else value
        for name, value in found.items()
    }  # fmt: skip


@router.get("/flags", response=list[FlagOut])
def flags(request: HttpRequest) -> list[dict[str, Any]]:
    """The flags the caller may see."""
    user = user_of(request)
    found = access.flags_for(user).select_related("cycle", "person")
    return [_flag(row, user.person_id) for row in found]


def _flag(row: Flag, me: int | None) -> dict[str, Any]:
    veil = row.person_id == me and row.table == "surveys" and not row.cycle.is_published
    return {
        "id": row.pk, "period": row.cycle.period, "person": row.person.agent_id,
        "record": veiled(row.record) if veil else row.record,
        **{name: getattr(row, name) for name in ("table", "indicator", "reason", "text", "state")},
        "filed_at": row.filed_at, "answer": row.answer,
    }  # fmt: skip
