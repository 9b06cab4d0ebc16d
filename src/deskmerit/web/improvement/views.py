"""The pages of improvement plans."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from deskmerit.web.accounts.models import User
from deskmerit.web.improvement import access, actions, outcome, printed, queries, shown
from deskmerit.web.improvement import forms as own
from deskmerit.web.improvement.content import UNFIT, read
from deskmerit.web.improvement.models import OPEN, Improvement
from deskmerit.web.interviews.forms import ScansForm
from deskmerit.web.interviews.lists import by_deadline, plan_columns
from deskmerit.web.scorecards import access as results
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, flow, pdf, tables
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.attach import attachments


def improvement_list(request: HttpRequest) -> HttpResponse:
    """The plans somebody may see, the next due first."""
    plans = queries.listed(access.visible_to(user_of(request)))
    show = request.GET.get("show", "")
    if show != "all":
        plans = plans.filter(state__in=OPEN)
    table = tables.build(request, by_deadline("improvement", plans), plan_columns(), name="plans")
    if table.exports(request):
        return table.csv("plans")
    return render(request, "improvement/list.html", {"table": table, "show": show})


def _one(request: HttpRequest, pk: int) -> Improvement:
    rows = access.visible_to(user_of(request)).select_related(
        "person", "lead", "deputy", "proposed__made_by", "result__cycle", "result__card", "made_by", "lead_signed_by",
        "hr_signed_by",
    )  # fmt: skip
    found: Improvement = get_object_or_404(rows, pk=pk)
    return found


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a plan from a published result."""
    user = user_of(request)
    result = get_object_or_404(Result.objects.select_related("cycle", "card", "person", "lead"), pk=pk)
    if not actions.may_begin(user, result) or not _sees(user, result):
        raise Http404
    form = own.NewForm(request.POST or None)
    made: list[Improvement] = []
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: made.append(actions.begin_plan(user, result, reason)), _("A draft is there.")):
            return redirect("improvement_write", made[0].pk)
    return render(request, "improvement/new.html", {"result": result, "form": form})


def _sees(user: User, result: Result) -> bool:
    from deskmerit.web.interviews.access import visible_to

    return results.visible_to(user).filter(pk=result.pk).exists() or visible_to(user).filter(result=result).exists()


def improvement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: where it stands, its steps, what comes next."""
    plan, user = _one(request, pk), user_of(request)
    content = read(plan.content)
    context = {
        "plan": plan,
        "content": content,
        "areas": queries.filled(plan, content),
        "sides": [("person", shown.rows(plan, "person", user)), ("lead", shown.rows(plan, "lead", user))],
        "buttons": shown.buttons(plan, user),
        "hindrances": _missing(plan, user),
        "writes": plan.state == "draft" and access.writes(plan, user.person),
        "proposes": any(each.name == "propose_change" for each in flow.steps("improvement", plan, user)),
        "next": shown.NEXT[plan.state],
        "tone": shown.TONES.get(plan.state, "quiet"),
        "due": shown.due(plan),
        "left": queries.days_left(plan, clock.today()) if plan.state in OPEN else None,
        "course": shown.course(plan),
        "change": shown.proposed(plan),
        "changes": shown.changes(plan),
        "unfit": [text for name, text in UNFIT.items() if getattr(content, name)],
        "files": attachments("improvement", plan),
        "scans_form": ScansForm(),
        "may_scan": access.keeps_scans(plan, user.person),
    }
    return render(request, "improvement/page.html", context)


def _missing(plan: Improvement, user: User) -> list[str]:
    """What stands between a draft and its offer, for whoever writes it."""
    if plan.state != "draft" or not access.writes(plan, user.person):
        return []
    missing = [each for each in flow.hindrances("improvement", plan, "offer") if each]
    signed, dated = _("The lead signs with the offer."), _("Set the day the plan ends, a day still to come.")
    content = read(plan.content)  # both are given by offering itself
    return [each for each in missing if each != signed and (each != dated or content.ends_on is not None)]


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes the draft, or a proposal to change the running plan."""
    plan, user = _one(request, pk), user_of(request)
    draft = plan.state == "draft" and access.writes(plan, user.person)
    proposes = any(each.name == "propose_change" for each in flow.steps("improvement", plan, user))
    if not draft and not proposes:
        raise Http404
    kind = own.PlanForm if draft else own.ChangeForm
    form = kind(read(plan.content), plan.edits, queries.measures_of(plan), request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            if draft:
                actions.edit(user, plan, form.value(), form.cleaned_data["seen"])
            else:
                actions.propose_change(user, plan, form.value(), form.cleaned_data["change"])

        if attempt(request, act, _("Kept.")):
            return redirect("improvement_write" if "more" in request.POST else "improvement_page", pk)
    return render(request, "improvement/write.html", {"plan": plan, "form": form, "draft": draft})


@require_POST
def now(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step that needs no words."""
    plan, user = _one(request, pk), user_of(request)
    if step == "mark" and access.writes(plan, user.person):
        key, done = request.POST.get("key", ""), request.POST.get("done") == "1"
        attempt(request, lambda: outcome.mark(user, plan, key, done))
        return redirect("improvement_page", pk)
    acts: dict[str, Callable[[], object]] = {
        "offer": lambda: actions.offer(user, plan),
        "sign": lambda: actions.sign(user, plan, True),
        "accept_change": lambda: actions.accept_change(user, plan),
        "withdraw_change": lambda: actions.withdraw_change(user, plan),
        "countersign": lambda: outcome.countersign(user, plan),
        "ask_hr": lambda: outcome.ask_hr(plan),
    }
    if step not in acts or step not in shown.names(plan, user):
        raise Http404
    attempt(request, acts[step], _("Done."))
    return redirect("improvement_page", pk)


type Act = Callable[[User, Improvement, Any], object]

STEPS: dict[str, tuple[type[Any], Act, str | Promise]] = {
    "check_in": (
        own.CheckInForm, lambda user, plan, form: outcome.check_in(user, plan, **form.cleaned_data),
        gettext_lazy("The figures of today are kept with it; the next check-in is due a week later."),
    ),
    "receive_not_agreed": (
        own.WordsForm, lambda user, plan, form: actions.sign(user, plan, False, form.cleaned_data["words"]),
        gettext_lazy("The plan starts. Your words stay with it; receiving is no agreement."),
    ),
    "ask_change": (
        own.ReasonForm, lambda user, plan, form: actions.ask_change(user, plan, form.cleaned_data["reason"]),
        gettext_lazy("The plan becomes a draft again, and the lead's signature is void."),
    ),
    "decline_change": (
        own.ReasonForm, lambda user, plan, form: actions.decline_change(user, plan, form.cleaned_data["reason"]),
        gettext_lazy("The plan runs on as it was signed."),
    ),
    "pass": (
        own.OutcomeForm,
        lambda user, plan, form: outcome.finish(user, plan, "pass", form.cleaned_data["reason"], form.final()),
        gettext_lazy("The plan ends as passed; the person is told."),
    ),
    "extend": (
        own.ExtendForm,
        lambda user, plan, form: outcome.extend(
            user, plan, form.cleaned_data["new_end"], form.cleaned_data["reason"], form.final()
        ),
        gettext_lazy("The new end is a new version, which the person signs; until then check-ins rest."),
    ),
    "not_reach": (
        own.OutcomeForm,
        lambda user, plan, form: outcome.finish(user, plan, "not_reach", form.cleaned_data["reason"], form.final()),
        gettext_lazy("The plan ends as not reached, and what it says for that case follows; the person is told."),
    ),
    "say": (
        own.WordsForm, lambda user, plan, form: outcome.say(user, plan, form.cleaned_data["words"]),
        gettext_lazy("A plan is not judged as not reached before the person was heard."),
    ),
    "start_unsigned": (
        own.ReasonForm, lambda user, plan, form: actions.start_unsigned(user, plan, form.cleaned_data["reason"]),
        gettext_lazy("The plan starts without the person's signature, which stays visible."),
    ),
    "withdraw": (
        own.ReasonForm, lambda user, plan, form: actions.withdraw(user, plan, form.cleaned_data["reason"]),
        gettext_lazy("The draft is given up; it stays readable."),
    ),
    "end_early": (
        own.ReasonForm, lambda user, plan, form: outcome.end_early(user, plan, form.cleaned_data["reason"]),
        gettext_lazy("The plan ends without an outcome; nothing follows from it."),
    ),
}  # fmt: skip


def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step with words; what follows stands above them."""
    plan, user = _one(request, pk), user_of(request)
    if step not in STEPS or step not in shown.names(plan, user):
        raise Http404
    kind, act, note = STEPS[step]
    data, initial = request.POST or None, own.today_first(kind, clock.today())
    areas = queries.filled(plan)
    unmeasured = {str(n): each.name for n, each in enumerate(areas, 1) if each.value is None}
    asks = issubclass(kind, own.OutcomeForm)
    form = kind(unmeasured, data) if asks else kind(data, initial=initial)
    if request.method == "POST" and form.is_valid() and attempt(request, lambda: act(user, plan, form), _("Done.")):
        return redirect("improvement_page", pk)
    context = {
        "plan": plan, "form": form, "heading": shown.WITH_WORDS[step], "note": note, "step": step,
        "areas": areas if asks else [], "content": read(plan.content),
        "hindrances": flow.hindrances("improvement", plan, step) if step == "not_reach" else [],
    }  # fmt: skip
    return render(request, "improvement/step.html", context)


@require_POST
def scans(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps signed scans."""
    plan, user = _one(request, pk), user_of(request)
    if not access.keeps_scans(plan, user.person):
        raise Http404
    files = request.FILES.getlist("scans")
    attempt(request, lambda: actions.add_scans(user, plan, files), _("Attached."))
    return redirect("improvement_page", pk)


def printed_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a form with signature lines."""
    plan = _one(request, pk)
    return pdf.page(printed.form(plan), f"improvement-{plan.pk}")
