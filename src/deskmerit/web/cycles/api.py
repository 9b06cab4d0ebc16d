"""Cycles as JSON: what the pages show, under the same rights."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.cycles import access, queries, steps
from deskmerit.web.cycles.models import Cycle, PanelSeat, Shift
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


class SeatOut(Schema):
    """A member of the panel, and when the review was signed."""

    person: str
    function: str
    outside: bool
    signed_at: datetime | None


class ShiftOut(Schema):
    """A grade moved by the panel, or proposed to be."""

    person: str
    before: str
    after: str
    state: str
    reason: str
    evidence: str
    proposed_by: str
    seconded_by: str | None


class CycleChangeOut(Schema):
    """A person whose grade is another than last cycle."""

    person: str
    employee_no: str
    before: str
    after: str


class CostOut(Schema):
    """What an award costs now and cost last cycle, as the page says it."""

    award: str
    now: str
    before: str


class RunFindingOut(Schema):
    """What the run found in the data, with its first places and how many more there are."""

    level: str
    message: str
    fix: str
    places: list[str]
    more: int


class FiguresOut(Schema):
    """What who decides sees beside the people: distribution, shifts, cost, findings, the audit trail's head."""

    distribution: dict[str, int]
    shifts: list[ShiftOut]
    changed: list[CycleChangeOut]
    costs: list[CostOut]
    findings: list[RunFindingOut]
    audit_count: int | None
    audit_head: str


class CyclePage(CycleOut):
    """A cycle with the people whose figures one may see, and, for who decides, the next step."""

    plans: list[str]
    panel: list[SeatOut]
    people: list[RowOut]
    next_step: str | None
    checks: list[CycleCheckOut]
    figures: FiguresOut | None


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
        plans=[str(each) for each in found.versions.select_related("document")],
        panel=[_seat(each) for each in found.panel.select_related("person")],
        people=[_row(row) for row in rows],
        next_step=coming.name if coming else None,
        checks=[CycleCheckOut(code=each.code, sentence=each.sentence, blocks=each.blocks) for each in open_],
        figures=_figures(found, rows) if decides and rows else None,
    )


def _seat(seat: PanelSeat) -> SeatOut:
    return SeatOut(person=seat.person.name, function=seat.function, outside=seat.outside, signed_at=seat.signed_at)


def _figures(found: Cycle, rows: list[queries.Row]) -> FiguresOut:
    told = queries.figures(found, rows)
    return FiguresOut(
        distribution=dict(told.counts),
        shifts=[_shift(each) for each in found.shifts.select_related("person", "proposed_by", "seconded_by")],
        changed=[
            CycleChangeOut(person=row.person, employee_no=row.employee_no, before=was, after=row.grade)
            for row, was, _better in told.changed
        ],
        costs=[CostOut(award=award, now=now, before=before) for award, now, before in told.costs],
        findings=[RunFindingOut(**asdict(each)) for each in told.findings],
        audit_count=found.audit_count,
        audit_head=found.audit_head,
    )


def _shift(shift: Shift) -> ShiftOut:
    return ShiftOut(
        person=shift.person.name, before=shift.before, after=shift.after, state=shift.state, reason=shift.reason,
        evidence=shift.evidence, proposed_by=shift.proposed_by.name,
        seconded_by=shift.seconded_by.name if shift.seconded_by else None,
    )  # fmt: skip


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
