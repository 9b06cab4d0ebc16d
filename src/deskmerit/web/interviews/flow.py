"""How an interview flows: guards in words, whom its clocks wait for, what happens when one runs out."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.plan import Workflow
from deskmerit.core.workflow import CLOCKS
from deskmerit.web.interviews import access
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.queries import is_lowest_grade
from deskmerit.web.interviews.record import lacking, read
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Leave, Person
from deskmerit.web.plans.queries import workflow_of
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks
from deskmerit.web.shared.models import Attachment

LONG_LEAVE = 14  # days: an interview can't wait for somebody who is away for two weeks


def url_of(interview: Interview) -> str:
    """The interview's page."""
    return reverse("interview_page", args=[interview.pk])


def _complete(interview: Interview) -> str:
    missing = lacking(read(interview.record))
    return _("The record lacks: %(fields)s.") % {"fields": ", ".join(missing)} if missing else ""


def _hr_attends(interview: Interview) -> str:
    present = (interview.attendee, interview.held_by or interview.interviewer)
    here = any(each is not None and access.is_hr(interview, each) for each in present)
    if here or not is_lowest_grade(interview.result):
        return ""
    return _("HR attends an interview about the lowest grade: name who of HR was there.")


def _other_side(interview: Interview) -> str:
    """Each side signs once; `signing` is set by the action."""
    side = interview.signing
    signed = interview.person_signed_at if side == "person" else interview.lead_signed_at
    return _("You signed already: the other side's signature is missing.") if signed else ""


def _two(interview: Interview) -> str:
    return "" if len(interview.reminders) >= 2 else _("Two reminders to sign must have been logged first.")


def _away(interview: Interview) -> str:
    person, today = interview.person, clock.today()
    if (person.left_on and person.left_on <= today) or interview.declined_at:
        return ""
    spans = Leave.objects.on(today).filter(person=person)
    if any((span.to_date - today).days >= LONG_LEAVE for span in spans):
        return ""
    if Attachment.objects.filter(flow="interview", row=interview.pk, purpose="declined").exists():
        return ""
    return _("An interview is waived only for who left, is away for two weeks or more, or declined in writing.")


def _waits_for(interview: Interview, code: str) -> tuple[Person | None, str]:
    if code == "signing":
        first = interview.person if interview.person_signed_at is None else holder(interview)
        return first, "hr"
    return (interview.deputy if code == "late_interview" else None) or interview.interviewer, "hr"


def holder(interview: Interview) -> Person | None:
    """Who has the interview in hand: whoever held it, the deputy, or the interviewer."""
    return interview.held_by or interview.deputy or interview.interviewer


def _since(interview: Interview, event: str) -> date | None:
    return clock.local_date(interview.result.published_at) if event == "published" else None


def _plan(interview: Interview) -> Workflow | None:
    return workflow_of(interview.result.cycle, interview.result.card.plan)


def _overdue(interview: Interview, ran: models.Clock) -> None:
    if ran.code == "signing":
        _remind(interview, ran)
    else:
        _hand_on(interview, ran)


def _hand_on(interview: Interview, ran: models.Clock) -> None:
    """The next deputy has it; the person and whoever had it before are told."""
    passed = [*interview.passed, *([interview.deputy_id] if interview.deputy_id else [])]
    deputy = access.next_deputy(interview.person, interview.interviewer, passed)
    Interview.objects.filter(pk=interview.pk).update(deputy=deputy, passed=passed)
    interview.deputy, interview.passed = deputy, passed
    waiting = models.Clock.objects.filter(
        flow="interview", row=interview.pk, code=CLOCKS["late_interview"].name, stopped_at=None
    )
    waiting.update(person=deputy, role="" if deputy else "hr")
    told: dict[str, Any] = {"about": interview.person.name, "period": interview.result.cycle.period}
    due = waiting.values_list("due", flat=True).first()
    for each, code in (
        (deputy, "interview-taken-over"),
        (interview.interviewer, "interview-passed-on"),
        (interview.person, "interview-passed-on"),
    ):
        if each is not None:
            notify(each, code, f"{code}:{interview.pk}:{ran.pk}", url_of(interview), due=due, **told)


def _remind(interview: Interview, ran: models.Clock) -> None:
    reminders = [*interview.reminders, clock.today().isoformat()]
    Interview.objects.filter(pk=interview.pk).update(reminders=reminders)
    interview.reminders = reminders
    sides = ((interview.person, interview.person_signed_at), (holder(interview), interview.lead_signed_at))
    for each, signed in sides:
        if each is not None and signed is None:
            key = f"interview-sign-reminder:{interview.pk}:{ran.pk}"
            told: dict[str, Any] = {"about": interview.person.name, "period": interview.result.cycle.period}
            notify(each, "interview-sign-reminder", key, url_of(interview), **told)


INTERVIEW = Hooks(
    model=Interview,
    relations=access.relations,
    url=url_of,
    concerns=lambda interview: interview.person,
    guards={
        "record_complete": _complete,
        "hr_attends_lowest_grade": _hr_attends,
        "other_side": _other_side,
        "two_reminders_logged": _two,
        "person_left_or_declined": _away,
    },
    waits_for=_waits_for,
    since=_since,
    plan=_plan,
    overdue=_overdue,
    visible=access.visible_to,
)
