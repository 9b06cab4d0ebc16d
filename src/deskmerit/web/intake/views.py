"""The page about data: what there is, how fresh it is, what was rejected; and naming whose a login is."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from deskmerit.web.bridge.adjust import table_titles
from deskmerit.web.intake import data, sources, sources_views
from deskmerit.web.intake.entries_access import entries_for, may_enter
from deskmerit.web.intake.forms import WhoseForm
from deskmerit.web.intake.look import seen
from deskmerit.web.intake.models import Correction, Import
from deskmerit.web.org import actions as org
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Person
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.organisation import settings_of


@require_GET
def data_home(request: HttpRequest) -> HttpResponse:
    """Sources, freshness, rejected rows, logins of nobody; whoever works for a team goes to its rows."""
    user = user_of(request)
    if not data.reads(user):
        if not may_enter(user) and not rights(user).has("auditor"):
            raise Http404
        return redirect("entry_list")
    look = seen()
    found = look.state if look is not None else None
    wrong = tables.build(request, data.rejected(found) if found else [], _wrong_columns(), name="rejected", size=20)
    nobody = found.unknown_logins if found else ()
    lost = tables.build(request, nobody, _lost_columns(data.brings(user)), name="logins", size=20)
    there = tables.build(request, data.lines(found) if found else [], _there_columns(), name="tables")
    desks = tables.build(request, sources.lines(found), sources_views.columns(), name="sources")
    for table, name in (
        (wrong, "rejected-rows"), (lost, "unknown-logins"), (there, "records"), (desks, "sources"),
    ):  # fmt: skip
        if table.exports(request):
            return table.csv(name)
    return render(request, "intake/data.html", {
        "look": look, "there": there, "newest": found.newest() if found else None,
        "rows": sum(each.rows for each in found.tables) if found else 0, "wrong": wrong, "lost": lost,
        "desks": desks, "unfit": sources.wrong(), "last": data.last_run(), "brings": data.brings(user),
        "may_enter": may_enter(user),
        "imports": Import.objects.select_related("by").exclude(state="dropped")[:5],
        "in_force": Correction.objects.filter(state="in_force").count(),
        "asked": Correction.objects.filter(state="asked").count(),
        "waiting": entries_for(user).filter(state="entered").count(),
    })  # fmt: skip


def _there_columns() -> list[tables.Column]:
    return [
        tables.Column("title", _("Records")),
        tables.Column("rows", _("Rows"), "number", show=lambda line: wording.count(line.state.rows),
                      sort=lambda line: line.state.rows),
        tables.Column("rejected", _("Rejected"), "number", show=_rejected, link=_to_rejected,
                      sort=lambda line: line.state.rows_reported),
        tables.Column("newest", _("Newest"), sort=lambda line: str(line.state.newest or ""),
                      tone=lambda line: "urgent" if line.stale else "", note=lambda line: line.stale),
        tables.Column("files", _("Source files"), show=_files),
    ]  # fmt: skip


def _rejected(line: data.Line) -> str:
    return wording.count(line.state.rows_reported) if line.state.rows_reported else ""


def _to_rejected(line: data.Line) -> str:
    return "#rejected" if line.state.rows_reported else ""


def _files(line: data.Line) -> str:
    """The first few files a table comes from."""
    names = [f"{each.file} [{each.sheet}]" if each.sheet else data.file_said(each.file) for each in line.state.files]
    files = list(dict.fromkeys(names))
    return " · ".join(files[:4]) + (" …" if len(files) > 4 else "")


def _wrong_columns() -> list[tables.Column]:
    return [
        tables.Column("level", _("Level"), sort=lambda row: row.rank),
        tables.Column("file", _("File"), show=lambda row: f"{row.file} {row.sheet}".strip()),
        tables.Column("row", _("Row")),
        tables.Column("column", _("Column")),
        tables.Column("said", _("What is wrong")),
        tables.Column("mend", _("How to mend it")),
    ]


def _lost_columns(brings: bool) -> list[tables.Column]:
    zone = settings_of().zone
    titles = {name: wording.lang_text(title) for name, title in table_titles().items()}
    name = tables.Column(
        "name", _("Whose?"), show=lambda row: _("Name whose it is"), sortable=False,
        link=lambda row: f"{reverse('login_name')}?{urlencode({'login': row.login})}",
    )  # fmt: skip
    return [
        tables.Column("login", _("Login")),
        tables.Column("table", _("Records"), show=lambda row: titles.get(row.table, row.table)),
        tables.Column("rows", _("Rows"), "number"),
        tables.Column("newest", _("Newest"), show=lambda row: row.newest and wording.moment(row.newest, zone)),
        *([name] if brings else []),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def login_name(request: HttpRequest) -> HttpResponse:
    """Says whose a login is, from when to when: the records that bear it are that person's from then on."""
    user = user_of(request)
    if not data.brings(user):
        raise Http404
    form = WhoseForm(request.POST or None, initial={"login": request.GET.get("login", "")})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        person = given.pop("person")
        done = _("%(login)s is %(name)s's.") % {"login": given["login"], "name": person.name}
        if attempt(request, lambda: org.add(user, person, "login", given), done):
            return redirect("data_home")
    return render(request, "intake/login.html", {"form": form, "people": _found(request)})


def _found(request: HttpRequest) -> list[Any]:
    """People by a part of name, id, employee number."""
    said = request.GET.get("q", "").strip()
    if not said:
        return []
    alike = Q(name__icontains=said) | Q(agent_id__icontains=said) | Q(employee_no__icontains=said)
    return list(Person.objects.filter(alike, kind="human").values("agent_id", "name", "employee_no", "left_on")[:20])
