"""Whether a customer came back is told by their other tickets: those are measured again that a change can bear on."""

from datetime import UTC, date, datetime, timedelta

from chain.test_touched_people import after_a_change
from deskmerit.metrics.ask import spec
from oracle.centre import Rows

FIRST = datetime(2026, 9, 1, tzinfo=UTC)
STAYED = [spec("first_contact_resolution", {"contact": "replies", "days": 7})]
IN_ONE_GO = [spec("first_contact_resolution", {"contact": "session", "days": 7})]


def at(day: float) -> datetime:
    return FIRST + timedelta(days=day)


def ticket(name: str, day: float, category: str = "bill") -> dict[str, object]:
    return {"ticket_id": name, "created_at": at(day), "requester_id": "carla", "category": category, "source": "desk"}


def event(name: str, day: float, kind: str = "status", value: str = "solved") -> dict[str, object]:
    return {"event_id": f"{name} {day} {kind}", "ticket_id": name, "occurred_at": at(day), "kind": kind,
            "actor_id": "amy", "actor_role": "agent", "value": value}  # fmt: skip


def solved(name: str, day: float) -> list[dict[str, object]]:
    return [event(name, day - 0.2, "assigned", "amy"), event(name, day - 0.1, "public_reply", ""), event(name, day)]


def centre(tickets: list[dict[str, object]], events: list[dict[str, object]]) -> Rows:
    """A centre of one agent; the newest event is of another customer's ticket on day 20."""
    other = {**ticket("other", 1), "requester_id": "otto"}
    return {
        "agents": [{"agent_id": "amy", "name": "Amy", "kind": "human"}],
        "postings": [{"agent_id": "amy", "team": "red", "from_date": date(2026, 1, 1)}],
        "tickets": [other, *tickets],
        "events": [*solved("other", 2), event("other", 20, "public_reply", ""), *events],
    }


OLD = [ticket("a", 0), ticket("b", 3)]
SOLVES = [*solved("a", 1), *solved("b", 12)]


def test_a_new_ticket_leaves_alone_what_is_settled() -> None:
    came = [*SOLVES, *solved("c", 21), event("c", 29, "public_reply", "")]
    assert after_a_change(centre(OLD, SOLVES), centre([*OLD, ticket("c", 20.5)], came), STAYED) == 1


def test_a_ticket_that_comes_late_is_seen_by_all_before_it() -> None:
    assert after_a_change(centre(OLD, SOLVES), centre([*OLD, ticket("c", 13)], SOLVES), STAYED) == 3


def test_a_ticket_that_goes_was_seen_by_all_before_it() -> None:
    assert after_a_change(centre([*OLD, ticket("c", 13)], SOLVES), centre(OLD, SOLVES), STAYED) == 3


def test_a_ticket_with_another_category_is_seen_by_others() -> None:
    then, now = ([*OLD, ticket("c", 13, category)] for category in ("bill", "loan"))
    assert after_a_change(centre(then, SOLVES), centre(now, SOLVES), STAYED) == 3


def test_a_merge_told_late_is_seen_by_those_before_it() -> None:
    tickets = [*OLD, ticket("c", 4)]
    merged = event("c", 5, "merged", "b")
    assert after_a_change(centre(tickets, SOLVES), centre(tickets, [*SOLVES, merged]), IN_ONE_GO) == 3


def test_a_ticket_looks_at_those_after_it_alone() -> None:
    tickets = [*OLD, ticket("c", 19.5)]
    reopened = event("b", 14, "status", "open")
    assert after_a_change(centre(tickets, SOLVES), centre(tickets, [*SOLVES, reopened]), STAYED) == 2


def test_who_came_back_is_known_when_the_days_have_passed() -> None:
    tickets = [*OLD, ticket("c", 19)]
    events = [*solved("a", 1), *solved("b", 18)]
    later = [*events, event("other", 30, "public_reply", "")]
    assert after_a_change(centre(tickets, events), centre(tickets, later), STAYED) == 3
