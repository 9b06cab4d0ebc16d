"""How long things are kept, changed by two people: one proposes months, another of HR or administration decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext as _

from deskmerit.web.accounts import retention
from deskmerit.web.accounts.models import Token, User
from deskmerit.web.audit.trail import record
from deskmerit.web.notices.models import Notice
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Preference, preference
from deskmerit.web.shared.refusal import Refused

LEAST = {"person": 12, "notices": 3, "sessions": 1, "tokens": 1}
"""The rules the application carries out itself, with the fewest months: claims from work may be raised for a year."""
MOST = 240
ASKED = "retention_asked"


@dataclass(frozen=True, slots=True)
class Effect:
    """What months would do: who loses the name and on which day (the next first), and what is deleted at once."""

    people: list[tuple[Person, date]]
    at_once: int
    deleted: dict[str, int]


def may_set(user: User) -> bool:
    """HR and administrators of the whole organisation."""
    return user.person is not None and rights(user).everywhere(Role.Kind.HR, Role.Kind.ADMIN)


def present() -> dict[str, int]:
    """The months that hold now."""
    return {key: retention.months(key) for key in LEAST}


def asked() -> dict[str, Any]:
    """The change that waits for a second person: months, by (a person's key), name, at, reason; empty: none waits."""
    found: dict[str, Any] = preference(ASKED) or {}
    return found


def ask(by: User, months: Mapping[str, int], reason: str) -> None:
    """Proposes months. Raises Refused."""
    if not may_set(by) or by.person is None:
        raise Refused(_("How long things are kept is set by HR and administrators."))
    wrong = [
        _("%(rule)s: between %(least)d and %(most)d months.") % {"rule": _title(key), "least": least, "most": MOST}
        for key, least in LEAST.items()
        if not least <= months.get(key, 0) <= MOST
    ]
    if not reason.strip():
        wrong.append(_("Give the reason: it stays with the decision."))
    if {key: months.get(key) for key in LEAST} == present():
        wrong.append(_("These months hold already."))
    if wrong:
        raise Refused(*wrong)
    value = {"months": {key: months[key] for key in LEAST}, "by": by.person.pk, "name": by.person.name,
             "at": clock.now().isoformat(), "reason": reason.strip()}  # fmt: skip
    row, _new = Preference.objects.update_or_create(key=ASKED, defaults={"value": value})
    record(by, "accounts.retention_asked", row, reason=reason, months=value["months"])


def decide(by: User, accepted: bool) -> None:
    """A second person puts the proposed months in force, or not; both stand in the trail. Raises Refused."""
    row = Preference.objects.select_for_update().filter(key=ASKED).first()
    waits: Mapping[str, Any] = row.value if row else {}
    if row is None or not waits:
        raise Refused(_("Nothing waits for a decision."))
    own = by.person is not None and waits["by"] == by.person.pk
    if not may_set(by) or (accepted and own):
        raise Refused(_("Another person of HR or administration decides about it."))
    told: dict[str, Any] = {"months": waits["months"], "before": present(), "asked_by": f"person:{waits['by']}"}
    Preference.objects.filter(pk=row.pk).update(value={})
    if accepted:
        held = preference("retention", {}) or {}
        months = {**held, **waits["months"]}
        row, _new = Preference.objects.update_or_create(key="retention", defaults={"value": months})
    step = "accounts.retention_set" if accepted else "accounts.retention_refused"
    record(by, step, row, reason=str(waits["reason"]), **told)


def effect(months: Mapping[str, int]) -> Effect:
    """What months would do from today on; nothing is changed by looking."""
    left = Person.objects.filter(left_on__isnull=False, pseudonymised_at=None)
    people = sorted(((each, after(each.left_on, months["person"])) for each in left if each.left_on), key=_when)
    back = {key: clock.now() - (clock.today() - retention.ago(months[key])) for key in ("notices", "sessions")}
    gone = retention.ago(months["tokens"])
    deleted = {
        "notices": Notice.objects.filter(made_at__lt=back["notices"]).count(),
        "sessions": UserSession.objects.filter(last_seen_at__lt=back["sessions"]).count(),
        "tokens": Token.objects.filter(Q(revoked_at__lt=clock.midnight(gone)) | Q(expires_on__lt=gone)).count(),
    }
    return Effect(people, sum(day <= clock.today() for _person, day in people), deleted)


def _when(each: tuple[Person, date]) -> tuple[date, str]:
    return each[1], each[0].agent_id


def after(day: date, months: int) -> date:
    """The day so many months later, the last of the month where there is no such day.

    >>> after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return first.replace(day=min(day.day, last.day))


def _title(key: str) -> str:
    return next(str(each.title) for each in retention.RULES if each.key == key)
