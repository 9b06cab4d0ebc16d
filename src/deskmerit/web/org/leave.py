"""Approved leave pauses a person's clocks: those that run are reckoned anew, and none told is ever shortened."""

from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import CLOCKS, due_of
from deskmerit.web.org.models import Person
from deskmerit.web.shared.flow import hooks_of, leave_days
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.organisation import work_calendar


def recompute(person: Person) -> int:
    """Moves the due days of a person's running clocks to after their leave; how many moved. Expects a transaction.

    What their results tell of interview and appeal moves along.
    """
    from deskmerit.web.scorecards.deadlines import follow_leave

    paused, calendar, moved = leave_days(person), work_calendar(), 0
    for clock in Clock.objects.select_for_update().filter(concerns=person, stopped_at=None):
        rule = CLOCKS[clock.code]
        if rule.paused_by != "person":
            continue
        hooks = hooks_of(clock.flow)
        row = hooks.model._default_manager.filter(pk=clock.row).first()
        told = Deadline(clock.due, clock.provisional)
        due = due_of(rule, clock.since, calendar, hooks.plan(row) if row else None, paused, told)
        if due != told:
            Clock.objects.filter(pk=clock.pk).update(due=due.day, provisional=due.provisional)
            moved += 1
    follow_leave(person)
    return moved
