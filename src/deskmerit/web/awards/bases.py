"""Bases: entered one by one or by file, a new amount from a new date; a wrong one is withdrawn, never changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.access import is_hr
from deskmerit.web.awards.models import Base
from deskmerit.web.awards.takeover import take_over
from deskmerit.web.bridge.sheets import first_table
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.refusal import Refused

COLUMNS = ("agent_id", "position", "award", "amount", "from_date")
HEADS = {
    "人员": "agent_id", "工号": "agent_id", "employee_no": "agent_id", "岗位": "position", "激励": "award",
    "金额": "amount", "基数": "amount", "生效日期": "from_date",
}  # fmt: skip
"""Heads a file may have besides the names of the columns."""
LARGEST = 5 * 2**20
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
"""3,500.00; any other comma might be a decimal one, and `3,5` is no base of 35."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A base to be entered: for a person or a post. `before`: the amount in force on that day so far."""

    person: Person | None
    position: str
    award: str
    amount: Decimal
    from_date: date
    before: Decimal | None = None


def enter(by: User, entries: Sequence[Entry], origin: str = Base.Origin.FORM) -> list[Base]:
    """Adds bases, all or none. Raises Refused with every entry that stands already under its date."""
    if not is_hr(by):
        raise Refused(_("Bases are HR's."))
    take_over("bases")
    held = {_key(each) for each in Base.objects.filter(withdrawn_at=None).select_related("person")}
    twice = [each for each in entries if _key(each) in held]
    wrong = [
        _("%(who)s has a base for %(award)s from %(day)s already: withdraw it first, or choose another date.")
        % {"who": each.person or each.position, "award": each.award, "day": each.from_date}
        for each in twice
    ]
    if by.person and any(each.person == by.person for each in entries):
        wrong.append(_("Nobody sets a base of their own."))
    if wrong:
        raise Refused(*wrong)
    now = clock.now()
    made = [
        Base.objects.create(
            person=each.person,
            position=each.position,
            award=each.award,
            amount=each.amount,
            from_date=each.from_date,
            origin=origin,
            made_by=by.person,
            made_at=now,
        )
        for each in entries
    ]
    for base in made:
        record(by, "base.entered", base, person=base.person, post=base.position, award=base.award, day=base.from_date)
    return made


def withdraw(by: User, base: Base, reason: str) -> None:
    """Takes a wrong base out of force; it stays to be read."""
    if not is_hr(by) or (base.person_id and base.person_id == by.person_id):
        raise Refused(_("Bases are HR's, and nobody's own."))
    if not reason.strip():
        raise Refused(_("Give the reason: it stays with the decision."))
    changed = Base.objects.filter(pk=base.pk, withdrawn_at=None).update(
        withdrawn_at=clock.now(), withdrawn_by=by.person
    )
    if not changed:
        raise Refused(_("This base was withdrawn already."))
    record(by, "base.withdrawn", base, person=base.person, reason=reason)


def _key(each: Entry | Base) -> tuple[int, str, str, date]:
    return (each.person.pk if each.person else 0, each.position, each.award, each.from_date)


def read_file(file: UploadedFile) -> tuple[list[Entry], list[str]]:
    """The bases of a CSV or workbook with what each would change, and every row that can't be read."""
    if (file.size or 0) > LARGEST:
        return [], [_("The file is larger than 5 MB.")]
    table = first_table(file.read(), file.name or "")
    wrong = wording.issues(table.issues)
    heads = [_head(each) for each in table.heads]
    missing = [name for name in ("award", "amount", "from_date") if name not in heads]
    if not table.rows:
        return [], wrong or [_("The file has no rows.")]
    if missing:
        return [], [*wrong, _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}]
    found, more = _entries([(n, {_head(name): cell for name, cell in row.items()}) for n, row in table.rows])
    return found, [*wrong, *more]


def _head(text: str) -> str:
    plain = text.strip().lower()
    return HEADS.get(plain, plain)


def _entries(rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[list[Entry], list[str]]:
    everybody = list(Person.objects.filter(kind=Person.Kind.HUMAN))
    people = {each.agent_id: each for each in everybody} | {x.employee_no: x for x in everybody if x.employee_no}
    held = {_key(each): each.amount for each in Base.objects.filter(withdrawn_at=None).select_related("person")}
    found, wrong = dict[tuple[int, str, str, date], Entry](), list[str]()
    for number, row in rows:
        if not any((value or "").strip() for value in row.values()):
            continue
        entry, why = _entry(row, people, held)
        if entry is not None and _key(entry) in found:
            why = _("stands twice in the file")
        if why or entry is None:
            wrong.append(_("Row %(n)d: %(why)s.") % {"n": number, "why": why})
        else:
            found[_key(entry)] = entry
    return list(found.values()), wrong


def _entry(
    row: Mapping[str, str], people: Mapping[str, Person], held: Mapping[tuple[int, str, str, date], Decimal]
) -> tuple[Entry | None, str]:
    who, post, award = (str(row.get(name) or "").strip() for name in ("agent_id", "position", "award"))
    if bool(who) == bool(post):
        return None, _("name either a person or a post")
    if who and who not in people:
        return None, _("nobody has the number %(number)s") % {"number": who}
    if not award:
        return None, _("the award is missing")
    said = str(row.get("amount") or "").strip()
    try:
        amount = Decimal(said.replace(",", "") if THOUSANDS.fullmatch(said) else said)
        day = date.fromisoformat(str(row.get("from_date") or "").strip().replace("/", "-"))
    except (InvalidOperation, ValueError):
        return None, _("the amount must be a number and the date as 2026-10-01")
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(Decimal("0.01")):
        return None, _("the amount must be 0 or more, with at most two decimals")
    person = people.get(who)
    earlier = [(key[3], each) for key, each in held.items() if _same(key, person, post, award) and key[3] <= day]
    before = max(earlier, default=None)
    return Entry(person, post, award, amount, day, before[1] if before else None), ""


def _same(key: tuple[int, str, str, date], person: Person | None, post: str, award: str) -> bool:
    return key[:3] == (person.pk if person else 0, post, award)
