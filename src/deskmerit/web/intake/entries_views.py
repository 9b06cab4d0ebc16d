"""The pages of typed rows: a grid that takes pasted cells, what waits for a second person, one row."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.report.flow_words import state_word
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals.pages import ends
from deskmerit.web.bridge import typed
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.intake import entries
from deskmerit.web.intake.entries_access import entries_for, may_enter, waits_for
from deskmerit.web.intake.models import Entry
from deskmerit.web.shared import models, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.refusal import Refused

LINES = 10
"""Empty lines of a fresh grid."""
SHOWS = ("waiting", "mine", "all")


@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    """Typed rows: those waiting for me by deadline, those I typed, all I may see."""
    user = user_of(request)
    seen = entries_for(user)
    if not may_enter(user) and not seen.exists() and not _reads(user):
        raise Http404
    waiting = _waiting(user)
    show = request.GET.get("show", "waiting" if waiting or may_enter(user) else "all")
    show = show if show in SHOWS else "all"
    rows = {
        "waiting": waiting,
        "mine": list(seen.filter(entered_by=user.person).select_related(*DEEP)) if user.person else [],
        "all": list(seen.select_related(*DEEP)) if show == "all" else [],
    }[show]
    table = tables.build(request, rows, _columns(), name="entries")
    if table.exports(request):
        return table.csv("typed-rows")
    return render(request, "intake/entries.html", {
        "table": table, "show": show, "count": len(waiting), "may_enter": may_enter(user), "kinds": _kinds(),
        "can_all": show == "waiting" and bool(rows),
        "tabs": (("waiting", _("Wait for you")), ("mine", _("Typed by you")), ("all", _("All typed rows"))),
    })  # fmt: skip


DEEP = ("person", "entered_by", "decided_by", "decider")


def _reads(user: User) -> bool:
    from deskmerit.web.org.access import rights

    return rights(user).has("hr", "auditor")


def _waiting(user: User) -> list[Entry]:
    """The rows that wait for a user's confirmation, the next due first."""
    if user.person is None:
        return []
    mine = entries_for(user).filter(state=Entry.State.ENTERED).filter(waits_for(user, user.person))
    due = dict(models.Clock.objects.filter(flow="entry", stopped_at=None).values_list("row", "due"))
    return sorted(mine.select_related(*DEEP), key=lambda each: (str(due.get(each.pk, "9")), each.pk))


def _columns() -> list[tables.Column]:
    lang, titles = wording.lang(), _titles()
    return [
        tables.Column("pk", _("Row"), show=str, link=lambda row: reverse("entry_page", args=[row.pk])),
        tables.Column("table", _("Kind"), show=lambda row: titles[row.table]),
        tables.Column("person", _("About"), show=lambda row: row.person and row.person.name,
                      sort=lambda row: row.person.name if row.person else ""),
        tables.Column("what", _("What"), show=what),
        tables.Column("day", _("Day"), show=lambda row: str(row.day)),
        tables.Column("entered_by", _("Typed by"), show=lambda row: row.entered_by and row.entered_by.name,
                      sort=lambda row: row.entered_by.name if row.entered_by else ""),
        tables.Column("decided_by", _("Decided by"), show=lambda row: row.decided_by and row.decided_by.name,
                      sort=lambda row: row.decided_by.name if row.decided_by else ""),
        tables.Column("state", _("State"), show=lambda row: state_word("entry", row.state, lang)),
    ]  # fmt: skip


def _titles() -> dict[str, str]:
    return {name: wording.lang_text(title) for name, title in typed.titles()}


def _kinds() -> list[tuple[str, str]]:
    return list(_titles().items())


def what(row: Entry) -> str:
    """A row in short: its values, without the day's column and the person."""
    return " · ".join(said for _title, said in typed.words(row.table, row.values, settings_of().zone, wording.lang()))


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: HttpRequest, table: str) -> HttpResponse:
    """The grid: judged all at once, nothing typed is lost, rows in order go on to a second person."""
    user = user_of(request)
    if table not in typed.TYPED or not may_enter(user):
        raise Http404
    given = _given(request, table)
    looked, wrong = entries.Looked(table, given), ""
    if request.method == "POST":
        try:
            looked = entries.look(user, table, given)
        except Refused as refused:
            wrong = str(refused)
        entering = request.POST.get("step") == "enter" and not wrong and not looked.problems
        if entering and attempt(
            request, lambda: entries.enter(user, looked, request.FILES.getlist("evidence")), _done(looked)
        ):
            return redirect("entry_list")
    return render(request, "intake/entry_new.html", _grid(looked, wrong, table))


def _done(looked: entries.Looked) -> str:
    n = len(looked.ready)
    told = ngettext(
        "%(n)d row waits for a second person.", "%(n)d rows wait for a second person.", n
    ) % {"n": n}  # fmt: skip
    again = looked.repeated
    same = ngettext(
        "%(n)d row was there already and counts once.", "%(n)d rows were there already and count once.", again
    ) % {"n": again}  # fmt: skip
    return f"{told} {same}" if again else told


def _given(request: HttpRequest, table: str) -> list[dict[str, str]]:
    """The rows of the grid, with those pasted into the text field behind them."""
    if request.method != "POST":
        return []
    names = [head.name for head in typed.heads(table)]
    places = sorted({int(key.split(".")[0]) for key in request.POST if key.partition(".")[0].isdigit()})
    rows = [{name: request.POST.get(f"{n}.{name}", "").strip() for name in names} for n in places]
    return [row for row in rows if any(row.values())] + typed.pasted(table, request.POST.get("paste", ""))


def _grid(looked: entries.Looked, wrong: str, table: str) -> dict[str, Any]:
    heads, lang = typed.heads(table), wording.lang()
    shown = [*looked.rows, *([{}] * max(LINES - len(looked.rows), 2))]
    lines = []
    for n, row in enumerate(shown):
        problems = looked.problems.get(n, {})
        cells = [
            {"name": f"{n}.{head.name}", "id": f"c{n}-{head.name}", "value": row.get(head.name, ""), "head": head,
             "title": head.title[lang], "problems": problems.get(head.name, [])}
            for head in heads
        ]  # fmt: skip
        known = {head.name for head in heads}
        rest = [said for column, told in problems.items() if column not in known for said in told]
        lines.append({"n": n + 1, "cells": cells, "problems": rest})
    options = [(head.name, [said if lang == "zh" else value for value, said in head.options]) for head in heads]
    return {
        "table": table, "title": _titles()[table], "lines": lines, "wrong": wrong, "looked": looked,
        "heads": [(head, head.title[lang]) for head in heads], "kinds": _kinds(),
        "options": [(name, values) for name, values in options if values],
        "problems": sum(len(told) for each in looked.problems.values() for told in each.values()),
        "metrics": sorted(entries.entry_metrics()) if table == "entries" else [],
    }  # fmt: skip


def _row(request: HttpRequest, pk: int) -> Entry:
    return get_object_or_404(entries_for(user_of(request)).select_related(*DEEP, "sheet"), pk=pk)


@require_GET
def entry_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One typed row with its evidence, what it will do, and the next step."""
    row, user = _row(request, pk), user_of(request)
    lang = wording.lang()
    return render(request, "intake/entry.html", {
        "row": row, "title": _titles()[row.table], "can": {each.name for each in steps("entry", row, user)},
        "state": state_word("entry", row.state, lang), "files": attachments("entry", row.files_of),
        "values": typed.words(row.table, row.values, settings_of().zone, lang),
        "due": ends(models.Clock.objects.filter(flow="entry", row=row.pk, stopped_at=None).first()),
        "cycle": Cycle.objects.filter(start__lte=row.day, end__gt=row.day).exclude(state="cancelled").first(),
        "correctable": row.state == "confirmed" and typed.made_id(row.table),
        "record": row.values.get(typed.made_id(row.table), ""),
    })  # fmt: skip


@require_POST
def entry_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step on a row, named in its address."""
    row, by = _row(request, pk), user_of(request)
    seen = bool(request.POST.get("evidence_seen"))
    acts = {
        "confirm": (lambda: entries.confirm(by, [row], seen), _("Confirmed: it counts from the next run on.")),
        "reject": (lambda: entries.reject(by, row, request.POST.get("reason", "")), _("Rejected, with its reason.")),
        "withdraw": (lambda: entries.withdraw(by, row), _("Withdrawn.")),
    }
    if step not in acts:
        raise Http404
    act, done = acts[step]
    attempt(request, act, done)
    return redirect("entry_page", pk)


@require_POST
def entries_confirm(request: HttpRequest) -> HttpResponse:
    """Confirms several rows at once: all of them or none."""
    by = user_of(request)
    chosen = [int(key) for key in request.POST.getlist("row") if key.isdigit()]
    rows = list(entries_for(by).filter(pk__in=chosen, state=Entry.State.ENTERED).select_related(*DEEP, "sheet"))
    if not may_enter(by) and not rows:
        raise Http404

    def act() -> None:
        if not rows:
            raise Refused(_("Choose the rows to confirm."))
        entries.confirm(by, rows, bool(request.POST.get("evidence_seen")))

    done = ngettext("%(n)d row is confirmed.", "%(n)d rows are confirmed.", len(rows)) % {"n": len(rows)}
    attempt(request, act, done)
    return redirect("entry_list")
