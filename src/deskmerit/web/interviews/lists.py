"""Interviews and plans in lists: one's own, and those one has to see through; by deadline."""

from datetime import date, datetime
from typing import Any

from django.db.models import DateField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

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
from deskmerit.web.shared import models, tables, wording
from deskmerit.web.shared.organisation import settings_of

ENDED = ("signed", "closed_unsigned", "not_held")
WAITING = ("due", "scheduled", "escalated")
TONES = {"escalated": "notice", "signed": "done", "scheduled": "running", "held": "running", "signed_by_one": "running"}
PLAN_TONES = {"active": "running", "passed": "done", "change_proposed": "notice"}
FAR = date(9999, 12, 31)
"""The due day of what has no clock: sorts last on every database."""


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
        "interviews": tables.build(request, by_deadline("interview", others), interview_columns(), name="interviews"),
        "plans": tables.build(request, by_deadline("improvement", led), plan_columns(), name="plans"),
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


def by_deadline(flow: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with `due_on`, the last day of their earliest running clock; the next due first, FAR without a clock."""
    running = models.Clock.objects.filter(flow=flow, row=OuterRef("pk"), stopped_at=None).order_by("due")
    first = Subquery(running.values("due")[:1])
    return rows.annotate(due_on=Coalesce(first, Value(FAR, DateField()))).order_by("due_on", "pk")


def _due(row: Any) -> datetime | None:
    return None if row.due_on == FAR else end_of(row.due_on)


def interview_columns() -> list[tables.Column]:
    """Interviews as a table: whose, which period, how far, who holds it, when, until when."""
    return [
        tables.Column("person", _("Person"), show=lambda row: row.person.name, field="person__name",
                      link=lambda row: reverse("interview_page", args=[row.pk])),
        _period(),
        tables.Column("state", _("State"), show=lambda row: row.get_state_display(), field="state",
                      tone=lambda row: TONES.get(row.state, "quiet")),
        tables.Column("holder", _("Interviewer"), show=_holder, sort=_holder),
        tables.Column("starts_at", _("When"), show=lambda row: _moment(row.starts_at), field="starts_at"),
        tables.Column("due", _("Due"), due=_due, field="due_on"),
    ]  # fmt: skip


def plan_columns() -> list[tables.Column]:
    """Improvement plans as a table."""
    return [
        tables.Column("person", _("Person"), show=lambda row: row.person.name, field="person__name",
                      link=lambda row: reverse("improvement_page", args=[row.pk])),
        _period(),
        tables.Column("state", _("State"), show=lambda row: row.get_state_display(), field="state",
                      tone=lambda row: PLAN_TONES.get(row.state, "quiet")),
        tables.Column("lead", _("Lead"), show=_leads, sort=_leads),
        tables.Column("ends_on", _("Last day"), field="ends_on",
                      show=lambda row: wording.day(row.ends_on) if row.ends_on else ""),
        tables.Column("due", _("Next due"), due=_due, field="due_on"),
    ]  # fmt: skip


def _period() -> tables.Column:
    return tables.Column(
        "period", _("Period"), show=lambda row: wording.period(row.result.cycle.period), field="result__cycle__start"
    )


def _moment(at: datetime | None) -> str:
    return wording.moment(at, settings_of().zone) if at else ""


def _holder(row: Interview) -> str:
    return next((each.name for each in (row.held_by, row.deputy, row.interviewer) if each), "")


def _leads(row: Any) -> str:
    return next((each.name for each in (row.deputy, row.lead) if each), "")


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
