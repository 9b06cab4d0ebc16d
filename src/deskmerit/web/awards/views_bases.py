"""Bases for HR: what holds, one form, a file with its preview, the history."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.web.awards import access, bases
from deskmerit.web.awards.forms import BaseForm, FileForm, ReasonForm
from deskmerit.web.awards.models import Base
from deskmerit.web.awards.queries import titles as titles_of_awards
from deskmerit.web.awards.takeover import kept
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.refusal import Refused


def page(request: HttpRequest) -> HttpResponse:
    """The bases with their history, and a form for one more."""
    user = user_of(request)
    access.require_reader(user)
    hr = access.is_hr(user)
    if request.method == "POST":
        access.require_hr(user)
    form = BaseForm(request.POST or None) if hr else None
    if request.method == "POST" and form is not None:
        if "take_over" in request.POST:
            attempt(request, lambda: bases.enter(user, []), _("The bases of the workspace are kept here from now on."))
            return redirect("base_list")
        if form.is_valid() and attempt(request, lambda: bases.enter(user, [form.entry()]), _("Entered.")):
            return redirect("base_list")
    rows = list(access.bases_for(user).select_related("person", "made_by"))
    table = tables.build(request, rows, _columns(hr), name="bases", left_out=_withdrawn)
    if table.exports(request):
        return table.csv("bases")
    shown = {"table": table, "form": form, "kept": kept("bases"), "is_hr": hr, "held": _held(rows)}
    return render(request, "awards/bases.html", shown)


def _held(rows: list[Base]) -> int:
    return len({(row.person_id, row.position, row.award) for row in rows if row.withdrawn_at is None})


def _withdrawn(row: Base) -> str:
    return (
        _("withdrawn on %(day)s") % {"day": wording.day(clock.local_date(row.withdrawn_at))} if row.withdrawn_at else ""
    )


def _columns(hr: bool) -> list[tables.Column]:
    titles = titles_of_awards()
    columns = [
        tables.Column("who", _("Person or post"), show=lambda row: row.person.name if row.person else row.position),
        tables.Column("number", _("Employee number"), show=lambda row: row.person.employee_no if row.person else ""),
        tables.Column("award", _("Award"), show=lambda row: titles.get(row.award, row.award)),
        tables.Column(
            "amount", _("Amount"), "money", show=lambda row: f"{row.amount:,.2f}", sort=lambda row: row.amount
        ),
        tables.Column(
            "from_date", _("From"), show=lambda row: wording.day(row.from_date), sort=lambda row: row.from_date
        ),
        tables.Column("origin", _("Entered by"), show=_entered),
    ]
    if hr:
        link = tables.Column(
            "do", "", sortable=False, show=lambda row: "" if row.withdrawn_at else _("withdraw"),
            link=lambda row: "" if row.withdrawn_at else reverse("base_withdraw", args=[row.pk]),
        )  # fmt: skip
        columns.append(link)
    return columns


def _entered(row: Base) -> str:
    """Who entered a base, or where it came from; of an appeal's both."""
    if row.origin == Base.Origin.APPEAL:
        return f"{row.made_by} · {row.get_origin_display()}"
    return str(row.made_by or row.get_origin_display())


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a wrong base out of force."""
    user = user_of(request)
    access.require_hr(user)
    base = get_object_or_404(access.bases_for(user).select_related("person"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: bases.withdraw(user, base, reason), _("Withdrawn.")):
            return redirect("base_list")
    who = base.person or base.position
    said = _("%(amount)s for %(who)s no longer holds from %(day)s on; the base before it does.") % {
        "amount": f"{base.amount:,.2f}", "who": who, "day": wording.day(base.from_date),
    }  # fmt: skip
    shown = {"over": _("Bases"), "heading": _("Withdraw a base"), "notes": [said], "form": form}
    return render(
        request, "shared/confirm.html", {**shown, "action": _("Withdraw"), "cancel_url": reverse("base_list")}
    )


SALT = "awards.bases"


def load(request: HttpRequest) -> HttpResponse:
    """A file of bases: first what it would change, then, confirmed, entered as a whole."""
    user = user_of(request)
    access.require_hr(user)
    if "confirmed" in request.POST:
        return _confirmed(request)
    form = FileForm(request.POST or None, request.FILES or None)
    entries, wrong = list[bases.Entry](), list[str]()
    if request.method == "POST" and form.is_valid():
        entries, wrong = bases.read_file(form.cleaned_data["file"])
    changes = [
        {"label": f"{each.person or each.position} · {each.award} · {wording.day(each.from_date)}",
         "before": f"{each.before:,.2f}" if each.before is not None else wording.NONE, "after": f"{each.amount:,.2f}",
         "same": each.before == each.amount}
        for each in entries
    ]  # fmt: skip
    packed = "" if wrong or not entries else signing.dumps([_pack(each) for each in entries], salt=SALT, compress=True)
    return render(
        request, "awards/bases_import.html", {"form": form, "changes": changes, "wrong": wrong, "packed": packed}
    )


def _confirmed(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    try:
        rows = signing.loads(request.POST["confirmed"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old: choose the file again."))
        return redirect("base_import")
    people = {each.pk: each for each in Person.objects.filter(pk__in=[row[0] for row in rows if row[0]])}
    n = len(rows)
    done = ngettext("%(n)d base entered.", "%(n)d bases entered.", n) % {"n": n}
    if attempt(request, lambda: bases.enter(user, [_unpack(row, people) for row in rows], Base.Origin.IMPORT), done):
        return redirect("base_list")
    return redirect("base_import")


def _pack(each: bases.Entry) -> list[Any]:
    who = each.person.pk if each.person else 0
    return [who, each.position, each.award, str(each.amount), each.from_date.isoformat()]


def _unpack(row: list[Any], people: dict[int, Person]) -> bases.Entry:
    from datetime import date
    from decimal import Decimal

    if row[0] and row[0] not in people:
        raise Refused(_("The preview is too old: choose the file again."))
    return bases.Entry(people.get(row[0]), row[1], row[2], Decimal(row[3]), date.fromisoformat(row[4]))
