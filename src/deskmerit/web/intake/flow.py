"""How corrections and typed rows flow: put in by one, decided by another with the effect or the evidence in sight."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.intake.entries_access import entries_for, next_decider, reads_files
from deskmerit.web.intake.entries_access import hr_of as entry_hr
from deskmerit.web.intake.entries_access import relations as entry_relations
from deskmerit.web.intake.models import Correction, Entry
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import deputies_of, holders_for, holds_for, led_people, rights, visible_people
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks


def corrections_for(user: User) -> QuerySet[Correction]:
    """The corrections a user may see: HR, administrators, auditors in their scope; others their own, led people's."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR, Role.Kind.ADMIN):
        return Correction.objects.all()
    if held.person is None:
        return Correction.objects.none()
    start, today = _span()
    led = led_people(held.person, start, today) if held.leads else Person.objects.none()
    if held.has(Role.Kind.HR, Role.Kind.AUDITOR, Role.Kind.ADMIN):
        led = visible_people(user, start, today, Role.Kind.HR, Role.Kind.AUDITOR, Role.Kind.ADMIN)
    mine = Q(asked_by=held.person) | Q(decider=held.person) | Q(concerns=held.person)
    return Correction.objects.filter(mine | Q(concerns__in=led)).distinct()


def _span() -> tuple[date, date]:
    """The last year: whose team somebody was in since, that team's HR decides."""
    today = clock.today()
    return today.replace(year=today.year - 1, day=1), today + timedelta(1)


def hr_of(row: Correction) -> QuerySet[Person]:
    """Who of HR may decide a correction: of whom it concerns, else of the whole organisation; never who asked."""
    barred = [row.asked_by_id or 0, row.concerns_id or 0]
    return holders_for(Role.Kind.HR, clock.today(), row.concerns, *_span()).exclude(pk__in=barred)


def may_ask(user: User) -> bool:
    """Who asks for corrections: leads, HR, administrators."""
    held = rights(user)
    return held.has(Role.Kind.HR, Role.Kind.ADMIN) or bool(held.leads)


def relations(row: Correction, person: Person) -> set[Actor]:
    """How somebody stands to a correction: whom it concerns, who asked, others of HR, a deputy."""
    found = set[Actor]()
    if row.concerns_id == person.pk:
        found.add("person")
    if row.asked_by_id == person.pk:
        found.add("maker")
    if holds_for(person, Role.Kind.HR, row.concerns, *_span()):
        found.add("second")
    if row.decider_id == person.pk:
        found.add("deputy")
    return found


def first_decider(row: Correction) -> Person | None:
    """Who decides first: somebody of HR who neither asked nor is concerned."""
    return hr_of(row).order_by("agent_id").first()


def _next(row: Correction) -> Person | None:
    if row.decider is None:
        return None
    barred = {row.asked_by_id, row.concerns_id, *row.passed}
    return next((each for each in deputies_of(row.decider, clock.today()) if each.pk not in barred), None)


def _late(row: Correction, ran: models.Clock) -> None:
    from deskmerit.web.appeals.flow import hand_over

    following = _next(row)
    passed = [*row.passed, *([row.decider_id] if row.decider_id else [])]
    Correction.objects.filter(pk=row.pk).update(decider=following, passed=passed)
    row.refresh_from_db()
    hand_over("correction", row.pk, following)
    for person in [following] if following else hr_of(row):
        notify(
            person, "correction-passed", f"correction:{row.pk}:{len(passed)}", CORRECTION.url(row), correction=row.code
        )


def _seen(row: Correction) -> str:
    from deskmerit.web.appeals import previews
    from deskmerit.web.appeals.tasks import cycle_of

    found = previews.of("correction", row)
    if (found is not None and found.state == "done") or cycle_of(row) is None:
        return ""
    return _("Look at the figures before and after first: they are not there yet.")


CORRECTION = Hooks(
    model=Correction,
    relations=relations,
    url=lambda row: reverse("correction_page", args=[row.pk]),
    concerns=lambda row: row.concerns,
    guards={"effect_seen": _seen},
    waits_for=lambda row, code: (row.decider, "hr"),
    overdue=_late,
    visible=corrections_for,
)


def _entry_late(row: Entry, ran: models.Clock) -> None:
    from deskmerit.web.appeals.flow import hand_over

    following = next_decider(row)
    passed = [*row.passed, *([row.decider_id] if row.decider_id else [])]
    Entry.objects.filter(pk=row.pk).update(decider=following, passed=passed)
    row.refresh_from_db()
    hand_over("entry", row.pk, following)
    barred = [row.entered_by_id or 0, row.person_id or 0]
    for person in [following] if following else entry_hr(row).exclude(pk__in=barred):
        notify(person, "entry-passed", f"entries:{row.files_of.pk}:{len(passed)}", reverse("entry_list"))


def _evidence_seen(row: Entry) -> str:
    if row.evidence_seen or not models.Attachment.objects.filter(flow="entry", row=row.files_of.pk).exists():
        return ""
    return _("There is evidence with this row: look at it, then say that you did.")


ENTRY = Hooks(
    model=Entry,
    relations=entry_relations,
    url=lambda row: reverse("entry_page", args=[row.pk]),
    concerns=lambda row: row.person,
    guards={"evidence_seen": _evidence_seen},
    waits_for=lambda row, code: (row.decider, "hr"),
    overdue=_entry_late,
    visible=entries_for,
    reads_files=reads_files,
)
