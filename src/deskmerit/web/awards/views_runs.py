"""The page of a run, its steps, and the payroll file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.core.plan import Plan
from deskmerit.web.accounts.models import User
from deskmerit.web.awards import access, actions, payroll, printed, queries
from deskmerit.web.awards.flow import warnings
from deskmerit.web.awards.forms import ReasonForm, RunForm
from deskmerit.web.awards.models import AwardRun, RunLine
from deskmerit.web.awards.told import Told, issues_of, reasons_of, told
from deskmerit.web.awards.views_wishes import short
from deskmerit.web.shared import clock, pdf, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import hindrances, running, steps


def new(request: HttpRequest) -> HttpResponse:
    """Begins a run."""
    user = user_of(request)
    access.require_hr(user)
    month = f"{clock.today():%Y-%m}"
    form = RunForm(request.POST or None, initial={"kind": "regular", "pay_month": month, **request.GET.dict()})
    if request.method == "POST" and form.is_valid():
        made: list[AwardRun] = []
        if attempt(
            request, lambda: made.append(actions.propose(user, **form.cleaned_data)), _("The run is being calculated.")
        ):
            return redirect("award_run", made[0].pk)
    shown = {"form": form, "heading": _("New award run"), "action": _("Begin and calculate")}
    return render(request, "awards/form.html", {**shown, "over": _("Awards"), "cancel_url": reverse("award_list")})


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A run: what it pays, to whom, how each line came about, and what comes next."""
    user = user_of(request)
    run = get_object_or_404(
        access.runs_for(user).select_related("cycle", "made_by", "approved_by", "locked_by", "paid_by"), pk=pk
    )
    lines = list(run.lines.select_related("cycle"))
    reasons, before = reasons_of(lines), queries.before(run, {line.person_id for line in lines})
    rows = [told(line, reasons, _before(line, before)) for line in lines]
    table = tables.build(request, rows, _columns(), name="lines", size=50)
    if table.exports(request):
        return table.csv(f"{run}-lines")
    shown = {
        "run": run, "table": table, "totals": run.control(), "issues": issues_of(run), "steps": _steps(run, user),
        "people": len({line.person_id for line in lines}), "trail": _trail(run),
        "warnings": warnings(run) if run.state in ("draft", "calculated", "approved") else [],
        "busy": run.job in (AwardRun.Job.QUEUED, AwardRun.Job.WORKING), "is_hr": access.is_hr(user),
        "awards": _awards(run, rows), "shown": table.lines,
    }  # fmt: skip
    return render(request, "awards/run.html", shown)


@require_GET
def print_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The run as a form with lines to sign."""
    people = ("cycle", "made_by", "approved_by", "paid_by")
    run = get_object_or_404(access.runs_for(user_of(request)).select_related(*people), pk=pk)
    return pdf.page(printed.form(run), str(run))


def _before(line: RunLine, before: dict[tuple[int, str], Any]) -> Any:
    return before.get((line.person_id, line.award)) if line.kind == "award" else None


def _columns() -> list[tables.Column]:
    return [
        tables.Column("name", _("Person"), show=lambda row: f"{row.line.name} {row.line.employee_no}"),
        tables.Column("team", _("Team"), show=lambda row: row.line.team, sort=lambda row: row.line.team),
        tables.Column("title", _("Award")),
        tables.Column("grade", _("Grade"), show=lambda row: short(row.line.grade)),
        tables.Column("sum", _("How it came about"), "wide", show=_how),
        tables.Column("amount", _("Amount"), "money", show=_amount, sort=lambda row: row.line.amount),
        tables.Column("change", _("Difference"), "money", show=_change, sort=lambda row: row.change),
    ]


def _how(row: Told) -> str:
    """The sum, the reason of a shift and the notes; a correction with the period it was earned in."""
    earned = str(row.line.cycle) if row.line.kind == "correction" else ""
    return " · ".join(each for each in (earned, row.sum, row.shift, *row.notes) if each)


def _amount(row: Told) -> str:
    return wording.money(row.line.amount, row.line.currency)


def _change(row: Told) -> str:
    if row.change is None:
        return wording.NONE
    return f"{'+' if row.change > 0 else ''}{wording.money(row.change, row.line.currency)}"


def _awards(run: AwardRun, rows: list[Told]) -> list[dict[str, Any]]:
    """Each award of a run: its sum, and the budgets or pools of the plans."""
    plans = queries.plans_of(run.cycle)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row.line.kind, row.line.award)
        each = found.setdefault(
            key,
            {
                "title": row.title, "kind": row.line.kind, "currency": row.line.currency, "sum": queries.ZERO, "n": 0,
                "limits": _limits(plans, row.line) if row.line.kind == "award" else [],
            },
        )  # fmt: skip
        each["sum"] += row.line.amount or queries.ZERO
        each["n"] += row.line.amount is not None
    return list(found.values())


def _limits(plans: list[Plan], line: RunLine) -> list[tuple[str, str]]:
    """The budget or pool of an award in each plan that has it."""
    found = []
    for plan in plans:
        for award in plan.awards:
            limit = award.amount if award.kind == "pool" else award.budget
            if award.id == line.award and limit is not None:
                found.append((wording.lang_text(plan.title), wording.money(limit, line.currency)))
    return found


def _trail(run: AwardRun) -> list[dict[str, Any]]:
    """Who did what when, and what comes next."""
    stamps = [
        (_("Proposal"), run.made_by, run.made_at), (_("Calculation"), None, run.calculated_at),
        (_("Approval by a second person"), run.approved_by, run.approved_at),
        (_("Locking"), run.locked_by, run.locked_at), (_("Payroll file"), None, run.exported_at),
        (_("Payment"), run.paid_by, run.paid_at),
    ]  # fmt: skip
    done = [bool(at) for _what, _who, at in stamps]
    now = done.index(False) if False in done and run.state != "cancelled" else -1
    due = next((_("due %(day)s") % {"day": wording.day(each.due)} for each in running("award_run", run)), "")
    return [
        {
            "what": what,
            "who": who,
            "when": at,
            "note": due if place == now else "",
            "state": "done" if at else "now" if place == now else "next",
        }
        for place, (what, who, at) in enumerate(stamps)
    ]


NAMES: dict[str, Callable[[], str]] = {
    "recalculate": lambda: _("Calculate again"),
    "approve": lambda: _("Approve"),
    "send_back": lambda: _("Send back"),
    "lock": lambda: _("Lock"),
    "pay": lambda: _("Confirm as paid"),
    "cancel": lambda: _("Cancel the run"),
}
REASONED = {"send_back": actions.send_back, "cancel": actions.cancel}
PLAIN = {"recalculate": actions.recalculate, "approve": actions.approve, "lock": actions.lock, "pay": actions.pay}


def _steps(run: AwardRun, user: User) -> list[dict[str, str]]:
    """What the user may do next, the step forward first."""
    found = [each.name for each in steps("award_run", run, user) if each.name in NAMES]
    order = [*("approve", "lock", "pay"), *("recalculate", "send_back", "cancel")]
    return [
        {"name": name, "title": NAMES[name](), "url": reverse("award_run_step", args=[run.pk, name])}
        for name in sorted(found, key=order.index)
    ]


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Asks before a step, with what follows, then takes it."""
    user = user_of(request)
    run = get_object_or_404(access.runs_for(user).select_related("cycle"), pk=pk)
    if name not in {each["name"] for each in _steps(run, user)}:
        raise Http404
    form = ReasonForm(request.POST or None) if name in REASONED else None
    if request.method == "POST" and (form is None or form.is_valid()):
        done = attempt(request, lambda: _take(user, run, name, form), _("Done."))
        return redirect("award_run", pk) if done else redirect(request.path)
    shown = {
        "over": f"{run} · {run.cycle}",
        "heading": NAMES[name](),
        "subject": _("The cycle before, and this run"),
        "consequence": _against(run) if name in ("approve", "lock") else [],
        "notes": _follows(run, name),
        "form": form,
        "action": NAMES[name](),
        "cancel_url": reverse("award_run", args=[pk]),
    }
    return render(request, "shared/confirm.html", shown)


def _take(user: User, run: AwardRun, name: str, form: ReasonForm | None) -> None:
    if form is not None:
        REASONED[name](user, run, form.cleaned_data["reason"])
    else:
        PLAIN[name](user, run)


def _against(run: AwardRun) -> list[dict[str, Any]]:
    """Each award's sum against the cycle before."""
    lines = list(run.lines.exclude(amount=None))
    before = queries.before(run, {line.person_id for line in lines})
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        title = wording.lang_text(line.title) or line.award
        label = title if line.kind == "award" else _("%(award)s, correction") % {"award": title}
        row = found.setdefault(
            label, {"label": label, "was": queries.ZERO, "now": queries.ZERO, "currency": line.currency}
        )
        row["now"] += line.amount
        row["was"] += _before(line, before) or queries.ZERO
    for row in found.values():
        row["before"] = wording.money(row["was"], row["currency"]) if row["was"] else wording.NONE
        row["after"] = wording.money(row["now"], row["currency"])
    return list(found.values())


def _follows(run: AwardRun, name: str) -> list[str]:
    """What a step does to the money, and what still stands in its way."""
    total = ", ".join(wording.money(amount, currency) for currency, amount in run.control().items())
    people = run.lines.values("person").distinct().count()
    said = {
        "approve": _("%(total)s would go to %(n)d people.") % {"total": total, "n": people},
        "lock": _(
            "%(total)s for %(n)d people can't be changed afterwards; each of them is told and sees their own lines."
        )
        % {"total": total, "n": people},
        "pay": _("You confirm that payroll has paid %(total)s to %(n)d people.") % {"total": total, "n": people},
        "recalculate": _("The lines are made anew from the bases, records and results that hold now."),
        "send_back": _("The run becomes a draft again; whoever proposed it is told."),
        "cancel": _("Nothing is paid by this run. Corrections in it stay owed."),
    }
    return [said[name], *warnings(run), *hindrances("award_run", run, name)]


@require_POST
def calculate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the calculation of a draft."""
    user = user_of(request)
    run = get_object_or_404(access.runs_for(user), pk=pk)
    attempt(request, lambda: actions.ask(user, run), _("The run is being calculated."))
    return redirect("award_run", pk)


@require_POST
def payroll_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The payroll file as CSV or workbook; taking it is written down."""
    user = user_of(request)
    run = get_object_or_404(access.runs_for(user).select_related("cycle"), pk=pk)
    if form not in payroll.FORMS:
        raise Http404
    if not attempt(request, lambda: actions.take_file(user, run, form)):
        return redirect("award_run", pk)
    kind, make = payroll.FORMS[form]
    name = f"payroll-{run.cycle.period}-{run}.{form}"
    return HttpResponse(make(run), kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
