"""Scorecards as JSON: the rows of the pages, under the same rights. Decimals are texts."""

from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.cycles.access import managed_by
from deskmerit.web.cycles.models import Run
from deskmerit.web.scorecards import access, queries
from deskmerit.web.scorecards.api_beside import BesideOut, beside
from deskmerit.web.scorecards.api_restated import router as restated
from deskmerit.web.scorecards.evidence import behind_line
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.sheet import Line, Sheet, sheet_of
from deskmerit.web.shared.act import user_of

router = Router(tags=["scorecards"])
router.add_router("", restated)


class LineOut(Schema):
    """A line of a scorecard; `key` opens its records."""

    key: str
    title: str
    dimension: str
    target: str
    actual: str
    cases: str
    weight: str
    score: str | None
    note: str
    steps: list[str]


class SheetOut(Schema):
    """A scorecard: figures, grade, and what it was made from."""

    person: str
    period: str
    team: str
    position: str
    total: str | None
    covered_weight: str
    score_grade: str
    grade: str
    reason: str
    running: bool
    as_of: datetime | None
    lines: list[LineOut]


class PublishedOut(BesideOut, SheetOut):
    """A published scorecard with what stands beside its figures."""


class ResultOut(Schema):
    """A published result with its receipt and deadlines."""

    id: int
    person: str
    period: str
    state: str
    view: str
    published_at: datetime
    received_at: datetime | None
    interview_due: date | None
    appeal_due: date | None


class RecordOut(Schema):
    """One record behind a line."""

    record: str
    started: str
    completed: str
    figure: str
    why: str
    counted: bool


class RecordsOut(Schema):
    """The records behind a line, counted and left out."""

    counted: int
    left_out: int
    sums: str
    rows: list[RecordOut]


@router.get("/scorecards", response=list[ResultOut])
def results(request: HttpRequest) -> list[ResultOut]:
    """The published results that one may see."""
    rows = access.visible_to(user_of(request)).select_related("person", "cycle")
    return [_told(each) for each in rows.order_by("-published_at", "id")]


@router.get("/scorecards/{pk}", response=PublishedOut)
def scorecard(request: HttpRequest, pk: int) -> PublishedOut:
    """A published scorecard, the card that holds now."""
    user = user_of(request)
    deep = [f"card__{name}" for name in queries.CARD]
    rows = access.visible_to(user).select_related(*deep, "person", "lead", "cycle__published_by")
    result = get_object_or_404(rows, pk=pk)
    sheet = sheet_of(result.card)
    around = beside(result, queries.about(result, user), sheet.content.rank)
    return PublishedOut(**_out(sheet, graded=True).dict(), **around.dict())


@router.get("/scorecards/{pk}/records/{key}", response=RecordsOut)
def records(request: HttpRequest, pk: int, key: str) -> RecordsOut:
    """The records behind a line of a published scorecard."""
    return _behind(_published(request, pk), key)


@router.get("/running/{pk}", response=SheetOut)
def running(request: HttpRequest, pk: int) -> SheetOut:
    """Running figures, marked as such."""
    sheet, graded = _running(request, pk)
    return _out(sheet, graded=graded)


@router.get("/running/{pk}/records/{key}", response=RecordsOut)
def running_records(request: HttpRequest, pk: int, key: str) -> RecordsOut:
    """The records behind a line of running figures."""
    return _behind(_running(request, pk)[0], key)


def _published(request: HttpRequest, pk: int) -> Sheet:
    rows = access.visible_to(user_of(request)).select_related(*(f"card__{name}" for name in queries.CARD))
    return sheet_of(get_object_or_404(rows, pk=pk).card)


def _running(request: HttpRequest, pk: int) -> tuple[Sheet, bool]:
    user = user_of(request)
    card = get_object_or_404(access.cards_for(user).select_related(*queries.CARD), pk=pk)
    if card.run.kind not in (Run.Kind.RUNNING, Run.Kind.MEASURED):
        raise Http404
    decides = managed_by(user).filter(pk=card.run.cycle_id).exists()
    return sheet_of(card), decides or card.run.kind == Run.Kind.RUNNING


def _told(result: Result) -> ResultOut:
    return ResultOut(
        id=result.pk, person=result.person.name, period=result.cycle.period, state=result.state, view=result.view,
        published_at=result.published_at, received_at=result.received_at,
        interview_due=result.interview_due, appeal_due=result.appeal_due,
    )  # fmt: skip


def _out(sheet: Sheet, *, graded: bool) -> SheetOut:
    card = sheet.content
    return SheetOut(
        person=card.name, period=card.period, team=card.place.team, position=card.place.position,
        total=None if card.total is None else str(card.total), covered_weight=str(card.covered_weight),
        score_grade=card.score_grade if graded else "", grade=card.grade if graded else "",
        reason=sheet.reason() if graded else "", running=not sheet.card.frozen, as_of=sheet.card.run.as_of,
        lines=[_line(sheet, line) for line in sheet.lines()],
    )  # fmt: skip


def _line(sheet: Sheet, line: Line) -> LineOut:
    return LineOut(
        key=line.key, title=line.title, dimension=line.line.dimension, target=line.target, actual=line.actual,
        cases=line.cases, weight=str(line.weight), score=None if line.score is None else str(line.score),
        note=line.note, steps=list(sheet.how(line)),
    )  # fmt: skip


def _behind(sheet: Sheet, key: str) -> RecordsOut:
    line = sheet.line(key)
    if line is None:
        raise Http404
    found, rows = behind_line(sheet, line)
    shown = [
        RecordOut(record=row.record, started=row.started, completed=row.completed, figure=row.figure, why=row.why,
                  counted=row.counted)
        for row in rows
    ]  # fmt: skip
    return RecordsOut(counted=found.counted, left_out=found.left, sums=found.sums, rows=shown)
