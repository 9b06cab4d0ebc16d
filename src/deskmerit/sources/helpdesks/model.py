"""What a helpdesk gives and what becomes of it: a source, what is fetched, the people in it, the rows laid."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deskmerit.core.issue import Issue
from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.opening import Opening

type Raw = Mapping[str, object]
"""What a helpdesk said, as it said it."""

type State = Mapping[str, object]
"""What a source needs to go on from here, kept in the manifest."""

type Refused = tuple[str, Row, Issue]
"""What became no record: of which table, the row, and why."""

STATUSES = ("new", "open", "pending", "on_hold", "solved", "closed")


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of `sources` in `deskmerit.yaml`: a helpdesk under the name it has here.

    `prefix` begins the ids of its tickets, so that two sources never share one. `bots` are logins of machines,
    `agents` logins of people who serve although the helpdesk doesn't say so. `statuses`: the helpdesk's word → ours.
    `escalations`: queues or groups to which handing over is an escalation. `options`: what only this kind knows.
    `calendars`: the helpdesk's group, inbox or schedule → the calendar by which its tickets go, others by `calendar`.
    `every`: how often the application's worker syncs it by itself; None: when somebody asks.
    """

    name: str
    kind: str
    url: str
    prefix: str
    zone: str = "UTC"
    bots: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    statuses: Mapping[str, str] = field(default_factory=dict)
    escalations: frozenset[str] = frozenset()
    options: Mapping[str, object] = field(default_factory=dict)
    calendars: Mapping[str, str] = field(default_factory=dict)
    calendar: str = ""
    every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A login that serves, as the helpdesk knows it. `bot`: a machine. `active`: may still sign in."""

    login: str
    name: str
    email: str = ""
    bot: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of its own that a helpdesk gives of a ticket (by its id there), as one of our metrics, in seconds.

    `within`: how finely it counts, such as 60 for whole minutes. `clock`: `calendar`, or `business` by its own hours.
    """

    ticket: str
    metric: str
    seconds: int
    within: int = 1
    clock: str = "calendar"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of what changed. `bundles` are mapped one by one, each with the helpdesk's `id` of its ticket, if it is of
    one; `gone` are ids of deleted tickets.

    `state`: where to go on once this is written. `total`: how many tickets there are to look at, 0 if unknown.
    """

    bundles: Sequence[Raw]
    state: State
    gone: Sequence[str] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """A source with the accounts known when a bundle is mapped: `until` is when a login stopped serving."""

    source: Source
    accounts: Mapping[str, Account] = field(default_factory=dict)
    until: Mapping[str, datetime] = field(default_factory=dict)

    def is_bot(self, login: str) -> bool:
        """Whether a machine acts under the login."""
        account = self.accounts.get(login)
        return login in self.source.bots or (account is not None and account.bot)

    def serves(self, login: str, at: datetime) -> bool:
        """Whether the login was an agent's at that time: as it is now known, or was before it became a customer's."""
        if login in self.source.agents:
            return True
        return login in self.accounts and (login not in self.until or at < self.until[login])

    def calendar(self, word: object) -> str | None:
        """The calendar of a ticket of that group, inbox or schedule; None is the default one."""
        return self.source.calendars.get(str(word)) if word else None

    def ticket_id(self, said: object) -> str:
        """The id of a ticket here."""
        return f"{self.source.prefix}{said}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A bundle as rows. `tickets` are those whose events (and other rows of a ticket) it tells whole, by our ids.

    `staff`: logins that served in it, though the helpdesk no longer lists them; `machines` that acted in it;
    `people`: accounts that are known from it only. `refused`: what of the bundle became no record.
    """

    rows: Mapping[str, Sequence[Row]]
    tickets: Sequence[str] = ()
    staff: frozenset[str] = frozenset()
    issues: Sequence[Issue] = ()
    machines: frozenset[str] = frozenset()
    people: Sequence[Account] = ()
    refused: Sequence[Refused] = ()


@dataclass(frozen=True, slots=True)
class Vendor:
    """A kind of helpdesk: how its people and its changes are fetched, and the pure function from bundle to rows.

    `whole`: tables of which a bundle tells all rows of its tickets. `version` grows when `lay` maps anew, and makes
    the next sync fetch everything again. `headers` say who calls, from the credential. `options`: keys of an entry
    that only this kind knows, `needs` those it can't do without. `connect` makes what `people` and `batches` ask, for
    a kind that isn't asked by headers alone; such a kind may do without a credential. `figures`: what the helpdesk
    itself says of tickets, by their ids there. `hours`: its opening hours. `limits`: requests at most in so many
    seconds, by the beginning of a path, where the vendor says so. `over`: by table, what is true (as SQL) of rows that
    take the place of their ticket's other rows.
    """

    kind: str
    headers: Callable[[Source, str], Mapping[str, str]]
    people: Callable[[Client, Source], Sequence[Account]]
    batches: Callable[[Client, Source, State, datetime | None], Iterator[Batch]]
    lay: Callable[[Raw, Desk], Laid]
    options: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    connect: Callable[["Source", str, Path], Any] | None = None
    figures: Callable[[Client, Source, Sequence[str]], Iterator[Figure]] | None = None
    hours: Callable[[Client, Source], Sequence[Opening]] | None = None
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset({"events"})
    over: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
