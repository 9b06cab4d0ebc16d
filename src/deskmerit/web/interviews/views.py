"""The pages of interviews."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from deskmerit.web.accounts.models import User
from deskmerit.web.improvement.actions import may_begin
from deskmerit.web.improvement.queries import open_plan_of
from deskmerit.web.interviews import access, actions, lists, printed, queries, said, shown
from deskmerit.web.interviews import forms as own
from deskmerit.web.interviews.models import Interview, Tip
from deskmerit.web.interviews.record import AGREED, goal_text, read
from deskmerit.web.interviews.record import said as record_said
from deskmerit.web.org.access import require, require_everywhere
from deskmerit.web.shared import pdf
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.flow import steps, theirs


def interview_list(request: HttpRequest) -> HttpResponse:
    """Interviews and plans: one's own, and those one has to hold or to see through."""
    both = lists.both(request, user_of(request))
    for name in ("interviews", "plans"):
        if both[name].exports(request):
            exported: HttpResponse = both[name].csv(name)
            return exported
    return render(request, "interviews/list.html", both)


def _one(request: HttpRequest, pk: int) -> Interview:
    found: Interview = get_object_or_404(queries.listed(access.visible_to(user_of(request))), pk=pk)
    return found


def interview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview: the brief, the record, what comes next."""
    interview, user = _one(request, pk), user_of(request)
    opening = queries.opening(interview)
    record = read(interview.record)
    fields = record_said(record)
    context = {
        "interview": interview,
        "opening": opening,
        "good": said.good(opening, interview),
        "short": said.short(opening, interview),
        "buttons": shown.buttons(interview, user),
        "signs": shown.signs(interview, user),
        "sign_form": own.SignForm(),
        "scans_form": own.ScansForm(),
        "next": shown.NEXT[interview.state],
        "tone": shown.TONES.get(interview.state, "running"),
        "due": shown.due(interview),
        "course": shown.course(interview),
        "changes": shown.changes(interview),
        "fields": [(label, text) for label, text in list(fields.items())[3:-2] if text],
        "goals": [goal_text(goal) for goal in record.goals],
        "agreed": AGREED[interview.agreed],
        "files": attachments("interview", interview),
        "plan": open_plan_of(interview.person),
        "may_plan": may_begin(user, interview.result),
        "may_scan": access.keeps_scans(interview, user.person),
    }
    return render(request, "interviews/page.html", context)


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The record form, with the brief beside it."""
    interview, user = _one(request, pk), user_of(request)
    names = {each.name for each in steps("interview", interview, user)}
    if not names & {"hold", "amend"}:
        raise Http404
    form = own.RecordForm(interview, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            if "hold" in names:
                actions.hold(user, interview, form.record(), form.cleaned_data["attendee"])
            else:
                actions.amend(user, interview, form.record(), form.cleaned_data["reason"])

        if attempt(request, act, _("The record is kept. Both sign it now.")):
            return redirect("interview_page", pk)
    opening = queries.opening(interview)
    context = {
        "interview": interview,
        "form": form,
        "opening": opening,
        "good": said.good(opening, interview),
        "short": said.short(opening, interview),
    }
    return render(request, "interviews/record.html", context)


type Act = Callable[[User, Interview, dict[str, Any]], object]
type Made = Callable[..., forms.Form]

STEPS: dict[str, tuple[Made, Act, str | Promise, str | Promise, str | Promise]] = {
    "schedule": (
        own.ArrangeForm, lambda user, row, given: actions.schedule(user, row, **given),
        gettext_lazy("Arrange the interview"), gettext_lazy("Arrange and tell everybody"),
        gettext_lazy("The person and the second attendee are told place and time."),
    ),
    "reschedule": (
        own.MoveForm, lambda user, row, given: actions.reschedule(user, row, **given),
        gettext_lazy("Change the date"), gettext_lazy("Change and tell everybody"),
        gettext_lazy("The deadline stays as it is."),
    ),
    "waive": (
        own.WaiveForm, lambda user, row, given: actions.waive(user, row, given["reason"], given["scans"]),
        gettext_lazy("Waive the interview"), gettext_lazy("Waive"),
        gettext_lazy("There will be no interview. For the appeal it counts as held on its due day."),
    ),
    "close_unsigned": (
        own.ReasonForm, lambda user, row, given: actions.close_unsigned(user, row, **given),
        gettext_lazy("Close the record unsigned"), gettext_lazy("Close unsigned"),
        gettext_lazy("The record stays as it is, without the missing signature; the person keeps the right to appeal."),
    ),
    "decline": (
        own.DeclineForm, lambda user, row, given: actions.decline(user, row, **given),
        gettext_lazy("Decline the interview"), gettext_lazy("Decline in writing"),
        gettext_lazy("HR decides whether it is waived; you can still come. Your right to appeal stays."),
    ),
}  # fmt: skip


def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step with a form of its own; what follows stands above it."""
    interview, user = _one(request, pk), user_of(request)
    mine = {button.url for button in shown.buttons(interview, user)}
    if step not in STEPS or request.path not in mine:
        raise Http404
    kind, act, heading, action, note = STEPS[step]
    form = kind(interview, request.POST or None, request.FILES or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, lambda: act(user, interview, form.cleaned_data), _("Done."))
    ):
        return redirect("interview_page", pk)
    context = {
        "interview": interview, "form": form, "heading": heading, "action": action, "note": note,
    }  # fmt: skip
    return render(request, "interviews/step.html", context)


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the two signs."""
    interview, user = _one(request, pk), user_of(request)
    if not theirs("interview", interview, "sign_first", user):
        raise Http404
    form = own.SignForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"agreed": "unsaid", "words": ""}
    attempt(request, lambda: actions.sign(user, interview, given["agreed"], given["words"]), _("Signed."))
    return redirect("interview_page", pk)


@require_POST
def scans(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps signed scans."""
    interview, user = _one(request, pk), user_of(request)
    if not access.keeps_scans(interview, user.person):
        raise Http404
    files = request.FILES.getlist("scans")
    attempt(request, lambda: actions.add_scans(user, interview, files), _("Attached."))
    return redirect("interview_page", pk)


def printed_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The interview record as a form with signature lines."""
    interview = _one(request, pk)
    return pdf.page(printed.form(interview), f"interview-{interview.pk}")


def tips(request: HttpRequest) -> HttpResponse:
    """The catalogue of tips, which HR edits and an auditor reads."""
    user = user_of(request)
    writes = require(user, "hr", "auditor").everywhere("hr")
    if request.method == "POST":
        require_everywhere(user, "hr")
    chosen = Tip.objects.filter(pk=request.GET.get("tip") or 0).first()
    form = own.TipForm(request.POST or None, instance=chosen)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, lambda: lists.keep_tip(user, form), _("Kept."))
    ):
        return redirect("tip_list")
    return render(
        request, "interviews/tips.html", {"tips": lists.tips(), "form": form if writes else None, "chosen": chosen}
    )
