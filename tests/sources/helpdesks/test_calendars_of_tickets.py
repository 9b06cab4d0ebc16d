"""Which calendar a ticket goes by: the one that the source's entry gives its group, inbox or schedule."""

from collections.abc import Mapping
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks import KINDS
from deskmerit.sources.helpdesks.model import Desk, Laid, Source

BEGAN, LATER = "2026-09-01T01:00:00Z", "2026-09-01T02:00:00Z"


def laid(kind: str, bundle: Mapping[str, Any], **calendars: str) -> Laid:
    """A bundle as rows, of a source whose words go by these calendars, all others by `day`."""
    source = Source("d", kind, "", "", calendars={k.replace("_", " "): v for k, v in calendars.items()}, calendar="day")
    return KINDS[kind].lay(bundle, Desk(source))


def begins(found: Laid) -> object:
    """The calendar that the ticket begins with."""
    return found.rows["tickets"][0]["calendar"]


def changes(found: Laid) -> list[tuple[object, object]]:
    """When another calendar counts, and which; each after the event that brought it."""
    events = list[Row](found.rows["events"])
    return [(each["value"], events[at - 1]["value"]) for at, each in enumerate(events) if _is_change(each)]


def _is_change(event: Row) -> bool:
    return event["kind"] == "calendar_changed"


def rt() -> Mapping[str, Any]:
    """A ticket that goes from General to Second line and to Third line."""
    who = {"id": "ann"}

    def told(number: int, kind: str, **more: str) -> Mapping[str, Any]:
        empty = {"Field": "", "OldValue": "", "NewValue": ""}
        return {"id": str(number), "Type": kind, "Creator": who, "Created": LATER, **empty, **more}

    return {
        "id": "1", "now": {"Queue": {"id": "3"}, "Created": BEGAN}, "names": {},
        "queues": {"1": "General", "2": "Second line", "3": "Third line"},
        "transactions": [
            told(1, "Create", Created=BEGAN),
            told(2, "Set", Field="Queue", OldValue="1", NewValue="2"),
            told(3, "Set", Field="Queue", OldValue="2", NewValue="3"),
        ],
    }  # fmt: skip


def test_a_ticket_of_request_tracker_takes_the_calendar_of_each_queue_it_comes_to() -> None:
    found = laid("rt", rt(), General="early", Second_line="night")
    assert begins(found) == "early"
    assert changes(found) == [("night", "Second line"), ("day", "Third line")]


def test_without_calendars_of_the_source_nothing_is_said_of_them() -> None:
    found = laid("rt", rt())
    assert (begins(found), changes(found)) == (None, [])


def test_a_ticket_of_zammad_begins_with_the_group_before_its_first_move() -> None:
    history = [
        {"id": 1, "object": "Ticket", "type": "created", "created_at": BEGAN, "created_by_id": 5},
        {"id": 2, "object": "Ticket", "type": "updated", "attribute": "group", "value_from": "Users",
         "value_to": "Night", "created_at": LATER, "created_by_id": 5},
    ]  # fmt: skip
    ticket = {"created_at": BEGAN, "group": "Night", "state": "open", "owner_id": 1}
    found = laid("zammad", {"id": "1", "ticket": ticket, "articles": [], "history": history}, Night="night")
    assert (begins(found), changes(found)) == (None, [("night", "Night")])


def test_a_ticket_of_freshdesk_goes_by_its_present_group() -> None:
    ticket = {"id": 1, "created_at": BEGAN, "group_id": 7, "status": 2}
    found = laid("freshdesk", {"ticket": ticket, "conversations": [], "groups": {"7": "Night"}}, Night="night")
    assert (begins(found), changes(found)) == ("night", [])


def test_a_conversation_of_chatwoot_goes_by_its_inbox_whatever_team_has_it() -> None:
    moved = {"id": 1, "message_type": 2, "created_at": 1_788_224_400, "content": "Assigned to Late by Ann Lee"}
    bundle = {
        "id": "1", "inbox": "Website", "conversation": {"created_at": 1_788_220_800, "status": "open"},
        "messages": [moved], "ratings": {}, "teams": ["Late"],
    }  # fmt: skip
    found = laid("chatwoot", bundle, Website="night")
    assert (begins(found), changes(found)) == ("night", [])


def test_a_ticket_of_zendesk_goes_by_the_schedule_it_was_given() -> None:
    children = [
        {"id": 4, "event_type": "Change", "status": "open", "previous_value": "new"},
        {"id": 5, "event_type": "ScheduleAssignment", "previous_schedule_id": None, "new_schedule_id": 8},
    ]
    update = {"id": 3, "created_at": LATER, "updater_id": -1, "child_events": children}
    bundle = {
        "ticket_id": "1", "requester_id": "9", "events": [update], "groups": {}, "schedules": {"8": "Night shift"}
    }  # fmt: skip
    events = laid("zendesk", bundle, Night_shift="night").rows["events"]
    assert [(each["kind"], each["value"]) for each in events] == [("calendar_changed", "night"), ("status", "open")]
