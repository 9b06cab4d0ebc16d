"""Quality checks as JSON: what the pages show, under the same rights."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.accounts.models import User
from deskmerit.web.quality import access, queries
from deskmerit.web.quality.models import Check, Sample, Sheet, Task
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


class HappenedOut(Schema):
    """Something that happened in a contact: by whom, of what kind, from the customer or not."""

    at: str
    what: str
    who: str
    value: str
    theirs: bool


class ContactOut(Schema):
    """The contact beside a check, as the records tell it; the customer's names and numbers masked."""

    facts: list[tuple[str, str]]
    events: list[HappenedOut]
    note: str


class CheckDetail(CheckOut):
    """A check with its items and words; `contact_told` for the person, whoever reviews or decides, HR and auditors."""

    items: list[ItemOut]
    contact_told: ContactOut | None
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
    told = queries.transcript(found) if queries.reads_contact(user_of(request), found) else None
    return {**_out(found), "items": items, "contact_told": told, "good": found.good, "coaching": found.coaching,
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


class TaskStateOut(Schema):
    """A contact to review: whose it is, by whom it is reviewed, the check once begun, or why it is left out."""

    id: int
    sample: int
    contact: str
    contact_at: datetime
    person: str
    channel: str
    category: str
    reviewer: str
    check: int | None
    state: str
    skipped: str


class SampleDetail(SampleOut):
    """A sample with its teams (none: all) and every contact that was drawn."""

    teams: list[str]
    tasks: list[TaskStateOut]


class WaitingOut(Schema):
    """What a reviewer has to do: contacts to begin, drafts to finish, decisions to take."""

    tasks: list[TaskStateOut]
    drafts: list[CheckOut]
    decisions: list[CheckOut]


class ReviewerOut(Schema):
    """How a reviewer scores, as text with two decimals: mean, spread, distance from everybody's mean."""

    agent_id: str
    person: str
    checks: int
    mean: str
    spread: str | None
    off: str
    few: bool


class QualitySheetOut(Schema):
    """A quality sheet with what its latest version asks; `retired_at`: out of use since."""

    slug: str
    title: dict[str, str]
    kind: str
    retired_at: datetime | None
    version: int | None
    content: dict[str, Any]


@router.get("/waiting", response=WaitingOut, summary="What waits for me as a quality reviewer")
def waiting(request: HttpRequest) -> dict[str, Any]:
    """As at the top of the page of checks."""
    found = queries.waiting(user_of(request))
    return {
        "tasks": [_task(each) for each in found["tasks"]], "drafts": [_out(each) for each in found["drafts"]],
        "decisions": [_out(each) for each in found["decisions"]],
    }  # fmt: skip


@router.get("/samples", response=list[SampleOut], summary="Samples, for those who look after quality")
def samples(request: HttpRequest) -> list[dict[str, Any]]:
    """Every sample with its progress."""
    _looks(request)
    rows = list(Sample.objects.select_related("version__sheet"))
    far = queries.progress(rows)
    return [_sample(each, far) for each in rows]


@router.get("/samples/{int:pk}", response=SampleDetail, summary="A sample with its contacts")
def sample(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One sample; contacts of oneself are left out."""
    user = _looks(request)
    found = get_object_or_404(Sample.objects.select_related("version__sheet"), pk=min(pk, 2**62))
    tasks = access.tasks_for(user).filter(sample=found).select_related("person", "reviewer", "check_of")
    return {
        **_sample(found, queries.progress([found])), "teams": [each.name for each in found.teams.all()],
        "tasks": [_task(each) for each in tasks],
    }  # fmt: skip


@router.get("/reviewers", response=list[ReviewerOut], summary="Quality reviewers beside one another")
def reviewers(request: HttpRequest, months: int = 3) -> list[dict[str, Any]]:
    """The strictest first, over the last 1, 3, 6 or 12 months (any other number: 3)."""
    _looks(request)
    return [
        {"agent_id": each.person.agent_id, "person": each.person.name, "checks": each.n, "mean": str(each.mean),
         "spread": None if each.spread is None else str(each.spread), "off": str(each.off), "few": each.few}
        for each in queries.reviewers(*queries.last_months(months))
    ]  # fmt: skip


def _looks(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.looks(user):
        raise Http404
    return user


def _sample(row: Sample, far: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    whole, done = far.get(row.pk, (0, 0))
    return {
        "id": row.pk, "title": row.title, "start": row.start, "end": row.end, "kind": row.kind,
        "per_agent": row.per_agent, "seed": row.seed, "drawn_from": row.drawn_from,
        "sheet": f"{name_of(row.version.sheet.title)} v{row.version.number}", "contacts": whole, "reviewed": done,
    }  # fmt: skip


def _task(row: Task) -> dict[str, Any]:
    check = getattr(row, "check_of", None)
    return {
        "id": row.pk, "sample": row.sample_id, "contact": row.contact, "contact_at": row.contact_at,
        "person": row.person.name, "channel": row.channel, "category": row.category,
        "reviewer": row.reviewer.name if row.reviewer else "", "check": check.pk if check else None,
        "state": check.state if check else "", "skipped": row.skipped,
    }  # fmt: skip


@router.get("/sheets", response=list[QualitySheetOut], summary="Quality sheets, for those who look after quality")
def sheets(request: HttpRequest) -> list[dict[str, Any]]:
    """Every sheet as its latest version has it."""
    _looks(request)
    found = []
    for each in Sheet.objects.prefetch_related("versions"):
        latest = next(iter(each.versions.all()), None)
        number, content = (latest.number, latest.content) if latest else (None, {})
        found.append({"slug": each.slug, "title": each.title, "kind": each.kind, "retired_at": each.retired_at,
                      "version": number, "content": content})  # fmt: skip
    return found
