"""Certificates: one's own, all for HR, issuing, checking a code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.web.awards import access, certificates
from deskmerit.web.awards.forms import CertificateForm, ReasonForm
from deskmerit.web.awards.models import Certificate
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of


def page(request: HttpRequest) -> HttpResponse:
    """The certificates a user may see."""
    user = user_of(request)
    rows = list(access.certificates_for(user).select_related("person", "cycle"))
    hr = access.is_hr(user)
    table = tables.build(request, rows, _columns(hr), name="certificates", left_out=lambda row: row.revoked_why)
    if table.exports(request):
        return table.csv("certificates")
    cycles = Cycle.objects.filter(state__in=("published", "settled")) if hr else []
    return render(request, "awards/certificates.html", {"table": table, "is_hr": hr, "cycles": cycles})


def _columns(hr: bool) -> list[tables.Column]:
    columns = [
        tables.Column("number", _("No."), link=lambda row: reverse("certificate_pdf", args=[row.pk])),
        tables.Column("name", _("Person")),
        tables.Column("cycle", _("Period"), show=lambda row: str(row.cycle)),
        tables.Column("title", _("Awarded for"), show=what),
        tables.Column(
            "issued_on", _("Date"), show=lambda row: wording.day(row.issued_on), sort=lambda row: row.issued_on
        ),
        tables.Column("code", _("Verification code")),
    ]
    if hr:
        columns.append(
            tables.Column(
                "do", "", show=lambda row: "" if row.revoked_at else _("revoke"), sortable=False,
                link=lambda row: "" if row.revoked_at else reverse("certificate_revoke", args=[row.pk]),
            )
        )  # fmt: skip
    return columns


def what(row: Certificate) -> str:
    """What a certificate is for."""
    said = wording.lang_text(row.title)
    return f"{row.grade} {said}".strip() if row.grade else said or row.award


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate as PDF."""
    row = get_object_or_404(access.certificates_for(user_of(request)).select_related("cycle"), pk=pk, revoked_at=None)
    headers = {"Content-Disposition": f'attachment; filename="{row.number}.pdf"'}
    return HttpResponse(certificates.document(row), "application/pdf", headers=headers)


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issues certificates of a cycle."""
    user = user_of(request)
    access.require_hr(user)
    cycle = get_object_or_404(Cycle.objects.filter(state__in=("published", "settled")), pk=pk)
    form = CertificateForm(cycle, request.POST or None, initial={"grades": ["S"]})
    if request.method == "POST" and form.is_valid():
        made: list[Certificate] = []
        said = form.cleaned_data
        if attempt(request, lambda: made.extend(certificates.issue(user, cycle, said["grades"], said["awards"]))):
            return redirect("certificate_list")
    shown = {"form": form, "heading": _("Issue certificates"), "over": str(cycle), "action": _("Issue certificates")}
    return render(request, "awards/form.html", {**shown, "cancel_url": reverse("certificate_list")})


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a certificate back."""
    user = user_of(request)
    access.require_hr(user)
    row = get_object_or_404(access.certificates_for(user).select_related("person"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: certificates.revoke(user, row, reason), _("Revoked.")):
            return redirect("certificate_list")
    notes = [_("Whoever checks the code is told that %(number)s holds no more.") % {"number": row.number}]
    shown = {"over": row.name, "heading": _("Revoke a certificate"), "notes": notes, "form": form}
    return render(
        request, "shared/confirm.html", {**shown, "action": _("Revoke"), "cancel_url": reverse("certificate_list")}
    )


def check(request: HttpRequest) -> HttpResponse:
    """Whether a code belongs to a certificate in force; whoever holds the code may ask."""
    code = request.GET.get("code", "").strip().upper()
    row = Certificate.objects.filter(code=code).select_related("cycle").first() if code else None
    return render(request, "awards/check.html", {"code": code, "row": row, "what": what(row) if row else ""})
