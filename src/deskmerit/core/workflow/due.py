"""When a clock runs out, in working days (semantics §7). What holds for every day is in `core.workday`."""

from collections.abc import Collection
from datetime import date

from deskmerit.core import plan
from deskmerit.core.calendar import Calendar
from deskmerit.core.workday import Deadline, appeal_deadline, deadline, never_shortened
from deskmerit.core.workflow.base import Clock


def days_of(clock: Clock, workflow: plan.Workflow | None = None) -> int:
    """A clock's working days: the plan's where it says them, else the clock's own."""
    said = (
        {"interview": workflow.interview, "appeal": workflow.appeal, "decision": workflow.decision} if workflow else {}
    )
    return said.get(clock.plan_key, clock.days)


def due_of(
    clock: Clock,
    event_day: date | Deadline,
    calendar: Calendar | None = None,
    workflow: plan.Workflow | None = None,
    paused: Collection[date] = (),
    told: Deadline | None = None,
) -> Deadline:
    """The last day of a clock that began on a local date.

    `event_day`: the day of `clock.since`; as a deadline (a deemed receipt) it hands on being provisional. `paused`: the
    person's days on approved leave, which stop her clocks only. `told`: what she was told before, never shortened.

    >>> from deskmerit.core.workflow import CLOCKS
    >>> due_of(CLOCKS["decision"], date(2026, 10, 5), workflow=plan.Workflow(decision=2))
    Deadline(day=datetime.date(2026, 10, 7), provisional=False)
    """
    event = event_day if isinstance(event_day, Deadline) else Deadline(event_day)
    stops = paused if clock.paused_by == "person" else ()
    found = deadline(calendar, event.day, days_of(clock, workflow), paused=stops)
    found = Deadline(found.day, found.provisional or event.provisional)
    return never_shortened(told, found) if told else found


def appeal_due(
    received: Deadline | None,
    interviewed: date | None,
    interview_due: Deadline,
    calendar: Calendar | None = None,
    workflow: plan.Workflow | None = None,
    paused: Collection[date] = (),
    told: Deadline | None = None,
) -> Deadline | None:
    """The last day for an appeal, from where the plan counts it; None while receipt is open: nothing closes before.

    An interview waived or not held is None and counts as held on its due day.

    >>> appeal_due(Deadline(date(2026, 10, 5)), None, Deadline(date(2026, 10, 7)))
    Deadline(day=datetime.date(2026, 10, 9), provisional=False)
    """
    asks = workflow or plan.Workflow()
    if asks.appeal_from == "receipt" and received is not None:
        interviewed, interview_due = None, received
    found = appeal_deadline(calendar, received, interviewed, interview_due, asks.appeal, paused=paused)
    return never_shortened(told, found) if told and found else found
