"""Improvement plans as JSON: what their pages show, under the same rights."""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.improvement import access, queries
from deskmerit.web.improvement.content import read
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.interviews.lists import with_due
from deskmerit.web.shared.act import user_of

router = Router(tags=["improvement"])


class ImprovementPlanOut(Schema):
    """A plan in a list."""

    id: int
    result: int
    person: str
    lead: str
    period: str
    state: str
    agreed: str
    version: int
    starts_on: date | None
    ends_on: date | None
    due_at: datetime | None


class AreaOut(Schema):
    """An area with its figure now; decimals are texts."""

    area: str
    indicator: str
    current: str
    expected: str
    gap: str
    start: str | None
    target: str | None
    now: str | None
    period: str
    reached: bool | None
    due: date | None


class StepOut(Schema):
    """A step of a side."""

    side: str
    text: str
    owner: str
    due: date | None
    done: date | None


class CheckInOut(Schema):
    """A check-in with the figures of its day."""

    held_on: date
    notes: str
    figures: dict[str, str]


class PlanFull(ImprovementPlanOut):
    """A plan with everything in it."""

    reason: str
    causes: str
    criteria: str
    if_met: str
    if_partly: str
    if_not: str
    areas: list[AreaOut]
    steps: list[StepOut]
    check_ins: list[CheckInOut]
    heard: str
    outcome: str


@router.get("/", response=list[ImprovementPlanOut], operation_id="improvement_plans")
def plans(request: HttpRequest, state: str = "") -> list[dict[str, object]]:
    """The plans one may see, the latest first."""
    rows = queries.listed(access.visible_to(user_of(request)))
    if state:
        rows = rows.filter(state=state)
    return [_row(row) for row in with_due("improvement", list(rows[:1000]))]


@router.get("/{pk}", response=PlanFull, operation_id="improvement_plan")
def plan(request: HttpRequest, pk: int) -> dict[str, object]:
    """One plan."""
    row = get_object_or_404(queries.listed(access.visible_to(user_of(request))), pk=pk)
    content = read(row.content)
    texts = ("reason", "causes", "criteria", "if_met", "if_partly", "if_not")
    return {
        **_row(with_due("improvement", [row])[0]),
        **{name: getattr(content, name) for name in texts},
        "areas": [_area(each) for each in queries.filled(row, content)],
        "steps": [
            {"side": step.side, "text": step.text, "owner": step.owner, "due": step.due, "done": row.done.get(step.key)}
            for step in content.steps
        ],
        "check_ins": list(row.check_ins.all()),
        "heard": row.heard,
        "outcome": row.outcome,
    }


def _row(row: Improvement) -> dict[str, object]:
    lead = row.deputy or row.lead
    return {
        "id": row.pk,
        "result": row.result_id,
        "person": row.person.agent_id,
        "lead": lead.agent_id if lead else "",
        "period": row.result.cycle.period,
        "state": row.state,
        "agreed": row.agreed,
        "version": row.version,
        "starts_on": read(row.content).starts_on,
        "ends_on": row.ends_on,
        "due_at": row.due_at,
    }


def _area(filled: queries.Filled) -> dict[str, object]:
    area = filled.area
    return {
        "area": area.area,
        "indicator": area.indicator,
        "current": area.current,
        "expected": area.expected,
        "gap": area.gap,
        "start": _text(area.start),
        "target": _text(area.target),
        "now": _text(filled.value),
        "period": filled.period,
        "reached": filled.reached,
        "due": area.due,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
