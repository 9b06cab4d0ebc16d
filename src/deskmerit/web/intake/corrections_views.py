"""The pages of corrections: all of them, asking for one, deciding one with its effect in sight."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.report.flow_words import state_word
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import previews, queries
from deskmerit.web.appeals.pages import ends
from deskmerit.web.appeals.tasks import cycle_of
from deskmerit.web.bridge.adjust import correctable
from deskmerit.web.bridge.consequence import Consequence
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.intake import corrections_actions as actions
from deskmerit.web.intake import printed
from deskmerit.web.intake.corrections_forms import CorrectionForm
from deskmerit.web.intake.flow import corrections_for, may_ask, relations
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.access import rights, visible_people
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import pdf, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.organisation import settings_of


@require_GET
def correction_list(request: HttpRequest) -> HttpResponse:
    """Every correction somebody may see, in whatever state, with export."""
    user = user_of(request)
    found = list(corrections_for(user).select_related("asked_by", "decided_by", "concerns"))
    table = tables.build(request, found, _columns(), name="corrections")
    if table.exports(request):
        return table.csv("corrections")
    return render(request, "intake/corrections.html", {"table": table, "may_ask": may_ask(user)})


def _columns() -> list[tables.Column]:
    lang = wording.lang()
    return [
        tables.Column("code", _("Correction"), show=str, sort=lambda row: row.pk,
                      link=lambda row: reverse("correction_page", args=[row.pk])),
        tables.Column("kind", _("Kind"), show=lambda row: row.get_kind_display()),
        tables.Column("what", _("Records"), show=what),
        tables.Column("new", _("New value")),
        tables.Column("reason", _("Reason")),
        tables.Column("asked_by", _("Asked by"), show=lambda row: row.asked_by and row.asked_by.name, sort=_asked),
        tables.Column("decided_by", _("Decided by"), show=lambda row: row.decided_by and row.decided_by.name,
                      sort=lambda row: row.decided_by.name if row.decided_by else ""),
        tables.Column("state", _("State"), show=lambda row: state_word("correction", row.state, lang)),
    ]  # fmt: skip


def _asked(row: Correction) -> str:
    return row.asked_by.name if row.asked_by else ""


def what(row: Correction) -> str:
    """The records a correction names, in words."""
    table = wording.lang_text(dict(correctable()).get(row.table, row.table))
    if row.record:
        return f"{table} {row.record}"
    zone = settings_of().zone
    span = " – ".join(wording.moment(each, zone) for each in (row.from_at, row.to_at) if each)
    return " · ".join(filter(None, (table, span, row.filter)))


@require_http_methods(["GET", "HEAD", "POST"])
def correction_new(request: HttpRequest) -> HttpResponse:
    """Asking for a correction."""
    user = user_of(request)
    if not may_ask(user):
        raise Http404
    wanted = {name: request.GET[name] for name in ("table", "record", "kind") if name in request.GET}
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=wanted)
    if form.is_valid():
        row = form.save(commit=False)
        done = _("Asked for. A second person decides.")
        if attempt(request, lambda: actions.ask(user, row, form.cleaned_data["evidence"]), done):
            return redirect("correction_page", row.pk)
    return render(request, "intake/correction_new.html", {"form": form})


def _row(request: HttpRequest, pk: int) -> Correction:
    deep = ("asked_by", "decided_by", "concerns", "decider")
    return get_object_or_404(corrections_for(user_of(request)).select_related(*deep), pk=pk)


@require_GET
def correction_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction: what, why, by whom; its effect for whoever decides."""
    row, user = _row(request, pk), user_of(request)
    can = {each.name for each in steps("correction", row, user)}
    decides = bool(can & {"decide", "revoke"}) and _second(user, row)
    made = previews.of("correction", row) if decides else None
    clock = Clock.objects.filter(flow="correction", row=row.pk, stopped_at=None).first()
    cycle = cycle_of(row) if decides else None
    return render(request, "intake/correction.html", {
        "row": row, "what": what(row), "can": can, "decides": decides, "due": ends(clock),
        "state": state_word("correction", row.state, wording.lang()), "files": attachments("correction", row),
        "preview": made, "waiting": made is not None and made.state in ("queued", "working"),
        "effect": _effect(user, cycle, previews.seen(made)), "cycle": cycle, "seen": _decided(row, user),
        "names": actions.names(row) if decides and row.state == "asked" else None,
        "facts": queries.facts_of([(row.table, row.record)]) if row.record and decides else [],
    })  # fmt: skip


def _second(user: User, row: Correction) -> bool:
    """Whether somebody decides as HR, not only as a deputy."""
    return user.person is not None and "second" in relations(row, user.person)


@require_GET
def correction_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The correction as a form with lines to sign; its effect for whoever decides, as on the page."""
    row, user = _row(request, pk), user_of(request)
    decides = bool({each.name for each in steps("correction", row, user)} & {"decide", "revoke"})
    shown = decides and _second(user, row)
    effect = _effect(user, cycle_of(row), previews.seen(previews.of("correction", row))) if shown else None
    effect = _decided(row, user) or effect
    return pdf.page(printed.form(row, what(row), effect), row.code)


def _effect(user: User, cycle: Cycle | None, found: Consequence | None) -> list[dict[str, Any]] | None:
    if found is None or cycle is None:
        return None
    seen = set(visible_people(user, cycle.start, cycle.end).values_list("agent_id", flat=True))
    people = [each for each in found.people if each.agent_id in seen]
    return [{"name": each.name, "rows": queries.person_rows(each, cycle, plain=True)} for each in people[:20]]


def _decided(row: Correction, user: User) -> list[dict[str, Any]]:
    """The figures that whoever decided saw: all for HR and auditors of the whole organisation, else one's own."""
    kept = dict(row.figures)
    if not rights(user).everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        own = user.person.agent_id if user.person else ""
        kept = {agent: sides for agent, sides in kept.items() if agent == own}
    names = dict(Person.objects.filter(agent_id__in=kept).values_list("agent_id", "name"))
    return [
        {
            "name": names.get(agent, agent),
            "rows": [
                _pair(_("Total"), *(each and each[0] for each in sides)),
                _pair(_("Grade"), *(each and wording.grade_title(each[1]) for each in sides)),
            ],
        }
        for agent, sides in sorted(kept.items())
    ]


def _pair(label: str, before: str | None, after: str | None) -> dict[str, Any]:
    return {"label": label, "before": before or wording.NONE, "after": after or wording.NONE, "same": before == after}


@require_POST
def correction_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on a correction, named in its address."""
    row, by, reason = _row(request, pk), user_of(request), request.POST.get("answer", "")
    acts = {
        "decide": (lambda: actions.decide(by, row, reason), _("In force.")),
        "refuse": (lambda: actions.refuse(by, row, reason), _("Refused, with its reason.")),
        "withdraw": (lambda: actions.withdraw(by, row), _("Withdrawn.")),
        "revoke": (lambda: actions.revoke(by, row, reason), _("Revoked.")),
        "preview": (lambda: previews.ask(by, "correction", row), _("The effect is being computed.")),
    }
    if step not in acts or (step == "preview" and not _second(by, row)):
        raise Http404
    act, done = acts[step]
    attempt(request, act, done)
    return redirect("correction_page", pk)
