"""A conversation of Chatwoot with its messages → rows: a pure function."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.chatwoot.activities import Activity, activity
from deskmerit.sources.helpdesks.model import Desk, Laid, Raw
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.story import Story

WORDS = {"resolved": "solved", "snoozed": "on_hold"}
INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3
BOTS = ("agent_bot", "agentbot", "captain::assistant", "captain_assistant")


def lay(bundle: Raw, desk: Desk) -> Laid:
    """The conversation, what happened in it, and its surveys."""
    said, messages = _map(bundle["conversation"]), bundle["messages"]
    assert isinstance(messages, list)
    made = instant(_whole(said.get("created_at")))
    if made is None:
        return Laid({})
    ticket = desk.ticket_id(bundle["id"])
    sender = _map(_map(said.get("meta")).get("sender"))
    contact = f"contact-{sender['id']}" if sender.get("id") else ""
    staff = frozenset(actor for each in messages if (actor := _actor(each)).isdigit()) - desk.source.bots
    bots = frozenset(actor for each in messages if (actor := _actor(each)).startswith("bot-"))
    telling = _Telling(
        Story(_with_bots(desk, bots), ticket, frozenset({contact} - {""}), staff, "", WORDS),
        bundle,
        str(sender.get("name") or ""),
    )
    telling.begin(made, contact, messages)
    for each in messages:
        telling.message(each)
    telling.conclude(said, made)
    events = telling.story.events
    rows = {
        "tickets": [_ticket(said, ticket, made, contact, desk, bundle["inbox"])],
        "events": events,
        "surveys": list(_surveys(bundle, messages, ticket, desk)),
    }
    unlisted = frozenset(each for each in staff if each not in desk.accounts)
    return Laid(rows, [ticket], unlisted, telling.issues, bots)


@dataclass(slots=True)
class _Telling:
    """A story on its way. The first message is the request itself; notices tell assignments and statuses by name."""

    story: Story
    bundle: Raw
    contact: str
    status: str = "open"
    assignee: str = ""
    first: object = None
    issues: list[Issue] = field(default_factory=list)

    def begin(self, made: datetime, contact: str, messages: list[Any]) -> None:
        """Creation, by the customer, or by the agent who wrote first."""
        first = next((each for each in messages if each.get("message_type") in (INCOMING, OUTGOING)), None)
        opened = first is not None and first["message_type"] == OUTGOING and not first.get("private")
        actor = _actor(first) if first is not None and opened else contact
        by_agent = self.story.role(actor, made) == "agent"
        # A bot that greets doesn't open a conversation; its greeting is a message.
        self.first = first["id"] if first is not None and (not opened or by_agent) else None
        self.story.tell(f"{self.bundle['id']}-created", made, "created", actor if by_agent else contact)
        if self._began_pending(messages):
            self.status = "pending"
            self.story.status(f"{self.bundle['id']}-began", made, "", "pending")

    def _began_pending(self, messages: list[Any]) -> bool:
        """With a bot: it is pending now and no notice says since when, or the first notice opens it."""
        said = (
            activity(str(e.get("content") or ""), self.contact) for e in messages if e.get("message_type") == ACTIVITY
        )
        first = next((each.kind for each in said if each and each.kind != "assigned"), None)
        return first == "open" or (first is None and _map(self.bundle["conversation"]).get("status") == "pending")

    def message(self, said: Mapping[str, Any]) -> None:
        """A message, or a notice."""
        at, kind = instant(_whole(said.get("created_at"))), said.get("message_type")
        if at is None:
            return
        if kind == ACTIVITY:
            if found := activity(str(said.get("content") or ""), self.contact):
                self._notice(said["id"], at, found)
        elif kind in (INCOMING, OUTGOING) and said["id"] != self.first:
            self.story.message(said["id"], at, _actor(said), internal=bool(said.get("private")))

    def conclude(self, said: Mapping[str, Any], made: datetime) -> None:
        """What no notice told: the present agent and status, where notices are in another language, say."""
        agent = str(_map(_map(said.get("meta")).get("assignee")).get("id") or "")
        now = str(said.get("status") or "")
        if agent and agent != self.assignee:
            wrote = [each["occurred_at"] for each in self.story.events if each["actor_id"] == agent]
            at = wrote[0] if wrote and isinstance(wrote[0], datetime) else made
            self.story.tell(f"{self.bundle['id']}-assigned-{agent}", at, "assigned", "", agent)
            events = self.story.events
            events.insert(1, events.pop())
            # The message they took it with comes after.
            events.sort(key=lambda each: each["occurred_at"])  # type: ignore[arg-type, return-value]  # times
            events[:] = [{**each, "seq": seq} for seq, each in enumerate(events)]
        if now and now != self.status:
            at = instant(_whole(said.get("last_activity_at"))) or made
            self.story.status(f"{self.bundle['id']}-{now}", at, "", now)

    def _notice(self, key: object, at: datetime, said: Activity) -> None:
        actor = self._login(said.by) if said.by else ""
        if said.kind != "assigned":
            if said.kind == "open" and self.status == "pending" and self.story.role(actor, at) in ("bot", "system"):
                self.story.tell(f"{key}-queued", at, "queued", actor)
            self.status = said.kind
            self.story.status(key, at, actor, said.kind)
            return
        if said.team or said.to in self._teams():
            self.story.handed(f"{key}-team", at, actor, said.team or said.to)
        if said.to not in self._teams():
            self.assignee = self._login(said.to) if said.to else ""
            self.story.tell(key, at, "assigned", actor, self.assignee or None)

    def _login(self, name: str) -> str:
        """The login of a name. Two agents of one name, or nobody of it: the name stays, and belongs to nobody."""
        if name == self.contact:
            return next(iter(self.story.requesters), "")
        accounts = self.story.desk.accounts.values()
        found = [each.login for each in accounts if each.name == name]
        if len(found) > 1:
            where = Where(file=self.story.desk.source.name, path=f"tickets {self.story.ticket}")
            params = {"name": name, "logins": ", ".join(sorted(found))}
            self.issues.append(Issue(Level.WARNING, "sync-name-of-two", where, params))
        if len(found) == 1:
            return found[0]
        return name if found or name not in ("Automation System", "System") else ""

    def _teams(self) -> list[str]:
        teams = self.bundle["teams"]
        assert isinstance(teams, list)
        return teams


def _ticket(said: Mapping[str, Any], ticket: str, made: datetime, contact: str, desk: Desk, inbox: object) -> Row:
    meta, name = _map(said.get("meta")), str(desk.source.options.get("category") or "")
    custom = _map(said.get("custom_attributes")).get(name)
    labels = said.get("labels") or []
    return {
        "ticket_id": ticket,
        "created_at": made,
        "channel": str(meta["channel"]).removeprefix("Channel::") if meta.get("channel") else None,
        "category": (str(custom) if custom else None) if name else (labels[0] if labels else None),
        "priority": said.get("priority"),
        "requester_id": contact or None,
        "team": _map(meta.get("team")).get("name"),
        "calendar": desk.calendar(inbox),
    }


def _surveys(bundle: Raw, messages: list[Any], ticket: str, desk: Desk) -> Iterator[Row]:
    """A survey is a message that asks; its answer stands in the list of answers."""
    ratings = _map(bundle["ratings"])
    for each in messages:
        if each.get("content_type") == "input_csat":
            answer = _map(ratings.get(str(each["id"])))
            agent = _map(answer.get("assigned_agent")).get("id")
            yield {
                "survey_id": f"{desk.source.prefix}{each['id']}",
                "ticket_id": ticket,
                "agent_id": str(agent) if agent else None,
                "sent_at": instant(_whole(each.get("created_at"))),
                "answered_at": instant(_whole(answer.get("created_at"))),
                "score": answer.get("rating"),
                "scale_min": 1,
                "scale_max": 5,
                "comment": answer.get("feedback_message"),
            }


def _actor(said: Mapping[str, Any]) -> str:
    """Who wrote: an agent's number, `contact-N`, `bot-N`; "" for the system. Contacts and agents share numbers."""
    sender = _map(said.get("sender"))
    number, kind = sender.get("id") or said.get("sender_id"), str(sender.get("type") or said.get("sender_type") or "")
    if not number:
        return ""
    if kind.casefold() in BOTS:
        return f"bot-{number}"
    return f"contact-{number}" if said.get("message_type") == INCOMING or kind.casefold() == "contact" else str(number)


def _with_bots(desk: Desk, bots: frozenset[str]) -> Desk:
    return replace(desk, source=replace(desk.source, bots=desk.source.bots | bots)) if bots else desk


def _whole(said: object) -> object:
    """Seconds: Chatwoot writes some with a fraction."""
    return int(said) if isinstance(said, float) else said


def _map(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
