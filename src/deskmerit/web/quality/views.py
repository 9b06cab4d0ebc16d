"""The pages of quality checks: what waits, one check, reviewing, disputing, deciding."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.report.flow_words import state_word
from deskmerit.web.appeals.pages import ends
from deskmerit.web.quality import access, actions, pdf, queries, sampling, targeted
from deskmerit.web.quality.forms import DisputeForm, ResolveForm, ReviewForm, TargetedForm, version_title
from deskmerit.web.quality.models import Check
from deskmerit.web.quality.sheet import score
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import running, steps
from deskmerit.web.shared.pdf import page

TONES = {"draft": "running", "submitted": "notice", "awaiting_confirmation": "notice", "confirmed": "notice",
         "disputed": "notice", "kept": "done", "changed": "done", "final": "done"}  # fmt: skip


@require_GET
def quality_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, then every check I may see."""
    user = user_of(request)
    found = queries.checks(user)
    table = tables.build(request, found, _columns(), name="checks")
    if table.exports(request):
        return table.csv("quality-checks")
    todo = queries.waiting(user)
    mine = found.filter(person=user.person, acknowledged_at=None) if user.person else found.none()
    return render(request, "quality/list.html", {
        "table": table, **todo, "n": sum(len(each) for each in todo.values()), "manages": access.manages(user),
        "looks": access.looks(user), "targets": targeted.may_target(user), "unread": list(mine),
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def quality_targeted(request: HttpRequest) -> HttpResponse:
    """A check of one contact, by its number, with a reason."""
    user = user_of(request)
    if not targeted.may_target(user):
        raise Http404
    form = TargetedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, made = form.cleaned_data, list[Check]()
        if attempt(
            request, lambda: made.append(targeted.begin_targeted(user, said["version"], said["contact"], said["why"]))
        ):
            return redirect("quality_review", made[0].pk)
    return render(request, "quality/targeted.html", {"form": form})


def _columns() -> list[tables.Column]:
    lang = wording.lang()
    return [
        tables.Column("code", _("Quality check"), show=str, sort=lambda row: row.pk, link=_page, field="pk"),
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name,
                      field="person__name"),
        tables.Column("contact", _("Contact"), field="contact"),
        tables.Column("channel", _("Channel"), show=lambda row: wording.channel(row.channel), field="channel"),
        tables.Column("targeted", _("Drawn or chosen"), show=_drawn, sort=_drawn),
        tables.Column("reviewer", _("Quality reviewer"), show=_reviewer, sort=_reviewer, field="reviewer__name"),
        tables.Column("submitted_at", _("Reviewed"), show=lambda row: row.submitted_at and _moment(row.submitted_at),
                      field="submitted_at"),
        tables.Column("score", _("Score"), "number", show=lambda row: wording.score(row.score), field="score"),
        tables.Column("fatal", _("Fatal error"), show=_fatal, sort=_fatal),
        tables.Column("state", _("State"), show=lambda row: state_word("quality", row.state, lang)),
    ]  # fmt: skip


def _page(row: Check) -> str:
    return reverse("quality_page", args=[row.pk])


def _drawn(row: Check) -> str:
    """Whether a sample drew the contact or somebody chose it."""
    return _("chosen, in no score") if row.targeted_why else _("drawn")


def _reviewer(row: Check) -> str:
    return row.reviewer.name


def _moment(instant: Any) -> str:
    from deskmerit.web.shared.organisation import settings_of

    return wording.moment(instant, settings_of().zone)


def _fatal(row: Check) -> str:
    """Whether a fatal error counts, in words; "" where there is none."""
    if not row.fatals or row.confirmed is False:
        return _("not confirmed") if row.fatals else ""
    if row.state in ("final", "kept", "changed"):
        return _("counts")
    return _("doesn't count yet")


def _check(request: HttpRequest, pk: int) -> Check:
    return get_object_or_404(
        access.visible_to(user_of(request)).select_related(*queries.LISTED, "confirmed_by", "resolved_by", "second"),
        pk=pk,
    )


def page_of(request: HttpRequest, check: Check, **more: Any) -> dict[str, Any]:
    """What the page of a check shows to whoever looks at it."""
    user = user_of(request)
    held = access.relations(check, user.person) if user.person else set()
    can = {each.name for each in steps("quality", check, user)}
    clocks, reads = running("quality", check), queries.reads_contact(user, check)
    return {
        "check": check,
        "state": state_word("quality", check.state, wording.lang()),
        "tone": TONES.get(check.state, "quiet"),
        "sheet": version_title(check.version),
        "parts": queries.parts(check),
        "fatals": [(each, queries.class_word(each.kind), said) for each, said in queries.fatals(check)],
        "fatal_counts": _fatal(check),
        "due": ends(clocks[0]) if clocks else None,
        "can": can,
        "is_person": "person" in held,
        "transcript": queries.transcript(check, bool(more.get("revealed"))) if reads else None,
        "may_reveal": bool(held & {"quality", "second"}) and check.kind == "ticket",
        "dispute_form": DisputeForm(check=check) if "dispute" in can else None,
        "resolve_form": ResolveForm(check=check) if "keep" in can else None,
        "proposed": queries.as_proposed(check) if "keep" in can else [],
        **more,
    }  # fmt: skip


@require_GET
def quality_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One check."""
    check = _check(request, pk)
    if check.state == Check.State.DRAFT and access.reviews(check, user_of(request).person):
        return redirect("quality_review", pk)
    return render(request, "quality/page.html", page_of(request, check))


@require_http_methods(["GET", "HEAD", "POST"])
def quality_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Reviewing: the sheet beside what happened. Recalculate shows the score, save keeps a draft."""
    check, user = _check(request, pk), user_of(request)
    if check.state != Check.State.DRAFT or not access.reviews(check, user.person):
        raise Http404
    form = ReviewForm(request.POST or None, check=check)
    total = check.score
    if request.method == "POST" and form.is_valid():
        total = score(form.sheet, form.marks())
        act = request.POST.get("do")
        if act in ("save", "submit") and attempt(
            request, lambda: _keep(user, check, form, act == "submit"), _done(act)
        ):
            return redirect("quality_list" if act == "submit" else "quality_review", *([] if act == "submit" else [pk]))
    return render(request, "quality/review.html", {
        "check": check, "form": form, "total": total, "sheet": version_title(check.version),
        "transcript": queries.transcript(check), "may_reveal": check.kind == "ticket", "class_word": queries.class_word,
        "red_lines": [(queries.class_word(each.kind), tick, said) for each, tick, said in form.red_lines()],
        "clock": ends(next(iter(running("quality", check)), None)),
    })  # fmt: skip


def _done(act: str) -> str:
    return _("Handed in.") if act == "submit" else _("Saved as a draft.")


def _keep(user: Any, check: Check, form: ReviewForm, hand_in: bool) -> None:
    words = (form.cleaned_data["good"], form.cleaned_data["coaching"])
    actions.save(user, check, form.marks(), form.fatals(), *words)
    if hand_in:
        actions.submit(user, check)


@require_POST
def quality_total(request: HttpRequest, pk: int) -> HttpResponse:
    """The running total of what is typed, computed here and nowhere else."""
    check = _check(request, pk)
    if check.state != Check.State.DRAFT or not access.reviews(check, user_of(request).person):
        raise Http404
    form = ReviewForm(request.POST, check=check)
    form.is_valid()
    return render(request, "quality/total.html", {"total": score(form.sheet, form.marks())})


@require_POST
def quality_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a contact of a sample for review, or says why it can't be reviewed."""
    task = get_object_or_404(access.tasks_for(user_of(request)).select_related("sample__version", "person"), pk=pk)
    by = user_of(request)
    mine = access.tasks_of(by).filter(pk=task.pk).exists()
    if not mine and not ("skip" in request.POST and access.manages(by)):
        raise Http404
    if "skip" in request.POST:
        attempt(
            request, lambda: sampling.skip(by, task, request.POST.get("reason", "")), _("Left out, with the reason.")
        )
        return redirect("quality_list")
    if attempt(request, lambda: actions.begin_check(by, task)):
        return redirect("quality_review", Check.objects.get(task=task).pk)
    return redirect("quality_list")


@require_POST
def quality_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on a check, named in its address."""
    check, by, reason = _check(request, pk), user_of(request), request.POST.get("reason", "")
    if not access.takes(check, step, by.person):
        raise Http404
    if step in ("dispute", "resolve", "reveal"):
        return {"dispute": _dispute, "resolve": _resolve, "reveal": _reveal}[step](request, check)
    acts = {
        "discard": (lambda: actions.discard(by, check, reason), _("Discarded, with the reason.")),
        "confirm": (lambda: actions.decide_fatal(by, check, True, reason), _("Confirmed. The person was told.")),
        "not_confirm": (
            lambda: actions.decide_fatal(by, check, False, reason),
            _("Not confirmed. The person was told."),
        ),
        "acknowledge": (lambda: actions.acknowledge(by, check), _("Noted: you read it. That is no agreement.")),
        "withdraw": (lambda: actions.withdraw_dispute(by, check), _("Taken back.")),
    }
    if step not in acts:
        raise Http404
    act, done = acts[step]
    attempt(request, act, done)
    return redirect("quality_list" if step == "discard" else "quality_page", *([] if step == "discard" else [pk]))


def _dispute(request: HttpRequest, check: Check) -> HttpResponse:
    form = DisputeForm(request.POST, check=check)
    by = user_of(request)
    if form.is_valid():
        done = _("Another reviewer decides.")
        if attempt(request, lambda: actions.dispute(by, check, form.named(), form.cleaned_data["reason"]), done):
            return redirect("quality_page", check.pk)
    return render(request, "quality/page.html", page_of(request, check, dispute_form=form, open_dispute=True))


def _resolve(request: HttpRequest, check: Check) -> HttpResponse:
    form, by = ResolveForm(request.POST, check=check), user_of(request)
    if form.is_valid():
        reason, drop = form.cleaned_data["reason"], bool(form.cleaned_data.get("drop"))
        if "keep" in request.POST:
            done = attempt(request, lambda: actions.keep(by, check, reason), _("Kept. Both were told."))
        else:
            done = attempt(
                request, lambda: actions.change(by, check, form.points(), reason, drop), _("Changed. Both were told.")
            )
        if done:
            return redirect("quality_page", check.pk)
    return render(request, "quality/page.html", page_of(request, check, resolve_form=form))


def _reveal(request: HttpRequest, check: Check) -> HttpResponse:
    """The customer's data unmasked on this one answer; that it was read is logged."""
    reason = request.POST.get("reason", "")
    shown = attempt(request, lambda: actions.reveal(user_of(request), check, reason))
    return render(request, "quality/page.html", page_of(request, check, revealed=shown))


@require_GET
def quality_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The check as a form to print and sign."""
    check = _check(request, pk)
    return page(pdf.form(check), check.code)
