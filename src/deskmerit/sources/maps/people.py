"""Logins of an export → people: who is a bot, whose login it is, and the agents that come out of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES
from deskmerit.records.values import text
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.unpack import read_export

type Record = dict[str, object]


@dataclass(slots=True)
class People:
    """The people of one import. `owner` maps a login to an agent_id; without a list of people a login is its own id.

    >>> people = People(bots=("auto*",))
    >>> people.role("AutoClose", "agent"), people.role("zhang", "agent")
    ('bot', 'agent')
    """

    source: str = ""
    bots: tuple[str, ...] = ()
    owner: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Record] = field(default_factory=dict)
    agents: dict[str, Record] = field(default_factory=dict)
    strangers: dict[str, Where] = field(default_factory=dict)
    _bot: dict[str, bool] = field(default_factory=dict)

    def is_bot(self, login: str) -> bool:
        """Whether a login is a declared bot or system account; `*` stands for any letters, capitals don't matter."""
        if login not in self._bot:
            patterns = (bot.casefold() for bot in self.bots)
            self._bot[login] = any(fnmatchcase(login.casefold(), pattern) for pattern in patterns)
        return self._bot[login]

    def role(self, login: str | None, role: str) -> str:
        """The role of an actor: a declared bot is a bot whatever the map says its deed is."""
        return "bot" if login and role == "agent" and self.is_bot(login) else role

    def seen(self, login: str | None, place: Where, name: str | None = None) -> str | None:
        """The agent behind a login; the first sight of a person makes an agent."""
        if not login:
            return None
        agent_id = self.owner.get(login, login)
        if self.owner and login not in self.owner and not self.is_bot(login):
            self.strangers.setdefault(login, place)
        if agent_id not in self.agents:
            kind = "bot" if self.is_bot(login) else "human"
            at = {"source_file": place.file, "source_row": place.row}
            self.agents[agent_id] = (
                {"agent_id": agent_id, "name": name or agent_id, "kind": kind} | dict(self.known.get(agent_id, {})) | at
            )
        return agent_id

    def identities(self) -> list[Record]:
        """One row for each login of the list of people."""
        return [
            {"source": self.source, "login": login, "agent_id": agent} for login, agent in sorted(self.owner.items())
        ]

    def findings(self) -> list[Issue]:
        """A warning for each login that the list of people does not know."""
        return [
            Issue(Level.WARNING, "import-login-unknown", place, {"login": login})
            for login, place in self.strangers.items()
        ]


def read_people(path: Path) -> tuple[dict[str, str], dict[str, Record], list[Issue]]:
    """A list of people (any table file): columns login and agent_id, and any column of `agents` (name, kind …).

    Returns login → agent_id, agent_id → columns of `agents`, and what is wrong with it.
    """
    sheets, issues = read_export(path)
    owner: dict[str, str] = {}
    known: dict[str, Record] = {}
    for sheet in sheets:
        issues = [*issues, *_read_sheet(sheet, owner, known)]
    return owner, known, issues


def _read_sheet(sheet: Sheet, owner: dict[str, str], known: dict[str, Record]) -> Iterable[Issue]:
    login = next((n for n, said in enumerate(sheet.header) if _is(said, "identities", "login")), None)
    agent = next((n for n, said in enumerate(sheet.header) if _is(said, "agents", "agent_id")), None)
    if login is None or agent is None:
        need = "login" if login is None else "agent_id"
        yield Issue(Level.ERROR, "import-people-column", Where(file=sheet.file, sheet=sheet.name), {"column": need})
        return
    for row, number in zip(sheet.rows, sheet.numbers, strict=True):
        where = Where(file=sheet.file, sheet=sheet.name, row=number)
        account, person = text(row[login]), text(row[agent])
        if account is None or person is None:
            yield Issue(Level.ERROR, "import-people-empty", where)
        elif owner.setdefault(account, person) != person:
            yield Issue(
                Level.ERROR, "import-people-twice", where, {"login": account, "first": owner[account], "other": person}
            )
        else:
            known.setdefault(person, _details(sheet, row))


def _is(said: str, table: str, column: str) -> bool:
    found = TABLES[table].headed(said)
    return found is not None and found.name == column


def _details(sheet: Sheet, row: tuple[object, ...]) -> Record:
    found: Record = {}
    for said, cell in zip(sheet.header, row, strict=True):
        column = TABLES["agents"].headed(said)
        if column is not None and column.name != "agent_id" and text(cell) is not None:
            found[column.name] = text(cell)
    return found
