"""What Zendesk tells → rows: tickets, the events of an update, ratings. Pure functions."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.model import Desk, Laid, Raw
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.story import Story
from deskmerit.sources.helpdesks.zendesk.surveys import survey

WORDS = {"hold": "on_hold"}
MACHINE = "-1"
SCORES = {"good": 1, "bad": 0}
MENU = ("abandoned_in_ivr", "ivr_abandoned")
IN_ORDER = ("schedule", "group_id", "assignee_id", "comment", "status")
"""One update changes several things at its instant: who takes a ticket, answers and solves it did so in this order."""


def lay(bundle: Raw, desk: Desk) -> Laid:
    """A ticket, an update of a ticket, a rating, an answer to a survey, or a call."""
    if "ticket" in bundle:
        return Laid({"tickets": [_ticket(_map(bundle["ticket"]), _map(bundle["groups"]), desk)]})
    if "rating" in bundle:
        return Laid({"surveys": list(_survey(_map(bundle["rating"]), desk))})
    if "answer" in bundle:
        return Laid({"surveys": list(survey(_map(bundle["answer"]), desk))})
    if "call" in bundle:
        return Laid({"calls": list(_call(_map(bundle["call"]), desk))})
    return _told(bundle, desk)


def _ticket(said: Mapping[str, Any], groups: Mapping[str, Any], desk: Desk) -> Row:
    return {
        "ticket_id": desk.ticket_id(said["id"]),
        "created_at": instant(said.get("created_at")),
        "channel": _map(said.get("via")).get("channel"),
        "category": _category(said, str(desk.source.options.get("category") or "type")),
        "priority": said.get("priority"),
        "requester_id": _id(said.get("requester_id")),
        "account": _id(said.get("organization_id")),
        "team": groups.get(_id(said.get("group_id")) or ""),
        "subject": said.get("subject"),
    }


def _category(said: Mapping[str, Any], field: str) -> str | None:
    """A field of the ticket by name, or a custom one by its number."""
    if field.isdigit():
        fields = [*(said.get("custom_fields") or []), *(said.get("fields") or [])]
        return next((_id(each.get("value")) for each in fields if str(each.get("id")) == field), None)
    return _id(said.get(field))


def _told(bundle: Raw, desk: Desk) -> Laid:
    updates = bundle["events"]
    assert isinstance(updates, list)
    asked = str(bundle["requester_id"] or "")
    staff = frozenset(actor for each in updates for actor in _notes(each)) - desk.source.bots - {MACHINE}
    ticket = desk.ticket_id(bundle["ticket_id"])
    rows = list[Row]()
    for each in updates:
        # An update's events are ordered among themselves; updates have times and ids of their own.
        story = Story(desk, ticket, frozenset({asked} - {""}), staff, MACHINE, WORDS)
        if at := instant(each.get("created_at")) or instant(each.get("timestamp")):
            _update(story, each, at, bundle)
        rows += story.events
    return Laid({"events": rows}, staff=frozenset(each for each in staff if each not in desk.accounts))


def _update(story: Story, update: Mapping[str, Any], at: datetime, bundle: Raw) -> None:
    groups, schedules = _map(bundle["groups"]), _map(bundle["schedules"])
    actor, children = _id(update.get("updater_id")) or MACHINE, update.get("child_events") or []
    created = any(child.get("event_type") == "Create" for child in children)
    if created:
        story.tell(update["id"], at, "created", actor)
    for kind, child in sorted(_known(children), key=lambda each: IN_ORDER.index(each[0])):
        key, value = child["id"], child.get(kind)
        if kind == "comment":
            # The first comment is the request itself.
            if not created:
                story.message(key, at, _id(child.get("author_id")) or actor, internal=not child.get("public", True))
        elif kind == "assignee_id" and not (created and value is None):
            story.tell(f"{key}-assignee", at, "assigned", actor, _id(value))
        elif kind == "group_id" and not created and value is not None:
            story.handed(f"{key}-group", at, actor, str(groups.get(str(value), value)))
        elif kind == "schedule":
            story.moved(key, at, actor, str(schedules.get(_id(child.get("new_schedule_id")) or "")))
        elif kind == "status" and not (created and value == "new"):
            story.status(f"{key}-status", at, actor, str(value))
    _merged(story, update, at, actor)


def _merged(story: Story, update: Mapping[str, Any], at: datetime, actor: str) -> None:
    """The ticket that stays tells which were merged into it; the event is theirs."""
    into, mine = story.ticket, story.events
    for each in update.get("merged_ticket_ids") or []:
        other = Story(story.desk, story.desk.ticket_id(each), machine=MACHINE)
        other.tell(f"{update['id']}-{each}", at, "merged", actor, into)
        mine += other.events


def _known(children: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for child in children:
        if child.get("event_type") == "ScheduleAssignment":
            yield "schedule", child
        elif child.get("event_type") == "Comment" or child.get("type") == "Comment":
            yield "comment", child
        elif child.get("event_type") in ("Create", "Change"):
            yield from ((kind, child) for kind in ("group_id", "assignee_id", "status") if kind in child)


def _notes(update: Mapping[str, Any]) -> Iterator[str]:
    """Who wrote internal notes: agents, whatever is listed today."""
    for kind, child in _known(update.get("child_events") or []):
        if kind == "comment" and child.get("public") is False and child.get("author_id"):
            yield str(child["author_id"])


def _survey(said: Mapping[str, Any], desk: Desk) -> Iterator[Row]:
    """A rating that was offered, or answered; the person is whom the ticket was assigned to when it was rated."""
    score = SCORES.get(str(said.get("score")).removesuffix("_with_comment"))
    if score is None and said.get("score") != "offered":
        return  # unoffered: nobody was asked
    made, changed = instant(said.get("created_at")), instant(said.get("updated_at"))
    yield {
        "survey_id": f"{desk.source.prefix}{said['id']}",
        "ticket_id": desk.ticket_id(said["ticket_id"]),
        "agent_id": _id(said.get("assignee_id")),
        "sent_at": made,
        "answered_at": None if score is None else changed or made,
        "score": score,
        "scale_min": 0,
        "scale_max": 1,
        "comment": said.get("comment"),
    }


def _call(said: Mapping[str, Any], desk: Desk) -> Iterator[Row]:
    """A call that came in. Whoever hangs up in the menu was never offered to anybody."""
    if said.get("direction") != "inbound" or str(said.get("completion_status")) in MENU:
        return
    answered = said.get("completion_status") == "completed" and said.get("agent_id") is not None
    yield {
        "call_id": f"{desk.source.prefix}{said['id']}",
        "ticket_id": desk.ticket_id(said["ticket_id"]) if said.get("ticket_id") else None,
        "agent_id": _id(said.get("agent_id")),
        "started_at": instant(said.get("created_at")),
        "answered": answered,
        "queue_seconds": said.get("wait_time"),
        "talk_seconds": said.get("talk_time") if answered else None,
        "hold_seconds": (said.get("hold_time") or 0) if answered else None,
        "wrap_seconds": (said.get("wrap_up_time") or 0) if answered else None,
    }


def _id(said: object) -> str | None:
    return None if said in (None, "") else str(said)


def _map(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
