"""What HR and administrators change about people: each with dates, each audited, nothing deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from deskmerit.web.accounts import actions as accounts
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.org.access import KEEPERS, kept_by, rights
from deskmerit.web.org.models import Deputy, Leading, Leave, Login, Person, Posting, Role, Team
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused

KINDS: dict[str, type[models.Model]] = {
    "posting": Posting,
    "leading": Leading,
    "login": Login,
    "role": Role,
    "deputy": Deputy,
    "leave": Leave,
}
"""What a person has with dates, by the word of its address."""
PLACED = ("posting", "leading", "role")
"""What names a team: within the scope of whoever gives or ends it."""
PERSONAL = ("name", "employee_no", "email")


def may_change(by: User, person: Person | None = None) -> None:
    """HR and administrators change people, those whose role holds for a team its people alone. Raises Refused."""
    if not rights(by).has(*KEEPERS):
        raise Refused(_("Only HR and administrators change people."))
    if person is not None and not kept_by(by).filter(pk=person.pk).exists():
        raise Refused(
            _("Your own role holds for a team: you change its people only, and nobody whose role goes further.")
        )


def _not_oneself(by: User, person: Person, kind: str) -> None:
    if by.person is not None and by.person.pk == person.pk and kind in ("role", "leave"):
        raise Refused(_("Nobody gives themselves a role or leave. Ask another administrator or HR."))


def _within(by: User, team: Team | None) -> None:
    held = rights(by)
    if not held.everywhere(*KEEPERS) and (team is None or team.pk not in held.teams(*KEEPERS)):
        raise Refused(_("Your own role holds for a team: you give and end roles and postings of that team only."))


def _whole(by: User) -> None:
    if not rights(by).everywhere(*KEEPERS):
        raise Refused(_("Teams are made and closed by HR and administrators of the whole organisation."))


def new_person(by: User, joins: Team | None = None, **values: Any) -> Person:
    """Somebody new; their id in the records is given once and stays. `joins`: the team they will stand in, which whose
    own role holds for a team must name. Raises Refused.
    """
    may_change(by)
    _within(by, joins)
    person = Person.objects.create(**values)
    record(by, "org.person_added", person, person=person, hired_on=person.hired_on)
    return person


def change_person(by: User, person: Person, values: Mapping[str, Any]) -> None:
    """Corrects what is known about somebody. The trail names the fields; personal ones without their contents."""
    may_change(by, person)
    _change(by, person, values)


def _change(by: User, person: Person, values: Mapping[str, Any]) -> None:
    before = {key: getattr(person, key) for key in values}
    changed = {key: value for key, value in values.items() if before[key] != value}
    if not changed:
        return
    Person.objects.filter(pk=person.pk).update(**changed)
    told = {key: "" if key in PERSONAL else [str(before[key]), str(value)] for key, value in changed.items()}
    person.refresh_from_db()
    if "email" in changed or "employee_no" in changed:
        _sign_in_follows(person)
    record(by, "org.person_changed", person, person=person, changed=told)
    user = User.objects.filter(person=person).first()
    if user and person.left_on and person.left_on <= clock.today():
        accounts.close(by, user, "left")


def _sign_in_follows(person: Person) -> None:
    for user in User.objects.filter(person=person):
        name = person.employee_no or person.agent_id
        if User.objects.filter(username__iexact=name).exclude(pk=user.pk).exists():
            raise Refused(_("There is an account with this employee number already."))
        accounts.new_address(user, person.email)
        User.objects.filter(pk=user.pk).update(username=name, email=person.email)


def leave_organisation(by: User, person: Person, day: date) -> None:
    """Somebody leaves: `day` is the first day no longer. Postings, roles and leading end with it."""
    may_change(by, person)
    for kind in ("posting", "leading", "role", "deputy"):
        model = KINDS[kind]
        held = model._default_manager.filter(person=person).filter(models.Q(to_date=None) | models.Q(to_date__gt=day))
        held.filter(from_date__lt=day).update(to_date=day)
    _change(by, person, {"left_on": day})


def add(by: User, person: Person, kind: str, values: Mapping[str, Any]) -> models.Model:
    """Gives somebody a posting, role, deputy …. Raises Refused."""
    may_change(by, None if kind == "posting" and _of_nobody(person) else person)
    _not_oneself(by, person, kind)
    if kind in PLACED:
        _within(by, values.get("team"))
    if kind == "leave":
        values = {**values, "approved_by": by.person}
    row = KINDS[kind]._default_manager.create(person=person, **values)
    record(by, f"org.{kind}_added", row, person=person, **{key: str(value) for key, value in _told(row)})
    _follows(person, kind)
    return row


def _of_nobody(person: Person) -> bool:
    """Whether somebody has no place and no role yet: whoever gives the first posting looks after them."""
    return not (person.postings.exists() or person.roles.exists())


def end(by: User, row: models.Model, day: Any) -> None:
    """Ends what somebody has: `day` is the first day (of a login: the instant) no longer. Raises Refused."""
    kind = next(word for word, model in KINDS.items() if isinstance(row, model))
    person: Person = row.person  # type: ignore[attr-defined]  # each kind has one
    may_change(by, person)
    _not_oneself(by, person, kind)
    if kind in PLACED:
        _within(by, row.team)  # type: ignore[attr-defined]  # each of these has one
    begun, column = ("from_at", "to_at") if kind == "login" else ("from_date", "to_date")
    start = getattr(row, begun)
    if start is not None and day <= start:
        raise Refused(_("It can't end before it began. Choose a later day."))
    before = getattr(row, column)
    type(row)._default_manager.filter(pk=row.pk).update(**{column: day})
    record(by, f"org.{kind}_ended", row, person=person, until=[str(before or ""), str(day)])
    _follows(person, kind)


def _follows(person: Person, kind: str) -> None:
    if kind == "leave":
        from deskmerit.web.org.leave import recompute

        recompute(person)


def _told(row: models.Model) -> list[tuple[str, object]]:
    """What the trail keeps of a row: keys and dates, no names."""
    left = ("id", "person", "login")
    return [(each.name, getattr(row, each.attname)) for each in row._meta.concrete_fields if each.name not in left]


def new_team(by: User, name: str) -> Team:
    """A team under the name the records use."""
    may_change(by)
    _whole(by)
    team = Team.objects.create(name=name)
    record(by, "org.team_added", team, name=name)
    return team


def close_team(by: User, team: Team, day: date) -> None:
    """A team that takes nobody new from a day on. Raises Refused while somebody stands in it."""
    may_change(by)
    _whole(by)
    if team.postings.within(day, date.max).exists():
        raise Refused(_("People stand in this team after that day. End their postings first."))
    Team.objects.filter(pk=team.pk).update(closed_on=day)
    record(by, "org.team_closed", team, on=str(day))
