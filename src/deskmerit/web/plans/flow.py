"""How a version of a plan and its acknowledgements flow: guards with their sentences, whom clocks wait for."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.issue import Level
from deskmerit.core.workday import Deadline
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import deputies_of
from deskmerit.web.org.models import Person
from deskmerit.web.plans import access
from deskmerit.web.plans.models import Acknowledgement, PlanVersion
from deskmerit.web.shared import clock
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.flow import Hooks, take
from deskmerit.web.shared.wording import day

RUNNING = ("open", "measured", "panel_review")
REMINDERS = 2
"""As many logged reminders stand before telling somebody in another way."""


def _count(version: PlanVersion, level: Level) -> int:
    return sum(issue.level is level for issue in bridge.read(version.text)[1])


def _no_errors(version: PlanVersion) -> str:
    plan, _issues = bridge.read(version.text)
    if plan is not None and plan.id != version.document.slug:
        return _("The text names the plan %(found)s; a version of this plan must be named %(slug)s.") % {
            "found": plan.id,
            "slug": version.document.slug,
        }
    found = _count(version, Level.ERROR)
    said = ngettext(
        "The check finds %(n)d error: mend it first.", "The check finds %(n)d errors: mend them first.", found
    )
    return said % {"n": found} if found else ""


def _warnings(version: PlanVersion) -> str:
    found = _count(version, Level.WARNING)
    said = ngettext("The check warns of %(n)d thing.", "The check warns of %(n)d things.", found)
    return said % {"n": found} if found else ""


def _consulted(version: PlanVersion) -> str:
    if version.consultation.strip() and version.consulted_on:
        return ""
    return _("Record whom you consulted about the plan, and on which day.")


def _noticed(version: PlanVersion) -> str:
    return "" if version.notice_on else _("Set the day on which the plan is made known.")


def earliest(version: PlanVersion) -> date:
    """The first day a version may take effect: not before today, its notice, or the end of a period that runs by an
    older version of the plan."""
    from deskmerit.web.cycles.models import Cycle

    running = Cycle.objects.filter(versions__document=version.document_id, state__in=RUNNING)
    days = [clock.today(), *([version.notice_on] if version.notice_on else []), *running.values_list("end", flat=True)]
    return max(days)


def _not_backwards(version: PlanVersion) -> str:
    if version.effective_from is None:
        return _("Set the day from which the version holds.")
    first = earliest(version)
    if version.effective_from >= first:
        return ""
    return _("No plan takes effect backwards, or within a period that runs by an older version: from %(day)s on.") % {
        "day": day(first)
    }


def _not_previewed(version: PlanVersion) -> str:
    if version.previews.filter(fingerprint=version.fingerprint, state="done").exists():
        return ""
    return _("Nobody looked at what this version would have cost in the last period.")


def _no_open_cycle(version: PlanVersion) -> str:
    open_ = [str(cycle) for cycle in version.cycles.filter(state__in=RUNNING)]
    return _("Still used by: %(cycles)s.") % {"cycles": ", ".join(open_)} if open_ else ""


def _version_since(version: PlanVersion, event: str) -> date | Deadline | None:
    return clock.local_date(version.proposed_at) if event == "proposed" and version.proposed_at else None


def _pass_on(version: PlanVersion, ran: shared.Clock) -> None:
    """An overdue approval goes to the next deputy of who was asked."""
    if version.asked_of is None:
        return
    found = [each for each in deputies_of(version.asked_of, clock.today()) if each.pk != version.author_id]
    if not found:
        return
    PlanVersion.objects.filter(pk=version.pk, state="proposed").update(asked_of=found[0])
    shared.Clock.objects.filter(flow="plan_version", row=version.pk, stopped_at=None).update(person=found[0])
    notify(found[0], "plan_proposed", f"plan-passed:{version.pk}:{ran.pk}", version_url(version), plan=str(version))


def version_url(version: PlanVersion) -> str:
    """The page of a version."""
    return reverse("plan_version", args=[version.pk])


PLAN_VERSION = Hooks(
    model=PlanVersion,
    relations=access.relations,
    url=version_url,
    guards={
        "no_lint_errors": _no_errors,
        "lint_warnings": _warnings,
        "consultation_recorded": _consulted,
        "notice_date_set": _noticed,
        "plan_not_backwards": _not_backwards,
        "cost_not_previewed": _not_previewed,
        "no_open_cycle": _no_open_cycle,
    },
    waits_for=lambda version, code: (version.asked_of, "hr"),
    since=_version_since,
    overdue=_pass_on,
    visible=access.visible_to,
)


def _reminded(asked: Acknowledgement) -> str:
    found = reminders(asked)
    if found >= REMINDERS:
        return ""
    return _("Two reminders come first; %(n)d went out so far.") % {"n": found}


def reminders(asked: Acknowledgement) -> int:
    """How many reminders somebody got."""
    return shared.Clock.objects.filter(flow="acknowledgement", row=asked.pk).exclude(overdue_at=None).count()


def needless(asked: Acknowledgement) -> bool:
    """Whether the person left, or the version holds no more."""
    left = asked.person.left_on is not None and asked.person.left_on <= clock.today()
    return left or asked.version.state == PlanVersion.State.RETIRED


def _lapses(asked: Acknowledgement) -> str:
    return "" if needless(asked) else _("The person is still here and the plan still holds.")


def _remind(asked: Acknowledgement, ran: shared.Clock) -> None:
    """An overdue acknowledgement lapses where it is needless, else the person is reminded."""
    if needless(asked):
        take("acknowledgement", asked, "lapse", None)
        return
    key = f"plan-reminder:{asked.pk}:{ran.pk}"
    notify(asked.person, "plan_acknowledge", key, version_url(asked.version), plan=str(asked.version))


def _waits(asked: Acknowledgement, code: str) -> tuple[Person | None, str]:
    return asked.person, ""


ACKNOWLEDGEMENT = Hooks(
    model=Acknowledgement,
    relations=access.acknowledgement_relations,
    url=lambda asked: version_url(asked.version),
    concerns=lambda asked: asked.person,
    guards={"two_reminders_logged": _reminded, "person_left_or_plan_retired": _lapses},
    waits_for=_waits,
    overdue=_remind,
    visible=access.acknowledgements_of,
)
