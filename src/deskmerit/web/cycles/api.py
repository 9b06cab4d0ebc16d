"""Cycles as JSON: what the pages show, under the same rights."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.cycles import access, queries, steps
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.shared.act import user_of

router = Router(tags=["cycles"])


class CycleOut(Schema):
    """A cycle and where it stands."""

    id: int
    period: str
    kind: str
    title: str
    state: str
    small: bool
    start: date
    end: date
    as_of: datetime | None
    published_at: datetime | None


class CycleCheckOut(Schema):
    """A line of the checklist that is not in order."""

    code: str
    sentence: str
    blocks: bool


class RowOut(Schema):
    """A person of a cycle."""

    person: str
    employee_no: str
    team: str
    position: str
    total: str | None
    score_grade: str
    grade: str
    reason: str
    rank: int | None
    receipt: str


class CyclePage(CycleOut):
    """A cycle with the people whose figures one may see, and, for who decides, the next step."""

    people: list[RowOut]
    next_step: str | None
    checks: list[CycleCheckOut]


@router.get("/cycles", response=list[CycleOut])
def cycles(request: HttpRequest) -> list[CycleOut]:
    """The cycles that one may see, the newest first."""
    return [CycleOut(**_columns(each)) for each in access.visible_to(user_of(request)).select_related("current")]


@router.get("/cycles/{pk}", response=CyclePage)
def cycle(request: HttpRequest, pk: int) -> CyclePage:
    """One cycle."""
    user = user_of(request)
    found = get_object_or_404(access.visible_to(user).select_related("current"), pk=pk)
    decides = access.managed_by(user).filter(pk=pk).exists()
    coming = steps.next_step(found, user) if decides else None
    rows = queries.rows_of(found, user, everybody=decides)
    open_ = [*coming.blocked, *coming.doubts] if coming else []
    return CyclePage(
        **_columns(found),
        people=[_row(row) for row in rows],
        next_step=coming.name if coming else None,
        checks=[CycleCheckOut(code=each.code, sentence=each.sentence, blocks=each.blocks) for each in open_],
    )


def _columns(found: Cycle) -> dict[str, Any]:
    return {
        "id": found.pk, "period": found.period, "kind": found.kind, "title": found.title, "state": found.state,
        "small": found.small, "start": found.start, "end": found.end, "published_at": found.published_at,
        "as_of": found.current.as_of if found.current else None,
    }  # fmt: skip


def _row(row: queries.Row) -> RowOut:
    return RowOut(
        person=row.person, employee_no=row.employee_no, team=row.team, position=row.position,
        total=None if row.total is None else str(row.total), score_grade=row.score_grade, grade=row.grade,
        reason=row.reason, rank=row.rank, receipt=row.receipt,
    )  # fmt: skip
