"""Pages about plans: the list, beginning a draft, one plan with its versions, comparing two."""

import difflib
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.core.plan import Plan
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.org.access import require_everywhere, rights
from deskmerit.web.plans import access, actions, queries
from deskmerit.web.plans.diff import differences
from deskmerit.web.plans.findings import said
from deskmerit.web.plans.forms import Phase, StartFile, StartShipped, StartVersion
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared.act import attempt, user_of


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans somebody may see, that of their own post first."""
    user = user_of(request)
    lines = queries.list_of(user)
    shown = {"lines": lines, "mine": [each for each in lines if each.mine], "writes": rights(user).everywhere("hr")}
    waiting = access.acknowledgements_of(user).filter(person=user.person, state="asked")
    shown["asked"] = list(waiting.select_related("version__document")) if user.person else []
    return render(request, "plans/list.html", shown)


def plan_new(request: HttpRequest) -> HttpResponse:
    """Begins a draft: from a shipped plan, a file, or a version."""
    user = user_of(request)
    require_everywhere(user, "hr")
    way = request.POST.get("way", "") if request.method == "POST" else ""
    data = (request.POST, request.FILES)
    found = {
        "shipped": StartShipped(*(data if way == "shipped" else ())),
        "file": StartFile(*(data if way == "file" else ())),
        "version": StartVersion(*(data if way == "version" else ()), versions=access.visible_to(user)),
    }
    problems: list[Any] = []
    if way in found and found[way].is_valid():
        plan, problems = _begun(way, found[way])
        if plan is not None:
            slug, made = found[way].cleaned_data["slug"], list[PlanVersion]()
            if attempt(request, lambda: made.append(actions.start(user, plan, slug=slug))):
                return redirect("plan_edit", made[0].pk)
    crumbs = [{"title": _("Plans"), "url": reverse("plan_list")}, {"title": _("New draft")}]
    shown = {"forms": found, "way": way, "problems": said(problems), "breadcrumbs": crumbs}
    return render(request, "plans/new.html", shown, status=422 if way else 200)


def _begun(way: str, form: forms.Form) -> tuple[Plan | None, list[Any]]:
    given = form.cleaned_data
    if way == "shipped":
        return bridge.shipped()[given["shipped"]], []
    if way == "version":
        plan, issues = bridge.read(given["version"].text)
        return plan, [] if plan else list(issues)
    return _uploaded(given["file"])


def _uploaded(file: UploadedFile) -> tuple[Plan | None, list[Any]]:
    """The plan of an uploaded file; every problem at once, with file and line."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / Path(file.name or "plan.yaml").name
        path.write_bytes(file.read())
        plan, issues = bridge.from_file(path)
    return plan, [] if plan else issues


@require_GET
def plan_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan: what holds now, its versions, who acknowledged it, the phase of the next cycle."""
    user = user_of(request)
    document = get_object_or_404(access.documents_of(user), slug=slug)
    versions = list(access.visible_to(user).filter(document=document).select_related("author", "approver", "document"))
    held = rights(user)
    line = next(each for each in queries.list_of(user) if each.document == document)
    shown: dict[str, Any] = {
        "document": document, "versions": versions, "line": line, "writes": held.everywhere("hr"),
        "manages": held.everywhere("hr", "auditor"), "phase": queries.next_phase(slug),
        "breadcrumbs": [{"title": _("Plans"), "url": reverse("plan_list")}, {"title": slug}],
    }  # fmt: skip
    if line.current is not None:
        plan = queries.plan_of(line.current)
        shown["plan"], shown["phases"] = plan, list(plan.phases)
        shown["phase_form"] = Phase(phases=list(plan.phases), initial={"phase": shown["phase"]})
    return render(request, "plans/page.html", shown)


@require_POST
def plan_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Chooses the focus phase of the next cycle."""
    user = user_of(request)
    require_everywhere(user, "hr")
    document = get_object_or_404(access.documents_of(user), slug=slug)
    phase = request.POST.get("phase", "")
    attempt(request, lambda: actions.set_phase(user, document, phase), _("The next cycle opens with this phase."))
    return redirect("plan_page", slug)


@require_GET
def plan_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions side by side: what differs in meaning, and folded away the text."""
    user = user_of(request)
    document = get_object_or_404(access.documents_of(user), slug=slug)
    versions = list(access.visible_to(user).filter(document=document).select_related("document"))
    new = _chosen(versions, request.GET.get("to")) or versions[0]
    older = [each for each in versions if each.number < new.number]
    old = _chosen(versions, request.GET.get("from")) or (older[0] if older else versions[-1])
    plans = [bridge.read(each.text)[0] for each in (old, new)]
    changes = differences(plans[0], plans[1]) if plans[0] and plans[1] else None
    lines = difflib.unified_diff(old.text.splitlines(), new.text.splitlines(), str(old), str(new), lineterm="")
    crumbs = [
        {"title": _("Plans"), "url": reverse("plan_list")},
        {"title": slug, "url": reverse("plan_page", args=[slug])}, {"title": _("Compare")},
    ]  # fmt: skip
    shown = {
        "document": document, "versions": versions, "old": old, "new": new, "changes": changes,
        "text": "\n".join(lines), "breadcrumbs": crumbs,
    }  # fmt: skip
    return render(request, "plans/compare.html", shown)


def _chosen(versions: list[PlanVersion], pk: str | None) -> PlanVersion | None:
    if not pk:
        return None
    found = [each for each in versions if str(each.pk) == pk]
    if not found:
        raise Http404
    return found[0]
