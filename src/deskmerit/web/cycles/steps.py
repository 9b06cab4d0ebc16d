"""The next step of a cycle: who may take it, what blocks it, what warns, and where each is mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.period import start_of
from deskmerit.core.workflow import FLOWS
from deskmerit.core.workflow.base import Transition
from deskmerit.report.flow_words import check_word, step_word
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.flow import CYCLE
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.access import rights
from deskmerit.web.shared import wording
from deskmerit.web.shared.flow import running, steps
from deskmerit.web.shared.nav import ENTRIES
from deskmerit.web.shared.organisation import settings_of

FORWARD = {
    "draft": "open",
    "open": "measure",
    "measured": "review",
    "panel_review": "publish",
    "published": "settle",
}
MENDED: Mapping[str, str] = {
    # code of a check: a page's name, with the cycle's key where it stands after a colon, or a place on this page
    "period_set": "cycle_edit:", "plan_approved": "plan_list", "plan_not_backwards": "plan_list",
    "people_chosen": "person_list", "panel_named": "cycle_edit:", "deputies_named": "person_list",
    "independent_reviewer_named": "cycle_edit:", "plan_not_acknowledged": "plan_list",
    "calendar_provisional": "data_home", "no_unmapped_people": "data_home", "missing_data": "data_home",
    "missing_data_accepted": "cycle_gaps:", "open_flags": "appeal_list", "no_open_flags": "appeal_list",
    "unconfirmed_entries": "data_home", "not_rated_people": "#people", "provisional_cases": "#people",
    "no_errors": "#findings", "panel_signed": "#panel", "no_open_shifts": "#shifts",
    "no_conflicts_of_interest": "#panel", "interviewers_named": "person_list", "interview_hours": "interview_list",
    "awards_paid": "award_list", "open_receipts": "#people", "open_interviews": "interview_list",
    "open_appeals": "appeal_list",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the checklist: what must hold, and the sentence of what doesn't ("" in order)."""

    code: str
    text: str
    sentence: str
    blocks: bool
    url: str


@dataclass(frozen=True, slots=True)
class Next:
    """The step that leads on, its checklist, and whether it is the user's to take."""

    name: str
    text: str
    may: bool
    checks: Sequence[Check] = field(default_factory=tuple)

    @property
    def blocked(self) -> list[Check]:
        """What must be mended first."""
        return [each for each in self.checks if each.blocks and each.sentence]

    @property
    def doubts(self) -> list[Check]:
        """What should be looked at."""
        return [each for each in self.checks if not each.blocks and each.sentence]

    @property
    def fine(self) -> list[Check]:
        """What is in order."""
        return [each for each in self.checks if not each.sentence]


def next_step(cycle: Cycle, user: User) -> Next | None:
    """The step that leads a cycle on; None at its end."""
    name = FORWARD.get(cycle.state)
    if name is None:
        return None
    may = name in {each.name for each in steps("cycle", cycle, user)}
    return Next(name, word(name), may, checks(cycle, FLOWS["cycle"].transition(name), user))


def checks(cycle: Cycle, step: Transition, user: User) -> list[Check]:
    """The whole checklist of a step: what must hold, then what only warns; a link only to what the user may see."""
    closed = _closed(user)
    found = [(code, True) for code in step.guards] + [(code, False) for code in step.warns if code not in step.guards]
    return [
        Check(code, check_word(code, wording.lang()), CYCLE.guards[code](cycle), blocks,
              "" if MENDED.get(code) in closed else mended(code, cycle))
        for code, blocks in found
    ]  # fmt: skip


def _closed(user: User) -> set[str]:
    """The pages of the navigation that a user doesn't see."""
    held = rights(user)
    return {entry.page for entry in ENTRIES if not entry.shown(held)}


def others(cycle: Cycle, user: User) -> list[tuple[str, str]]:
    """The steps that don't lead on, with their words: opening again, measuring again, cancelling."""
    ahead = FORWARD.get(cycle.state)
    return [(each.name, word(each.name)) for each in steps("cycle", cycle, user) if each.name != ahead]


def word(name: str) -> str:
    """A step as it stands on a button."""
    said = step_word("cycle", name, wording.lang())
    return said[:1].upper() + said[1:]


def mended(code: str, cycle: Cycle) -> str:
    """Where something is put in order; "" where no page does."""
    target = MENDED.get(code, "")
    if not target or target.startswith("#"):
        return target
    name, with_cycle, _rest = target.partition(":")
    return reverse(name, args=[cycle.pk] if with_cycle else [])


def timeline(cycle: Cycle) -> list[dict[str, object]]:
    """The states one after another: when each was reached, and until when the next should be."""
    reached = {
        "open": cycle.opened_at,
        "measured": cycle.measured_at,
        "panel_review": None,
        "published": cycle.published_at,
        "settled": cycle.settled_at,
    }
    who = {"open": cycle.opened_by, "published": cycle.published_by}
    order = list(reached)
    at = order.index(cycle.state) if cycle.state in order else -1
    due = next((each.due for each in running("cycle", cycle)), None)
    found = list[dict[str, object]]()
    for n, state in enumerate(order):
        person = who.get(state)
        found.append(
            {
                "what": str(Cycle.State(state).label),
                "state": "done" if n < at or cycle.state == "settled" else "now" if n == at else "next",
                "when": reached[state] if n <= at else None,
                "who": person.name if person and n <= at else "",
                "due": _end(due) if due and n == at + 1 else None,
                "note": _planned(cycle, state) if n > at else "",
            }
        )
    return found


def _planned(cycle: Cycle, state: str) -> str:
    day = {"panel_review": cycle.evaluate_by, "published": cycle.publish_on}.get(state)
    return _("planned by %(day)s") % {"day": wording.day(day)} if day else ""


def _end(day: date) -> datetime:
    return start_of(day + timedelta(1), settings_of().zone)
