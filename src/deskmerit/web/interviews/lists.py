"""Interviews and plans in lists: one's own, and those one has to see through; by deadline."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge.plans import catalogue
from deskmerit.web.improvement import access as plan_access
from deskmerit.web.improvement import queries as plan_queries
from deskmerit.web.improvement.models import OPEN as OPEN_PLANS
from deskmerit.web.interviews import access, queries
from deskmerit.web.interviews.forms import TipForm
from deskmerit.web.interviews.models import Interview, Tip
from deskmerit.web.interviews.shown import end_of
from deskmerit.web.org.access import rights
from deskmerit.web.shared import models, wording

ENDED = ("signed", "closed_unsigned", "not_held")
WAITING = ("due", "scheduled", "escalated")
MOST = 200


def both(request: HttpRequest, user: User) -> dict[str, Any]:
    """The two lists of a user: own ones apart from those of others."""
    me, show = user.person, request.GET.get("show", "")
    interviews = queries.listed(access.visible_to(user))
    plans = plan_queries.listed(plan_access.visible_to(user))
    others, led = interviews.exclude(person=me), plans.exclude(person=me)
    if show != "all":
        others, led = others.exclude(state__in=ENDED), led.filter(state__in=OPEN_PLANS)
    mine = list(queries.of_person(me)[:12]) if me else []
    return {
        "mine": with_due("interview", mine),
        "my_plans": with_due("improvement", list(plans.filter(person=me)[:12]) if me else []),
        "interviews": by_deadline("interview", others),
        "plans": by_deadline("improvement", led),
        "show": show,
        "leads": me is not None and (bool(rights(user).leads) or rights(user).has("hr", "auditor") or others.exists()),
        "reads_tips": rights(user).has("hr", "auditor"),
        "waiting": others.filter(state__in=WAITING).count(),
    }


def with_due(flow: str, rows: list[Any]) -> list[Any]:
    """Rows with `due_at`, the end of their earliest running clock; one query for all."""
    running = models.Clock.objects.filter(flow=flow, row__in=[row.pk for row in rows], stopped_at=None)
    known: dict[int, Any] = {}
    for clock in running.order_by("due"):
        known.setdefault(clock.row, clock.due)
    for row in rows:
        row.due_at = end_of(known[row.pk]) if row.pk in known else None
    return rows


def by_deadline(flow: str, rows: QuerySet[Any]) -> list[Any]:
    """The same, the next due first, those without a clock last."""
    found = with_due(flow, list(rows[:MOST]))
    return sorted(found, key=lambda row: (row.due_at is None, row.due_at.timestamp() if row.due_at else 0, row.pk))


def tips() -> list[dict[str, Any]]:
    """The catalogue of tips by measure, with the measure's title."""
    titles = catalogue()
    return [
        {
            "tip": tip,
            "measure": wording.lang_text(titles[tip.metric].title) if tip.metric in titles else tip.metric,
            "url": f"{reverse('tip_list')}?tip={tip.pk}#edit",
        }
        for tip in Tip.objects.all()
    ]


def keep_tip(user: User, form: TipForm) -> Tip:
    """Keeps a tip, new or changed."""
    tip: Tip = form.save()
    record(user, "tip.kept", tip, metric=tip.metric, shown=tip.shown)
    return tip


def interviews_of(user: User) -> QuerySet[Interview]:
    """Every interview a user may see, for the interface."""
    return queries.listed(access.visible_to(user))
