"""Writing a draft: the form over its text, the text itself, the check as one types, the preview."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.web.bridge import codec
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.bridge.preview import Preview
from deskmerit.web.org.access import require_everywhere, rights
from deskmerit.web.plans import actions
from deskmerit.web.plans.editor.moves import moved
from deskmerit.web.plans.editor.parts import Plain, View, nested
from deskmerit.web.plans.editor.place import put
from deskmerit.web.plans.editor.plan import shown, taken
from deskmerit.web.plans.editor.weights import SETS, Column, columns_of, lines_of
from deskmerit.web.plans.findings import Finding, counts, said
from deskmerit.web.plans.models import PlanPreview, PlanVersion
from deskmerit.web.plans.tasks import ask_preview
from deskmerit.web.plans.views_version import crumbs, seen
from deskmerit.web.shared import charts, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.wording import lang_text


@dataclass(slots=True)
class Editor:
    """A text as form: its sections, the table of weights, findings by field, and those that stand nowhere."""

    tree: dict[str, Plain]
    text: str
    sections: list[View]
    columns: list[Column]
    findings: list[Finding]
    left: list[Finding]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table of weights: an indicator's title, and its cell of each column."""
        found = []
        for number, (at, line) in enumerate(lines_of(self.tree)):
            catalogue = bridge.catalogue().get(str(line.get("metric")))
            title = lang_text(line.get("title")) or (lang_text(catalogue.title) if catalogue else "") or line.get("id")
            cells = [column.cells[number] for column in self.columns]
            found.append({"title": title, "anchor": f"f-dimensions-{at.replace('.', '-indicators-')}", "cells": cells})
        return found

    @property
    def missing_sets(self) -> list[tuple[str, Any]]:
        """The kinds of period without a set of weights of their own."""
        return [(name, title) for name, title in SETS.items() if name not in self.tree]

    def slots(self) -> list[View]:
        """Every field and block of the form."""
        found = list[View]()
        stack = [*self.sections, *(cell for column in self.columns for cell in column.fields())]
        while stack:
            view = stack.pop()
            found.append(view)
            stack += view.children
        return found


def editor_of(tree: dict[str, Plain], text: str = "") -> Editor:
    """The form of a tree with every finding beside its field."""
    text = text or bridge.text_of(tree)
    sections, columns = shown(tree), columns_of(tree)
    _plan, issues = bridge.read(text)
    findings = said(issues)
    left = put([each for each in findings if each.level != "note"], tree, sections, columns)
    return Editor(tree, text, sections, columns, findings, left, counts(issues))


def _own(request: HttpRequest, pk: int) -> PlanVersion:
    """A draft the user may write, else 404."""
    version = seen(request, pk)
    if not actions.may_edit(user_of(request), version):
        raise Http404
    return version


def _sent(request: HttpRequest, version: PlanVersion) -> dict[str, Plain]:
    base, _issues = bridge.tree_of(version.text)
    return taken(nested(request.POST.dict()), base)


def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form over the text of a draft. Nothing is kept before "Save"; nothing typed is lost by a check."""
    user, version = user_of(request), _own(request, pk)
    base, problems = bridge.tree_of(version.text)
    if not base or problems:
        return redirect("plan_text", pk)
    do, tree, mark, opened = request.POST.get("do", ""), base, version.fingerprint, ""
    asked: PlanPreview | None = None
    if request.method == "POST":
        tree, mark = _sent(request, version), request.POST.get("mark", "")
        text = bridge.text_of(tree)
        if do == "save" and attempt(request, lambda: actions.save_text(user, version, text, mark), _("Draft saved.")):
            return redirect("plan_edit", pk)
        if do == "preview" and rights(user).everywhere("hr"):
            made = list[PlanPreview]()
            attempt(request, lambda: made.append(ask_preview(user, version, text)))
            asked = made[0] if made else None
        if ":" in do:
            opened = moved(tree, do)
    editor = editor_of(tree)
    _open(editor, opened)
    asked = asked or (version.previews.first() if rights(user).everywhere("hr") else None)
    context = _shown(version, editor, mark) | {"tab": "form", "preview": asked, "dirty": request.method == "POST"}
    return render(request, "plans/edit.html", context | preview_context(asked, editor.text))


def _open(editor: Editor, name: str) -> None:
    """Unfolds a row that was just added or moved, and what holds it."""
    for view in editor.slots():
        if name and (view.name == name or name.startswith(view.name + ".")):
            view.opened = True


def _shown(version: PlanVersion, editor: Editor, mark: str) -> dict[str, Any]:
    return {
        "version": version, "editor": editor, "mark": mark, "breadcrumbs": crumbs(version, _("Write")),
        "slots": [view for view in editor.slots() if view.findings], "custom": _custom(editor.tree),
    }  # fmt: skip


def _custom(tree: dict[str, Plain]) -> list[tuple[str, str]]:
    """The plan's own metrics, which only the text changes."""
    held = tree.get("metrics")
    found = []
    for key, each in (held if isinstance(held, dict) else {}).items():
        told: dict[str, Any] = each if isinstance(each, dict) else {}
        sums = [str(told[name]) for name in ("table", "numerator", "denominator", "source") if told.get(name)]
        found.append((f"{lang_text(told.get('title'))} ({key})", " · ".join(sums)))
    return found


def plan_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a draft itself."""
    user, version = user_of(request), _own(request, pk)
    text, mark = version.text, version.fingerprint
    if request.method == "POST":
        text, mark = request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("mark", "")
        do = request.POST.get("do", "")
        if do == "save" and attempt(request, lambda: actions.save_text(user, version, text, mark), _("Draft saved.")):
            return redirect("plan_text", pk)
    _plan, issues = bridge.read(text)
    shown = {
        "version": version, "text": text, "mark": mark, "tab": "text", "findings": said(issues),
        "counts": counts(issues), "breadcrumbs": crumbs(version, _("Write")),
    }  # fmt: skip
    return render(request, "plans/text.html", shown)


@require_POST
def plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check finds in what stands in the form, each finding for the place beside its field; and the sums."""
    version = _own(request, pk)
    editor = editor_of(_sent(request, version))
    before = set(request.POST.get("found", "").split())
    slots = [view for view in editor.slots() if view.findings or view.id in before]
    context = {
        "version": version,
        "editor": editor,
        "slots": [view for view in slots if view.findings],
        "changed": slots,
    }
    return render(request, "plans/check.html", context)


@require_GET
def plan_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview of a version as a piece of its page; asked for again until it is there."""
    require_everywhere(user_of(request), "hr")
    version = seen(request, pk)
    asked = get_object_or_404(version.previews, pk=request.GET.get("id") or 0)
    return render(request, "plans/preview.html", {"version": version, "preview": asked} | preview_context(asked, ""))


def preview_context(asked: PlanPreview | None, text: str) -> dict[str, Any]:
    """What a finished preview shows: who moves, grades and cost before and after, who falls by a share."""
    if asked is None or asked.state != PlanPreview.State.DONE:
        return {}
    found: Preview = codec.from_json(Preview, asked.data)
    grades = [(wording.grade_title(grade), before, after) for grade, (before, after) in found.counts.items()]
    short = [(grade if len(grade) <= 3 else wording.grade_title(grade), *both) for grade, both in found.counts.items()]
    rows = [
        {"label": label, "before": before, "after": after, "same": before == after} for label, before, after in grades
    ]
    previewed, _found = bridge.read(asked.text)
    titles = {each.id: lang_text(each.title) for each in previewed.awards} if previewed else {}
    costs = [
        {"label": titles.get(cost.award, cost.award), "before": wording.money(cost.before, cost.currency),
         "after": wording.money(cost.after, cost.currency), "same": cost.before == cost.after}
        for cost in found.costs
    ]  # fmt: skip
    plan, _issues = bridge.read(text) if text else (None, ())
    return {
        "found": found, "grades": rows, "costs": costs, "moved": found.moved(), "fallen": found.fallen_by_share(),
        "picture": charts.before_after(_("Grades before and after"), short),
        "stale": bool(text) and (plan is None or plan.fingerprint != asked.fingerprint),
    }  # fmt: skip
