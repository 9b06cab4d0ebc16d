"""People, postings and logins from a workbook or CSV: first what would change, then, by its fingerprint, the change.

An empty cell says nothing: it never clears what is known. What the files don't name stays as it is.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _

from deskmerit.core.issue import errors
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge.people import Organisation, uploaded
from deskmerit.web.org import actions
from deskmerit.web.org.forms import LABELS
from deskmerit.web.org.models import Leading, Login, Person, Posting, Team
from deskmerit.web.org.reach import Scope, scope_of
from deskmerit.web.shared import wording
from deskmerit.web.shared.refusal import Overtaken, Refused

FIELDS = ("name", "employee_no", "email", "hired_on", "left_on", "kind")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would change: `kind` person, posting, leading, login, team; `rows` are field, before, after.

    `row`: the row that changes, None for a new one; `values` are its columns.
    """

    kind: str
    title: str
    agent_id: str
    values: dict[str, Any]
    row: models.Model | None = None
    rows: Sequence[tuple[str, object, object]] = ()
    leaves: bool = False


@dataclass(slots=True)
class Changes:
    """Everything that would change, and everything wrong with the files."""

    fingerprint: str
    found: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    blocked: bool = False
    refused: list[Change] = field(default_factory=list)
    """What lies outside the scope of whoever uploads: named, and not changed."""

    def of(self, kind: str, new: bool) -> list[Change]:
        """The new or changed ones of a kind."""
        return [each for each in self.found if each.kind == kind and (each.row is None) == new and not each.leaves]

    def leaving(self) -> list[Change]:
        """People who leave by it."""
        return [each for each in self.found if each.leaves]


def keep(files: Iterable[UploadedFile]) -> str:
    """Keeps uploaded files for the time between preview and change; their fingerprint."""
    parts = sorted((Path(each.name or "file").name, each.read()) for each in files)
    digest = sha256(b"".join(name.encode() + b"\0" + sha256(body).digest() for name, body in parts)).hexdigest()
    folder = _folder(digest)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, body in parts:
        (folder / name).write_bytes(body)
    settings = workspace.folder() / "deskmerit.yaml"
    if settings.exists():
        shutil.copy(settings, folder)
    return digest


def _folder(digest: str) -> Path:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Refused(_("The uploaded file is gone. Upload it again."))
    return workspace.kept() / "imports" / digest


def preview(digest: str, missing_leave_on: date | None = None, by: User | None = None) -> Changes:
    """What the kept files would change now, done by somebody (None: whose role knows no limits). Raises Refused where
    they are gone.
    """
    folder = _folder(digest)
    if not folder.is_dir():
        raise Refused(_("The uploaded file is gone. Upload it again."))
    told, issues = uploaded(folder)
    made = Changes("", problems=wording.issues(issues), blocked=bool(errors(issues)))
    known, scope = {person.agent_id: person for person in Person.objects.all()}, scope_of(by)
    _people(told, known, made)
    mine = known if scope is None else {key: person for key, person in known.items() if key in scope.people}
    _missing(told, mine, made, missing_leave_on)
    _seats(told, known, made)
    _logins(told, known, made)
    if scope is not None:
        _limit(made, scope, known)
    if not (told.agents or told.seats or told.logins):
        made.problems.append(_("No people, postings or logins were found in the file."))
        made.blocked = True
    what = [digest, *([each.kind, each.agent_id, each.title, *map(str, each.rows)] for each in made.found)]
    made.fingerprint = sha256(json.dumps(what, default=str).encode()).hexdigest()
    return made


def apply(by: User, digest: str, fingerprint: str, missing_leave_on: date | None = None) -> int:
    """Makes the previewed change in the present transaction; how many. Raises Overtaken where it became another."""
    actions.may_change(by)
    made = preview(digest, missing_leave_on, by)
    if made.blocked:
        raise Refused(_("The file has problems. Mend them and upload it again: nothing was changed."))
    if made.fingerprint != fingerprint:
        raise Overtaken(_("Since the preview something else has changed. Look at the preview again."))
    people = {person.agent_id: person for person in Person.objects.all()}
    teams = {team.name: team for team in Team.objects.all()}
    joins = {each.agent_id: each.values["team"] for each in made.of("posting", True)}
    for each in made.found:
        _apply(by, each, people, teams, joins)
    shutil.rmtree(_folder(digest), ignore_errors=True)
    return len(made.found)


def _limit(made: Changes, scope: Scope, known: Mapping[str, Person]) -> None:
    """Only what concerns people of the scope stays, and who newly joins one of its teams; the rest is named."""
    joins = {each.agent_id for each in made.of("posting", True) if each.values["team"] in scope.teams} - set(known)
    theirs, asked, made.found = scope.people | joins, made.found, []
    for each in asked:
        inside = each.agent_id in theirs and _place_of(each) in (None, *scope.teams)
        if inside:
            made.found.append(each)
        else:  # of whom the uploader may not look up, only what the file says itself
            said = str(each.values.get("name", "")) if each.kind == "person" else each.title
            made.refused.append(replace(each, title=said, rows=()))


def _place_of(change: Change) -> str | None:
    """The team that a change names, by its name; None where it names none."""
    if change.kind not in ("posting", "leading"):
        return None
    return str(getattr(change.row, "team", "") or change.values["team"])


def _apply(
    by: User, change: Change, people: dict[str, Person], teams: dict[str, Team], joins: Mapping[str, str]
) -> None:
    values = dict(change.values)
    if change.kind == "team":
        teams[change.title] = actions.new_team(by, change.title)
    elif change.kind == "person" and change.row is None:
        joined = teams.get(joins.get(change.agent_id, ""))
        people[change.agent_id] = actions.new_person(by, joined, agent_id=change.agent_id, **values)
    elif change.kind == "person":
        left = values.pop("left_on", None)
        actions.change_person(by, people[change.agent_id], values)
        if left:
            actions.leave_organisation(by, people[change.agent_id], left)
    elif change.row is None:
        if "team" in values:
            values["team"] = teams[values["team"]]
        actions.add(by, people[change.agent_id], change.kind, values)
    else:
        actions.end(by, change.row, next(iter(values.values())))


def _people(told: Organisation, known: dict[str, Person], made: Changes) -> None:
    numbers = {person.employee_no: agent_id for agent_id, person in known.items() if person.employee_no}
    for agent in told.agents:
        values = {name: getattr(agent, name) for name in FIELDS if getattr(agent, name)}
        number = values.get("employee_no", "")
        if number and numbers.setdefault(number, agent.agent_id) != agent.agent_id:
            made.problems.append(
                _("%(who)s: the employee number %(number)s belongs to %(other)s.")
                % {"who": agent.agent_id, "number": number, "other": numbers[number]}
            )
            made.blocked = True
        person = known.get(agent.agent_id)
        if person is None:
            values.setdefault("name", agent.agent_id)
            rows = [(_label(Person, name), "", values[name]) for name in FIELDS if name in values]
            made.found.append(Change("person", str(values["name"]), agent.agent_id, values, rows=rows))
            continue
        changed = {name: value for name, value in values.items() if getattr(person, name) != value}
        rows = [(_label(Person, name), getattr(person, name) or "", value) for name, value in changed.items()]
        if changed:
            leaves = "left_on" in changed
            made.found.append(Change("person", person.name, agent.agent_id, changed, person, rows, leaves))


def _missing(told: Organisation, known: dict[str, Person], made: Changes, day: date | None) -> None:
    """People the file doesn't name leave, where that was asked for; accounts of the office stay."""
    if day is None or not told.agents:
        return
    named = {agent.agent_id for agent in told.agents}
    for agent_id, person in known.items():
        if agent_id not in named and person.left_on is None and person.postings.exists():
            made.found.append(
                Change(
                    "person",
                    person.name,
                    agent_id,
                    {"left_on": day},
                    person,
                    [(_label(Person, "left_on"), "", day)],
                    True,
                )
            )


def _unknown(agent_id: str, told: Organisation, known: dict[str, Person], made: Changes) -> bool:
    if agent_id in known or any(agent.agent_id == agent_id for agent in told.agents):
        return False
    said = _("%(who)s is nobody's id: add the person to the file, or correct the id.") % {"who": agent_id}
    if said not in made.problems:
        made.problems.append(said)
    made.blocked = True
    return True


def _seats(told: Organisation, known: dict[str, Person], made: Changes) -> None:
    teams = set(Team.objects.values_list("name", flat=True))
    there = {
        (each.person.agent_id, each.team.name, each.position, each.site, each.account, each.from_date): each
        for each in Posting.objects.select_related("person", "team")
    }
    led = {(each.person.agent_id, each.team.name, each.from_date): each for each in _leadings()}
    for seat in told.seats:
        if _unknown(seat.agent_id, told, known, made):
            continue
        if seat.team not in teams:
            teams.add(seat.team)
            made.found.append(Change("team", seat.team, "", {}))
        span = {"from_date": seat.from_date, "to_date": seat.to_date}
        where = {"position": seat.position, "site": seat.site, "account": seat.account}
        place = f"{seat.team} · {seat.position}"
        row = there.get((seat.agent_id, seat.team, seat.position, seat.site, seat.account, seat.from_date))
        _dated(made, "posting", place, seat.agent_id, {"team": seat.team, **where, **span}, row)
        if seat.leads:
            lead = led.get((seat.agent_id, seat.team, seat.from_date))
            _dated(made, "leading", seat.team, seat.agent_id, {"team": seat.team, **span}, lead)


def _leadings() -> models.QuerySet[Leading]:
    return Leading.objects.select_related("person", "team")


def _logins(told: Organisation, known: dict[str, Person], made: Changes) -> None:
    there = {
        (each.source, each.login, each.person.agent_id, each.from_at): each
        for each in Login.objects.select_related("person")
    }
    for login in told.logins:
        if _unknown(login.agent_id, told, known, made):
            continue
        values = {"source": login.source, "login": login.login, "from_at": login.from_at, "to_at": login.to_at}
        row = there.get((login.source, login.login, login.agent_id, login.from_at))
        _dated(made, "login", f"{login.source} {login.login}".strip(), login.agent_id, values, row)


def _dated(
    made: Changes, kind: str, title: str, agent_id: str, values: dict[str, Any], row: models.Model | None
) -> None:
    """A new dated thing, or another end of one that is there."""
    until, model = "to_at" if kind == "login" else "to_date", actions.KINDS[kind]
    if row is None:
        rows = [(_label(model, name), "", value) for name, value in values.items() if value]
        made.found.append(Change(kind, title, agent_id, values, rows=rows))
    elif values[until] and getattr(row, until) != values[until]:
        rows = [(_label(model, until), getattr(row, until) or "", values[until])]
        made.found.append(Change(kind, title, agent_id, {until: values[until]}, row, rows))


def _label(model: type[models.Model], name: str) -> str:
    """What a column is called on pages."""
    if name in LABELS:
        return str(LABELS[name])
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column of its own
