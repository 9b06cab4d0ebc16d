"""The pages of imports: upload, match columns, look at what would be written, import, take back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.web.bridge import imports as bridge
from deskmerit.web.bridge.adjust import table_titles
from deskmerit.web.intake import data, import_tasks, imports
from deskmerit.web.intake.imports_forms import MatchForm, UploadForm, name_of
from deskmerit.web.intake.models import Import
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.organisation import settings_of


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    """Every import: who, when, how many rows, what became of it."""
    user = user_of(request)
    if not data.reads(user):
        raise Http404
    found = list(Import.objects.select_related("by").exclude(state=Import.State.DROPPED))
    table = tables.build(request, found, _columns(), name="imports")
    if table.exports(request):
        return table.csv("imports")
    return render(request, "intake/imports.html", {"table": table, "brings": data.brings(user)})


def _columns() -> list[tables.Column]:
    zone = settings_of().zone
    return [
        tables.Column("files", _("File"), show=str, link=lambda row: reverse("import_page", args=[row.pk])),
        tables.Column("map", _("Map")),
        tables.Column("by", _("By"), show=lambda row: row.by and row.by.name, sort=lambda row: str(row.by)),
        tables.Column("begun_at", _("When"), show=lambda row: wording.moment(row.begun_at, zone)),
        tables.Column("rows_in", _("Rows"), "number"),
        tables.Column("rows_left", _("Rejected"), "number"),
        tables.Column("state", _("State"), show=lambda row: row.get_state_display()),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Takes files, and how their columns are known: by a map, or matched on screen next."""
    user = user_of(request)
    if not data.brings(user):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    made = list[Import]()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(request, lambda: made.append(imports.begin(user, given["sheets"], given["map"]))):
            if made[0].state == Import.State.READING:
                import_tasks.go_on(made[0])
            return redirect("import_page", made[0].pk)
    return render(request, "intake/import_new.html", {"form": form})


def _row(request: HttpRequest, pk: int) -> Import:
    if not data.reads(user_of(request)):
        raise Http404
    return get_object_or_404(Import.objects.select_related("by", "undone_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its columns to match, what it would write, or what became of it."""
    row, user = _row(request, pk), user_of(request)
    brings = data.brings(user)
    if request.method == "POST" and not brings:
        raise Http404
    matching = brings and (row.state == Import.State.MATCHING or "match" in request.GET) and row.state in (
        "matching", "ready", "failed"
    )  # fmt: skip
    if matching or request.method == "POST":
        return _match(request, row)
    told = _shown(request, row, brings)
    if told["wrong"].exports(request):
        exported: HttpResponse = told["wrong"].csv("problems")
        return exported
    return render(request, "intake/import.html", told)


def _match(request: HttpRequest, row: Import) -> HttpResponse:
    """Columns matched on screen; a change of the table shows its columns."""
    files = imports.files_of(row)
    opened = bridge.opened(files[0]) if files and files[0].is_file() else bridge.Opened((), (), 0, ())
    asked = request.POST.get("table") or request.GET.get("table") or row.table
    table = asked if asked in imports.TABLES else bridge.likely_table(opened.header, imports.TABLES)
    known = {"name": name_of(row), "source": row.source, "dates": "y/m/d"}
    form = MatchForm(request.POST or None, table=table, header=opened.header, initial=known)
    asks = request.method == "POST" and request.POST.get("step") == "match" and form.is_valid()
    if asks and attempt(request, lambda: imports.match(user_of(request), row, form.told())):
        row.refresh_from_db()
        import_tasks.go_on(row)
        return redirect("import_page", row.pk)
    titles = table_titles()
    return render(request, "intake/import_match.html", {
        "row": row, "form": form, "opened": opened, "table": table, "title": wording.lang_text(titles[table]),
        "kinds": [(name, wording.lang_text(titles[name])) for name in imports.TABLES],
        "problems": data.told(opened.issues), "lines": form.lines(),
    })  # fmt: skip


def _shown(request: HttpRequest, row: Import, brings: bool) -> dict[str, Any]:
    titles = {name: wording.lang_text(title) for name, title in table_titles().items()}
    problems = data.told(imports.issues_of(row))
    lost = any(each.code == "import-would-lose" for each in imports.issues_of(row))
    return {
        "row": row, "brings": brings, "problems": problems, "blocked": row.told.get("blocked"), "lost": lost,
        "files": [each for each in row.changes if not each["name"].startswith("_")],
        "tables": [(titles.get(name, name), count) for name, count in row.tables.items()],
        "samples": [each for each in (row.told.get("samples") or {}).items() if not each[0].startswith("_")],
        "more": row.told.get("found", 0) - len(problems),
        "waiting": row.state in ("reading", "writing"), "wrong": tables.build(
            request, problems, [
                tables.Column("level", _("Level"), sort=lambda each: each.rank),
                tables.Column("row", _("Row")), tables.Column("column", _("Column")),
                tables.Column("said", _("What is wrong")), tables.Column("mend", _("How to mend it")),
            ], name="problems", size=20),
    }  # fmt: skip


@require_POST
def import_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on an import, named in its address."""
    row, by = _row(request, pk), user_of(request)
    if not data.brings(by):
        raise Http404
    acts = {
        "accept": (lambda: imports.accept(by, row), ""),
        "again": (lambda: imports.again(by, row, bool(request.POST.get("replace"))), ""),
        "drop": (lambda: imports.drop(by, row), _("Dropped: nothing was written.")),
        "undo": (lambda: imports.undo(by, row), _("Taken back: the data is as it was before.")),
    }
    if step not in acts:
        raise Http404
    act, done = acts[step]
    if attempt(request, act, done) and step in ("accept", "again"):
        import_tasks.go_on(row)
    return redirect("import_list" if step == "drop" else "import_page", *([] if step == "drop" else [pk]))


@require_GET
def import_left(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows left out, as CSV, each with what is wrong and how to mend it."""
    row = _row(request, pk)
    columns = [
        tables.Column("file", _("File")), tables.Column("sheet", _("Sheet")), tables.Column("row", _("Row")),
        tables.Column("column", _("Column")), tables.Column("said", _("What is wrong")),
        tables.Column("mend", _("How to mend it")),
    ]  # fmt: skip
    return tables.build(request, data.told(imports.left_of(row)), columns).csv("rejected-rows")
