"""The checklist of each step of a cycle: a sentence for what is missing or doubtful, "" for what is in order."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.calendar import is_announced
from deskmerit.web.cycles import elsewhere
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.people import people_of, teams_of
from deskmerit.web.org.access import all_led, covering
from deskmerit.web.org.models import Deputy, Leading, Person, Posting, Role
from deskmerit.web.plans.models import Acknowledgement, PlanVersion
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.organisation import work_calendar

SMALL = 10
"""Teams under ten may use the one-page form."""
HOURS_AN_INTERVIEW = 1.5
"""Usual length 60 to 90 minutes."""
HOURS_A_DAY = 4
"""What a lead has for interviews beside the daily work."""


def ladder(cycle: Cycle, person: Person) -> list[str]:
    """The grades of the plan that grades a person, best first."""
    card = cycle.current.cards.filter(person=person).first() if cycle.current else None
    for version in cycle.versions.all():
        plan = plan_of(version)
        if card is not None and plan.id == card.plan:
            return [grade.id for grade in plan.grades]
    return []


def beside(cycle: Cycle, person: Person) -> list[str]:
    """The grades one step from a person's present one, the better first."""
    known, card = ladder(cycle, person), cycle.current.cards.filter(person=person).first() if cycle.current else None
    if card is None or card.grade not in known:
        return []
    at = known.index(card.grade)
    return [*known[max(at - 1, 0) : at], *known[at + 1 : at + 2]]


def _versions(cycle: Cycle) -> str:
    versions = list(cycle.versions.select_related("document"))
    if not versions:
        return _("Choose the plan version that holds for this cycle.")
    drafts = [str(each) for each in versions if each.state != PlanVersion.State.APPROVED]
    return _("Not approved yet: %(plans)s.") % {"plans": ", ".join(drafts)} if drafts else ""


def _backwards(cycle: Cycle) -> str:
    late = [
        str(each) for each in cycle.versions.all() if each.effective_from is None or each.effective_from > cycle.start
    ]
    if late:
        return _("No plan takes effect backwards: %(plans)s holds only from a day after this period began.") % {
            "plans": ", ".join(late)
        }
    return ""


def _panel(cycle: Cycle) -> str:
    there = set(cycle.panel.filter(outside=False).values_list("function", flat=True))
    missing = [label for value, label in Role.Function.choices if value not in there]
    if missing and not (cycle.small and there):
        return _("The panel still needs: %(functions)s.") % {"functions": ", ".join(str(each) for each in missing)}
    return ""


def _deputies(cycle: Cycle) -> str:
    today = clock.today()
    deciders = [seat.person for seat in cycle.panel.select_related("person")]
    held = set(Deputy.objects.on(today).filter(person__in=deciders).values_list("person", flat=True))
    missing = [person.name for person in deciders if person.pk not in held]
    return _("Name a deputy for: %(names)s.") % {"names": ", ".join(missing)} if missing else ""


def independent(cycle: Cycle) -> list[Person]:
    """Who could decide any appeal of this cycle: HR and panel members of elsewhere whose role holds for everybody it
    evaluates, and who neither scored nor approved; and whoever was named from outside.
    """
    today, teams = clock.today(), _teams(cycle)
    panel = set(cycle.panel.values_list("person", flat=True))
    able = covering(Role.Kind.HR, today, teams) | covering(Role.Kind.PANEL, today, teams)
    outside = Person.objects.filter(panel_seats__cycle=cycle, panel_seats__outside=True)
    return [each for each in (*able.distinct(), *outside.distinct()) if each.pk not in panel or each in outside]


def _teams(cycle: Cycle) -> set[int]:
    return teams_of(cycle.start, cycle.end, cycle.teams.all())


def _independent(cycle: Cycle) -> str:
    if independent(cycle):
        return ""
    return _("Nobody independent is left to decide appeals: name an outside reviewer.")


def _unacknowledged(cycle: Cycle) -> str:
    open_ = Acknowledgement.objects.filter(version__in=cycle.versions.all(), state="asked").count()
    return (
        ngettext("%(n)d person has not acknowledged the plan.", "%(n)d people have not acknowledged the plan.", open_)
        % {"n": open_}
        if open_
        else ""
    )


def _calendar(cycle: Cycle) -> str:
    calendar = work_calendar()
    if calendar is None or is_announced(calendar, cycle.end):
        return ""
    return _("The official calendar of %(year)s is not announced: deadlines may move to a later day.") % {
        "year": cycle.end.year
    }


def conflicts(cycle: Cycle) -> list[Person]:
    """Members of the panel who are evaluated in this very cycle: they sign nothing about themselves."""
    return list(people_of(cycle).filter(panel_seats__cycle=cycle).distinct())


def _conflicts(cycle: Cycle) -> str:
    found = conflicts(cycle)
    if not found:
        return ""
    return _("Evaluated and on the panel at once: %(names)s. They take no part in what concerns themselves.") % {
        "names": ", ".join(each.name for each in found)
    }


def _period_over(cycle: Cycle) -> str:
    if clock.today() >= cycle.end:
        return ""
    return _("The period lasts until %(day)s; measure for the review from the day after.") % {
        "day": wording.day(cycle.last_day)
    }


def _summary(cycle: Cycle, key: str) -> Any:
    return (cycle.current.summary if cycle.current else {}).get(key)


def _unmapped(cycle: Cycle) -> str:
    names = _summary(cycle, "unmapped") or []
    if not names:
        return ""
    return _("Logins without a person: %(logins)s. Name whose they are under People.") % {
        "logins": ", ".join(names[:8])
    }


def gaps(cycle: Cycle) -> list[str]:
    """The indicators that lack a figure, each with for how many people: missing is not zero, and is looked at."""
    found: dict[str, int] = _summary(cycle, "gaps") or {}
    titles = {each.id: wording.lang_text(each.title) for version in cycle.versions.all()
              for each in (*plan_of(version).indicators(), *plan_of(version).annual.indicators)}  # fmt: skip
    return [
        ngettext("%(title)s for %(n)d person", "%(title)s for %(n)d people", n)
        % {"title": titles.get(id_) or id_, "n": n}
        for id_, n in found.items()
    ]


def _missing_data(cycle: Cycle) -> str:
    found = gaps(cycle)
    return _("Missing: %(what)s.") % {"what": "; ".join(found)} if found else ""


def _provisional(cycle: Cycle) -> str:
    found = _summary(cycle, "provisional") or 0
    return (
        ngettext("%(n)d case is still provisional.", "%(n)d cases are still provisional.", found) % {"n": found}
        if found
        else ""
    )


def _not_rated(cycle: Cycle) -> str:
    found = (_summary(cycle, "grades") or {}).get("not_rated", 0)
    return elsewhere.some(found, ngettext("%(n)d person is not rated.", "%(n)d people are not rated.", found))


def _errors(cycle: Cycle) -> str:
    if cycle.current is None or cycle.current.state != Run.State.DONE:
        return _("Measure first.")
    found = [each["code"] for each in cycle.current.issues if each["level"] == "error"]
    return _("The run found errors: %(codes)s.") % {"codes": ", ".join(sorted(set(found)))} if found else ""


def _shifts(cycle: Cycle) -> str:
    found = cycle.shifts.filter(state="proposed").count()
    return (
        ngettext("%(n)d shift waits for a second signature.", "%(n)d shifts wait for a second signature.", found)
        % {"n": found}
        if found
        else ""
    )


def _interviewers(cycle: Cycle) -> str:
    if covering(Role.Kind.HR, clock.today(), _teams(cycle)).exists():
        return ""  # HR holds the interviews of those whom nobody leads
    led = all_led(cycle.start, cycle.end)
    missing = [each.name for each in people_of(cycle) if each.pk not in led]
    return _("Nobody leads, so nobody interviews: %(names)s.") % {"names": ", ".join(missing[:10])} if missing else ""


def _hours(cycle: Cycle) -> str:
    """More interviews than fit into the days there are, beside all other work: half of each day."""
    days = min((plan_of(each).workflow.interview for each in cycle.versions.all()), default=3)
    seats = Leading.objects.within(cycle.start, cycle.end).select_related("person")
    posted = Posting.objects.within(cycle.start, cycle.end).values_list("team_id", "person_id").distinct()
    people: dict[int, set[int]] = {}
    for team, person in posted:
        people.setdefault(team, set()).add(person)
    whole: dict[Person, set[int]] = {}
    for seat in seats:
        whole.setdefault(seat.person, set()).update(people.get(seat.team_id, set()) - {seat.person_id})
    most = max(whole, key=lambda each: len(whole[each]), default=None)
    hours = len(whole[most]) * HOURS_AN_INTERVIEW if most else 0
    if most is None or hours <= days * HOURS_A_DAY:
        return ""
    return _("%(name)s would have %(n)d interviews, about %(hours)d hours, within %(days)d working days.") % {
        "name": most.name, "n": len(whole[most]), "hours": hours, "days": days,
    }  # fmt: skip


def _accepted(cycle: Cycle) -> str:
    """Each gap in the data is accepted with a reason, which stays with the run."""
    gaps = _missing_data(cycle)
    if not gaps or _summary(cycle, "accepted"):
        return ""
    return _("%(gaps)s Get the data, or accept the gaps with a reason.") % {"gaps": gaps}


def _self_signed(cycle: Cycle) -> str:
    """Who is evaluated signs for the others: somebody else must have signed as well."""
    signed = set(cycle.panel.exclude(signed_at=None).values_list("person", flat=True))
    alone = [each.name for each in conflicts(cycle) if each.pk in signed and signed <= {each.pk}]
    if not alone:
        return ""
    return _("%(names)s signed alone and is evaluated in this cycle: a second person must sign.") % {
        "names": ", ".join(alone)
    }


CHECKS: Mapping[str, Callable[[Cycle], str]] = {
    "period_set": lambda cycle: "" if cycle.start < cycle.end else _("Set the period."),
    "plan_approved": _versions,
    "plan_not_backwards": _backwards,
    "people_chosen": lambda cycle: "" if people_of(cycle).exists() else _("Nobody stands in a team of this period."),
    "panel_named": _panel,
    "deputies_named": _deputies,
    "independent_reviewer_named": _independent,
    "plan_not_acknowledged": _unacknowledged,
    "calendar_provisional": _calendar,
    "conflicts_of_interest": _conflicts,
    "no_conflicts_of_interest": _self_signed,
    "period_over": _period_over,
    "no_unmapped_people": _unmapped,
    "missing_data": _missing_data,
    "missing_data_accepted": _accepted,
    "open_flags": elsewhere.flags,
    "no_open_flags": elsewhere.flags,
    "no_open_shifts": _shifts,
    "provisional_cases": _provisional,
    "unconfirmed_entries": elsewhere.entries,
    "not_rated_people": _not_rated,
    "no_errors": _errors,
    "interviewers_named": _interviewers,
    "interview_hours": _hours,
    "awards_paid": elsewhere.paid,
    "open_receipts": elsewhere.receipts,
    "open_interviews": elsewhere.interviews,
    "open_appeals": elsewhere.appeals,
}
