"""The organisation as a workspace tells it, to be taken into the database: people, postings, logins, leading posts."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from deskmerit.chain.people import leads_by_post, rows
from deskmerit.core.issue import Issue
from deskmerit.records.store import Records
from deskmerit.sources.load import load
from deskmerit.web.bridge.kept import loaded


@dataclass(frozen=True, slots=True)
class Agent:
    """A row of `agents`; empty texts where nothing is said."""

    agent_id: str
    name: str
    employee_no: str
    email: str
    hired_on: date | None
    left_on: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A row of `postings`; `leads`: the post leads its team. `to_date`: the first day no longer."""

    agent_id: str
    team: str
    position: str
    site: str
    account: str
    from_date: date
    to_date: date | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Login:
    """A row of `identities`."""

    source: str
    login: str
    agent_id: str
    from_at: datetime | None
    to_at: datetime | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everybody and where they stand, each list sorted."""

    agents: tuple[Agent, ...]
    seats: tuple[Seat, ...]
    logins: tuple[Login, ...]


def organisation(folder: Path) -> Organisation:
    """The people of a workspace: what its own files say, or the application's where it has taken them over."""
    records = loaded(folder).records
    return Organisation(_agents(records), _seats(records), _logins(records))


def uploaded(folder: Path) -> tuple[Organisation, list[Issue]]:
    """The people that uploaded files tell, and everything wrong with the files. Empty where nothing was recognised.

    Persons that other files name are looked up by the caller: an upload need not hold everybody.
    """
    found = load(folder)
    issues = [each for each in found.issues if each.code != "unknown-agent"]
    records = found.records
    return Organisation(_agents(records), _seats(records), _logins(records)), issues


def _agents(records: Records) -> tuple[Agent, ...]:
    names = ("agent_id", "name", "employee_no", "email", "hired_on", "left_on", "kind")
    found = []
    for row in rows(records, "agents", *names):
        hired, left = _day(row["hired_on"]), _day(row["left_on"])
        who, name, number, mail, kind = (_text(row[each]) for each in (*names[:4], "kind"))
        found.append(Agent(who, name, number, mail, hired, left, kind))
    return tuple(sorted(found, key=lambda each: each.agent_id))


def _seats(records: Records) -> tuple[Seat, ...]:
    names = ("agent_id", "team", "position", "site", "account", "from_date", "to_date")
    found = []
    for row in rows(records, "postings", *names):
        start, end = row["from_date"], _day(row["to_date"])
        assert isinstance(start, date)
        who, team, position, site, account = (_text(row[each]) for each in names[:5])
        found.append(Seat(who, team, position, site, account, start, end, leads_by_post(position)))
    return tuple(sorted(found, key=lambda each: (each.agent_id, each.from_date, each.team, each.position)))


def _logins(records: Records) -> tuple[Login, ...]:
    found = []
    for row in rows(records, "identities", "source", "login", "agent_id", "from_at", "to_at"):
        source, login, who = (_text(row[each]) for each in ("source", "login", "agent_id"))
        found.append(Login(source, login, who, _instant(row["from_at"]), _instant(row["to_at"])))
    return tuple(sorted(found, key=lambda each: (each.source, each.login, each.agent_id, str(each.from_at))))


def _text(value: object) -> str:
    return str(value or "")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _instant(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
