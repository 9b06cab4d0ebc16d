"""A ticket of Freshdesk with its conversations → rows, and ratings. Pure functions.

Freshdesk tells no history: the present status and agent, and when some things happened last. What is told has an id
made of what happened and when, so that what earlier syncs saw stays beside it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Desk, Laid, Raw
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.story import Story

STATUSES = {"2": "open", "3": "pending", "4": "solved", "5": "closed"}
CHANNELS = {"1": "email", "2": "portal", "3": "phone", "7": "chat", "9": "feedback", "10": "outbound_email"}
PRIORITIES = {"1": "low", "2": "medium", "3": "high", "4": "urgent"}
SCORES = {-103: 1, -102: 2, -101: 3, 100: 4, 101: 5, 102: 6, 103: 7}
"""Freshdesk's seven faces, from extremely unhappy to extremely happy; shorter scales use some of them."""

TOLD = (("open", "reopened_at"), ("4", "resolved_at"), ("5", "closed_at"))
MERGED = re.compile(r"merged into (?:ticket )?(?:ID: ?|#)?(\d+)", re.IGNORECASE)


def lay(bundle: Raw, desk: Desk) -> Laid:
    """A ticket with what was said in it, or a rating."""
    if "rating" in bundle:
        return Laid({"surveys": list(_survey(_map(bundle["rating"]), desk))})
    said = _map(bundle["ticket"])
    made = instant(said.get("created_at"))
    if made is None:
        return Laid({})
    messages = bundle["conversations"]
    assert isinstance(messages, list)
    asked = _id(said.get("requester_id"))
    staff = frozenset(str(each["user_id"]) for each in messages if not each.get("incoming")) - desk.source.bots
    story = Story(desk, desk.ticket_id(said["id"]), frozenset({asked} - {None, ""}), staff - {asked}, "", STATUSES)  # type: ignore[arg-type]  # None is taken out
    _tell(story, said, messages, made)
    ticket = _ticket(said, _map(bundle["groups"]), desk, made)
    unlisted = frozenset(each for each in staff if each not in desk.accounts and each != asked)
    return Laid({"tickets": [ticket], "events": story.events}, staff=unlisted)


def _ticket(said: Mapping[str, Any], groups: Mapping[str, Any], desk: Desk, made: datetime) -> Row:
    field = str(desk.source.options.get("category") or "type")
    category = _map(said.get("custom_fields")).get(field) if field.startswith("cf_") else said.get(field)
    return {
        "ticket_id": desk.ticket_id(said["id"]),
        "created_at": made,
        "channel": CHANNELS.get(str(said.get("source")), _id(said.get("source"))),
        "category": _id(category),
        "priority": PRIORITIES.get(str(said.get("priority")), _id(said.get("priority"))),
        "requester_id": _id(said.get("requester_id")),
        "account": _id(said.get("company_id")),
        "team": groups.get(str(said.get("group_id"))),
        "calendar": desk.calendar(groups.get(str(said.get("group_id")))),
        "subject": said.get("subject"),
    }


def _tell(story: Story, said: Mapping[str, Any], messages: list[Any], made: datetime) -> None:
    number, agent = said["id"], _id(said.get("responder_id"))
    story.tell(f"{number}-created", made, "created", _id(said.get("requester_id")) or "")
    if agent:
        story.tell(f"{number}-assigned-{agent}", _taken(agent, messages, made), "assigned", "", agent)
    for each in messages:
        at = instant(each.get("created_at"))
        if at is None:
            continue
        if into := MERGED.search(str(each.get("body_text") or "")) if each.get("private") else None:
            story.tell(
                f"{each['id']}-merged", at, "merged", _id(each.get("user_id")) or "", story.desk.ticket_id(into[1])
            )
        else:
            _message(story, each, at)
    for word, at in _statuses(said):
        story.status(f"{number}-{word}-{at:%Y%m%dT%H%M%S}", at, "", word)
    # Told together, but not in their order.
    story.events.sort(key=lambda each: (each["occurred_at"], each["seq"]))
    story.events[:] = [{**each, "seq": at} for at, each in enumerate(story.events)]


def _message(story: Story, said: Mapping[str, Any], at: datetime) -> None:
    """Freshdesk itself says whether a message came from outside, agents writing from their mailbox among them."""
    actor = _id(said.get("user_id")) or ""
    if said.get("incoming") and not said.get("private"):
        story.tell(said["id"], at, "customer_message", actor)
        story.events[-1] = {**story.events[-1], "actor_role": "customer"}
    else:
        story.message(said["id"], at, actor, internal=bool(said.get("private")))


def _taken(agent: str, messages: list[Any], made: datetime) -> datetime:
    """When the present agent took the ticket, at the latest: with their first message; without any, at creation."""
    first = [at for each in messages if _id(each.get("user_id")) == agent and (at := instant(each.get("created_at")))]
    return min(first, default=made)


def _statuses(said: Mapping[str, Any]) -> Iterator[tuple[str, datetime]]:
    stats = _map(said.get("stats"))
    told = [(word, at) for word, name in TOLD if (at := instant(stats.get(name)))]
    now, since = str(said.get("status")), instant(stats.get("status_updated_at"))
    # A new ticket of Freshdesk is open: nothing happened yet.
    if since and (now, since) not in told and not (now == "2" and ("open", since) in told):
        told.append((now, since))
    yield from sorted(told, key=lambda each: each[1])


def _survey(said: Mapping[str, Any], desk: Desk) -> Iterator[Row]:
    """A rating. Freshdesk tells answered ones only: how many were asked is not known."""
    ratings = _map(said.get("ratings"))
    score = ratings.get("default_question", said.get("rating"))
    yield {
        "survey_id": f"{desk.source.prefix}{said['id']}",
        "ticket_id": desk.ticket_id(said["ticket_id"]),
        "agent_id": _id(said.get("agent_id")),
        "answered_at": instant(said.get("created_at")),
        "score": SCORES.get(score, score) if isinstance(score, int) else None,
        "scale_min": 1,
        "scale_max": 7,
        "comment": said.get("feedback"),
    }


def _id(said: object) -> str | None:
    return None if said in (None, "") else str(said)


def _map(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
