"""Until when an appeal is in time: days after receipt and interview; against an award, days after it was told.

A result tells no amount. What an award comes to is told with the lock of its run, so that its days count from there.
"""

from datetime import date

from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import appeal_due
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.access import TOLD
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.plans.queries import workflow_of
from deskmerit.web.scorecards.deadlines import appeal_by, may_appeal
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import leave_days
from deskmerit.web.shared.organisation import work_calendar


def award_by(result: Result) -> date | None:
    """The last day for an appeal against an award that was told; None while none was."""
    runs = AwardRun.objects.filter(state__in=TOLD, lines__person=result.person, lines__cycle=result.cycle)
    at = runs.order_by("-locked_at").values_list("locked_at", flat=True).first()
    if at is None:
        return None
    told = Deadline(clock.local_date(at))
    workflow, paused = workflow_of(result.cycle, result.card.plan), leave_days(result.person)
    found = appeal_due(told, told.day, told, work_calendar(), workflow, paused)
    return found.day if found else None


def last_day(result: Result, subject: str) -> date | None:
    """The last day for an appeal about something; None while it is open without end."""
    own = appeal_by(result)
    if own is None or subject != Appeal.Subject.AWARD:
        return own.day if own else None
    return max(own.day, award_by(result) or own.day)


def in_time(result: Result, subject: str) -> bool:
    """Whether an appeal about something would be in time today."""
    last = last_day(result, subject)
    return last is None or clock.today() <= last


def subjects(result: Result) -> list[str]:
    """What can be contested today: everything, an award alone, or nothing any more."""
    if may_appeal(result):
        return list(Appeal.Subject.values)
    return [Appeal.Subject.AWARD.value] if in_time(result, Appeal.Subject.AWARD) else []


def due(appeal: Appeal) -> date | None:
    """The day until which an appeal had to be filed."""
    told = award_by(appeal.result) if appeal.subject == Appeal.Subject.AWARD else None
    return max(filter(None, (appeal.result.appeal_due, told)), default=None)
