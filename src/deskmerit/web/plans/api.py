"""Plans as JSON, under the same rights as the pages."""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.bridge import codec
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.bridge.preview import Preview, Shift
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.plans import access, queries, sheet
from deskmerit.web.plans.diff import differences
from deskmerit.web.plans.findings import said
from deskmerit.web.plans.models import PlanPreview, PlanVersion
from deskmerit.web.shared.act import user_of

router = Router(tags=["plans"])


class VersionOut(Schema):
    """A version of a plan; the text is the plan file."""

    id: int
    plan: str
    number: int
    state: str
    fingerprint: str
    note: str
    author: str | None
    approver: str | None
    made_at: datetime
    approved_at: datetime | None
    effective_from: date | None
    consulted_on: date | None
    notice_on: date | None


class PlanOut(Schema):
    """A plan with the version in force and those there are."""

    id: str
    title: dict[str, str]
    in_force: int | None
    next_phase: str
    versions: list[VersionOut]


class IndicatorOut(Schema):
    """A line of the indicator sheet, as it reads."""

    id: str
    title: str
    definition: str
    source: str
    target: str
    weight: str
    scoring: str
    min_cases: str
    guards: str
    goal: str
    scored: bool


class GroupOut(Schema):
    """A dimension of the sheet."""

    title: str
    weight: str
    lines: list[IndicatorOut]


class FindingOut(Schema):
    """What the check finds."""

    level: str
    code: str
    text: str
    mend: str
    place: str


class PlanSheetOut(Schema):
    """A version with its indicator sheet and its text."""

    version: VersionOut
    groups: list[GroupOut]
    text: str
    findings: list[FindingOut]


class ChangeOut(Schema):
    """One difference between two versions."""

    section: str
    what: str
    label: str
    before: str
    after: str


class AcknowledgementOut(Schema):
    """Who was asked to acknowledge a version, and when they did."""

    person: str
    state: str
    asked_at: datetime
    acknowledged_at: datetime | None


class PreviewShiftOut(Schema):
    """Somebody by the old plans and by the new one; null where no plan serves them."""

    person: str
    team: str
    position: str
    total_before: str | None
    total_after: str | None
    grade_before: str | None
    grade_after: str | None
    by_share: bool


class PreviewCostOut(Schema):
    """What an award sums up to by the old plans and by the new one."""

    award: str
    currency: str
    before: str | None
    after: str | None


class PreviewOut(Schema):
    """What a text of a version would have done in a period that is over; figures once it is done."""

    id: int
    state: str
    period: str
    phase: str
    progress: str
    failure: str
    asked_at: datetime
    done_at: datetime | None
    grades: dict[str, list[int]]
    costs: list[PreviewCostOut]
    moved: list[PreviewShiftOut]
    fallen_by_share: list[PreviewShiftOut]


NAMED = ("plan", "author", "approver")


def _version(version: PlanVersion) -> VersionOut:
    return VersionOut(
        plan=version.document.slug,
        author=str(version.author) if version.author else None,
        approver=str(version.approver) if version.approver else None,
        **{
            name: getattr(version, name)
            for name in VersionOut.model_fields
            if name not in ("plan", "author", "approver")
        },
    )


def _seen(request: HttpRequest, pk: int) -> PlanVersion:
    related = ("document", "author", "approver")
    return get_object_or_404(access.visible_to(user_of(request)).select_related(*related), pk=pk)


@router.get("", response=list[PlanOut], operation_id="plans")
def plans(request: HttpRequest) -> list[PlanOut]:
    """The plans you may see."""
    user, found = user_of(request), dict[int, PlanOut]()
    for line in queries.list_of(user):
        found[line.document.pk] = PlanOut(
            id=line.document.slug, title=line.document.title, in_force=line.current.pk if line.current else None,
            next_phase=queries.next_phase(line.document.slug), versions=[],
        )  # fmt: skip
    for version in access.visible_to(user).select_related("document", "author", "approver"):
        found[version.document_id].versions.append(_version(version))
    return list(found.values())


@router.get("versions/{int:pk}", response=PlanSheetOut, operation_id="plan_version")
def version(request: HttpRequest, pk: int) -> PlanSheetOut:
    """One version: its indicator sheet, text and findings."""
    held = _seen(request, pk)
    plan, issues = bridge.read(held.text)
    return PlanSheetOut.model_validate(
        {
            "version": _version(held), "text": held.text, "groups": sheet.groups(plan) if plan else [],
            "findings": said(issues),
        },
        from_attributes=True,
    )  # fmt: skip


@router.get("versions/{int:pk}/differences/{int:other}", response=list[ChangeOut], operation_id="plan_differences")
def changes(request: HttpRequest, pk: int, other: int) -> list[ChangeOut]:
    """What differs from another version, in words; nothing where one of them can't be read as a plan."""
    new, old = (bridge.read(_seen(request, key).text)[0] for key in (pk, other))
    found = differences(old, new) if old and new else []
    return [ChangeOut.model_validate(each, from_attributes=True) for each in found]


@router.get("versions/{int:pk}/acknowledgements", response=list[AcknowledgementOut], operation_id="acknowledgements")
def acknowledgements(request: HttpRequest, pk: int) -> list[AcknowledgementOut]:
    """Who knows a version; for HR and auditors."""
    require_everywhere(user_of(request), "hr", "auditor")
    asked = _seen(request, pk).acknowledgements.select_related("person")
    names = ("state", "asked_at", "acknowledged_at")
    return [
        AcknowledgementOut(person=str(each.person), **{name: getattr(each, name) for name in names}) for each in asked
    ]


@router.get("versions/{int:pk}/previews", response=list[PreviewOut], operation_id="plan_previews")
def previews(request: HttpRequest, pk: int) -> list[PreviewOut]:
    """The last ten previews of a version, the newest first: grades and cost before and after, for HR."""
    require_everywhere(user_of(request), "hr")
    return [_preview(each) for each in _seen(request, pk).previews.order_by("-pk")[:10]]


def _preview(row: PlanPreview) -> PreviewOut:
    done = row.state == PlanPreview.State.DONE
    found: Preview | None = codec.from_json(Preview, row.data) if done else None
    names = ("state", "period", "phase", "progress", "failure", "asked_at", "done_at")
    return PreviewOut(
        id=row.pk, **{name: getattr(row, name) for name in names},
        grades={grade: list(both) for grade, both in found.counts.items()} if found else {},
        costs=[
            PreviewCostOut(award=each.award, currency=each.currency, before=_text(each.before), after=_text(each.after))
            for each in (found.costs if found else ())
        ],
        moved=[_shift(each) for each in (found.moved() if found else ())],
        fallen_by_share=[_shift(each) for each in (found.fallen_by_share() if found else ())],
    )  # fmt: skip


def _shift(each: Shift) -> PreviewShiftOut:
    names = ("team", "position", "grade_before", "grade_after", "by_share")
    return PreviewShiftOut(
        person=each.name, total_before=_text(each.total_before), total_after=_text(each.total_after),
        **{name: getattr(each, name) for name in names},
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
