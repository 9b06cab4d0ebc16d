"""What HR and the panel see of a cycle beside its people, as JSON: what they look at before and after they decide."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from ninja import Schema

from deskmerit.web.cycles import queries
from deskmerit.web.cycles.models import Cycle, Shift
from deskmerit.web.scorecards.models import Restatement


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


class MovedOut(Schema):
    """Somebody whose grade isn't the score's own, by share, veto or panel."""

    person: str
    employee_no: str
    total: str | None
    score_grade: str
    grade: str
    reason: str


class AfterOut(Schema):
    """Something still to come once results are told, and how many."""

    what: str
    n: int


class RestatedOut(Schema):
    """A restatement of somebody's result."""

    person: str
    state: str
    cause: str
    explanation: str
    made_at: datetime
    before_total: str | None
    before_grade: str
    after_total: str | None
    after_grade: str


class FiguresOut(Schema):
    """What who decides sees beside the people: distribution, shifts, cost, findings, what comes after publication."""

    distribution: dict[str, int]
    shifts: list[ShiftOut]
    moved: list[MovedOut]
    changed: list[CycleChangeOut]
    costs: list[CostOut]
    findings: list[RunFindingOut]
    after: list[AfterOut]
    restatements: list[RestatedOut]
    audit_count: int | None
    audit_head: str


def figures_out(found: Cycle, rows: list[queries.Row]) -> FiguresOut:
    """What the page of a cycle shows who decides."""
    told, is_out = queries.figures(found, rows), found.is_published
    return FiguresOut(
        distribution=dict(told.counts),
        shifts=[_shift(each) for each in found.shifts.select_related("person", "proposed_by", "seconded_by")],
        moved=[_moved(row) for row in told.moved],
        changed=[
            CycleChangeOut(person=row.person, employee_no=row.employee_no, before=was, after=row.grade)
            for row, was, _better in told.changed
        ],
        costs=[CostOut(award=award, now=now, before=before) for award, now, before in told.costs],
        findings=[RunFindingOut(**asdict(each)) for each in told.findings],
        after=[AfterOut(what=what, n=n) for what, n, _url in queries.after(found)] if is_out else [],
        restatements=[_restated(each) for each in queries.restatements(found)] if is_out else [],
        audit_count=found.audit_count,
        audit_head=found.audit_head,
    )


def _shift(shift: Shift) -> ShiftOut:
    return ShiftOut(
        person=shift.person.name, before=shift.before, after=shift.after, state=shift.state, reason=shift.reason,
        evidence=shift.evidence, proposed_by=shift.proposed_by.name,
        seconded_by=shift.seconded_by.name if shift.seconded_by else None,
    )  # fmt: skip


def _moved(row: queries.Row) -> MovedOut:
    return MovedOut(
        person=row.person, employee_no=row.employee_no, total=_text(row.total), score_grade=row.score_grade,
        grade=row.grade, reason=row.reason,
    )  # fmt: skip


def _restated(row: Restatement) -> RestatedOut:
    before, after = row.before, row.after
    return RestatedOut(
        person=row.result.person.name, state=row.state, cause=row.causes, explanation=row.explanation,
        made_at=row.made_at, before_total=_text(before.total), before_grade=before.grade,
        after_total=_text(after.total), after_grade=after.grade,
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
