"""The pages of 360° feedback: what I am asked for, giving it, what came of it; rounds of HR."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.feedback import access, actions, closing, items, printed, queries
from deskmerit.web.feedback.forms import GiveForm, PartnersForm, RatersForm, RoundForm
from deskmerit.web.feedback.models import Ask, Relation, Round
from deskmerit.web.org.models import Person
from deskmerit.web.shared import pdf, tables, wording
from deskmerit.web.shared.act import attempt, user_of


@require_GET
def feedback_list(request: HttpRequest) -> HttpResponse:
    """What I am asked for, and what came of closed rounds."""
    user = user_of(request)
    duties = queries.duties(user)
    outcomes = list(access.outcomes_for(user).select_related("person", "round").order_by("-round", "person"))
    table = tables.build(request, outcomes, _outcome_columns(), name="outcomes")
    if table.exports(request):
        return table.csv("360")
    return render(request, "feedback/list.html", {
        "duties": duties, "open": [each for each in duties if each.state == Ask.State.ASKED], "table": table,
        "mine": [each for each in outcomes if user.person and each.person_id == user.person.pk],
        "rounds": list(access.rounds_for(user).select_related("cycle")), "manages": access.manages(user),
    })  # fmt: skip


def _outcome_columns() -> list[tables.Column]:
    from django.urls import reverse

    return [
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name,
                      link=lambda row: reverse("feedback_outcome", args=[row.pk])),
        tables.Column("round", _("Round"), show=lambda row: row.round.title, sort=lambda row: row.round_id),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Rating somebody: visible to whoever was asked, and to nobody else."""
    user = user_of(request)
    ask = get_object_or_404(access.duties(user).select_related("person", "round"), pk=pk)
    declines = request.method == "POST" and request.POST.get("do") == "decline"
    form = GiveForm(request.POST if request.method == "POST" and not declines else None, ask=ask)
    act = None
    if declines:
        act = partial(actions.decline, user, ask)
    elif form.is_valid():
        act = partial(actions.give, user, ask, form.scores(), form.cleaned_data["comment"])
    if act is not None and attempt(request, act, _("Noted. You may mend it until the round closes.")):
        following = next((each for each in queries.duties(user) if each.state == Ask.State.ASKED), None)
        return redirect("feedback_give", following.pk) if following else redirect("feedback_list")
    return render(request, "feedback/give.html", {
        "ask": ask, "form": form, "relation": Relation(ask.relation).label,
        "left": sum(each.state == Ask.State.ASKED for each in queries.duties(user)),
    })  # fmt: skip


@require_GET
def feedback_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A request's sheet to fill on paper: for whoever was asked, and for nobody else."""
    asked = access.duties(user_of(request)).select_related("person", "round__cycle")
    ask = get_object_or_404(asked, pk=pk)
    return pdf.page(printed.form(ask.round, ask), "360")


@require_GET
def feedback_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a closed round for somebody: counts and means, nothing else."""
    user = user_of(request)
    subject = get_object_or_404(access.outcomes_for(user).select_related("person", "round__cycle"), pk=pk)
    found = queries.outcome(subject)
    groups = [{"group": each, "label": Relation(each.relation).label} for each in found.groups]
    rows = [
        (wording.lang_text(item["title"]),
         [(Relation(each.relation).label, each.items.get(item["id"])) for each in found.groups])
        for item in subject.round.items
    ]  # fmt: skip
    return render(request, "feedback/outcome.html", {
        "subject": subject, "outcome": found, "groups": groups, "rows": rows, "enough": closing.ENOUGH,
        "is_person": user.person is not None and subject.person_id == user.person.pk,
    })  # fmt: skip


def _round(request: HttpRequest, pk: int) -> Round:
    return get_object_or_404(access.rounds_for(user_of(request)).select_related("cycle"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Preparing a round."""
    user = user_of(request)
    if not access.manages(user):
        raise Http404
    form = RoundForm(request.POST or None)
    if form.is_valid():
        round_ = form.save(commit=False)
        if attempt(request, lambda: actions.prepare(user, round_), _("Prepared. Nobody has been asked yet.")):
            return redirect("round_page", round_.pk)
    return render(request, "feedback/round_new.html", {"form": form})


@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: prepared, running, or closed. Who was asked about whom stands only in the draft."""
    round_ = _round(request, pk)
    told = _page(request, round_)
    if told["table"] is not None and told["table"].exports(request):
        exported: HttpResponse = told["table"].csv("360-people")
        return exported
    return render(request, "feedback/round.html", told)


@require_GET
def round_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A round's sheet, blank: to hand out on paper."""
    round_ = _round(request, pk)
    return pdf.page(printed.form(round_), f"360-{round_.cycle.period}")


def _page(request: HttpRequest, round_: Round, **more: Any) -> dict[str, Any]:
    draft = round_.state == Round.State.DRAFT
    table = tables.build(request, queries.prepared(round_), _prepared_columns(round_), name="people") if draft else None
    return {
        "round": round_, "manages": access.manages(user_of(request)), "draft": draft, "table": table,
        "asked": round_.picks.count() if draft else 0, "items": items.rows(round_.items),
        "answers": [] if draft else queries.answers(round_), "weights": _weights(round_),
        "partners": PartnersForm(round_=round_) if draft else None, "subjects": 0 if draft else round_.subjects.count(),
        **more,
    }  # fmt: skip


def _weights(round_: Round) -> list[tuple[str, str]]:
    """The weights by plan, in words."""
    titles = {plan.id: wording.lang_text(plan.title) for plan in plans_of(round_.cycle)}
    return [
        (titles.get(plan) or plan, " · ".join(f"{Relation(name).label} {weight}" for name, weight in told.items()))
        for plan, told in round_.weights.items()
    ]


def _prepared_columns(round_: Round) -> list[tables.Column]:
    from django.urls import reverse

    return [
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name,
                      link=lambda row: reverse("round_person", args=[round_.pk, row.person.pk])),
        tables.Column("manager", _("Manager"), "number"),
        tables.Column("peer", _("Peers"), "number"),
        tables.Column("partner", _("Partners"), "number"),
        tables.Column("few", _("Remark"), show=_few, sort=_few),
    ]  # fmt: skip


def _few(row: queries.Line) -> str:
    short = [label for label, n in ((_("peers"), row.peer), (_("partners"), row.partner)) if n < closing.ENOUGH]
    return _("fewer than three: %(who)s") % {"who": ", ".join(short)} if short else ""


@require_http_methods(["GET", "HEAD", "POST"])
def round_person(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Who is asked about one person: for HR's eyes, while the round is prepared."""
    round_, user = _round(request, pk), user_of(request)
    if round_.state != Round.State.DRAFT or not access.manages(user):
        raise Http404
    about = get_object_or_404(Person, pk__in=round_.picks.values("person"), pk=person)
    if user.person is not None and about.pk == user.person.pk:
        raise Http404  # who rates oneself is chosen by somebody else
    forms = {each: RatersForm(round_=round_, person=about, relation=each) for each in ("peer", "partner")}
    sent = request.POST.get("relation", "")
    if sent in forms:
        form = RatersForm(request.POST, round_=round_, person=about, relation=sent)
        forms[sent] = form
        if form.is_valid() and attempt(
            request, lambda: actions.choose(user, round_, about, sent, form.cleaned_data["raters"]), _("Chosen.")
        ):
            return redirect("round_page", pk)
    return render(request, "feedback/person.html", {"round": round_, "about": about, "forms": forms.values()})


@require_POST
def round_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on a round, named in its address."""
    round_, by = _round(request, pk), user_of(request)
    if not access.manages(by):
        raise Http404
    if step == "partners":
        return _partners(request, round_)
    acts = {
        "open": (lambda: actions.open_round(by, round_), _("Everybody was asked.")),
        "close": (lambda: closing.close(by, round_), _("Closed. Who rated whom is gone for good.")),
        "cancel": (lambda: actions.cancel(by, round_, request.POST.get("reason", "")), _("Cancelled.")),
        "items": (lambda: actions.change_items(by, round_, items.typed(request.POST)), _("Saved.")),
    }
    if step not in acts:
        raise Http404
    act, done = acts[step]
    attempt(request, act, done)
    return redirect("round_page", pk)


def _partners(request: HttpRequest, round_: Round) -> HttpResponse:
    form = PartnersForm(request.POST, round_=round_)
    if form.is_valid():
        chosen = form.cleaned_data
        people, raters = list(chosen["people"]), list(chosen["raters"])
        act = partial(actions.partners, user_of(request), round_, people, raters)
        if attempt(request, act, _("Added.")):
            return redirect("round_page", round_.pk)
    return render(request, "feedback/round.html", _page(request, round_, partners=form))
