"""How an improvement plan flows: guards in words, whom its clocks wait for, what happens when one runs out."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.workday import Deadline
from deskmerit.web.improvement import access
from deskmerit.web.improvement.content import UNFIT, Area, read
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.improvement.queries import filled
from deskmerit.web.interviews.access import hr_for, next_deputy
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks


def url_of(plan: Improvement) -> str:
    """The plan's page."""
    return reverse("improvement_page", args=[plan.pk])


def _lacks(area: Area) -> bool:
    measured = area.start is not None and area.target is not None if area.tied else area.current and area.expected
    return not (measured and area.due)


def _measured(plan: Improvement) -> str:
    areas = read(plan.content).areas
    if not areas:
        return _("Name at least one area with its measure, start, target and date.")
    missing = [area.area for area in areas if _lacks(area)]
    return _("Give measure, start, target and date for: %(areas)s.") % {"areas": ", ".join(missing)} if missing else ""


def _supported(plan: Improvement) -> str:
    steps = read(plan.content).of("lead")
    if steps and all(step.owner and step.due for step in steps):
        return ""
    return _("Say what the lead does to support it, each step with owner and date.")


def _dated(plan: Improvement) -> str:
    content = read(plan.content)
    if content.ends_on and content.ends_on > clock.today():
        return ""
    return _("Set the day the plan ends, a day still to come.")


def _fit(plan: Improvement) -> str:
    content = read(plan.content)
    answers = {name: getattr(content, name) for name in UNFIT}
    said = [str(UNFIT[name]) for name, answer in answers.items() if answer]
    if None in answers.values():
        said.append(_("Answer whether tools or training, a personal conflict or serious misconduct is the cause."))
    return " ".join(said)


def _two(plan: Improvement) -> str:
    return "" if len(plan.reminders) >= 2 else _("Two reminders to sign must have been logged first.")


def _notes(plan: Improvement) -> str:
    said = plan.notes
    return "" if said.strip() else _("Write down what was said at the check-in.")


def _other_side(plan: Improvement) -> str:
    """A change is answered by the side that did not propose it; `answers` is set by the action."""
    maker = plan.proposed.made_by_id if plan.proposed else None
    answering = plan.answers
    if answering and maker and (maker == plan.person_id) != (answering == plan.person_id):
        return ""
    return _("The other side answers a proposed change.")


def _filled(plan: Improvement) -> str:
    missing = [each.name for n, each in enumerate(filled(plan), 1) if each.value is None and not plan.final.get(str(n))]
    if not missing:
        return ""
    return _("Nothing measured yet for %(areas)s: say in words what was reached.") % {"areas": ", ".join(missing)}


def _new_date(plan: Improvement) -> str:
    new, today = plan.new_end, clock.today()
    if new and new > today and (plan.ends_on is None or new > plan.ends_on):
        return ""
    return _("Set a new end, later than the present one and still to come.")


def _over(plan: Improvement) -> str:
    if plan.ends_on and clock.today() > plan.ends_on:
        return ""
    return _("The plan still runs: it is judged as not reached after its last day only.")


def _lead_did(plan: Improvement) -> str:
    undone = [step.text for step in read(plan.content).of("lead") if step.key not in plan.done]
    if not undone:
        return ""
    return _("The lead's own steps come first; not done yet: %(steps)s.") % {"steps": "; ".join(undone)}


def _heard(plan: Improvement) -> str:
    return "" if plan.heard.strip() else _("The person must be heard: ask what they say of the outcome.")


def _waits_for(plan: Improvement, code: str) -> tuple[Person | None, str]:
    if code == "plan_signing":
        return plan.person, ""
    led = plan.deputy if code == "outcome" and plan.deputy else plan.lead
    if code == "plan_change" and plan.proposed and plan.proposed.made_by_id != plan.person_id:
        return plan.person, ""
    return led, "hr"


def _since(plan: Improvement, event: str) -> date | Deadline | None:
    """The end of the plan; once its outcome was overdue a deputy has the days anew, from the day it was passed on."""
    if event != "end_date" or plan.ends_on is None:
        return None
    ran = models.Clock.objects.filter(flow="improvement", row=plan.pk, code="outcome", overdue_at__isnull=False)
    return max(plan.ends_on, clock.today()) if ran.filter(due__gte=plan.ends_on).exists() else plan.ends_on


def _overdue(plan: Improvement, ran: models.Clock) -> None:
    told: dict[str, Any] = {"about": plan.person.name}
    if ran.code == "outcome":
        _hand_on(plan, ran)
    elif ran.code == "plan_change":
        _lapse(plan, ran)
    elif ran.code == "plan_signing":
        reminders = [*plan.reminders, clock.today().isoformat()]
        Improvement.objects.filter(pk=plan.pk).update(reminders=reminders)
        plan.reminders = reminders
        notify(plan.person, "plan-sign-reminder", f"plan-sign-reminder:{plan.pk}:{ran.pk}", url_of(plan), **told)
    elif plan.lead is not None:
        code = "plan-check-in-due" if ran.code == "check_in" else "plan-draft-waits"
        notify(plan.lead, code, f"{code}:{plan.pk}:{ran.pk}", url_of(plan), **told)


def _hand_on(plan: Improvement, ran: models.Clock) -> None:
    passed = [*plan.passed, *([plan.deputy_id] if plan.deputy_id else [])]
    deputy = next_deputy(plan.person, plan.lead, passed)
    Improvement.objects.filter(pk=plan.pk).update(deputy=deputy, passed=passed)
    plan.deputy, plan.passed = deputy, passed
    running = models.Clock.objects.filter(flow="improvement", row=plan.pk, code="outcome", stopped_at=None)
    running.update(person=deputy, role="" if deputy else "hr")
    for each in {each for each in (deputy, plan.lead, hr_for(plan.person)) if each is not None}:
        key = f"plan-outcome-passed-on:{plan.pk}:{ran.pk}"
        notify(each, "plan-outcome-passed-on", key, url_of(plan), about=plan.person.name)


def _lapse(plan: Improvement, ran: models.Clock) -> None:
    """A change that nobody answered lapses: the plan runs on as it was."""
    Improvement.objects.filter(pk=plan.pk).update(proposed=None)
    plan.proposed = None
    for each in (plan.person, plan.lead):
        if each is not None:
            key = f"plan-change-lapsed:{plan.pk}:{ran.pk}"
            notify(each, "plan-change-lapsed", key, url_of(plan), about=plan.person.name)


IMPROVEMENT = Hooks(
    model=Improvement,
    relations=access.relations,
    url=url_of,
    concerns=lambda plan: plan.person,
    guards={
        "goals_measured": _measured,
        "leads_steps_given": _supported,
        "end_date_set": _dated,
        "fit_for_a_plan": _fit,
        "lead_signed": lambda plan: "" if plan.lead_signed_at else _("The lead signs with the offer."),
        "two_reminders_logged": _two,
        "notes_written": _notes,
        "other_side": _other_side,
        "measures_filled": _filled,
        "new_date_set": _new_date,
        "end_date_passed": _over,
        "leads_steps_done": _lead_did,
        "person_heard": _heard,
        "hr_signed": lambda plan: "" if plan.hr_signed_at else _("HR signs first: ask HR to look at the plan."),
    },
    waits_for=_waits_for,
    since=_since,
    overdue=_overdue,
    visible=access.visible_to,
)
