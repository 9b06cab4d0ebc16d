"""How award runs and rounds of wishes flow."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.workday import Deadline
from deskmerit.web.awards import access
from deskmerit.web.awards.models import AwardRun, LedgerLine, WishRound
from deskmerit.web.awards.queries import control_of, wish_awards
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import deputies_of, holders
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.flow import Hooks, doubts

NAMES = 8
"""As many names a sentence tells."""


def _bases(run: AwardRun) -> str:
    lines = list(run.lines.filter(kind=LedgerLine.Kind.AWARD, amount=None)[: NAMES + 1])
    if not lines:
        return ""
    names = ", ".join(f"{line.name} ({wording.lang_text(line.title)})" for line in lines[:NAMES])
    more = " …" if len(lines) > NAMES else ""
    return _(
        "No amount can be reckoned for: %(names)s. Enter the missing base or coefficient, then calculate again."
    ) % {"names": names + more}


def _budget(run: AwardRun) -> str:
    over = [(currency, total) for currency, total in run.control().items() if _over(run, total)]
    if not over:
        return ""
    currency, total = over[0]
    return _("%(total)s is due and the budget is %(budget)s: raise the budget, or change what is due.") % {
        "total": wording.money(total, currency),
        "budget": wording.money(run.budget, currency),
    }


def _over(run: AwardRun, total: Decimal) -> bool:
    return run.budget is not None and total > run.budget


def _control(run: AwardRun) -> str:
    if control_of(run) == run.control():
        return ""
    return _("The lines do not add up to the control total: calculate again.")


def _taken(run: AwardRun) -> str:
    return "" if run.exported_at else _("Take the payroll file first: it is what is paid by.")


def _appeals(run: AwardRun) -> str:
    from deskmerit.web.appeals.models import Appeal

    found = Appeal.objects.filter(result__cycle=run.cycle, state__in=("filed", "accepted", "in_review")).count()
    if not found:
        return ""
    return ngettext(
        "%(n)d appeal is open: it holds only what it might add, which a later run pays.",
        "%(n)d appeals are open: they hold only what they might add, which a later run pays.",
        found,
    ) % {"n": found}


def deciders(run: AwardRun) -> list[Person]:
    """Who could approve a run: HR and their deputies, without those who proposed it or have a line in it."""
    today = clock.today()
    able = list(holders(Role.Kind.HR, today, team=None))
    able += [deputy for each in list(able) for deputy in deputies_of(each, today)]
    barred = {run.made_by_id, run.asked_by_id, *run.lines.values_list("person", flat=True)}
    found = {each.pk: each for each in able if each.pk not in barred}
    return list(found.values())


def _late(run: AwardRun, ran: shared.Clock) -> None:
    """The next deputy decides, and is told; where none is left, HR is reminded."""
    if ran.code != "award_approval" or run.state != AwardRun.State.CALCULATED:
        return
    free = [each for each in deciders(run) if each.pk not in run.passed]
    if not free:
        return
    chosen = free[0]
    AwardRun.objects.filter(pk=run.pk).update(decider=chosen, passed=[*run.passed, chosen.pk])
    shared.Clock.objects.filter(flow="award_run", row=run.pk, code="award_approval", stopped_at=None).update(
        person=chosen, role=""
    )
    key = f"award-run:{run.pk}:passed:{chosen.pk}"
    notify(chosen, "award-run-passed", key, _run_url(run), period=run.cycle.period)


def _run_url(run: AwardRun) -> str:
    return reverse("award_run", args=[run.pk])


def _run_since(run: AwardRun, event: str) -> date | Deadline | None:
    at = {"begun": run.made_at, "calculated": run.calculated_at, "approved": run.approved_at}.get(event)
    return clock.local_date(at) if at else None


def _seats(row: WishRound) -> str:
    missing = [wording.lang_text(each.title) for each in wish_awards(row.cycle) if not each.seats]
    if not wish_awards(row.cycle):
        return _("The plans of this cycle have no award to wish for.")
    return _("The plan states no seats for: %(awards)s.") % {"awards": ", ".join(missing)} if missing else ""


def _round_since(row: WishRound, event: str) -> date | Deadline | None:
    at = {"opened": row.opened_at, "closed": row.closed_at}.get(event)
    return clock.local_date(at) if at else None


def warnings(run: AwardRun) -> list[str]:
    """What to look at before a run is calculated or approved; it stops nothing."""
    return doubts("award_run", run, "calculate")


AWARD_RUN = Hooks(
    model=AwardRun,
    relations=access.run_relations,
    url=_run_url,
    guards={
        "bases_complete": _bases,
        "within_budget": _budget,
        "no_line_of_own": lambda run: "",  # who has a line stands to the run as the person concerned
        "control_total_matches": _control,
        "payroll_file_taken": _taken,
        "open_appeals": _appeals,
    },
    waits_for=lambda run, code: (run.decider if code == "award_approval" else None, "hr"),
    since=_run_since,
    overdue=_late,
    visible=access.runs_for,
)

WISHES = Hooks(
    model=WishRound,
    relations=access.round_relations,
    url=lambda row: reverse("wish_round", args=[row.pk]),
    guards={
        "cycle_published": lambda row: "" if row.cycle.is_published else _("Seats are allotted by published grades."),
        "seats_set": _seats,
        "seed_told": lambda row: "" if row.seed else _("The seed of the draw must be told before."),
    },
    waits_for=lambda row, code: (
        None,
        "hr" if code == "allotting" else "",
    ),  # ranking waits for many: `wishes.asked_of`
    since=_round_since,
    visible=access.rounds_for,
)
