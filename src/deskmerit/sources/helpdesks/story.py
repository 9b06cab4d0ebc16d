"""What happened to one ticket, told in order: who acted in which role, as rows of events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Desk

SYSTEM = "system"


@dataclass(slots=True)
class Story:
    """The events of a ticket, told one after the other. `ticket` is our id of it.

    `requesters` asked: they are customers of it, colleagues too, unless they served it as well. `staff` served it
    (were assigned, wrote a note): agents of it even if the helpdesk lists them no longer. `machine` is the login
    under which the helpdesk itself acts. `words`: its statuses in ours, where the source doesn't say otherwise.
    `by_team`: a ticket goes by the calendar of the team that has it.
    """

    desk: Desk
    ticket: str
    requesters: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    machine: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    by_team: bool = False
    events: list[Row] = field(default_factory=list)

    def role(self, login: str, at: datetime) -> str:
        """What a login was on this ticket at that time."""
        if login == self.machine or not login:
            return SYSTEM
        if self.desk.is_bot(login):
            return "bot"
        if login in self.staff:
            return "agent"
        return "agent" if self.desk.serves(login, at) and login not in self.requesters else "customer"

    def tell(self, key: object, at: datetime, kind: str, actor: str, value: str | None = None) -> None:
        """One event; `key` is the helpdesk's own id of it. Several of one instant stay in the order they are told."""
        self.events.append(
            {
                "event_id": f"{self.desk.source.prefix}{key}",
                "ticket_id": self.ticket,
                "occurred_at": at,
                "seq": len(self.events),
                "kind": kind,
                "actor_id": actor or None,
                "actor_role": self.role(actor, at),
                "value": value,
            }
        )

    def message(self, key: object, at: datetime, actor: str, *, internal: bool = False) -> None:
        """A message: a note, what the customer wrote, or a reply (a machine's too: its role says so)."""
        kind = "customer_message" if self.role(actor, at) == "customer" else "public_reply"
        self.tell(key, at, "internal_note" if internal else kind, actor)

    def status(self, key: object, at: datetime, actor: str, said: str) -> None:
        """A change of status, in the helpdesk's word; one that the source doesn't translate stays and is refused."""
        self.tell(key, at, "status", actor, self.desk.source.statuses.get(said) or self.words.get(said, said))

    def handed(self, key: object, at: datetime, actor: str, team: str) -> None:
        """Handing over to a team: an escalation where declared, queueing by a machine, else a transfer."""
        by_machine = self.role(actor, at) in ("bot", SYSTEM)
        kind = "escalated" if team in self.desk.source.escalations else "queued" if by_machine else "transferred"
        self.tell(key, at, kind, actor, team)
        if self.by_team:
            self.moved(key, at, actor, team)

    def moved(self, key: object, at: datetime, actor: str, word: str) -> None:
        """From now on another calendar counts, where the source names any: the one of a group or schedule."""
        source = self.desk.source
        if source.calendars:
            self.tell(f"{key}-calendar", at, "calendar_changed", actor, self.desk.calendar(word) or source.calendar)
