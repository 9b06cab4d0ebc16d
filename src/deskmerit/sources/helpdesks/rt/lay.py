"""A ticket of Request Tracker with its transactions → rows: a pure function."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Desk, Laid, Raw
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.story import Story

MACHINE, NOBODY = "RT_System", "Nobody"
STATUSES = {"stalled": "pending", "resolved": "solved", "rejected": "closed"}
MERGED = "MergedInto"


def lay(bundle: Raw, desk: Desk) -> Laid:
    """The ticket and its events. A merged ticket is found no more: what is left of it is its transactions."""
    told = _sorted(bundle)
    made = next((at for each in told if each["Type"] == "Create" and (at := instant(each["Created"]))), None)
    now = _map(bundle.get("now"))
    made = made or instant(now.get("Created"))
    if made is None or now.get("Type", "ticket") != "ticket":
        return Laid({})
    ticket = desk.ticket_id(bundle["id"])
    asked = [str(each["id"]) for each in now.get("Requestor") or []]
    staff = _staff(told, _map(bundle["names"]), now, asked) - desk.source.bots - {MACHINE, NOBODY}
    story = Story(desk, ticket, frozenset(asked), staff, MACHINE, STATUSES, by_team=True)
    _tell(story, bundle, told, made)
    asked += [str(story.events[0]["actor_id"])] if story.events[0]["actor_role"] == "customer" else []
    events = [_hidden(each, desk) for each in story.events]
    rows = {"tickets": [_ticket(bundle, desk, made, told, asked)], "events": events}
    return Laid(rows, [ticket], frozenset(each for each in staff if each not in desk.accounts))


def _ticket(bundle: Raw, desk: Desk, made: datetime, told: Sequence[Any], asked: Sequence[str]) -> Row:
    """`asked`: who asked for help, the first of them counts; without any it is the customer who created the ticket."""
    now = _map(bundle.get("now"))
    queue = str(_map(now.get("Queue")).get("id") or "") or _last(told, "Queue")
    return {
        "ticket_id": desk.ticket_id(bundle["id"]),
        "created_at": made,
        "category": _custom(now, str(desk.source.options.get("category") or "")),
        "priority": str(now["Priority"]) if now.get("Priority") not in (None, "") else None,
        "requester_id": customer(asked[0], desk) if asked else None,
        "team": _map(bundle["queues"]).get(queue) or None,
        "calendar": desk.calendar(_map(bundle["queues"]).get(_first(told, "Queue") or queue)),
        "subject": now.get("Subject") or None,
        "source": desk.source.name,
    }


def customer(login: str, desk: Desk) -> str:
    """Who asked. Most customers of RT are called by their e-mail address: a pseudonym of it, always the same."""
    if "@" not in login:
        return login
    said = f"{desk.source.name} {login.strip().casefold()}".encode()
    return f"customer-{hashlib.sha256(said).hexdigest()[:16]}"


def _hidden(event: Row, desk: Desk) -> Row:
    actor = event["actor_id"]
    return {**event, "actor_id": customer(str(actor), desk)} if actor and event["actor_role"] == "customer" else event


def _tell(story: Story, bundle: Raw, told: Sequence[Any], made: datetime) -> None:
    names, queues, now = _map(bundle["names"]), _map(bundle["queues"]), _map(bundle.get("now"))
    _begin(story, bundle, told, made, _owner(told, names, now))
    for each in told:
        at, actor, key, kind = instant(each["Created"]), str(each["Creator"]["id"]), each["id"], each["Type"]
        if at is None or kind == "Create":
            continue
        if kind in ("Correspond", "Comment"):
            story.message(key, at, actor, internal=kind == "Comment")
        elif kind == "Status":
            if each["NewValue"] != "deleted":
                story.status(key, at, actor, each["NewValue"])
        elif kind == "Set" and each["Field"] == "Owner":
            story.tell(key, at, "assigned", actor, _person(names.get(str(each["NewValue"]))))
        elif kind == "Set" and each["Field"] == "Queue":
            story.handed(key, at, actor, str(queues.get(str(each["NewValue"]), each["NewValue"])))
        elif kind == "AddLink" and each["Field"] == MERGED and (into := _target(each)) != str(bundle["id"]):
            story.tell(key, at, "merged", actor, story.desk.ticket_id(into))


def _begin(story: Story, bundle: Raw, told: Sequence[Any], made: datetime, owner: str | None) -> None:
    """Creation, and what RT tells only by the first change of it: the first owner and status."""
    create = next((each for each in told if each["Type"] == "Create"), None)
    key = create["id"] if create else f"{bundle['id']}-created"
    actor = str(create["Creator"]["id"]) if create else ""
    story.tell(key, made, "created", actor)
    if owner:
        story.tell(f"{key}-owner", made, "assigned", actor, owner)
    first = next((each["OldValue"] for each in told if each["Type"] == "Status"), _map(bundle.get("now")).get("Status"))
    if first not in (None, "", "new"):
        story.status(f"{key}-status", made, actor, first)


def _owner(told: Sequence[Any], names: Mapping[str, Any], now: Mapping[str, Any]) -> str | None:
    """Who owned the ticket from its beginning, if anybody."""
    for each in told:
        if each["Type"] == "Set" and each["Field"] == "Owner":
            return _person(names.get(str(each["OldValue"])))
    return _person(_map(now.get("Owner")).get("id"))


def _staff(
    told: Sequence[Any], names: Mapping[str, Any], now: Mapping[str, Any], asked: Sequence[str]
) -> frozenset[str]:
    """Who owned the ticket, commented on it in private, or created it for somebody else."""
    owners = {
        names.get(str(each[end])) for each in told if each["Field"] == "Owner" for end in ("OldValue", "NewValue")
    }
    notes = {each["Creator"]["id"] for each in told if each["Type"] == "Comment"}
    makers = {each["Creator"]["id"] for each in told if each["Type"] == "Create"} if asked else set()
    found = owners | notes | {_map(now.get("Owner")).get("id")} | (makers - set(asked))
    return frozenset(str(each) for each in found if each)


def _sorted(bundle: Raw) -> list[Any]:
    transactions = bundle["transactions"]
    assert isinstance(transactions, list)
    return sorted(transactions, key=lambda each: int(each["id"]))


def _first(told: Sequence[Any], field: str) -> str:
    """What a field was before the first change of it; "" where it never changed."""
    return next((str(each["OldValue"]) for each in told if each["Field"] == field), "")


def _last(told: Sequence[Any], field: str) -> str:
    return next((str(each["NewValue"]) for each in reversed(told) if each["Field"] == field), "")


def _target(link: Mapping[str, Any]) -> str:
    return str(link["NewValue"]).rpartition("/")[2]


def _person(login: object) -> str | None:
    return None if login in (None, "", NOBODY) else str(login)


def _custom(now: Mapping[str, Any], name: str) -> str | None:
    for each in now.get("CustomFields") or []:
        if name and each.get("name") == name and each.get("values"):
            return str(each["values"][0])
    return None


def _map(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
