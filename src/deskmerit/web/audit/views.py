"""The audit page: who did what, when, why; with the head that proves it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from deskmerit.report.values import harmless
from deskmerit.web.accounts.models import User
from deskmerit.web.audit import queries, trail
from deskmerit.web.audit.models import Event
from deskmerit.web.audit.words import said
from deskmerit.web.org.access import require
from deskmerit.web.org.models import Role
from deskmerit.web.shared import clock
from deskmerit.web.shared.act import user_of


class Filter(forms.Form):
    """Which events are shown."""

    who = forms.CharField(label=_("Who did it"), required=False)
    what = forms.CharField(label=_("What"), required=False, help_text=_("Begins with, such as appeal or org.role"))
    whom = forms.CharField(label=_("Whom it concerns"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


def audit_list(request: HttpRequest) -> HttpResponseBase:
    """The trail, newest first; `export` gives what is shown as csv or jsonl, `verify` reads it all again."""
    user = user_of(request)
    require(user, Role.Kind.HR, Role.Kind.ADMIN, Role.Kind.AUDITOR)
    form = Filter(request.GET or None)
    events = _found(user, form).order_by("-number")
    kind = request.GET.get("export", "")
    if kind in EXPORTS:
        return EXPORTS[kind](user, events)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    number, last = trail.head()
    about = {
        "form": form, "page": page, "lines": [_line(user, each) for each in page], "number": number, "head": last,
        "flaws": trail.verify()[2] if request.GET.get("verify") else None,
    }  # fmt: skip
    return render(request, "audit/list.html", about)


def _found(user: User, form: Filter) -> QuerySet[Event]:
    events = queries.visible_to(user)
    if not form.is_bound or not form.is_valid():
        return queries.matching(events, "", "", "")
    asked = form.cleaned_data
    if asked["since"]:
        events = events.filter(at__gte=clock.midnight(asked["since"]))
    if asked["until"]:
        events = events.filter(at__lt=clock.midnight(asked["until"] + timedelta(1)))
    return queries.matching(events, asked["who"], asked["what"], asked["whom"])


def _line(user: User, event: Event) -> dict[str, Any]:
    whole = queries.whole(user, event)
    return {
        "event": event,
        "what": said(event.verb),
        "reason": event.reason if whole else "",
        "detail": json.dumps(event.detail, ensure_ascii=False) if whole and event.detail else "",
    }


HEADS = ("number", "at", "actor", "verb", "target", "person", "reason", "detail", "before_hash", "hash")


def told(user: User, event: Event) -> dict[str, Any]:
    """An event as exports and the interface give it."""
    whole = queries.whole(user, event)
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "actor": event.actor.username if event.actor else "",
        "verb": event.verb,
        "target": event.target,
        "person": event.person.agent_id if event.person else "",
        "reason": event.reason if whole else "",
        "detail": event.detail if whole else {},
        "before_hash": event.before_hash,
        "hash": event.hash,
    }


def _csv(user: User, events: QuerySet[Event]) -> HttpResponseBase:
    def lines() -> Iterator[str]:
        yield "\ufeff" + ",".join(HEADS) + "\r\n"
        for event in events.iterator(chunk_size=2000):
            row, out = told(user, event), io.StringIO()
            row["detail"] = json.dumps(row["detail"], ensure_ascii=False)
            csv.writer(out, lineterminator="\r\n").writerow(harmless(str(row[head])) for head in HEADS)
            yield out.getvalue()

    return _file(lines(), "text/csv; charset=utf-8", "audit.csv")


def _jsonl(user: User, events: QuerySet[Event]) -> HttpResponseBase:
    lines = (json.dumps(told(user, each), ensure_ascii=False) + "\n" for each in events.iterator(chunk_size=2000))
    return _file(lines, "application/x-ndjson", "audit.jsonl")


def _file(lines: Iterator[str], kind: str, name: str) -> HttpResponseBase:
    made = StreamingHttpResponse(lines, kind)
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made


EXPORTS = {"csv": _csv, "jsonl": _jsonl}
