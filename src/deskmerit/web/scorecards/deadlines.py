"""The days of a result: receipt, interview and appeal (semantics §7). A day told is never moved to an earlier one."""

from datetime import date

from django.urls import reverse

from deskmerit.core.workday import Deadline, receipt
from deskmerit.core.workflow import appeal_due
from deskmerit.web.notices.notify import notify
from deskmerit.web.plans.queries import workflow_of
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import leave_days
from deskmerit.web.shared.organisation import work_calendar


def received(result: Result) -> Deadline | None:
    """The day on which a result counts as received; None while nothing makes it so."""
    day = clock.local_date(result.received_at) if result.received_at else None
    reminders = [date.fromisoformat(each) for each in result.reminders]
    return receipt(work_calendar(), day, reminders, paused=leave_days(result.person))


def appeal_from(result: Result) -> Deadline | None:
    """The day the appeal's clock starts: the later of receipt and interview (held, or counted as held)."""
    due = Deadline(result.interview_due or clock.today(), result.interview_provisional)
    counted = received(result)
    if counted is None:
        return None
    held = Deadline(result.interviewed_on) if result.interviewed_on else due
    return max(counted, held, key=lambda each: each.day)


def appeal_by(result: Result) -> Deadline | None:
    """The last day for an appeal, None while it is open without end; kept with the result, never shortened."""
    told = Deadline(result.appeal_due, result.appeal_provisional) if result.appeal_due else None
    found = appeal_due(
        received(result),
        result.interviewed_on,
        Deadline(result.interview_due or clock.today(), result.interview_provisional),
        work_calendar(),
        workflow_of(result.cycle, result.card.plan),
        leave_days(result.person),
        told,
    )
    if found is not None and found != told:
        Result.objects.filter(pk=result.pk).update(appeal_due=found.day, appeal_provisional=found.provisional)
        result.appeal_due, result.appeal_provisional = found.day, found.provisional
    return found


def may_appeal(result: Result) -> bool:
    """Whether an appeal would be in time today."""
    last = appeal_by(result)
    return last is None or clock.today() <= last.day


def reminded(result: Result, ran: models.Clock) -> None:
    """A reminder is logged and sent when a receipt clock ran out."""
    if ran.code not in ("first_reminder", "second_reminder"):
        return
    result.reminders = [*result.reminders, clock.today().isoformat()]
    result.save(update_fields=["reminders"])
    url = reverse("scorecard", args=[result.pk])
    notify(
        result.person, "result-reminder", f"result:{result.pk}:{len(result.reminders)}", url, period=result.cycle.period
    )
