"""How a cycle and a shift flow: guards of each step with the sentence that says what is missing."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import PANEL, panel_signed
from deskmerit.web.cycles import access, checklist
from deskmerit.web.cycles.models import Cycle, PanelSeat, Shift
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import Hooks


def _since(cycle: Cycle, event: str) -> date | Deadline | None:
    stamps = {"measured": cycle.measured_at, "published": cycle.published_at}
    if event == "period_end":
        return cycle.last_day
    at = stamps.get(event)
    return clock.local_date(at) if at else None


def _signed(cycle: Cycle) -> str:
    """Each function signed; in a small team those that nobody holds are signed for by who did sign."""
    seats = PanelSeat.objects.filter(cycle=cycle, outside=False).select_related("person")
    signed = {seat.function: str(seat.person_id) for seat in seats if seat.signed_at}
    missing = [seat for seat in seats if not seat.signed_at]
    if cycle.small and signed and not missing:
        signed = {**dict.fromkeys(PANEL, next(iter(signed.values()))), **signed}
    if panel_signed(signed, small=cycle.small):
        return ""
    return _("The review still needs the signatures of %(names)s.") % {
        "names": "、".join(seat.person.name for seat in missing) or _("the panel")
    }


def _shift_url(shift: Shift) -> str:
    return reverse("cycle_page", args=[shift.cycle_id])


def _shift_member(shift: Shift) -> str:
    return ""


def _one_step(shift: Shift) -> str:
    ladder = checklist.ladder(shift.cycle, shift.person)
    known = shift.before in ladder and shift.after in ladder
    if known and abs(ladder.index(shift.before) - ladder.index(shift.after)) == 1:
        return ""
    return _("A grade may be moved by one step only.")


CYCLE = Hooks(
    model=Cycle,
    relations=access.relations,
    url=lambda cycle: reverse("cycle_page", args=[cycle.pk]),
    guards={**checklist.CHECKS, "panel_signed": _signed},
    since=_since,
    visible=access.visible_to,
)

SHIFT = Hooks(
    model=Shift,
    relations=access.shift_relations,
    url=_shift_url,
    concerns=lambda shift: shift.person,
    guards={
        "panel_member": _shift_member,
        "one_step": _one_step,
        "evidence_given": lambda shift: "" if shift.evidence.strip() else _("Name the evidence for the shift."),
        "measured_again": lambda shift: "",
    },
    waits_for=lambda shift, code: (_second(shift), "panel"),
)


def _second(shift: Shift) -> Person | None:
    seat = shift.cycle.panel.exclude(person=shift.proposed_by).exclude(person=shift.person).first()
    return seat.person if seat else None
