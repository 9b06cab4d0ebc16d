"""Typed rows: judged all at once, entered by one, confirmed by another; only then are they records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from deskmerit.core.plan import Missing
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import typed
from deskmerit.web.intake.corrections_actions import refresh
from deskmerit.web.intake.entries_access import about, first_decider, may_enter
from deskmerit.web.intake.flow import ENTRY
from deskmerit.web.intake.models import Entry
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import holds_for, led_people, rights
from deskmerit.web.org.models import Person, Role
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.refusal import Overtaken, Refused
from deskmerit.web.shared.state import overtaken

STANDING = (Entry.State.ENTERED, Entry.State.CONFIRMED)


@dataclass(slots=True)
class Looked:
    """Typed rows looked at: what stands in each cell, problems by row and column, and what would be entered."""

    table: str
    rows: list[dict[str, str]]
    problems: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    ready: list[Entry] = field(default_factory=list)
    repeated: int = 0

    def tell(self, row: int, column: str, said: str) -> None:
        """Adds a problem beside a cell; with an empty column, beside the row."""
        self.problems.setdefault(row, {}).setdefault(column, []).append(said)


def look(by: User, table: str, rows: Sequence[dict[str, str]]) -> Looked:
    """Judges typed rows, all problems at once; nothing is kept. Empty rows don't count."""
    found = Looked(table, [row for row in rows if any(cell.strip() for cell in row.values())])
    if len(found.rows) > typed.MOST:
        raise Refused(_("At most %(n)d rows at once: bring more as a file.") % {"n": typed.MOST})
    people = _people(found, by)
    judged = typed.judged(table, _with_ids(found.rows, people), settings_of().zone, wording.lang())
    for each in judged.problems:
        found.tell(each.row, each.column, each.said)
    _ready(found, judged.rows, people, by)
    return found


def _people(found: Looked, by: User) -> list[Person | None]:
    """Whom each row is about: by id, employee number, or a name that only one person bears."""
    by_word: dict[str, list[Person]] = {}
    for person in about(by):
        for word in {person.agent_id, person.employee_no, person.name} - {""}:
            by_word.setdefault(word.casefold(), []).append(person)
    result = list[Person | None]()
    for n, row in enumerate(found.rows):
        said = row.get("agent_id", "").strip()
        there = by_word.get(said.casefold(), [])
        exact = [each for each in there if each.agent_id == said] or there
        result.append(exact[0] if len(exact) == 1 else None)
        if len(exact) > 1:
            found.tell(n, "agent_id", _("Several people are called so: use the id or the employee number."))
        elif said and not exact:
            told = _("Nobody of yours is called %(name)s: use the id, the employee number or the name under People.")
            found.tell(n, "agent_id", told % {"name": said})
    return result


def _with_ids(rows: Sequence[dict[str, str]], people: Sequence[Person | None]) -> list[dict[str, str]]:
    return [
        row | ({"agent_id": person.agent_id} if person else {}) for row, person in zip(rows, people, strict=True)
    ]  # fmt: skip


def _ready(found: Looked, rows: Sequence[dict[str, str] | None], people: Sequence[Person | None], by: User) -> None:
    zone, metrics = settings_of().zone, entry_metrics() if found.table == "entries" else set()
    keys = [typed.key_of(found.table, row) if row else "" for row in rows]
    there = Entry.objects.filter(table=found.table, state__in=STANDING, key__in=keys)
    seen = set(there.values_list("key", flat=True))
    standing = typed.standing(workspace.folder(), found.table, [row or {} for row in rows])
    for n, (row, key, person) in enumerate(zip(rows, keys, people, strict=True)):
        if row is None:
            continue
        if key in seen:
            found.repeated += 1
            continue
        day = typed.day_of(found.table, row, zone)
        _also(found, n, row, person, by, day, metrics)
        if n in standing:
            found.tell(n, "", _("A record of this key stands in the data already: correct that one instead."))
        if n not in found.problems:
            found.ready.append(Entry(table=found.table, values=row, key=key, person=person, day=day))
            seen.add(key)


def _also(
    found: Looked, n: int, row: dict[str, str], person: Person | None, by: User, day: object, metrics: set[str]
) -> None:
    """What only the organisation knows: tomorrow's row, a person not led on that day, a metric that is measured."""
    today = clock.today()
    if str(day) > today.isoformat():
        found.tell(n, "", _("The day lies ahead: enter it once it has come."))
    if person and not rights(by).everywhere(Role.Kind.HR):
        start = min(today, typed.day_of(found.table, row, settings_of().zone))
        span = start, start + timedelta(31 if found.table == "entries" else 1)
        of_hr = by.person is not None and holds_for(by.person, Role.Kind.HR, person, *span)
        if not of_hr and not led_people(by.person, *span).filter(pk=person.pk).exists():
            found.tell(n, "agent_id", _("You did not lead %(name)s on that day: ask HR.") % {"name": person.name})
    if found.table == "entries" and row.get("metric") not in metrics:
        told = _("Only measures that a plan declares as entries are typed: %(metrics)s. Others come from records.")
        found.tell(n, "metric", told % {"metrics": ", ".join(sorted(metrics)) or "–"})


def entry_metrics() -> set[str]:
    """The measures that a plan in force takes from judged entries: declared so, or where cases may be missing."""
    found = set[str]()
    for version in PlanVersion.objects.filter(state=PlanVersion.State.APPROVED):
        plan = plan_of(version)
        for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
            if each.metric.entry_only or each.missing is Missing.MANUAL:
                found.add(each.spec.metric)
    return found


def enter(by: User, looked: Looked, files: Iterable[UploadedFile] = ()) -> list[Entry]:
    """Enters rows without problems, in the present transaction; a second person is asked, once for all of them."""
    if not may_enter(by) or by.person is None:
        raise Refused(_("Rows are typed by leads and HR."))
    if looked.problems:
        raise Refused(_("Mend the marked cells first; nothing typed is lost."))
    if not looked.ready:
        raise Refused(_("There is nothing new to enter."))
    first: Entry | None = None
    for row in looked.ready:
        row.entered_by, row.entered_at, row.sheet = by.person, clock.now(), first
        row.decider = first_decider(row)
        _add(row)
        begin("entry", row, by, table=row.table, key=row.key[:16])
        first = first or row
    assert first is not None
    attach("entry", first, files, by)
    for person in {row.decider for row in looked.ready if row.decider}:
        notify(person, "entry-entered", f"entries:{first.pk}", ENTRY.url(first))
    return looked.ready


def _add(row: Entry) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # typed by somebody else since it was looked at
        raise Overtaken(overtaken()) from None


def confirm(by: User, rows: Iterable[Entry], evidence_seen: bool = False) -> int:
    """A second person confirms rows: from now on they are records. All of them or none; how many."""
    done = 0
    for row in rows:
        row.evidence_seen = evidence_seen
        told: dict[str, Any] = {"decided_by": by.person, "decided_at": clock.now(), "evidence_seen": evidence_seen}
        take("entry", row, "confirm", by, **told)
        _tell(row)
        done += 1
    if done:
        refresh(by)
    return done


def reject(by: User, row: Entry, reason: str) -> None:
    """A second person rejects a row, with a reason."""
    told: dict[str, Any] = {"answer": reason.strip(), "decided_by": by.person, "decided_at": clock.now()}
    take("entry", row, "reject", by, reason=reason, **told)
    _tell(row)


def withdraw(by: User, row: Entry) -> None:
    """Whoever typed it takes it back."""
    take("entry", row, "withdraw", by)


def _tell(row: Entry) -> None:
    if row.entered_by is not None:
        key = f"entries:{row.files_of.pk}:{row.state}"
        notify(row.entered_by, f"entry-{row.state}", key, ENTRY.url(row))
