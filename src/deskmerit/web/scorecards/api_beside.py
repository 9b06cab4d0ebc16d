"""What stands beside the figures of a published scorecard, as JSON: who decided, receipt, remarks, deadlines, shift."""

from datetime import date, datetime

from ninja import Schema

from deskmerit.web.cycles.models import Shift
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.queries import About
from deskmerit.web.shared.organisation import settings_of

KEPT = ("published_at", "state", "received_at", "view", "remark", "interview_due", "interviewed_on", "appeal_due")


class SignedOut(Schema):
    """A member of the panel, and when the review was signed."""

    person: str
    function: str
    signed_at: datetime | None


class MovedOut(Schema):
    """A shift of the grade by the panel."""

    before: str
    after: str
    reason: str
    evidence: str
    signed_by: list[str]


class BesideOut(Schema):
    """Everything beside the figures."""

    employee_no: str
    evaluator: str
    panel: list[SignedOut]
    published_at: datetime
    published_by: str
    rank: int | None
    state: str
    received_at: datetime | None
    view: str
    remark: str
    evaluators_remark: str
    interview_due: date | None
    interviewed_on: date | None
    appeal_due: date | None
    shift: MovedOut | None
    audit_head: str


def beside(result: Result, about: About, rank: int | None) -> BesideOut:
    """What the page shows beside the figures; a rank only where the organisation shows it."""
    by, lead = result.cycle.published_by, result.lead
    return BesideOut(
        **{name: getattr(result, name) for name in KEPT},
        employee_no=result.person.employee_no,
        evaluator=lead.name if lead else "",
        panel=[
            SignedOut(person=each.person.name, function=each.function, signed_at=each.signed_at) for each in about.panel
        ],
        published_by=by.name if by else "",
        evaluators_remark=result.lead_remark,
        rank=rank if settings_of().show_rank else None,
        shift=_moved(about.shift) if about.shift else None,
        audit_head=result.cycle.audit_head,
    )


def _moved(shift: Shift) -> MovedOut:
    signed = [each.name for each in (shift.proposed_by, shift.seconded_by) if each]
    return MovedOut(
        before=shift.before, after=shift.after, reason=shift.reason, evidence=shift.evidence, signed_by=signed
    )
