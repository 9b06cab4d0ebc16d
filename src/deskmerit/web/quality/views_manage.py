"""The pages of those who look after quality: sheets, samples, reviewers beside one another."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person
from deskmerit.web.quality import access, editor, queries, sampling
from deskmerit.web.quality.forms import SampleForm, version_title
from deskmerit.web.quality.models import Contact, Sample, Sheet, Task
from deskmerit.web.quality.sheet import FATAL_CLASSES, read
from deskmerit.web.shared import clock, tables, wording
from deskmerit.web.shared.act import attempt, user_of

EMPTY: dict[str, Any] = {"sections": [], "fatals": []}


def _looks(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.looks(user):
        raise Http404
    return user


def _manages(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.manages(user):
        raise Http404
    return user


@require_GET
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Every sheet with its latest version."""
    user = _looks(request)
    sheets = [
        {"sheet": each, "title": wording.lang_text(each.title), "latest": next(iter(each.versions.all()), None)}
        for each in Sheet.objects.prefetch_related("versions")
    ]
    return render(request, "quality/sheets.html", {"sheets": sheets, "manages": access.manages(user)})


@require_POST
def sheet_shipped(request: HttpRequest) -> HttpResponse:
    """Takes the two shipped sheets over."""
    user = _manages(request)
    attempt(request, lambda: sampling.shipped_sheets(user), _("The chat sheet and the phone sheet are there."))
    return redirect("sheet_list")


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet: read by whoever looks after quality, written by those who manage it."""
    user = _manages(request) if request.method == "POST" else _looks(request)
    sheet = get_object_or_404(Sheet, slug=slug)
    return _edit(request, user, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a sheet out of use, after saying what follows."""
    user, sheet = _manages(request), get_object_or_404(Sheet, slug=slug, retired_at=None)
    if request.method == "POST" and attempt(request, lambda: sampling.retire(user, sheet), _("Out of use.")):
        return redirect("sheet_list")
    return render(request, "shared/confirm.html", {
        "over": wording.lang_text(sheet.title), "heading": _("Take the sheet out of use"),
        "action": _("Take out of use"), "cancel_url": reverse("sheet_page", args=[slug]),
        "notes": [_("No sample is drawn and no check begun by it any more. What was checked by it stays as it is.")],
    })  # fmt: skip


@require_POST
def sheet_use_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts a sheet back into use; it can be taken out again."""
    user, sheet = _manages(request), get_object_or_404(Sheet, slug=slug, retired_at__isnull=False)
    attempt(request, lambda: sampling.use_again(user, sheet), _("In use again."))
    return redirect("sheet_page", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_new(request: HttpRequest) -> HttpResponse:
    """A new sheet."""
    user = _manages(request)
    return _edit(request, user, Sheet(slug="", title={}))


def _edit(request: HttpRequest, user: User, sheet: Sheet) -> HttpResponse:
    latest = sheet.versions.first() if sheet.pk else None
    content = read(latest.content if latest else EMPTY)
    title, kind = dict(sheet.title), sheet.kind
    if request.method == "POST":
        content = editor.typed(request.POST)
        title = {lang: request.POST.get(f"title-{lang}", "").strip()[:120] for lang in ("zh", "en")}
        kind = request.POST.get("kind", "") if request.POST.get("kind") in Contact.values else Contact.TICKET.value
        if request.POST.get("do") == "save":
            sheet.slug = sheet.slug or _slug(title["en"])
            done = _("Saved. A version that was used stays as it is; the next reviews take the new one.")
            if attempt(request, lambda: sampling.save_sheet(user, sheet, content, title, kind), done):
                return redirect("sheet_page", sheet.slug)
    return render(request, "quality/sheet.html", {
        "sheet": sheet, "title": title, "kind": kind, "kinds": Contact.choices, "latest": latest, "content": content,
        "rows": editor.rows(content), "fatals": editor.fatal_rows(content),
        "manages": access.manages(user) and sheet.retired_at is None,
        "again": access.manages(user) and sheet.retired_at is not None,
        "classes": [(each, queries.class_word(each)) for each in FATAL_CLASSES],
        "sum": sum((each.weight for each in content.sections), start=Decimal(0)), "name": wording.lang_text(title),
        "versions": list(sheet.versions.select_related("made_by")) if sheet.pk else [],
    })  # fmt: skip


def _slug(title: str) -> str:
    base = slugify(title)[:40] or "sheet"
    taken = set(Sheet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if name not in taken)


@require_GET
def sample_list(request: HttpRequest) -> HttpResponse:
    """Every sample with how far it is."""
    user = _looks(request)
    samples = list(Sample.objects.select_related("version__sheet"))
    far = queries.progress(samples)
    rows = [{"sample": each, "sheet": version_title(each.version), "whole": far.get(each.pk, (0, 0))[0],
             "done": far.get(each.pk, (0, 0))[1]} for each in samples]  # fmt: skip
    return render(request, "quality/samples.html", {"rows": rows, "manages": access.manages(user)})


@require_http_methods(["GET", "HEAD", "POST"])
def sample_new(request: HttpRequest) -> HttpResponse:
    """Drawing a sample."""
    user = _manages(request)
    today = clock.today()
    first = today.replace(day=1)
    start = (first - timedelta(1)).replace(day=1) if today.day < 8 else first
    known = {"start": start, "end": today if start == first else first, "seed": f"{start:%Y-%m}", "per_agent": 2}
    form = SampleForm(request.POST or None, initial=known)
    if form.is_valid():
        sample, picked = form.save(commit=False), form.cleaned_data
        done = _("Drawn and handed out.")
        if attempt(request, lambda: sampling.draw_sample(user, sample, picked["teams"], picked["reviewers"]), done):
            return redirect("sample_page", sample.pk)
    return render(request, "quality/sample_new.html", {"form": form})


@require_GET
def sample_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A sample: how it was drawn, every contact, by whom it is reviewed and how far."""
    user = _looks(request)
    sample = get_object_or_404(Sample.objects.select_related("version__sheet", "made_by"), pk=pk)
    found = access.tasks_for(user).filter(sample=sample).select_related("person", "reviewer", "check_of")
    table = tables.build(request, list(found), _columns(), name="tasks", left_out=lambda row: row.skipped)
    if table.exports(request):
        return table.csv(f"sample-{sample.pk}")
    return render(request, "quality/sample.html", {
        "sample": sample, "table": table, "sheet": version_title(sample.version), "teams": list(sample.teams.all()),
        "spread": _spread(found), "far": queries.progress([sample]).get(sample.pk, (0, 0)),
        "open": [each for each in found if not hasattr(each, "check_of") and not each.skipped],
        "reviewers": access.reviewers_of(None) if access.manages(user) else [],
    })  # fmt: skip


def _spread(found: Any) -> list[tuple[str, int]]:
    """How many contacts of each channel and category."""
    count: dict[str, int] = {}
    for each in found:
        name = " · ".join(filter(None, (each.channel and wording.channel(each.channel), each.category))) or wording.NONE
        count[name] = count.get(name, 0) + 1
    return sorted(count.items(), key=lambda each: (-each[1], each[0]))


def _columns() -> list[tables.Column]:
    return [
        tables.Column("contact", _("Contact")),
        tables.Column("person", _("Person"), show=lambda row: row.person.name, sort=lambda row: row.person.name),
        tables.Column("channel", _("Channel"), show=lambda row: wording.channel(row.channel)),
        tables.Column("category", _("Category")),
        tables.Column("reviewer", _("Quality reviewer"), show=_reviewer, sort=_reviewer),
        tables.Column("state", _("State"), show=_state, sort=_state),
    ]  # fmt: skip


def _reviewer(row: Task) -> str:
    return row.reviewer.name if row.reviewer else ""


def _state(row: Task) -> str:
    from deskmerit.report.flow_words import state_word

    check = getattr(row, "check_of", None)
    return _("to be reviewed") if check is None else state_word("quality", check.state, wording.lang())


@require_POST
def task_reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Another reviewer for a contact."""
    user = _manages(request)
    task = get_object_or_404(access.tasks_for(user).select_related("sample"), pk=pk)
    reviewer = get_object_or_404(Person, pk=_key(request.POST.get("reviewer", "")))
    attempt(
        request, lambda: sampling.reassign(user, task, reviewer), _("Handed to %(name)s.") % {"name": reviewer.name}
    )
    return redirect("sample_page", task.sample_id)


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


@require_GET
def calibration(request: HttpRequest) -> HttpResponse:
    """Who is strict, who is lenient: mean and spread of each reviewer over the last months."""
    _looks(request)
    months = int(request.GET["months"]) if request.GET.get("months") in ("1", "3", "6", "12") else 3
    found = queries.reviewers(*queries.last_months(months))
    table = tables.build(request, found, _calibrated(), name="reviewers")
    if table.exports(request):
        return table.csv("reviewers")
    widest = max((each.mean for each in found), default=Decimal(0)) - min(
        (each.mean for each in found), default=Decimal(0)
    )
    return render(request, "quality/calibration.html", {
        "table": table, "months": months, "choices": (1, 3, 6, 12), "gap": widest if len(found) > 1 else None,
    })  # fmt: skip


def _calibrated() -> list[tables.Column]:
    return [
        tables.Column("person", _("Quality reviewer"), show=_person, sort=_person),
        tables.Column("n", _("Checks"), "number"),
        tables.Column("mean", _("Mean"), "number", show=lambda row: wording.score(row.mean)),
        tables.Column("spread", _("Spread"), "number", show=lambda row: wording.score(row.spread)),
        tables.Column("off", _("Against everybody"), "number", show=_off),
        tables.Column("few", _("Remark"), show=_remark, sort=_remark),
    ]  # fmt: skip


def _person(row: queries.Reviewer) -> str:
    return row.person.name


def _remark(row: queries.Reviewer) -> str:
    return _("few checks") if row.few else ""


def _off(row: queries.Reviewer) -> str:
    sign = "+" if row.off > 0 else "−" if row.off < 0 else ""
    return f"{sign}{wording.score(abs(row.off))}"
