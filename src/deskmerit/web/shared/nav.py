"""The navigation: one literal list; who sees an entry is decided by the rights of its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deskmerit.web.org.access import Rights, rights
from deskmerit.web.shared.act import user_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its words, the name of its page, who sees it."""

    title: str | Promise
    page: str
    shown: Callable[[Rights], bool]


def _works(held: Rights) -> bool:
    return held.person is not None


def _decides(held: Rights) -> bool:
    return held.has("hr", "panel", "auditor") or bool(held.leads)


ENTRIES = (
    Entry(_("Home"), "home", lambda held: True),
    Entry(_("Mine"), "my_page", _works),
    Entry(_("Team"), "team_list", lambda held: bool(held.leads) or held.has("hr", "auditor")),
    Entry(_("Cycles"), "cycle_list", _decides),
    Entry(_("Interviews & plans"), "interview_list", lambda held: _works(held) or held.has("hr", "auditor")),
    Entry(_("Appeals"), "appeal_list", lambda held: _works(held) or held.has("hr", "auditor")),
    Entry(_("Awards"), "award_list", lambda held: _works(held) or held.has("hr", "auditor")),
    Entry(_("Quality & 360°"), "quality_list", lambda held: _works(held) or held.has("hr", "quality", "auditor")),
    Entry(_("Plans"), "plan_list", lambda held: True),
    Entry(
        _("Data"),
        "data_home",
        lambda held: held.has("hr", "auditor") or held.everywhere("admin") or bool(held.leads),
    ),
    Entry(
        pgettext_lazy("pages", "People"),
        "person_list",
        lambda held: held.has("hr", "admin", "auditor") or bool(held.leads),
    ),
    Entry(_("Audit"), "audit_list", lambda held: held.has("hr", "admin", "auditor")),
)


def nav_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries a user sees, the present one marked."""
    held = rights(user_of(request))
    found = list[dict[str, Any]]()
    for entry in ENTRIES:
        url = reverse(entry.page)
        if entry.shown(held):
            current = request.path == url if url == "/" else request.path.startswith(url)
            found.append({"title": entry.title, "url": url, "current": current})
    return found
