"""Quality checks as JSON: what the pages show, under the same rights."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.quality import access, queries
from deskmerit.web.quality.models import Check, Sample, Sheet
from deskmerit.web.quality.sheet import fatal_class, name_of
from deskmerit.web.shared.act import user_of

router = Router(tags=["quality"])


class CheckOut(Schema):
    """A quality check; scores as text with two decimals."""

    code: str
    id: int
    state: str
    agent_id: str
    person: str
    reviewer: str
    kind: str
    contact: str
    contact_at: datetime
    sheet: str
    score: str | None
    fatal: str
    fatal_confirmed: bool | None
    submitted_at: datetime | None
    acknowledged_at: datetime | None
    targeted_why: str


class ItemOut(Schema):
    """An item of a check; points as text."""

    section: str
    item: str
    points: str | None
    max_points: str
    not_applicable: bool
    comment: str
    place: str
    proposed: str


class CheckDetail(CheckOut):
    """A check with its items and words."""

    items: list[ItemOut]
    good: str
    coaching: str
    dispute_reason: str
    resolution: str


@router.get("/checks", response=list[CheckOut], summary="Quality checks I may see, newest first")
def checks(request: HttpRequest, limit: int = 100, offset: int = 0) -> list[dict[str, Any]]:
    """At most 500 at a time."""
    limit, offset = max(1, min(limit, 500)), max(0, min(offset, 10**9))
    rows = access.visible_to(user_of(request)).select_related(*queries.LISTED)
    return [_out(each) for each in rows[offset : offset + limit]]


@router.get("/checks/{pk}", response=CheckDetail, summary="A quality check with its items")
def check(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One check."""
    rows = access.visible_to(user_of(request)).select_related(*queries.LISTED)
    found = get_object_or_404(rows, pk=min(pk, 2**62))
    items = [
        {
            "section": name_of(part.section.title), "item": name_of(line.item.title),
            "points": None if line.mark.points is None else str(line.mark.points),
            "max_points": str(line.item.points), "not_applicable": line.mark.not_applicable,
            "comment": line.mark.comment, "place": line.mark.place, "proposed": line.proposed,
        }
        for part in queries.parts(found)
        for line in part.lines
    ]  # fmt: skip
    return {**_out(found), "items": items, "good": found.good, "coaching": found.coaching,
            "dispute_reason": found.dispute_reason, "resolution": found.resolution}  # fmt: skip


def _out(row: Check) -> dict[str, Any]:
    return {
        "code": row.code, "id": row.pk, "state": row.state, "agent_id": row.person.agent_id, "person": row.person.name,
        "reviewer": row.reviewer.name, "kind": row.kind, "contact": row.contact, "contact_at": row.contact_at,
        "sheet": f"{name_of(row.version.sheet.title)} v{row.version.number}",
        "score": None if row.score is None else str(row.score),
        "fatal": fatal_class(row.version.read(), list(row.fatals)), "fatal_confirmed": row.confirmed,
        "submitted_at": row.submitted_at, "acknowledged_at": row.acknowledged_at, "targeted_why": row.targeted_why,
    }  # fmt: skip


class SampleOut(Schema):
    """A sample: what it was drawn from and how far it is."""

    id: int
    title: str
    start: date
    end: date
    kind: str
    per_agent: int
    seed: str
    sheet: str
    drawn_from: int
    contacts: int
    reviewed: int


class QualitySheetOut(Schema):
    """A quality sheet with what its latest version asks."""

    slug: str
    title: dict[str, str]
    kind: str
    version: int | None
    content: dict[str, Any]


@router.get("/samples", response=list[SampleOut], summary="Samples, for those who look after quality")
def samples(request: HttpRequest) -> list[dict[str, Any]]:
    """Every sample with its progress."""
    if not access.looks(user_of(request)):
        raise Http404
    rows = list(Sample.objects.select_related("version__sheet"))
    far = queries.progress(rows)
    return [
        {
            "id": each.pk, "title": each.title, "start": each.start, "end": each.end, "kind": each.kind,
            "per_agent": each.per_agent, "seed": each.seed, "drawn_from": each.drawn_from,
            "sheet": f"{name_of(each.version.sheet.title)} v{each.version.number}",
            "contacts": far.get(each.pk, (0, 0))[0], "reviewed": far.get(each.pk, (0, 0))[1],
        }
        for each in rows
    ]  # fmt: skip


@router.get("/sheets", response=list[QualitySheetOut], summary="Quality sheets, for those who look after quality")
def sheets(request: HttpRequest) -> list[dict[str, Any]]:
    """Every sheet as its latest version has it."""
    if not access.looks(user_of(request)):
        raise Http404
    found = []
    for each in Sheet.objects.prefetch_related("versions"):
        latest = next(iter(each.versions.all()), None)
        number, content = (latest.number, latest.content) if latest else (None, {})
        found.append({"slug": each.slug, "title": each.title, "kind": each.kind, "version": number, "content": content})
    return found
