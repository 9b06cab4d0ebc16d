"""What an interview's page shows besides the brief: steps somebody may take, the course of it, its people."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.accounts.models import User
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import read, said
from deskmerit.web.shared import flow, models
from deskmerit.web.shared.differences import Difference, differences
from deskmerit.web.shared.organisation import settings_of

BUTTONS: dict[str, tuple[str | Promise, str]] = {
    "hold": (gettext_lazy("Record the interview"), "interview_record"),
    "schedule": (gettext_lazy("Arrange a date"), "interview_step"),
    "reschedule": (gettext_lazy("Change the date"), "interview_step"),
    "amend": (gettext_lazy("Amend the record"), "interview_record"),
    "close_unsigned": (gettext_lazy("Close unsigned"), "interview_step"),
    "waive": (gettext_lazy("Waive the interview"), "interview_step"),
}
NEXT: dict[str, str | Promise] = {
    "due": gettext_lazy("The interviewer arranges a date."),
    "scheduled": gettext_lazy("The interview is held and recorded."),
    "escalated": gettext_lazy("It is overdue: the deputy holds it. For the appeal it counts as held on its due day."),
    "held": gettext_lazy("Both sign the record."),
    "signed_by_one": gettext_lazy("The other side signs."),
    "signed": gettext_lazy("Both signed. The goals come up at the next interview."),
    "closed_unsigned": gettext_lazy("Closed without a signature, after two reminders."),
    "not_held": gettext_lazy("There is no interview. For the appeal it counts as held on its due day."),
}
TONES = {"escalated": "notice", "signed": "done", "due": "quiet", "closed_unsigned": "quiet", "not_held": "quiet"}


@dataclass(frozen=True, slots=True)
class Button:
    """A step and where it is taken."""

    label: str | Promise
    url: str
    primary: bool


def buttons(interview: Interview, user: User) -> list[Button]:
    """What a user may do next, signing left aside (it has a form of its own); the likeliest first."""
    names = [each.name for each in flow.steps("interview", interview, user)]
    likely = "hold" if interview.state == "scheduled" else "schedule" if "schedule" in names else "hold"
    found = []
    for name in sorted((each for each in names if each in BUTTONS), key=lambda each: each != likely):
        label, page = BUTTONS[name]
        args = [interview.pk] if page == "interview_record" else [interview.pk, name]
        found.append(Button(label, reverse(page, args=args), name == likely))
    open_ = interview.state in ("due", "scheduled", "escalated") and not interview.declined_at
    if open_ and interview.person_id == user.person_id:
        found.append(Button(_("Decline in writing"), reverse("interview_step", args=[interview.pk, "decline"]), False))
    return found


def signs(interview: Interview, user: User) -> str:
    """As which side a user may sign now: person, interviewer or ""."""
    names = {each.name for each in flow.steps("interview", interview, user)}
    if not names & {"sign_first", "sign_second"}:
        return ""
    if interview.person_id == user.person_id:
        return "" if interview.person_signed_at else "person"
    return "" if interview.lead_signed_at else "interviewer"


def due(interview: Interview) -> datetime | None:
    """When its running clock ends: the end of the due day."""
    running = models.Clock.objects.filter(flow="interview", row=interview.pk, stopped_at=None).first()
    return end_of(running.due) if running else None


def end_of(day: Any) -> datetime:
    """24:00 of a day in the organisation's zone."""
    return datetime.combine(day + timedelta(1), time(), ZoneInfo(settings_of().zone))


def course(interview: Interview) -> list[dict[str, Any]]:
    """Who did what when, and what comes."""
    open_ = interview.state in ("due", "scheduled", "escalated")
    holder = interview.held_by or interview.deputy or interview.interviewer
    steps: list[dict[str, Any]] = [{"what": _("Result published"), "when": interview.result.published_at}]
    if interview.deputy and interview.state != "not_held":
        steps.append({"what": _("Overdue, passed on"), "who": interview.deputy.name})
    if interview.declined_at:
        said_ = {"when": interview.declined_at, "note": interview.declined_words}
        steps.append({"what": _("Declined in writing"), "who": interview.person.name, **said_})
    if interview.state == "not_held":
        return [*steps, {"what": _("Waived"), "note": interview.closing_reason}]
    held = {"state": "now", "due": due(interview)} if open_ else {"when": interview.starts_at}
    steps.append({"what": _("Interview"), "who": holder.name if holder else "", **held})
    for who, at in ((holder, interview.lead_signed_at), (interview.person, interview.person_signed_at)):
        name = who.name if who else ""
        waits = {"state": "next" if open_ else "now"} if not interview.closing_reason else {"state": "next"}
        signed = {"when": at} if at else waits
        steps.append({"what": _("Signature") if not at else _("Signed"), "who": name, **signed})
    if interview.closing_reason:
        steps.append({"what": _("Closed unsigned"), "note": interview.closing_reason})
    return steps


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment: its number, who, when, why, and what differs from the version before."""

    number: int
    who: str
    when: datetime
    reason: str
    differences: list[Difference]


def changes(interview: Interview) -> list[Change]:
    """Every amendment with what it changed."""
    versions = list(interview.versions.select_related("made_by"))
    return [
        Change(
            now.number, now.made_by.name if now.made_by else "", now.made_at, now.reason,
            differences(said(read(before.record)), said(read(now.record))),
        )
        for before, now in pairwise(versions)
    ]  # fmt: skip
