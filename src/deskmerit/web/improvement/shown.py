"""What a plan's page shows: steps somebody may take, its course, a proposed change in differences."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from deskmerit.web.accounts.models import User
from deskmerit.web.improvement import access, queries
from deskmerit.web.improvement.content import Step, read, said
from deskmerit.web.improvement.models import Improvement, Version
from deskmerit.web.interviews.shown import end_of
from deskmerit.web.shared import clock, flow, models
from deskmerit.web.shared.differences import Difference, differences

AT_ONCE: dict[str, str | Promise] = {
    "offer": gettext_lazy("Sign and hand to the person"),
    "sign": gettext_lazy("Sign: agreed"),
    "accept_change": gettext_lazy("Accept the change and sign"),
    "withdraw_change": gettext_lazy("Take the change back"),
    "countersign": gettext_lazy("Sign for HR"),
    "ask_hr": gettext_lazy("Ask HR to look at it"),
}
"""Steps that need no words."""
WITH_WORDS: dict[str, str | Promise] = {
    "check_in": gettext_lazy("Note a check-in"),
    "receive_not_agreed": gettext_lazy("Received, not agreed"),
    "ask_change": gettext_lazy("Ask for a change"),
    "decline_change": gettext_lazy("Decline the change"),
    "pass": gettext_lazy("Passed"),
    "extend": gettext_lazy("Extend"),
    "not_reach": gettext_lazy("Not reached"),
    "say": gettext_lazy("Say what you think of the outcome"),
    "start_unsigned": gettext_lazy("Start unsigned"),
    "withdraw": gettext_lazy("Withdraw the draft"),
    "end_early": gettext_lazy("End early"),
}
ORDER = ("offer", "sign", "accept_change", "check_in", "pass", *AT_ONCE, *WITH_WORDS)
NEXT: dict[str, str | Promise] = {
    "draft": gettext_lazy("The person and the lead write it jointly; the lead signs and hands it over."),
    "offered": gettext_lazy("The person signs, signs as received but not agreed, or asks for a change."),
    "active": gettext_lazy("Steps are done, a check-in every week; after the last day the outcome is told."),
    "change_proposed": gettext_lazy("The other side answers the proposed change; unanswered it lapses."),
    "extended": gettext_lazy("The person signs the new end."),
    "passed": gettext_lazy("The plan was passed."),
    "not_reached": gettext_lazy("The plan was not reached. What follows stands in it."),
    "ended": gettext_lazy("The plan was ended early."),
    "withdrawn": gettext_lazy("The draft was withdrawn."),
}
TONES = {"active": "running", "passed": "done", "offered": "accent", "extended": "accent", "change_proposed": "notice"}


@dataclass(frozen=True, slots=True)
class Button:
    """A step, where it is taken, and whether a click is enough."""

    name: str
    label: str | Promise
    url: str
    at_once: bool
    primary: bool


def names(plan: Improvement, user: User) -> list[str]:
    """The steps a user may take now, those beside the flow's table included."""
    found = [each.name for each in flow.steps("improvement", plan, user)]
    running = plan.state in ("active", "change_proposed")
    if running and access.writes(plan, user.person):
        found.append("say")
    hr = user.person is not None and "hr" in access.relations(plan, user.person)
    if running and hr and plan.hr_signed_at is None:
        found.append("countersign")
    if running and access.leads(plan, user.person) and plan.hr_signed_at is None and _over(plan):
        found.append("ask_hr")
    return found


def _over(plan: Improvement) -> bool:
    return plan.ends_on is not None and clock.today() > plan.ends_on


def buttons(plan: Improvement, user: User) -> list[Button]:
    """What a user may do next, the likeliest first."""
    may = names(plan, user)
    found = list[Button]()
    for name in dict.fromkeys(each for each in ORDER if each in may):
        label = AT_ONCE.get(name) or WITH_WORDS.get(name)
        page = "improvement_now" if name in AT_ONCE else "improvement_step"
        if label is not None:
            url = reverse(page, args=[plan.pk, name])
            found.append(Button(name, label, url, name in AT_ONCE, not found))
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A step with the date it was done and whether the user may mark it."""

    step: Step
    done: str
    mine: bool


def rows(plan: Improvement, side: str, user: User) -> list[Row]:
    """The steps of a side."""
    running = plan.state in ("active", "change_proposed")
    mine = access.leads(plan, user.person) or (side == "person" and plan.person_id == user.person_id)
    return [Row(step, queries.done_on(plan, step.key), running and mine) for step in read(plan.content).of(side)]


@dataclass(frozen=True, slots=True)
class Change:
    """A version beside the one before it: who, when, why, and what differs."""

    number: int
    who: str
    when: datetime
    reason: str
    differences: list[Difference]


def proposed(plan: Improvement) -> Change | None:
    """The change that waits for an answer."""
    return _change(plan.proposed, said(read(plan.content))) if plan.proposed else None


def changes(plan: Improvement) -> list[Change]:
    """Every version after the first with what it changed; a proposal that waits is shown apart."""
    versions = [each for each in plan.versions.select_related("made_by") if each.pk != plan.proposed_id]
    return [_change(now, said(read(before.content))) for before, now in pairwise(versions)]


def _change(version: Version, before: dict[str, str]) -> Change:
    who = version.made_by.name if version.made_by else ""
    found = differences(before, said(read(version.content)))
    return Change(version.number, who, version.made_at, version.reason, found)


def due(plan: Improvement) -> datetime | None:
    """When the next of its clocks ends."""
    first = models.Clock.objects.filter(flow="improvement", row=plan.pk, stopped_at=None).order_by("due").first()
    return end_of(first.due) if first else None


def course(plan: Improvement) -> list[dict[str, Any]]:
    """Who did what when, and what comes."""
    maker = plan.made_by.name if plan.made_by else ""
    steps: list[dict[str, Any]] = [{"what": pgettext("improvement plan", "Begun"), "who": maker, "when": plan.made_at}]
    lead = plan.lead_signed_by or plan.lead
    for who, at, told in (
        (lead, plan.lead_signed_at, _("Signed by the lead")),
        (plan.person, plan.person_signed_at, _("Signed: %(how)s") % {"how": plan.get_agreed_display()}),
    ):
        name = who.name if who else ""
        if at or plan.closed_at is None:
            steps.append({"what": told if at else _("Signature"), "who": name, "when": at,
                          "state": "done" if at else "next"})  # fmt: skip
    for each in plan.check_ins.select_related("made_by"):
        by = each.made_by.name if each.made_by else ""
        steps.append({"what": _("Check-in"), "who": by, "when": each.made_at, "note": each.notes})
    if plan.hr_signed_at and plan.hr_signed_by:
        steps.append({"what": _("Seen by HR"), "who": plan.hr_signed_by.name, "when": plan.hr_signed_at})
    if plan.closed_at:
        steps.append({"what": str(plan.get_state_display()), "when": plan.closed_at, "note": plan.outcome})
    elif plan.ends_on:
        steps.append({"what": _("Last day"), "due": end_of(plan.ends_on), "state": "next"})
    return steps
