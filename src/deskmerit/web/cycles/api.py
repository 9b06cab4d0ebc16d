"""Cycles as JSON: what the pages show, under the same rights."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.cycles import access, queries, steps
from deskmerit.web.cycles.api_figures import FiguresOut, figures_out
from deskmerit.web.cycles.checklist import gaps
from deskmerit.web.cycles.models import Cycle, PanelSeat, Run
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


class RunOut(Schema):
    """A run of the figures: of what kind, how far, and until when its data reach."""

    kind: str
    state: str
    progress: str
    as_of: datetime | None
    done_at: datetime | None


class StateOut(Schema):
    """A state on a cycle's way: done, now or next; when it was reached, by whom, until when it should be."""

    what: str
    state: str
    when: datetime | None
    who: str
    due: datetime | None
    note: str


class CyclePage(CycleOut):
    """A cycle with the people whose figures one may see, and, for who decides, the next step with its checklist:
    `checks` are what is not in order, `in_order` the words of the rest, `failed` why the last run failed.
    """

    phase: str
    run: RunOut | None
    way: list[StateOut]
    plans: list[str]
    panel: list[SeatOut]
    people: list[RowOut]
    next_step: str | None
    checks: list[CycleCheckOut]
    in_order: list[str]
    gaps: list[str]
    failed: str
    figures: FiguresOut | None


@router.get("/cycles", response=list[CycleOut])
def cycles(request: HttpRequest) -> list[CycleOut]:
    """The cycles that one may see, the newest first."""
    return [CycleOut(**_columns(each)) for each in access.visible_to(user_of(request)).select_related("current")]


@router.get("/cycles/{int:pk}", response=CyclePage)
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
        phase=found.phase,
        run=_run(queries.run_of(found)),
        way=[StateOut.model_validate(each) for each in steps.timeline(found)],
        plans=[str(each) for each in found.versions.select_related("document")],
        panel=[_seat(each) for each in found.panel.select_related("person")],
        people=[_row(row) for row in rows],
        next_step=coming.name if coming else None,
        checks=[CycleCheckOut(code=each.code, sentence=each.sentence, blocks=each.blocks) for each in open_],
        in_order=[each.text for each in coming.fine] if coming else [],
        gaps=gaps(found) if decides else [],
        failed=failed.failure if decides and (failed := queries.failed_run(found)) else "",
        figures=figures_out(found, rows) if decides else None,
    )


@router.get("/cycles/{int:pk}/run", response=RunOut | None, summary="How far the figures of a cycle are")
def run(request: HttpRequest, pk: int) -> RunOut | None:
    """The run that is being made, else the one that pages show; none before the first."""
    found = get_object_or_404(access.visible_to(user_of(request)).select_related("current"), pk=pk)
    return _run(queries.run_of(found))


def _run(run: Run | None) -> RunOut | None:
    names = ("kind", "state", "progress", "as_of", "done_at")
    return RunOut(**{name: getattr(run, name) for name in names}) if run else None


def _seat(seat: PanelSeat) -> SeatOut:
    return SeatOut(person=seat.person.name, function=seat.function, outside=seat.outside, signed_at=seat.signed_at)


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
