"""What is done with award runs. Every function belongs into one transaction (`shared.act.attempt` opens it)."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.access import is_hr
from deskmerit.web.awards.ledger import enter
from deskmerit.web.awards.models import AwardRun, RunLine
from deskmerit.web.awards.restated import owe_restated
from deskmerit.web.awards.tasks import calculate_run
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, hooks_of, take
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import move

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def propose(
    by: User, cycle: Cycle, kind: str, pay_month: str, budget: Decimal | None = None, note: str = ""
) -> AwardRun:
    """HR begins a run of a published cycle and asks for its calculation."""
    wrong = []
    if not is_hr(by):
        raise Refused(_("Award runs are HR's."))
    if not cycle.is_published:
        wrong.append(_("Awards follow published grades: publish the cycle first."))
    if not MONTH.fullmatch(pay_month):
        wrong.append(_("Name the pay month as 2026-10."))
    if budget is not None and budget < 0:
        wrong.append(_("A budget is not below 0."))
    regular = cycle.award_runs.filter(kind=AwardRun.Kind.REGULAR).exclude(state=AwardRun.State.CANCELLED).first()
    if kind == AwardRun.Kind.REGULAR and regular is not None:
        wrong.append(
            _("%(run)s is this cycle's regular run already; corrections take a run of their own.") % {"run": regular}
        )
    if kind == AwardRun.Kind.CORRECTIONS and (regular is None or regular.state not in ("locked", "paid")):
        wrong.append(_("The regular run of this cycle takes its corrections along: lock it first."))
    if wrong:
        raise Refused(*wrong)
    run = AwardRun.objects.create(
        cycle=cycle, kind=kind, pay_month=pay_month, budget=budget, note=note, made_by=by.person, made_at=clock.now()
    )
    begin("award_run", run, by, period=cycle.period, kind=kind, pay_month=pay_month, budget=str(budget or ""))
    ask(by, run)
    return run


def ask(by: User, run: AwardRun) -> None:
    """Asks for the calculation of a draft; the worker makes it. One that waits already is enough."""
    if run.state != AwardRun.State.DRAFT or not is_hr(by):
        raise (Refused if is_hr(by) else NotYours)(_("Only a draft is calculated, by HR."))
    if run.job in (AwardRun.Job.QUEUED, AwardRun.Job.WORKING):
        return
    move(run, was=run.job, to=AwardRun.Job.QUEUED, field="job", asked_by=by.person, failure="")
    record(by, "award_run.asked", run)
    calculate_run.enqueue(run.pk)


def recalculate(by: User, run: AwardRun) -> None:
    """Back to draft, and calculated again by what holds now."""
    take("award_run", run, "recalculate", by, **_fresh())
    ask(by, run)


def send_back(by: User, run: AwardRun, reason: str) -> None:
    """The approver sends a run back with a reason."""
    _not_own(by, run)
    take("award_run", run, "send_back", by, reason=reason, approved_by=None, approved_at=None, **_fresh())
    if run.made_by:
        notify(
            run.made_by, "award-run-back", f"award-run:{run.pk}:back:{clock.now()}", _url(run), period=run.cycle.period
        )


def approve(by: User, run: AwardRun) -> None:
    """A second person approves: not who proposed it, nor anybody with a line in it."""
    _not_own(by, run)
    told = {"totals": run.totals}
    take("award_run", run, "approve", by, approved_by=by.person, approved_at=clock.now(), detail=told)
    if run.made_by:
        notify(run.made_by, "award-run-approved", f"award-run:{run.pk}:approved", _url(run), period=run.cycle.period)


def lock(by: User, run: AwardRun) -> None:
    """From now on nothing in the run changes: its lines go to the ledger, and everybody sees their own."""
    take("award_run", run, "lock", by, locked_by=by.person, locked_at=clock.now(), detail={"totals": run.totals})
    enter(run)
    run.lines.update(frozen=True)
    owe_restated.enqueue(run.cycle_id)
    people = Person.objects.filter(award_lines__run=run, award_lines__amount__gt=0).select_related("user").distinct()
    for person in people:
        notify(person, "award-told", f"award-run:{run.pk}:told", _own_url(), period=run.cycle.period)


def take_file(by: User, run: AwardRun, form: str) -> None:
    """HR takes the payroll file of a locked run; that is written down each time."""
    if not is_hr(by) or run.state not in ("locked", "paid") or _concerned(by, run):
        raise (Refused if is_hr(by) else NotYours)(_("The payroll file is taken by HR, once the run is locked."))
    AwardRun.objects.filter(pk=run.pk).update(exported_at=clock.now())
    record(by, "award_run.exported", run, form=form, totals=run.totals)


def pay(by: User, run: AwardRun) -> None:
    """HR confirms that payroll has paid."""
    take("award_run", run, "pay", by, paid_by=by.person, paid_at=clock.now(), detail={"totals": run.totals})


def cancel(by: User, run: AwardRun, reason: str) -> None:
    """Gives a run up before it was approved; corrections in it stay owed."""
    take("award_run", run, "cancel", by, reason=reason)
    run.lines.all().delete()


def _fresh() -> dict[str, Any]:
    """Columns of a run that begins its calculation anew."""
    return {"job": AwardRun.Job.NONE, "decider": None, "passed": [], "calculated_at": None}


def _concerned(by: User, run: AwardRun) -> bool:
    return RunLine.objects.filter(run=run, person=by.person_id or 0).exists()


def _not_own(by: User, run: AwardRun) -> None:
    if _concerned(by, run):
        raise Refused(_("You have a line of your own in this run: somebody else decides about it."))


def _url(run: AwardRun) -> str:
    return hooks_of("award_run").url(run)


def _own_url() -> str:
    from django.urls import reverse

    return reverse("award_list")
