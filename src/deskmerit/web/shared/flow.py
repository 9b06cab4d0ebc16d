"""Taking a step of a workflow: who may, what stands in the way, compare-and-set, audit event, clocks — at one place.

Each folder with something that flows has a `flow.py` with a `Hooks`; `shared.flows` lists them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from deskmerit.core.plan import Workflow
from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import CLOCKS, FLOWS, Actor, due_of, may, moves_from, started, stopped
from deskmerit.core.workflow.base import STAYS, Clock, Transition
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.org.models import Leave, Person
from deskmerit.web.shared import clock as present
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.organisation import work_calendar
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import move

type Row = Any
type Guard = Callable[[Row], str]
"""A sentence of what is missing and how to mend it; "" where nothing is."""


def _nobody(row: Row, code: str) -> tuple[Person | None, str]:
    return None, "hr"


@dataclass(frozen=True, slots=True)
class Hooks:
    """How a folder's things flow.

    `relations(row, person)`: how a person stands to the thing. `concerns(row)`: whom it is about. `guards`: guard
    code → check. `waits_for(row, clock code)`: the person a clock waits for, or nobody and a role. `since(row, event)`:
    the day of an event named by a clock, where that is not today. `plan(row)`: the workflow part of the plan in force.
    `overdue(row, clock)`: what else happens when a clock runs out (naming the next deputy, reminding).
    `reads_files(user, row key)`: who may open files, where that is not whoever sees the row they are kept with.
    `audits(row)`: what an event of it names, if not the row itself; None where no single event may be kept.
    """

    model: type[models.Model]
    relations: Callable[[Row, Person], Collection[Actor]]
    url: Callable[[Row], str]
    concerns: Callable[[Row], Person | None] = lambda row: None
    guards: Mapping[str, Guard] = field(default_factory=dict)
    waits_for: Callable[[Row, str], tuple[Person | None, str]] = _nobody
    since: Callable[[Row, str], date | Deadline | None] = lambda row, event: None
    plan: Callable[[Row], Workflow | None] = lambda row: None
    overdue: Callable[[Row, shared.Clock], None] = lambda row, clock: None
    audits: Callable[[Row], models.Model | None] = lambda row: row
    visible: Callable[[User], models.QuerySet] | None = None  # the things a user may see; attachments follow it
    reads_files: Callable[[User, int], bool] | None = None
    state: str = "state"  # the field that holds the state


def hooks_of(flow: str) -> Hooks:
    """The hooks of a flow."""
    from deskmerit.web.shared.flows import HOOKS

    return HOOKS[flow]()


def relations_of(flow: str, row: Row, user: User | None) -> frozenset[Actor]:
    """How a user stands to a thing; nobody signed in is the system itself."""
    if user is None:
        return frozenset({"system"})
    return frozenset(hooks_of(flow).relations(row, user.person)) if user.person else frozenset()


def steps(flow: str, row: Row, user: User) -> list[Transition]:
    """What a user may do next with a thing (guards left aside), for the buttons of its page."""
    held, state = relations_of(flow, row, user), getattr(row, hooks_of(flow).state)
    return [each for each in moves_from(FLOWS[flow], state) if may(FLOWS[flow], state, each.name, held)]


def theirs(flow: str, row: Row, name: str, user: User) -> bool:
    """Whether a step is ever a user's to take, in this state or another: else its page is 404. What is only too late,
    or barred for one's own thing, is told by `take`.
    """
    return bool(relations_of(flow, row, user).intersection(FLOWS[flow].transition(name).actors))


def hindrances(flow: str, row: Row, name: str) -> list[str]:
    """The sentences of what stands in the way of a step."""
    hooks = hooks_of(flow)
    found = (hooks.guards[code](row) for code in FLOWS[flow].transition(name).guards)
    return [sentence for sentence in found if sentence]


def doubts(flow: str, row: Row, name: str) -> list[str]:
    """The sentences of what should be looked at before a step, and stops nothing."""
    hooks = hooks_of(flow)
    found = (hooks.guards[code](row) for code in FLOWS[flow].transition(name).warns if code in hooks.guards)
    return [sentence for sentence in found if sentence]


def begin(flow: str, row: Row, by: User | None, **detail: Any) -> None:
    """Audits a thing just made and starts the clocks of its first state."""
    hooks = hooks_of(flow)
    audit(by, flow, "begun", row, **detail)
    for clock in FLOWS[flow].clocks:
        if getattr(row, hooks.state) in clock.runs_in:
            start(flow, row, clock)


def audit(by: User | None, flow: str, name: str, row: Row, reason: str = "", **detail: Any) -> None:
    """An event of a thing in the trail, unless its flow keeps no single ones."""
    hooks = hooks_of(flow)
    target = hooks.audits(row)
    if target is not None:
        record(by, f"{flow}.{name}", target, person=hooks.concerns(row), reason=reason, **detail)


def take(
    flow: str,
    row: Row,
    name: str,
    by: User | None,
    *,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    **values: object,
) -> None:
    """Takes a step in the present transaction: `values` are columns of the row that change along.

    Raises Refused with every sentence of what stands in the way, NotYours for whoever stands in no relation to the
    thing, Overtaken when somebody was faster.
    """
    hooks, table = hooks_of(flow), FLOWS[flow]
    state = getattr(row, hooks.state)
    held = relations_of(flow, row, by)
    if not may(table, state, name, held):
        raise (Refused if held else NotYours)(
            _("This step is not yours to take, or not possible any more. Read the page again.")
        )
    transition = table.transition(name)
    missing = hindrances(flow, row, name)
    if transition.reason_required and not reason.strip():
        missing.append(_("Give the reason: it stays with the decision."))
    if missing:
        raise Refused(*missing)
    move(row, was=state, to=state if transition.target == STAYS else transition.target, field=hooks.state, **values)
    audit(by, flow, name, row, reason, **dict(detail or {}))
    stop(flow, row, *(each.name for each in stopped(table, state, name)))
    for clock in started(table, state, name):
        start(flow, row, clock)


def start(flow: str, row: Row, clock: Clock, told: Deadline | None = None) -> shared.Clock | None:
    """Starts a clock of a thing, anew where it ran already; None where the day of its event isn't known yet."""
    hooks = hooks_of(flow)
    event = hooks.since(row, clock.since) or present.today()
    concerned = hooks.concerns(row)
    due = due_of(clock, event, work_calendar(), hooks.plan(row), leave_days(concerned), told)
    person, role = hooks.waits_for(row, clock.name)
    stop(flow, row, clock.name)
    return shared.Clock.objects.create(
        flow=flow,
        code=clock.name,
        row=row.pk,
        since=event.day if isinstance(event, Deadline) else event,
        due=due.day,
        provisional=due.provisional,
        person=person,
        role="" if person else role,
        concerns=concerned,
        url=hooks.url(row),
    )


def stop(flow: str, row: Row, *codes: str) -> None:
    """Stops running clocks of a thing: those named."""
    running = shared.Clock.objects.filter(flow=flow, row=row.pk, code__in=codes, stopped_at=None)
    running.update(stopped_at=present.now())


def running(flow: str, row: Row) -> list[shared.Clock]:
    """The clocks that run on a thing, the next due first."""
    return list(shared.Clock.objects.filter(flow=flow, row=row.pk, stopped_at=None))


def leave_days(person: Person | None) -> set[date]:
    """The days on which a person is on approved leave, which pause their clocks."""
    if person is None:
        return set()
    spans = Leave.objects.filter(person=person, to_date__gt=present.today() - timedelta(120))
    return {each.from_date + timedelta(n) for each in spans for n in range((each.to_date - each.from_date).days)}


def restart(again: shared.Clock, ran: shared.Clock) -> None:
    """Lets a clock that ran out run anew from today, as often as it takes."""
    due = due_of(CLOCKS[again.code], present.today(), work_calendar(), None, leave_days(again.concerns))
    shared.Clock.objects.filter(pk=again.pk).update(
        since=present.today(), due=due.day, provisional=due.provisional, times=ran.times + 1
    )
