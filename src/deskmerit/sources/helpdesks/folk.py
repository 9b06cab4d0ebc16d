"""Who serves in a helpdesk → agents and identities: accounts are paired with people once, and never forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Account, Desk, Source
from deskmerit.sources.helpdesks.moments import instant


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace says of people without this source: agent_id by e-mail, and logins given to persons by hand.

    `named`: logins of this source in the workspace's own identities; they are never paired here.
    """

    by_email: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


NEVER = datetime.min.replace(tzinfo=UTC)
LISTED, BOT = "listed", "bot"


def desk_of(source: Source, now: Sequence[Account], before: Sequence[Row], at: datetime) -> Desk:
    """The accounts that serve now and those that did before; `before` are this source's identities in the lake.

    One that is listed no more serves until `at`, the first sync that missed it: it left, or became a customer's. One
    that never was listed served only in the tickets that say so. Where nobody is listed, the list isn't to be seen:
    all serve on.
    """
    accounts = {login: Account(login, login, bot=True) for login in sorted(source.bots)}
    accounts |= {login: Account(login, login) for login in sorted(source.agents)}
    accounts |= {each.login: each for each in now}
    until = dict[str, datetime]()
    for row in before:
        login = str(row["login"])
        if login not in accounts:
            name, mail, bot = str(row.get("name") or login), str(row.get("email") or ""), bool(row.get(BOT))
            accounts[login] = Account(login, name, mail, bot, active=False)
            ended = instant(row.get("serves_until")) or (at if now else None)
            until |= {login: NEVER} if not row.get(LISTED) else {login: ended} if ended else {}
    return Desk(source, accounts, until)


def met(
    desk: Desk, staff: frozenset[str], machines: frozenset[str] = frozenset(), people: Sequence[Account] = ()
) -> Desk:
    """The desk with logins that acted in tickets though nobody lists them: people who left, became customers, and
    machines."""
    seen = {login: Account(login, login, bot=login in machines, active=False) for login in sorted(staff | machines)}
    seen |= {each.login: each for each in people}
    accounts = {login: each for login, each in seen.items() if login not in desk.accounts}
    if not accounts:
        return desk
    return Desk(desk.source, {**desk.accounts, **accounts}, {**desk.until, **dict.fromkeys(accounts, NEVER)})


def rows(desk: Desk, known: Known) -> dict[str, list[Row]]:
    """`identities` of the source whole, and `agents` for accounts that are nobody's the workspace knows."""
    found: dict[str, list[Row]] = {"agents": [], "identities": []}
    mails = dict(known.by_email)
    for login, account in sorted(desk.accounts.items()):
        if login in known.named:
            continue
        mail = account.email.casefold()
        person = mails.get(mail) if mail else None
        if person is None:
            person = desk.ticket_id(login)
            kind = "bot" if desk.is_bot(login) else "human"
            agent = {"agent_id": person, "name": account.name or login, "email": account.email, "kind": kind}
            found["agents"].append(agent)
            mails |= {mail: person} if mail else {}
        found["identities"].append(_identity(desk, account, person))
    return found


def _identity(desk: Desk, account: Account, person: str) -> Row:
    """Own columns beside: what the next sync must remember of an account that is listed no more."""
    ended = desk.until.get(account.login)
    return {
        "login": account.login,
        "agent_id": person,
        "name": account.name,
        "email": account.email,
        LISTED: None if ended == NEVER else "yes",
        BOT: "yes" if desk.is_bot(account.login) else None,
        "serves_until": None if ended == NEVER else ended,
    }


def doubts(desk: Desk, laid: Mapping[str, Sequence[Row]]) -> list[Issue]:
    """Accounts that may be one person's: two people of one name. Said, never assumed."""
    by_name: dict[str, list[str]] = {}
    for row in laid["agents"]:
        by_name.setdefault(" ".join(str(row["name"]).casefold().split()), []).append(str(row["agent_id"]))
    return [
        Issue(
            Level.NOTE,
            "sync-one-name",
            Where(file=desk.source.name),
            {"name": name, "agents": ", ".join(people), "count": len(people)},
        )
        for name, people in sorted(by_name.items())
        if len(people) > 1
    ]
