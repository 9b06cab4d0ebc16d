"""The pages of a scorecard: published, and running."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.web.cycles.access import managed_by
from deskmerit.web.cycles.models import Run
from deskmerit.web.scorecards import access, actions, files, queries
from deskmerit.web.scorecards.forms import RemarkForm, SayForm
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.opened import opened, with_flags
from deskmerit.web.scorecards.sheet import Sheet, sheet_of
from deskmerit.web.shared.act import attempt, person_of, user_of
from deskmerit.web.shared.flow import relations_of
from deskmerit.web.shared.organisation import settings_of


def scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """A published result: what holds now, or an earlier card of it."""
    result = _result(request, pk)
    about = queries.about(result, user_of(request))
    cards = queries.versions_of(result)
    asked = request.GET.get("version", "")
    at = int(asked) - 1 if asked.isdigit() and 0 < int(asked) <= len(cards) else len(cards) - 1
    sheet = sheet_of(cards[at], _lead(result))
    more = {
        "result": result,
        "about": about,
        "versions": [(n + 1, card) for n, card in enumerate(cards)],
        "version": at + 1,
        "earlier": at < len(cards) - 1,
        "say_form": SayForm(initial={"remark": result.remark}),
        "remark_form": RemarkForm(initial={"text": result.lead_remark}) if _evaluates(request, result) else None,
        "rank": sheet.content.rank if settings_of().show_rank else None,
    }
    return _page(request, sheet, more)


def running(request: HttpRequest, pk: int) -> HttpResponse:
    """A card of a cycle that isn't published: running figures, marked as such, with the data's age."""
    user = user_of(request)
    card = get_object_or_404(access.cards_for(user).select_related(*queries.CARD), pk=pk)
    if card.run.kind not in (Run.Kind.RUNNING, Run.Kind.MEASURED):
        raise Http404
    cycle = card.run.cycle
    decides = managed_by(user).filter(pk=cycle.pk).exists()
    newer = None
    if cycle.current_id != card.run_id and cycle.current_id and not cycle.is_published:
        newer = access.cards_for(user).filter(run=cycle.current_id, person=card.person_id).first()
    published = access.visible_to(user).filter(cycle=cycle, person=card.person_id).first()
    graded = card.run.kind == Run.Kind.RUNNING or decides
    more = {"newer": newer, "published": published, "graded": graded, "cycle": cycle}
    return _page(request, sheet_of(card), more)


def _page(request: HttpRequest, sheet: Sheet, more: dict[str, Any]) -> HttpResponse:
    """The page, one opened line of it, or the records of that line as a file."""
    key = request.GET.get("open") or request.GET.get("close") or ""
    line = sheet.line(key)
    shown = opened(request, sheet, line) if line and "open" in request.GET else None
    if shown and shown.table.exports(request):
        return shown.table.csv(f"{sheet.content.period}-{sheet.content.agent_id}-{key}".replace(":", "-"))
    own = sheet.card.person == person_of(request)
    told = {"sheet": sheet, "shown": shown, "own": own, **more}
    if shown and own:
        with_flags(shown, sheet)
    if line and request.headers.get("HX-Request") == "true":
        return render(request, "scorecards/line.html", {**told, "line": line})
    return render(request, "scorecards/page.html", told)


@require_GET
def scorecard_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The scorecard as a form to print."""
    result = _result(request, pk)
    sheet = sheet_of(result.card, _lead(result))
    made = files.as_pdf(sheet, queries.about(result, user_of(request)))
    return _file(made, "application/pdf", result, "pdf")


@require_GET
def scorecard_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The scorecard as a workbook."""
    result = _result(request, pk)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    made = files.as_workbook(sheet_of(result.card, _lead(result)), queries.about(result, user_of(request)))
    return _file(made, kind, result, "xlsx")


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The person received it."""
    result = _result(request, pk)
    attempt(request, lambda: actions.receive(user_of(request), result), _("Received. That is no agreement."))
    return redirect("scorecard", pk=pk)


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """The person agrees or doesn't."""
    result, form = _result(request, pk), SayForm(request.POST)
    if not form.is_valid():
        raise Http404
    agrees, remark = form.cleaned_data["view"] == "agree", form.cleaned_data["remark"]
    attempt(
        request, lambda: actions.say(user_of(request), result, agrees, remark), _("Your view stands on the scorecard.")
    )
    return redirect("scorecard", pk=pk)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """The evaluator's remark."""
    result, form = _result(request, pk), RemarkForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    attempt(request, lambda: actions.remark(user_of(request), result, text), _("Your remark stands on the scorecard."))
    return redirect("scorecard", pk=pk)


def _result(request: HttpRequest, pk: int) -> Result:
    found = access.visible_to(user_of(request)).select_related(
        "person", "lead", "cycle", *(f"card__{name}" for name in queries.CARD)
    )
    return get_object_or_404(found, pk=pk)


def _lead(result: Result) -> str:
    return result.lead.name if result.lead else ""


def _evaluates(request: HttpRequest, result: Result) -> bool:
    return bool(relations_of("receipt", result, user_of(request)) & {"lead", "hr"})


def _file(made: bytes, kind: str, result: Result, ending: str) -> HttpResponse:
    name = f"{result.cycle.period}-{result.person.employee_no or result.person.agent_id}.{ending}"
    return HttpResponse(made, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
