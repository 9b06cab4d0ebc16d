"""How a quality check flows: guards in words, whom its clocks wait for, and what happens when one runs out."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.quality import access
from deskmerit.web.quality.models import Check
from deskmerit.web.quality.sheet import read_marks, score, undecided
from deskmerit.web.shared import models, wording
from deskmerit.web.shared.flow import Hooks


def url_of(check: Check) -> str:
    """The check's page."""
    return reverse("quality_page", args=[check.pk])


def _complete(check: Check) -> str:
    sheet, marks = check.version.read(), read_marks(check.marks)
    missing = undecided(sheet, marks)
    if missing:
        names = ", ".join(wording.lang_text(each.title) for each in missing)
        return _("Score these, or say that they don't apply: %(items)s.") % {"items": names}
    return "" if score(sheet, marks) is not None else _("At least one item must apply to this contact.")


def _no_fatal(check: Check) -> str:
    return _("It has a fatal error: hand it in with the fatal error.") if check.fatals else ""


def _fatal(check: Check) -> str:
    return "" if check.fatals else _("No fatal error is marked.")


def _named(check: Check) -> str:
    return "" if check.dispute else _("Name at least one item or the fatal error, and what would be right.")


def _waits_for(check: Check, code: str) -> tuple[Person | None, str]:
    if code == "dispute_window":
        return check.person, ""
    return (check.reviewer, "") if code == "quality_draft" else (check.second, "hr")


def _overdue(check: Check, ran: models.Clock) -> None:
    """The next one has it, with the same days; where nobody is left, HR is asked."""
    if ran.code not in ("fatal_confirmation", "dispute_decision"):
        return
    passed = [*check.passed, *([check.second_id] if check.second_id else [])]
    second = access.second_for(check, passed) or access.second_for(check)
    Check.objects.filter(pk=check.pk).update(second=second, passed=passed)
    check.second, check.passed = second, passed
    clocks = models.Clock.objects.filter(flow="quality", row=check.pk, code=ran.code, stopped_at=None)
    clocks.update(person=second, role="" if second else "hr")
    if second is not None:
        due = clocks.values_list("due", flat=True).first()
        notify(second, "quality-passed", f"quality:{check.pk}:{ran.pk}", url_of(check), due=due, check=check.code)


QUALITY = Hooks(
    model=Check,
    relations=access.relations,
    url=url_of,
    concerns=lambda check: check.person,
    guards={"items_complete": _complete, "no_fatal_item": _no_fatal, "fatal_item": _fatal, "items_named": _named},
    waits_for=_waits_for,
    overdue=_overdue,
    visible=access.visible_to,
)
