"""How receipt, agreement and restatement of a result flow."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.plan import Workflow
from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import Actor
from deskmerit.web.org.access import deputies_of, holds_for
from deskmerit.web.org.models import Person, Role
from deskmerit.web.plans.queries import workflow_of
from deskmerit.web.scorecards import access, deadlines
from deskmerit.web.scorecards.models import Restatement, Result
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks


def _since(result: Result, event: str) -> date | Deadline | None:
    if event == "later_of_receipt_and_interview":
        return deadlines.appeal_from(result)
    return None


def _plan(result: Result) -> Workflow | None:
    return workflow_of(result.cycle, result.card.plan)


def _two(result: Result) -> str:
    return "" if len(result.reminders) >= 2 else _("Two reminders must have been logged.")


def _restating(row: Restatement, person: Person) -> set[Actor]:
    if row.result.person_id == person.pk:
        return {"person"}
    if row.made_by_id == person.pk or row.merged.filter(made_by=person).exists():
        return {"maker"}
    cycle = row.result.cycle
    if holds_for(person, Role.Kind.HR, row.result.person, cycle.start, cycle.end):
        return {"approver", "hr"}
    stands_in = row.made_by is not None and person in deputies_of(row.made_by, clock.today())
    return {"deputy"} if stands_in else set()


def _remind(result: Result, ran: models.Clock) -> None:
    deadlines.reminded(result, ran)


RECEIPT = Hooks(
    model=Result,
    relations=access.relations,
    url=lambda result: reverse("scorecard", args=[result.pk]),
    concerns=lambda result: result.person,
    guards={"two_reminders_logged": _two, "restatement_told": lambda result: ""},
    waits_for=lambda result, code: (result.person, ""),
    since=_since,
    plan=_plan,
    overdue=_remind,
    visible=access.visible_to,
)

AGREEMENT = Hooks(
    model=Result,
    relations=access.relations,
    url=lambda result: reverse("scorecard", args=[result.pk]),
    concerns=lambda result: result.person,
    guards={"restatement_told": lambda result: ""},
    visible=access.visible_to,
    state="view",
)

RESTATEMENT = Hooks(
    model=Restatement,
    relations=_restating,
    url=lambda row: reverse("scorecard", args=[row.result_id]),
    concerns=lambda row: row.result.person,
    guards={"effect_seen": lambda row: ""},
    waits_for=lambda row, code: (None, "hr"),
    since=lambda row, event: clock.local_date(row.made_at) if event == "proposed" else None,
    visible=lambda user: Restatement.objects.filter(result__in=access.visible_to(user)),
)
