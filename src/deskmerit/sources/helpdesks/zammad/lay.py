"""A ticket of Zammad with its articles and history → rows: a pure function."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Desk, Laid, Raw
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.story import Story

WORDS = {"pending reminder": "pending", "pending close": "pending"}
MACHINE = "1"
"""Zammad's own user; a ticket that it owns is nobody's."""

GONE_INTO = "merged_into"


def lay(bundle: Raw, desk: Desk) -> Laid:
    """The ticket and its events."""
    said, articles, history = _map(bundle["ticket"]), bundle["articles"], bundle["history"]
    made = instant(said.get("created_at"))
    assert isinstance(articles, list)
    assert isinstance(history, list)
    if made is None:
        return Laid({})
    asked = _id(said.get("customer_id"))
    told = [each for each in history if each.get("object") == "Ticket"]
    story = Story(
        desk,
        desk.ticket_id(bundle["id"]),
        frozenset({asked} - {""}),
        _staff(told, articles),
        MACHINE,
        WORDS,
        by_team=True,
    )
    _begin(story, bundle, said, told, made)
    parts: list[tuple[datetime, int, Mapping[str, Any]]] = []
    for order, some in enumerate((told, articles[1:])):
        parts += [(at, order, each) for each in some if (at := instant(each.get("created_at")))]
    # An agent takes a ticket, then answers: what was changed at an instant comes before what was said.
    for at, order, each in sorted(parts, key=lambda part: part[:2]):
        _article(story, at, each, asked) if order else _change(story, at, each)
    group = next((each.get("value_from") for each in told if each.get("attribute") == "group"), said.get("group"))
    ticket = {**_ticket(said, story.ticket, made, asked, desk), "calendar": desk.calendar(group)}
    return Laid({"tickets": [ticket], "events": story.events}, [story.ticket], _unlisted(story))


def _ticket(said: Mapping[str, Any], ticket: str, made: datetime, asked: str, desk: Desk) -> Row:
    field = str(desk.source.options.get("category") or "type")
    return {
        "ticket_id": ticket,
        "created_at": made,
        "channel": said.get("create_article_type"),
        "category": _id(said.get(field)) or None,
        "priority": said.get("priority"),
        "requester_id": asked or None,
        "account": said.get("organization"),
        "team": said.get("group"),
        "subject": said.get("title"),
    }


def _begin(story: Story, bundle: Raw, said: Mapping[str, Any], told: Sequence[Any], made: datetime) -> None:
    """Creation, and the owner and state the ticket had from its beginning: what the first change of each says."""
    number = bundle["id"]
    actor = next(
        (_id(each["created_by_id"]) for each in told if each["type"] == "created"), _id(said.get("created_by_id"))
    )
    story.tell(f"{number}-created", made, "created", actor)
    owner = next(
        (_id(each.get("id_from")) for each in told if each.get("attribute") == "owner"), _id(said.get("owner_id"))
    )
    if owner not in ("", MACHINE):
        story.tell(f"{number}-owner", made, "assigned", actor, owner)
    state = next((each.get("value_from") for each in told if each.get("attribute") == "state"), said.get("state"))
    if state not in (None, "", "new", "merged"):
        story.status(f"{number}-state", made, actor, str(state))


def _change(story: Story, at: datetime, said: Mapping[str, Any]) -> None:
    actor, key, attribute = _id(said.get("created_by_id")), f"h{said['id']}", said.get("attribute")
    if said.get("type") == GONE_INTO:
        story.tell(key, at, "merged", actor, story.desk.ticket_id(said["id_to"]))
    elif said.get("type") != "updated":
        return
    elif attribute == "owner":
        owner = _id(said.get("id_to"))
        story.tell(key, at, "assigned", actor, None if owner in ("", MACHINE) else owner)
    elif attribute == "state" and said.get("value_to") != "merged":
        story.status(key, at, actor, str(said.get("value_to")))
    elif attribute == "group":
        story.handed(key, at, actor, str(said.get("value_to")))


def _article(story: Story, at: datetime, said: Mapping[str, Any], asked: str) -> None:
    """A call that an agent writes down for the customer is the customer's; Zammad says so by the sender."""
    if said.get("sender") == "System":
        story.message(said["id"], at, MACHINE, internal=bool(said.get("internal")))
    elif said.get("sender") == "Customer":
        story.tell(said["id"], at, "customer_message", _id(said.get("origin_by_id")) or asked)
        story.events[-1] = {**story.events[-1], "actor_role": "customer"}
    else:
        story.message(said["id"], at, _id(said.get("created_by_id")), internal=bool(said.get("internal")))


def _staff(told: Sequence[Any], articles: Sequence[Any]) -> frozenset[str]:
    """Who owned the ticket, or wrote as an agent."""
    owners = {_id(each.get(end)) for each in told if each.get("attribute") == "owner" for end in ("id_from", "id_to")}
    wrote = {_id(each.get("created_by_id")) for each in articles if each.get("sender") == "Agent"}
    return frozenset((owners | wrote) - {"", MACHINE})


def _unlisted(story: Story) -> frozenset[str]:
    return frozenset(each for each in story.staff if each not in story.desk.accounts)


def _id(said: object) -> str:
    return "" if said is None else str(said)


def _map(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
