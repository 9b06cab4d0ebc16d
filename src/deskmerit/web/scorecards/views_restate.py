"""Restating published results: what a new run would change, whom it is proposed for, the second person's decision."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from deskmerit.web.accounts.models import User
from deskmerit.web.awards.restated import money_of
from deskmerit.web.cycles.access import visible_to as cycles_for
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.scorecards import actions, printed, replaced, restating
from deskmerit.web.scorecards.flow import RESTATEMENT
from deskmerit.web.scorecards.forms import TEXT, ReasonForm
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.shared import pdf, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import steps


class ProposeForm(forms.Form):
    """Whose results are to be restated, and why."""

    results = forms.MultipleChoiceField(label=gettext_lazy("People"), widget=forms.CheckboxSelectMultiple)
    cause = forms.ChoiceField(
        label=gettext_lazy("Cause"),
        choices=[each for each in Restatement.Cause.choices if each[0] not in ("appeal", "corrected")],
    )
    explanation = forms.CharField(
        label=gettext_lazy("What happened"), widget=TEXT, max_length=4000,
        help_text=gettext_lazy("Each person concerned reads this on the scorecard."),
    )  # fmt: skip

    def __init__(self, changes: list[restating.Change], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["results"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.result.pk), each.result.person.name) for each in changes if each.allowed]


def differences(request: HttpRequest, cycle: int) -> HttpResponse:
    """What the newest run beside a published cycle would change; HR proposes, nothing changes by looking."""
    user = user_of(request)
    require_everywhere(user, "hr")
    found = get_object_or_404(cycles_for(user), pk=cycle, state__in=(Cycle.State.PUBLISHED, Cycle.State.SETTLED))
    run = found.runs.filter(kind=Run.Kind.RESTATED).first()
    changes = restating.differences(found, run) if run and run.state == Run.State.DONE else []
    waiting = {each.result_id for each in Restatement.objects.filter(result__cycle=found, state="proposed")}
    form = ProposeForm(changes, request.POST or None)
    if request.method == "POST" and run and form.is_valid():
        chosen = [int(each) for each in form.cleaned_data["results"]]
        why = (form.cleaned_data["cause"], form.cleaned_data["explanation"])
        done = _("Proposed. A second person approves; then the people concerned are told.")
        if attempt(request, lambda: restating.propose_all(user, found, run, chosen, *why), done):
            return redirect("cycle_page", pk=found.pk)
    asked = set(request.POST.getlist("results")) if request.method == "POST" else None
    plans = plans_of(found)
    money = money_of(run, {each.result.person.agent_id for each in changes}) if run else {}
    rows = [
        {
            "each": each,
            "waiting": each.result.pk in waiting,
            "chosen": str(each.result.pk) in asked if asked is not None else each.way > 0,
            "figures": restating.figures_of(each, plans),
            "money": money.get(each.result.person.agent_id, []),
        }
        for each in changes
    ]
    table = tables.build(request, rows, _columns(), name="people", size=2000, searchable=False)
    if table.exports(request):
        return table.csv(f"{found.period}-later-data")
    told = {"cycle": found, "run": run, "table": table, "form": form, "worse": sum(each.way < 0 for each in changes)}
    return render(request, "scorecards/differences.html", told)


def _columns() -> list[tables.Column]:
    """The people whose figures would change; sorted and exported, not filtered: what is chosen stays in sight."""
    return [
        tables.Column("person", _("Person"), show=_who, sort=_who),
        tables.Column("total", _("Total"), "number", sort=lambda row: row["each"].after.total, show=_totals),
        tables.Column("grade", _("Grade"), show=_grades, sort=_grades),
        tables.Column(
            "money", _("Money"), show=_amounts, sort=lambda row: sum(each.difference for each in row["money"])
        ),
        tables.Column("figures", _("What changed"), show=lambda row: ", ".join(row["figures"]), sortable=False),
    ]


def _who(row: Any) -> str:
    return str(row["each"].result.person.name)


def _totals(row: Any) -> str:
    return " → ".join(wording.score(card.total) for card in (row["each"].result.card, row["each"].after))


def _grades(row: Any) -> str:
    both = [wording.grade_title(card.grade) for card in (row["each"].result.card, row["each"].after)]
    return " → ".join(dict.fromkeys(both))


def _amounts(row: Any) -> str:
    return ", ".join(f"{each.title} {each.before_text} → {each.after_text}" for each in row["money"])


def _restatement(user: User, pk: int) -> Restatement:
    assert RESTATEMENT.visible is not None
    rows = RESTATEMENT.visible(user).select_related(
        "result__person", "result__cycle", "before__team", "after__run__cycle", "made_by", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def _readable(request: HttpRequest, pk: int) -> replaced.Replaced:
    user = user_of(request)
    found = _restatement(user, pk)
    if not replaced.may_read(user, found):
        raise Http404
    return replaced.replaced(user, found)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A restatement: what was published, what holds instead, why, by whom; as far as the scorecard shows it."""
    return render(request, "scorecards/restatement.html", {"told": _readable(request, pk)})


@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """It as a form to print."""
    told = _readable(request, pk)
    return pdf.page(printed.form(told), told.code)


def decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Approving, refusing or withdrawing a restatement, with its effect before the decision."""
    user = user_of(request)
    found = _restatement(user, pk)
    if step not in ("approve", "refuse", "withdraw") or step not in {
        each.name for each in steps("restatement", found, user)
    }:
        raise Http404
    form = ReasonForm(request.POST or None) if step == "refuse" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        acts = {
            "approve": lambda: actions.approve(user, found),
            "refuse": lambda: actions.refuse(user, found, reason),
            "withdraw": lambda: actions.withdraw(user, found),
        }
        if attempt(request, acts[step], _("Done.")):
            return redirect("scorecard", pk=found.result_id)
    return render(request, "shared/confirm.html", _asked(found, step, form))


def _asked(found: Restatement, step: str, form: forms.Form | None) -> dict[str, object]:
    heads = {
        "approve": (_("Approve the restatement"), _("Approve and tell the person")),
        "refuse": (_("Refuse the restatement"), _("Refuse")),
        "withdraw": (_("Take the proposal back"), _("Take back")),
    }
    before, after = found.before, found.after
    old, new = (wording.grade_title(each.grade) for each in (before, after))
    notes = [f"{found.causes}: {found.explanation}"]
    if step == "approve":
        notes.append(_("The person is told, and asked for a new receipt; the appeal opens anew. The old card stays."))
    money = money_of(after.run, [found.result.person.agent_id]).get(found.result.person.agent_id, [])
    return {
        "over": f"{found.result.person.name} · {found.result.cycle.period}",
        "heading": heads[step][0],
        "subject": found.result.person.name,
        "consequence": [
            {"label": _("Total"), "before": wording.score(before.total), "after": wording.score(after.total),
             "same": before.total == after.total},
            {"label": _("Grade"), "before": old, "after": new, "same": old == new},
            *(each.row() for each in money),
        ],
        "notes": [*notes, *(each.note for each in money if each.note)],
        "form": form,
        "action": heads[step][1],
        "cancel_url": f"/scorecards/{found.result_id}/",
    }  # fmt: skip
