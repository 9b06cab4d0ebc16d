"""The days of a result: receipt, interview and appeal (semantics §7). A day told is never moved to an earlier one."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from deskmerit.core.calendar import Calendar
from deskmerit.core.workday import Deadline, receipt
from deskmerit.core.workflow import CLOCKS, appeal_due, due_of
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
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


def follow_leave(person: Person) -> int:
    """Moves what a person was told of interviews and appeals to after their leave; how many results moved.

    Only what is still open: an interview held stays, an appeal whose time is over too. Expects a transaction.
    """
    paused, calendar, moved = leave_days(person), work_calendar(), 0
    held = Result.objects.select_for_update(of=("self",)).filter(person=person, interview_due__isnull=False)
    for result in held.exclude(appeal_due__lt=clock.today()).select_related("cycle", "card", "person"):
        was = (result.interview_due, result.appeal_due)
        if result.interviewed_on is None:
            _interview_by(result, paused, calendar)
        appeal_by(result)
        due, provisional = result.appeal_due, result.appeal_provisional
        running = models.Clock.objects.filter(flow="receipt", row=result.pk, code="appeal_window", stopped_at=None)
        if due is not None:
            running.filter(due__lt=due).update(due=due, provisional=provisional)
        moved += was != (result.interview_due, result.appeal_due)
    return moved


def _interview_by(result: Result, paused: Collection[date], calendar: Calendar | None) -> None:
    """The last day for the interview, with the leave that is known now."""
    assert result.interview_due is not None
    told = Deadline(result.interview_due, result.interview_provisional)
    published, workflow = clock.local_date(result.published_at), workflow_of(result.cycle, result.card.plan)
    due = due_of(CLOCKS["interview"], published, calendar, workflow, paused, told)
    if due != told:
        Result.objects.filter(pk=result.pk).update(interview_due=due.day, interview_provisional=due.provisional)
        result.interview_due, result.interview_provisional = due.day, due.provisional


def paused_days(result: Result) -> int:
    """How many days of leave since publication stop the clocks of a result."""
    since = clock.local_date(result.published_at)
    last = max(filter(None, (result.interview_due, result.appeal_due)), default=since)
    return sum(since < day <= last for day in leave_days(result.person))


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
