"""The pages of appeals."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.report.flow_words import state_word
from deskmerit.web.appeals import access, actions, letter, pages, previews, queries, window
from deskmerit.web.appeals.forms import AppealForm, BaseDraftForm, DraftForm, ReviewerForm
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.scorecards.access import visible_to as results_for
from deskmerit.web.shared import pdf, tables, wording
from deskmerit.web.shared.act import attempt, person_of, user_of
from deskmerit.web.shared.attach import attach

DEEP = ("cycle", "person", "result__lead", "result__card__team", "reviewer", "decided_by")


def _appeal(request: HttpRequest, pk: int) -> Appeal:
    return get_object_or_404(access.visible_to(user_of(request)).select_related(*DEEP), pk=pk)


@require_GET
def appeal_list(request: HttpRequest) -> HttpResponse:
    """Appeals and flags: what waits for me, then mine, then the others I may see."""
    user = user_of(request)
    found = list(access.visible_to(user).select_related("cycle", "person", "reviewer"))
    flags = list(access.flags_for(user).select_related("cycle", "person", "decider"))
    table = tables.build(request, found, _columns(queries.dues("appeal", found)), name="appeals")
    me = person_of(request)
    columns = flag_columns(queries.dues("flag", flags), me.pk if me else None)
    flag_table = tables.build(request, flags, columns, name="flags")
    for each, name in ((table, "appeals"), (flag_table, "flags")):
        if each.exports(request):
            return each.csv(name)
    waiting = [row for row in found if me and row.reviewer_id == me.pk and row.state in actions.UNDECIDED]
    waiting_flags = [row for row in flags if me and row.decider_id == me.pk and row.state == Flag.State.FILED]
    mine = list(results_for(user).filter(person=me).select_related("cycle")[:4]) if me else []
    return render(request, "appeals/list.html", {
        "table": table, "flag_table": flag_table, "waiting": len(waiting) + len(waiting_flags),
        "open_results": [each for each in mine if window.subjects(each)],
    })  # fmt: skip


def _columns(dues: dict[int, Any]) -> list[tables.Column]:
    lang = wording.lang()
    return [
        tables.Column("code", _("Appeal"), show=str, link=lambda row: reverse("appeal_page", args=[row.pk]),
                      sort=lambda row: row.pk),
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name),
        tables.Column("subject", _("Contested"), show=lambda row: row.get_subject_display()),
        tables.Column("state", _("State"), show=lambda row: state_word("appeal", row.state, lang)),
        tables.Column("reviewer", _("Reviewer"), show=lambda row: row.reviewer.name if row.reviewer else None,
                      sort=lambda row: row.reviewer.name if row.reviewer else ""),
        _due_column(dues),
    ]  # fmt: skip


def _due_column(dues: dict[int, Any]) -> tables.Column:
    def day(row: Any) -> Any:
        return dues[row.pk].due if row.pk in dues else None

    return tables.Column(
        "due", _("Due"), show=lambda row: wording.day(day(row)) if day(row) else None, sort=lambda row: str(day(row))
    )


def flag_columns(dues: dict[int, Any], me: int | None) -> list[tables.Column]:
    """The columns of a list of flags; ratings of a running period show to the person without their number."""
    lang = wording.lang()

    def record(row: Flag) -> str:
        own = row.person_id == me and row.table == "surveys" and not row.cycle.is_published
        return _("a rating") if own else row.record

    return [
        tables.Column("code", _("Flag"), show=str, sort=lambda row: row.pk,
                      link=lambda row: reverse("flag_page", args=[row.pk])),
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name),
        tables.Column("record", _("Record"), show=record, sort=record),
        tables.Column("reason", _("Reason"), show=lambda row: row.get_reason_display()),
        tables.Column("state", _("State"), show=lambda row: state_word("flag", row.state, lang)),
        _due_column(dues),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Filing an appeal against one's own result."""
    me = person_of(request)
    result = get_object_or_404(results_for(user_of(request)).select_related("card__run__cycle", "cycle"), pk=pk)
    if me is None or result.person_id != me.pk:
        raise Http404
    form = AppealForm(request.POST or None, request.FILES or None, result=result, initial=_initial(request))
    made: list[Appeal] = []
    if form.is_valid():
        done = _("Your appeal was filed. You are told when it is decided.")
        files = form.cleaned_data["evidence"]
        if attempt(
            request, lambda: made.append(actions.file(user_of(request), result, form.values(), files)), done
        ):  # fmt: skip
            return redirect("appeal_page", made[0].pk)
    able = window.subjects(result)
    last = window.last_day(result, able[0]) if able else None
    return render(request, "appeals/new.html", {
        "form": form, "result": result, "in_time": bool(able), "last": last,
    })  # fmt: skip


def _initial(request: HttpRequest) -> dict[str, object]:
    asked = request.GET
    found: dict[str, object] = {name: asked[name] for name in ("subject", "indicator", "award") if name in asked}
    return {**found, "records": asked.getlist("record")}


@require_GET
def appeal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal: for the reviewer the question with its consequence, for others how far it is."""
    appeal = _appeal(request, pk)
    return render(request, "appeals/page.html", pages.appeal_page(user_of(request), appeal))


@require_GET
def appeal_consequence(request: HttpRequest, pk: int) -> HttpResponse:
    """The consequence alone, fetched again while it is computed."""
    appeal = _appeal(request, pk)
    shown = pages.appeal_page(user_of(request), appeal)
    return render(request, "appeals/consequence.html", shown)


@require_POST
def appeal_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on an appeal, named in its address."""
    appeal = _appeal(request, pk)
    act = STEPS.get(step)
    if act is None:
        raise Http404
    act(request, appeal)
    return redirect("appeal_page", pk)


def _plain(name: str, done: Any) -> Any:
    def act(request: HttpRequest, appeal: Appeal) -> None:
        attempt(request, lambda: getattr(actions, name)(user_of(request), appeal), done())

    return act


def _with_text(name: str, done: Any, *fields: str) -> Any:
    def act(request: HttpRequest, appeal: Appeal) -> None:
        given = [request.POST.get(field, "") for field in fields]
        attempt(request, lambda: getattr(actions, name)(user_of(request), appeal, *given), done())

    return act


def _decide(request: HttpRequest, appeal: Appeal) -> None:
    """One form, three buttons: upheld, partly, rejected."""
    by, reason, facts = user_of(request), request.POST.get("answer", ""), request.POST.get("facts", "")
    decision = request.POST.get("decision", "")
    if decision == "reject":
        attempt(request, lambda: actions.reject(by, appeal, reason, facts), _("The appeal was not upheld."))
        return
    if decision not in ("uphold", "partly"):
        raise Http404
    done = _("The appeal was upheld. Everything is recomputed now.")
    attempt(request, lambda: actions.uphold(by, appeal, reason, facts, partly=decision == "partly"), done)


def _draft(request: HttpRequest, appeal: Appeal) -> None:
    """Adds a correction, or takes one out by its place."""
    at = request.POST.get("remove", "")
    if at.isdigit() and int(at) < len(appeal.drafts):
        _drafted(request, appeal, [each for place, each in enumerate(appeal.drafts) if place != int(at)])
    else:
        _added(request, appeal, DraftForm(request.POST))


def _base(request: HttpRequest, appeal: Appeal) -> None:
    """Adds the right base of an award."""
    _added(request, appeal, BaseDraftForm(request.POST, appeal=appeal))


def _added(request: HttpRequest, appeal: Appeal, form: DraftForm | BaseDraftForm) -> None:
    if form.is_valid():
        _drafted(request, appeal, [*appeal.drafts, form.draft()])
        return
    for problems in form.errors.values():
        for problem in problems:
            messages.error(request, str(problem))


def _drafted(request: HttpRequest, appeal: Appeal, wanted: list[Any]) -> None:
    attempt(request, lambda: actions.draft(user_of(request), appeal, wanted), _("The consequence is being computed."))


def _preview(request: HttpRequest, appeal: Appeal) -> None:
    me = person_of(request)
    held = access.relations(appeal, me) if me else set()
    if not {"reviewer", "deputy"} & held or {"scorer", "person"} & held:
        raise Http404
    attempt(request, lambda: previews.ask(user_of(request), "appeal", appeal), _("The consequence is being computed."))


def _name(request: HttpRequest, appeal: Appeal) -> None:
    form = ReviewerForm(request.POST, appeal=appeal)
    if form.is_valid():
        person, reason = form.cleaned_data["reviewer"], form.cleaned_data["reason"]
        attempt(request, lambda: actions.name_reviewer(user_of(request), appeal, person, reason), _("Named."))
    else:
        messages.error(request, _("Choose a reviewer who may decide, and give the reason."))


def _attach(request: HttpRequest, appeal: Appeal) -> None:
    """Further evidence by the person while it is open, or a signed scan by the reviewer or HR."""
    me = person_of(request)
    held = access.relations(appeal, me) if me else set()
    if not held & {"person", "reviewer", "deputy", "hr", "lead"}:
        raise Http404
    purpose = "signed" if request.POST.get("purpose") == "signed" else "evidence"
    files = request.FILES.getlist("files")
    attempt(request, lambda: attach("appeal", appeal, files, user_of(request), purpose), _("Attached."))


STEPS = {
    "withdraw": _plain("withdraw", lambda: _("Withdrawn.")),
    "accept": _plain("accept", lambda: _("Accepted: the review has begun.")),
    "acknowledge": _plain("acknowledge", lambda: _("Received.")),
    "apply": _plain("apply_again", lambda: _("Everything is being recomputed.")),
    "refuse": _with_text("refuse", lambda: _("Not accepted."), "why", "answer"),
    "lead": _with_text("state_lead", lambda: _("Written down."), "text"),
    "person": _with_text("state_person", lambda: _("Written down."), "text"),
    "letter": _with_text("send_letter", lambda: _("The letter was sent."), "remedy"),
    "decide": _decide,
    "draft": _draft,
    "base": _base,
    "preview": _preview,
    "reviewer": _name,
    "attach": _attach,
}


@require_GET
def appeal_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeal as a form to print and sign."""
    appeal = _appeal(request, pk)
    return pdf.page(letter.form(appeal), appeal.code)


@require_GET
def appeal_letter(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The letter of decision as it was sent."""
    from deskmerit.web.shared.attach import attachments

    appeal = _appeal(request, pk)
    kept = [each for each in attachments("appeal", appeal) if each.purpose == "letter"]
    if not kept:
        raise Http404
    return FileResponse(kept[-1].file.open("rb"), filename=kept[-1].name, content_type="application/pdf")
