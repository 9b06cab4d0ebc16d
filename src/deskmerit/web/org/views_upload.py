"""The pages that take people from files: upload, preview, change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deskmerit.web.org import forms, upload
from deskmerit.web.org.access import KEEPERS, require
from deskmerit.web.shared.act import attempt, user_of


def people_upload(request: HttpRequest) -> HttpResponse:
    """Takes files and shows what they would change; nothing is changed yet."""
    user = user_of(request)
    require(user, *KEEPERS)
    form = forms.Upload(request.POST or None, request.FILES or None)
    found, digest, missing = list[upload.Changes](), "", None
    if request.method == "POST" and form.is_valid():
        digest, missing = upload.keep(form.cleaned_data["sheets"]), form.cleaned_data["missing_leave_on"]
        attempt(request, lambda: found.append(upload.preview(digest, missing, user)))
    made = found[0] if found else None
    about = {"form": form, "made": made, "digest": digest, "missing": missing, "groups": _groups(made)}
    return render(request, "org/upload.html", about)


def _groups(made: upload.Changes | None) -> list[tuple[str, list[upload.Change]]]:
    """What would change, in the order people ask about it."""
    if made is None:
        return []
    found = [
        (_("People who leave"), made.leaving()),
        (_("New people"), made.of("person", True)),
        (_("People who change"), made.of("person", False)),
        (_("New teams"), made.of("team", True)),
        (_("New postings"), made.of("posting", True)),
        (_("Postings that end otherwise"), made.of("posting", False)),
        (_("New leads"), made.of("leading", True)),
        (_("Leads that end otherwise"), made.of("leading", False)),
        (_("New logins"), made.of("login", True)),
        (_("Logins that end otherwise"), made.of("login", False)),
    ]
    return [(title, changes) for title, changes in found if changes]


@require_POST
def people_apply(request: HttpRequest) -> HttpResponse:
    """Makes the change that was looked at, and no other."""
    user = user_of(request)
    require(user, *KEEPERS)
    told, missing = request.POST, parse_date(request.POST.get("missing", "") or "")
    done = attempt(
        request,
        lambda: upload.apply(user, told.get("digest", ""), told.get("fingerprint", ""), missing),
        _("The change is made."),
    )
    return redirect("person_list" if done else "people_upload")
