"""Servers made from the vendors' descriptions: full answers, pages as they are asked for, and no patience."""

from collections.abc import Mapping
from typing import Any

import pytest

from sources.helpdesks import chatwoot_desk, freshdesk_desk, zendesk_desk
from sources.helpdesks.described import HERE
from sources.helpdesks.made import Made
from sources.helpdesks.mock import Mock, Refusal

pytestmark = HERE

CONVERSATIONS = "/api/v1/accounts/1/conversations"


def zendesk() -> Mock:
    """Three changes of two tickets, as Zendesk describes its interface."""
    desk = zendesk_desk.Zendesk()
    desk.opens(1, 0, 900, 900)
    desk.opens(2, 1, 900, 900)
    desk.does(1, 2, 11, status="open")
    return Made(zendesk_desk.RECIPE, desk.records()).server({})


def freshdesk() -> Mock:
    """Five tickets, as Freshdesk's interface is described."""
    return Made(freshdesk_desk.RECIPE, freshdesk_desk.busy().records()).server({})


def chatwoot() -> Mock:
    """Five conversations, as Chatwoot describes its interface."""
    return Made(chatwoot_desk.RECIPE, chatwoot_desk.busy().records()).server({})


def whole_list(mock: Mock, path: str, query: Mapping[str, str]) -> list[Any]:
    """Numbered pages until one is empty."""
    found = list[Any]()
    for number in range(1, 10):
        said = mock.answer(path, {**query, "page": str(number)})
        page = said if isinstance(said, list) else said["data"]["payload"]
        if not page:
            break
        found += page
    return found


@pytest.mark.parametrize(
    ("server", "path", "query", "why"),
    [
        (zendesk, "/api/v2/incremental/tickets/cursor", {"begin": "1"}, "begin: no such parameter"),
        (zendesk, "/api/v2/incremental/tickets/cursor", {"start_time": "today"}, "start_time=today: is no integer"),
        (zendesk, "/api/v2/tickets/show_many", {}, "ids: is missing"),
        (zendesk, "/api/v2/users", {"page[size]": "0"}, "page[size]=0: 0 is less than the minimum of 1"),
        (freshdesk, "/api/v2/tickets", {"per_page": "101"}, "per_page=101: 101 is greater than the maximum of 100"),
        (freshdesk, "/api/v2/tickets", {"updated_since": "monday"}, "updated_since=monday: is no date-time"),
        (freshdesk, "/api/v2/tickets/first/conversations", {}, "ticket_id=first: is no integer"),
        (chatwoot, CONVERSATIONS, {"status": "solved"}, "status=solved: 'solved' is not one of"),
    ],
)
def test_a_question_that_is_not_described_is_refused(server: Any, path: str, query: dict[str, str], why: str) -> None:
    mock = server()
    said = mock.answer(path, query)
    assert isinstance(said, Refusal)
    assert (said.status, why in said.why, len(mock.wrong)) == (400, True, 1)


@pytest.mark.parametrize("server", [zendesk, freshdesk, chatwoot])
def test_a_path_that_is_not_described_is_not_there(server: Any) -> None:
    assert server().answer("/api/v2/everything", {}) is None


def test_records_stand_among_everything_else_that_is_described() -> None:
    mock = freshdesk()
    (first, _) = mock.answer("/api/v2/tickets", {"per_page": "2", "updated_since": "2026-01-01T00:00:00Z"})
    held = freshdesk_desk.busy().tickets[first["id"]]
    assert {name: first[name] for name in held} == held
    assert {"due_by", "tags", "is_escalated"} <= set(first) - set(held)
    again = freshdesk().answer("/api/v2/tickets", {"per_page": "2", "updated_since": "2026-01-01T00:00:00Z"})
    assert again[0] == first, "what is made up stays the same"
    assert mock.wrong == []


def test_numbered_pages_hold_each_row_once() -> None:
    listed = whole_list(freshdesk(), "/api/v2/tickets", {"per_page": "2", "updated_since": "2026-01-01T00:00:00Z"})
    assert sorted(each["id"] for each in listed) == [1, 2, 3, 4, 5]
    listed = whole_list(chatwoot(), CONVERSATIONS, {"status": "all"})
    assert sorted(each["id"] for each in listed) == [1, 2, 3, 4, 5]


def test_pages_of_a_cursor_come_twice_until_the_end_of_the_stream() -> None:
    mock, query, seen = zendesk(), {"start_time": "1"}, list[list[int]]()
    while True:
        page = mock.answer("/api/v2/incremental/tickets/cursor", query)
        seen.append([each["id"] for each in page["tickets"]])
        if page["end_of_stream"]:
            break
        query = {"cursor": page["after_cursor"]}
    assert seen == [[1, 2], [1, 2], [1]]


def test_an_answer_unlike_its_description_is_told() -> None:
    mock = freshdesk()
    mock.routes = {"/api/v2/tickets": lambda query: [{"id": "one"}]}
    mock.answer("/api/v2/tickets", {})
    assert mock.wrong == ["/api/v2/tickets: 0/id 'one' is not of type 'integer'"]
