"""The pages of a cycle: list, one cycle, its run while it is made, and what is decided on it."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from deskmerit.core.workflow import FLOWS
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles import access, actions, queries
from deskmerit.web.cycles import steps as next_steps
from deskmerit.web.cycles.checklist import gaps
from deskmerit.web.cycles.forms import ReasonForm
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.access import rights
from deskmerit.web.shared import tables
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import relations_of, steps


@require_GET
def cycle_list(request: HttpRequest) -> HttpResponse:
    """The cycles somebody may see, the current ones first."""
    user = user_of(request)
    rows = list(access.visible_to(user).select_related("current"))
    running = [each for each in rows if each.state not in ("published", "settled", "cancelled")]
    past = [each for each in rows if each not in running]
    table = tables.build(request, past, queries.past_columns(), name="past", size=24)
    if table.exports(request):
        return table.csv("cycles")
    told = {"running": running, "table": table, "hr": rights(user).everywhere("hr")}
    return render(request, "cycles/list.html", told)


@require_GET
def cycle_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle: what comes next, and the figures of those whom the user may see."""
    user = user_of(request)
    cycle = get_object_or_404(access.visible_to(user).select_related("current", "opened_by", "published_by"), pk=pk)
    decides = access.managed_by(user).filter(pk=cycle.pk).exists()
    rows = queries.rows_of(cycle, user, everybody=decides)
    table = tables.build(request, rows, queries.columns(cycle), name="people", size=50)
    if table.exports(request):
        return table.csv(f"{cycle.period}-people")
    told: dict[str, Any] = {
        "cycle": cycle,
        "decides": decides,
        "table": table,
        "run": queries.run_of(cycle),
        "timeline": next_steps.timeline(cycle),
        "panel": list(cycle.panel.select_related("person")),
        "versions": list(cycle.versions.select_related("document")),
        "own": next((row for row in rows if row.person_key == (user.person_id or 0)), None),
    }
    if decides:
        told |= _managed(cycle, user, rows)
        for name in ("moved", "changed"):
            told[name] = Paginator(getattr(told["figures"], name), 40).get_page(request.GET.get(f"{name}.page"))
    return render(request, "cycles/page.html", told)


def _managed(cycle: Cycle, user: User, rows: list[queries.Row]) -> dict[str, Any]:
    """What only HR, the panel and auditors see."""
    held = relations_of("cycle", cycle, user)
    shifts = list(cycle.shifts.select_related("person", "proposed_by", "seconded_by"))
    return {
        "figures": queries.figures(cycle, rows),
        "next": next_steps.next_step(cycle, user),
        "others": next_steps.others(cycle, user),
        "may_run": bool(held & {"hr", "panel"}) and cycle.state in ("open", "measured"),
        "may_restate": "hr" in held and cycle.is_published,
        "may_sign": _may_sign(cycle, user),
        "may_shift": "panel" in held and cycle.state == Cycle.State.PANEL_REVIEW,
        "hr": "hr" in held,
        "shifts": [(shift, {each.name for each in steps("shift", shift, user)}) for shift in shifts],
        "failed": queries.failed_run(cycle),
        "after": queries.after(cycle) if cycle.is_published else [],
        "restatements": queries.restatements(cycle) if cycle.is_published else [],
    }


def _may_sign(cycle: Cycle, user: User) -> bool:
    if cycle.state != Cycle.State.PANEL_REVIEW or user.person is None:
        return False
    return cycle.panel.filter(person=user.person, outside=False, signed_at=None).exists()


@require_GET
def cycle_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the run is; once it is done the page is read again."""
    cycle = get_object_or_404(access.visible_to(user_of(request)).select_related("current"), pk=pk)
    run = queries.run_of(cycle)
    answer = render(request, "cycles/run.html", {"cycle": cycle, "run": run})
    if run is None or run.state not in queries.PENDING:
        answer.headers["HX-Refresh"] = "true"
    return answer


ACTS: dict[str, Callable[[User, Cycle, str], object]] = {
    "open": lambda by, cycle, reason: actions.open_cycle(by, cycle),
    "measure": lambda by, cycle, reason: actions.measure(by, cycle),
    "reopen": actions.reopen,
    "review": lambda by, cycle, reason: actions.begin_review(by, cycle),
    "measure_again": actions.measure_again,
    "publish": lambda by, cycle, reason: actions.publish_cycle(by, cycle),
    "settle": lambda by, cycle, reason: actions.settle(by, cycle),
    "cancel": actions.cancel,
}


def cycle_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Taking a step, after its consequence was shown."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user).select_related("current"), pk=pk)
    if step not in ACTS or step not in {each.name for each in steps("cycle", cycle, user)}:
        raise Http404
    transition = FLOWS["cycle"].transition(step)
    form = ReasonForm(request.POST or None) if transition.reason_required else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        if attempt(request, lambda: ACTS[step](user, cycle, reason), _("Done.")):
            return redirect("cycle_page", pk=pk)
        cycle.refresh_from_db()
    checks = next_steps.checks(cycle, transition, user)
    told = {"cycle": cycle, "word": next_steps.word(step), "form": form, "notes": consequence(cycle, step),
            "blocked": [each for each in checks if each.blocks and each.sentence],
            "doubts": [each for each in checks if not each.blocks and each.sentence]}  # fmt: skip
    return render(request, "cycles/step.html", told)


def consequence(cycle: Cycle, step: str) -> list[str]:
    """What a step brings about, in words."""
    people = (cycle.current.summary if cycle.current else {}).get("people", 0)
    said = {
        "open": [_("Everybody evaluated sees running figures from now on, marked as such."),
                 _("Plans and panel of the cycle are fixed.")],
        "measure": [_("The figures are measured for the review. Corrections from now on need another measuring.")],
        "reopen": [_("The cycle runs again; the measured figures are no longer reviewed.")],
        "review": [_("The panel reviews these figures; they don't change while it does.")],
        "measure_again": [_("Signatures start over, and proposed and signed shifts lapse.")],
        "publish": [
            _("%(n)d scorecards are frozen with all that they were made from.") % {"n": people},
            _("Everybody is told, without any figure; receipt, interview and appeal begin to run."),
            _("Later changes are dated restatements only."),
        ],
        "settle": [_("The cycle is closed; appeals and restatements remain possible.")],
        "cancel": [_("Nobody is evaluated by this cycle; what was measured stays in the trail only.")],
    }  # fmt: skip
    return said[step]


@require_POST
def cycle_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """A member of the panel signs."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user), pk=pk)
    attempt(request, lambda: actions.sign(user, cycle), _("Signed."))
    return redirect("cycle_page", pk=pk)


@require_POST
def cycle_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for another run in the present state."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user), pk=pk)
    attempt(request, lambda: actions.run_again(user, cycle), _("Measuring begins."))
    return redirect("cycle_page", pk=pk)


@require_POST
def cycle_recompute(request: HttpRequest, pk: int) -> HttpResponse:
    """Measures a published cycle again, beside what was told."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user), pk=pk)
    attempt(request, lambda: actions.recompute(user, cycle), _("Measuring begins. Nobody's result changes by that."))
    return redirect("restatement_list", cycle=pk)


def cycle_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepting the gaps in the data, each named, with a reason."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user).select_related("current"), pk=pk, state=Cycle.State.MEASURED)
    if not relations_of("cycle", cycle, user):
        raise Http404
    form = ReasonForm(request.POST or None)
    accepts = request.method == "POST" and form.is_valid()
    if accepts and attempt(
        request, lambda: actions.accept_gaps(user, cycle, form.cleaned_data["reason"]), _("Accepted.")
    ):
        return redirect("cycle_page", pk=pk)
    told = {
        "over": str(cycle),
        "heading": _("Accept the gaps in the data"),
        "notes": [*gaps(cycle),
                  _("Missing is not zero: each plan says what stands in for it. Your reason stays with the run.")],
        "form": form, "action": pgettext("gaps", "Accept"), "cancel_url": f"/cycles/{cycle.pk}/",
    }  # fmt: skip
    return render(request, "shared/confirm.html", told)
