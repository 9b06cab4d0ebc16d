"""The pages of helpdesks: one source with its records, problems and refused rows; asking for a sync."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.web.intake import data, sources, syncs
from deskmerit.web.intake.look import seen
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of


def columns() -> list[tables.Column]:
    """A source a row, for the page about data."""
    return [
        tables.Column("name", _("Source"), link=lambda line: reverse("source_page", args=[line.name]),
                      note=lambda line: f"{line.desk.kind} · {line.every}"),
        tables.Column("rows", _("Rows"), "number", show=lambda line: wording.count(line.rows)),
        tables.Column("refused", _("Refused"), "number", show=lambda line: wording.count(line.refused) if line.refused
                      else "", link=lambda line: reverse("source_page", args=[line.name]) if line.refused else ""),
        tables.Column("last", _("Last sync"), note=lambda line: " · ".join(filter(None, (line.outcome_said, line.by))),
                      tone=lambda line: "urgent" if line.outcome == "failed" else ""),
        tables.Column("next", _("What to do next"), sortable=False),
    ]  # fmt: skip


@require_GET
def source_page(request: HttpRequest, name: str) -> HttpResponse:
    """A helpdesk: rows by table, the last sync and its problems, what was refused, what to do next."""
    user = user_of(request)
    look = seen() if data.reads(user) else None
    line = next((each for each in sources.lines(look.state if look else None) if each.name == name), None)
    if line is None or not data.reads(user):
        raise Http404
    wrong = tables.build(request, line.problems(), _problem_columns(), name="problems", size=20)
    refused = tables.build(request, line.refusals(), _refused_columns(), name="refused", size=20)
    for table, file in ((wrong, "problems"), (refused, "refused-rows")):
        if table.exports(request):
            return table.csv(file)
    return render(request, "intake/source.html", {
        "line": line, "look": look, "wrong": wrong, "refused": refused, "brings": data.brings(user),
    })  # fmt: skip


def _problem_columns() -> list[tables.Column]:
    return [
        tables.Column("level", _("Level"), sort=lambda row: row.rank),
        tables.Column("row", _("Row")),
        tables.Column("said", _("What is wrong")),
        tables.Column("mend", _("How to mend it")),
    ]


def _refused_columns() -> list[tables.Column]:
    return [
        tables.Column("title", _("Records")),
        tables.Column("column", _("Column")),
        tables.Column("rows", _("Rows"), "number"),
        tables.Column("why", _("Why")),
        tables.Column("mend", _("How to mend it")),
    ]


@require_POST
def source_sync(request: HttpRequest, name: str) -> HttpResponse:
    """Asks for a sync; the worker makes it."""
    user = user_of(request)
    if not data.brings(user):
        raise Http404
    attempt(request, lambda: syncs.ask(user, name), _("Asked for: the working process brings it up to date."))
    there = any(each.name == name for each in sources.lines(None))
    return redirect("source_page", name) if there else redirect("data_home")
