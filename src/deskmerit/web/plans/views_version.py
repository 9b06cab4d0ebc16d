"""Pages of one version: the indicator sheet, its decisions, files, acknowledgements."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from deskmerit.core.workflow import FLOWS, may
from deskmerit.report.flow_words import step_word
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.org.access import require_everywhere, rights
from deskmerit.web.plans import access, actions, queries, sheet
from deskmerit.web.plans.findings import counts, said
from deskmerit.web.plans.forms import NoticeForm, Propose, Reason
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import pdf, tables
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import doubts, hindrances, relations_of, running, steps, theirs
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.wording import lang, lang_text, moment


def seen(request: HttpRequest, pk: int) -> PlanVersion:
    """A version that the user may see, else 404."""
    related = ("document", "author", "approver", "asked_of")
    return get_object_or_404(access.visible_to(user_of(request)).select_related(*related), pk=pk)


def crumbs(version: PlanVersion, last: str = "") -> list[dict[str, str]]:
    """The way to a page of a version."""
    page = reverse("plan_version", args=[version.pk])
    found = [
        {"title": _("Plans"), "url": reverse("plan_list")},
        {"title": version.document.slug, "url": reverse("plan_page", args=[version.document.slug])},
        {"title": _("version %(n)d") % {"n": version.number}, **({"url": page} if last else {})},
    ]
    return [*found, {"title": last}] if last else found


@require_GET
def plan_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version, readable like the printed indicator sheet; beside it what to do next."""
    user, version = user_of(request), seen(request, pk)
    plan, issues = bridge.read(version.text)
    held = rights(user)
    asked = version.acknowledgements.filter(person=user.person).first() if user.person else None
    shown: dict[str, Any] = {
        "version": version, "plan": plan, "breadcrumbs": crumbs(version), "asked": asked,
        "findings": said(issues), "counts": counts(issues), "manages": held.everywhere("hr", "auditor"),
        "writes": actions.may_edit(user, version), "steps": _steps(user, version),
        "clocks": running("plan_version", version),
        "people": queries.acknowledged(version), "preview": version.previews.first() if held.everywhere("hr") else None,
        "hr": held.everywhere("hr"),
    }  # fmt: skip
    if plan is not None:
        shown |= {
            "head": sheet.head(version, plan), "groups": sheet.groups(plan), "duties": sheet.duties(plan),
            "sets": sheet.weight_sets(plan), "weight_rows": sheet.weight_rows(plan), "grades": sheet.grades(plan),
            "shares": sheet.shares(plan), "vetoes": sheet.vetoes(plan), "awards": sheet.awards(plan),
            "terms": sheet.terms(plan), "notes": sheet.notes(plan),
        }  # fmt: skip
    return render(request, "plans/version.html", shown)


def _steps(user: User, version: PlanVersion) -> list[dict[str, str]]:
    """The buttons of a version's page."""
    found = []
    for step in steps("plan_version", version, user):
        name = "plan_propose" if step.name == "propose" else "plan_decide"
        args = [version.pk] if step.name == "propose" else [version.pk, step.name]
        found.append(
            {"name": step.name, "title": step_word("plan_version", step.name, lang()), "url": reverse(name, args=args)}
        )
    return found


def plan_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands a draft in for approval, with its consultation and notice."""
    user, version = user_of(request), seen(request, pk)
    if not may_take("propose", user, version):
        raise Http404
    form = Propose(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        asked_of = given.pop("asked_of")
        if attempt(request, lambda: actions.propose(user, version, asked_of, **given), _("Handed in for approval.")):
            return redirect("plan_version", pk)
        version.refresh_from_db()
    shown = _confirm(
        version, step_word("plan_version", "propose", lang()), hindrances("plan_version", version, "propose")
    )
    notes = [
        *shown["notes"],
        _("From now on the text is fixed; whoever you ask may approve it or return it with a reason."),
    ]
    return render(request, "shared/confirm.html", shown | {"form": form, "notes": notes})


def _confirm(version: PlanVersion, action: str, notes: list[str]) -> dict[str, Any]:
    named = _("version %(n)d") % {"n": version.number}
    return {
        "over": lang_text(version.document.title), "heading": f"{action} · {named}", "action": action, "notes": notes,
        "cancel_url": reverse("plan_version", args=[version.pk]), "breadcrumbs": crumbs(version, action),
    }  # fmt: skip


def may_take(step: str, user: User, version: PlanVersion) -> bool:
    """Whether somebody may take a step of a version now, guards aside."""
    return may(FLOWS["plan_version"], version.state, step, relations_of("plan_version", version, user))


DECISIONS: dict[str, Callable[[User, PlanVersion, str], object]] = {
    "approve": lambda by, version, reason: actions.approve(by, version),
    "return": actions.give_back,
    "take_back": lambda by, version, reason: actions.take_back(by, version),
    "retire": lambda by, version, reason: actions.retire(by, version),
    "discard": lambda by, version, reason: actions.discard(by, version),
}


def plan_decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Takes a step after showing what follows from it."""
    user, version = user_of(request), seen(request, pk)
    if step not in DECISIONS or not may_take(step, user, version):
        raise Http404
    needs_reason = FLOWS["plan_version"].transition(step).reason_required
    form = Reason(request.POST or None) if needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        if attempt(request, lambda: DECISIONS[step](user, version, reason), _("Done.")):
            return redirect(
                "plan_page" if step == "discard" else "plan_version", version.document.slug if step == "discard" else pk
            )
        version = seen(request, pk)
    missing = hindrances("plan_version", version, step)
    shown = _confirm(
        version, step_word("plan_version", step, lang()), [*missing, *doubts("plan_version", version, step)]
    )
    if step == "approve":
        shown |= _approval(version, shown["notes"])
    return render(request, "shared/confirm.html", shown | {"form": form})


def _approval(version: PlanVersion, notes: list[str]) -> dict[str, Any]:
    """What an approval brings: what changes, what the preview found, who is asked to acknowledge."""
    people = len(list(actions.concerned(version)))
    told = ngettext("%(n)d person is asked to acknowledge it.", "%(n)d people are asked to acknowledge it.", people)
    rows = [*queries.changes_of(version), *queries.consequence(version)]
    return {"consequence": rows, "subject": _("What"), "notes": [*notes, told % {"n": people}]}


def plan_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Completes consultation, notice and effective day while a version waits for approval."""
    user, version = user_of(request), seen(request, pk)
    require_everywhere(user, "hr")
    form = NoticeForm(request.POST or None, instance=version)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in form.fields}
        if attempt(request, lambda: actions.record_notice(user, version, **given), _("Kept.")):
            return redirect("plan_version", pk)
    return render(request, "shared/confirm.html", _confirm(version, _("Record the notice"), []) | {"form": form})


@require_GET
def plan_acknowledgements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who knows the plan, who was reminded how often, and who has not answered."""
    user, version = user_of(request), seen(request, pk)
    require_everywhere(user, "hr", "auditor")
    hr = rights(user).everywhere("hr")
    table = tables.build(request, queries.acknowledgements(version), _asked_columns(hr), name="asked", size=100)
    if table.exports(request):
        return table.csv(f"{version.document.slug}-{version.number}-acknowledgements")
    shown = {
        "version": version, "table": table, "people": queries.acknowledged(version), "hr": hr,
        "breadcrumbs": crumbs(version, _("Acknowledgements")),
    }  # fmt: skip
    return render(request, "plans/acknowledgements.html", shown)


def _asked_columns(hr: bool) -> list[tables.Column]:
    def late(row: Any) -> bool:
        """Whether HR may note that somebody was told in another way."""
        return hr and row.state == "asked" and row.reminders >= 2

    return [
        tables.Column("person", _("Person"), show=lambda row: row.person.name, field="person__name"),
        tables.Column("state", _("State"), show=lambda row: str(row.said_state), field="state",
                      tone=lambda row: "notice" if row.state == "asked" else "done"),
        tables.Column("asked_at", _("Asked"), show=lambda row: _at(row.asked_at), field="asked_at"),
        tables.Column("known_at", _("Acknowledged"), show=lambda row: _at(row.acknowledged_at),
                      field="acknowledged_at"),
        tables.Column("reminders", _("Reminders"), "number", field="reminders"),
        *([tables.Column("other", _("Another way"), show=lambda row: _("Told in another way") if late(row) else "",
                         link=lambda row: reverse("plan_told", args=[row.pk]) if late(row) else "", sortable=False)]
          if hr else []),
    ]  # fmt: skip


def _at(instant: datetime | None) -> str:
    return moment(instant, settings_of().zone) if instant else ""


@require_POST
def plan_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The person concerned says to have read the plan; HR asks those who joined since."""
    user, version = user_of(request), seen(request, pk)
    if request.POST.get("do") == "ask":
        require_everywhere(user, "hr")
        attempt(request, lambda: actions.ask_newcomers(user, version), _("Everybody the plan serves is asked now."))
        return redirect("plan_acknowledgements", pk)
    asked = get_object_or_404(version.acknowledgements.select_related("person"), person=user.person)
    attempt(request, lambda: actions.acknowledge(user, asked), _("Thank you. It is noted that you know the plan."))
    return redirect("plan_version", pk)


def plan_told(request: HttpRequest, pk: int) -> HttpResponse:
    """HR notes that somebody was told in another way."""
    user = user_of(request)
    require_everywhere(user, "hr")
    asked = get_object_or_404(access.acknowledgements_of(user).select_related("person", "version__document"), pk=pk)
    if not theirs("acknowledgement", asked, "tell_otherwise", user):
        raise Http404
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: actions.tell_otherwise(user, asked, reason), _("Noted.")):
            return redirect("plan_acknowledgements", asked.version_id)
    shown = _confirm(asked.version, _("Told in another way"), hindrances("acknowledgement", asked, "tell_otherwise"))
    return render(request, "shared/confirm.html", shown | {"form": form, "subject": asked.person.name})


KINDS = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@require_GET
def plan_download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A version as YAML, workbook, or printed indicator sheet with lines to sign."""
    version = seen(request, pk)
    plan, _issues = bridge.read(version.text)
    if kind not in KINDS or (plan is None and kind != "yaml"):
        raise Http404
    made: bytes = version.text.encode("utf-8")
    if plan is not None and kind == "xlsx":
        made = bridge.workbook(plan, lang())
    elif plan is not None and kind == "pdf":
        made = pdf.render("form.typ", sheet.printed(version, plan), lang())
    name = f"{version.document.slug}-{version.number}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"' if name.isascii() else "attachment"}
    return HttpResponse(made, content_type=KINDS[kind], headers=headers)
