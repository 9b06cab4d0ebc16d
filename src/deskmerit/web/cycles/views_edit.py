"""Preparing a cycle, and the panel's shifts."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from deskmerit.web.cycles import access, actions
from deskmerit.web.cycles.checklist import SMALL, beside
from deskmerit.web.cycles.forms import CycleForm, ReasonForm, ShiftForm, initial_of, next_label
from deskmerit.web.cycles.models import Cycle, Shift
from deskmerit.web.cycles.opening import Evaluated
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.org.models import Person
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import relations_of, steps


def cycle_new(request: HttpRequest) -> HttpResponse:
    """A new cycle: the form, then whom it evaluates, then it is kept as a draft."""
    require_everywhere(user_of(request), "hr")
    return _prepare(request, None)


def cycle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, changed."""
    user = user_of(request)
    require_everywhere(user, "hr")
    return _prepare(request, get_object_or_404(access.visible_to(user), pk=pk, state=Cycle.State.DRAFT))


def _prepare(request: HttpRequest, cycle: Cycle | None) -> HttpResponse:
    initial = initial_of(cycle) if cycle else {"period": next_label()}
    form = CycleForm(request.POST or None, cycle=cycle, initial=initial)
    valid = request.method == "POST" and form.is_valid()
    if valid and "keep" in request.POST:
        made = form.into(cycle or Cycle())
        if attempt(
            request, lambda: _keep(request, form, made, cycle is None), _("Kept as a draft. Open it when all is ready.")
        ):
            return redirect("cycle_page", pk=made.pk)
    people = form.people if valid else []
    told = {
        "form": form,
        "cycle": cycle,
        "preview": valid,
        "table": _table(request, people) if valid else None,
        "served": sum(each.served for each in people),
        "unserved": sum(not each.served for each in people),
        "offer_small": valid and not form.cleaned_data["small"] and sum(each.served for each in people) < SMALL,
    }
    return render(request, "cycles/form.html", told)


def _keep(request: HttpRequest, form: CycleForm, cycle: Cycle, new: bool) -> None:
    act = actions.prepare if new else actions.change_draft
    with transaction.atomic():
        act(user_of(request), cycle, form.cleaned_data["versions"], form.seats(), form.cleaned_data["teams"])


def _table(request: HttpRequest, people: list[Evaluated]) -> tables.Table:
    columns = [
        tables.Column("name", _("Person"), show=lambda row: row.person.name, sortable=False),
        tables.Column("places", _("Team and post"), show=lambda row: ", ".join(row.places), sortable=False),
        tables.Column(
            "plans", _("Plan"), show=lambda row: ", ".join(each or _("none") for each in row.plans), sortable=False
        ),
    ]
    return tables.build(request, people, columns, name="who", size=2000, searchable=False)


@require_GET
def shift_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """From the list of people to the form of one of them."""
    person = request.GET.get("person", "")
    if not person.isdigit():
        raise Http404
    cycle = get_object_or_404(access.managed_by(user_of(request)), pk=pk)
    if "panel" not in relations_of("cycle", cycle, user_of(request)):
        raise Http404
    return redirect("shift_new", pk=cycle.pk, person=int(person))


def shift_new(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """A member of the panel proposes to move a grade by one step."""
    user = user_of(request)
    cycle = get_object_or_404(access.managed_by(user).select_related("current"), pk=pk, state=Cycle.State.PANEL_REVIEW)
    found = get_object_or_404(Person, pk=person, cards__run=cycle.current)
    offered = beside(cycle, found)
    if not cycle.panel.filter(person=user.person, outside=False).exists() or user.person == found or not offered:
        raise Http404
    form = ShiftForm(offered, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = (found, data["after"], data["reason"], data["evidence"])
        if attempt(
            request, lambda: actions.propose_shift(user, cycle, *told), _("Proposed. A second member must sign.")
        ):
            return redirect("cycle_page", pk=pk)
    assert cycle.current is not None
    card = cycle.current.cards.get(person=found)
    return render(
        request,
        "shared/confirm.html",
        {
            "over": str(cycle),
            "heading": _("Shift the grade of %(name)s") % {"name": found.name},
            "notes": [
                _("Now: %(grade)s with %(total)s points.")
                % {"grade": wording.grade_title(card.grade), "total": wording.score(card.total)},
                _("By one step only. It holds once a second member of the panel has signed; the person sees it."),
            ],
            "form": form,
            "action": _("Propose"),
            "cancel_url": f"/cycles/{cycle.pk}/",
        },
    )


def shift_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Signing, refusing or withdrawing a shift."""
    user = user_of(request)
    shift = get_object_or_404(
        Shift.objects.filter(cycle__in=access.managed_by(user)).select_related("cycle", "person"), pk=pk
    )
    if step not in ("sign", "refuse", "withdraw") or step not in {each.name for each in steps("shift", shift, user)}:
        raise Http404
    form = ReasonForm(request.POST or None) if step == "refuse" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        acts = {
            "sign": lambda: actions.second_shift(user, shift),
            "refuse": lambda: actions.refuse_shift(user, shift, reason),
            "withdraw": lambda: actions.withdraw_shift(user, shift),
        }
        if attempt(request, acts[step], _("Done.")):
            return redirect("cycle_page", pk=shift.cycle_id)
    words = {"sign": _("Sign the shift"), "refuse": _("Refuse the shift"), "withdraw": _("Withdraw the shift")}
    row = {
        "label": _("Grade"),
        "before": wording.grade_title(shift.before),
        "after": wording.grade_title(shift.after),
    }
    told = {
        "over": str(shift.cycle), "heading": words[step], "subject": shift.person.name, "consequence": [row],
        "notes": [shift.reason, shift.evidence], "form": form, "action": words[step],
        "cancel_url": f"/cycles/{shift.cycle_id}/",
    }  # fmt: skip
    return render(request, "shared/confirm.html", told)
