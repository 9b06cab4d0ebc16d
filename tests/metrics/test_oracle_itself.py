"""The oracle is only as good as its own reading: small stories reckoned by hand, without the engine."""

import json
from datetime import UTC, date, datetime

import pytest

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from oracle.case import Case, month_of
from oracle.clock import due, elapsed, micros
from oracle.measure import Oracle
from oracle.settings import CALENDARS

HOUR = 3_600_000_000
PEOPLE = [{"agent_id": name, "kind": "human"} for name in ("ann", "bob")] + [{"agent_id": "bot", "kind": "bot"}]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def open_hours(calendar: str, start: str, end: str) -> float:
    begin, finish = (micros(datetime.fromisoformat(text)) for text in (start, end))
    return elapsed([(begin, CALENDARS[calendar])], begin, finish) / HOUR


@pytest.mark.parametrize(
    ("calendar", "start", "end", "hours"),
    [
        ("berlin", "2026-03-27T08:00+01:00", "2026-03-30T18:00+02:00", 7 + 3),  # Friday, Saturday morning, holiday
        ("berlin", "2026-03-31T08:00+02:00", "2026-03-31T18:00+02:00", 7.5),  # the new hours begin mid-week
        ("new-york", "2026-03-08T00:00-05:00", "2026-03-10T00:00-04:00", 23),  # short Sunday, Monday a holiday
        ("new-york", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00", 25),
        ("jerusalem", "2026-03-27T00:00+02:00", "2026-03-28T00:00+03:00", 11),  # 01–13 on the Friday that loses 02–03
        ("lord-howe", "2026-04-04T12:00+11:00", "2026-04-05T12:00+10:30", 8.5),  # half an hour more at night
        ("lord-howe", "2026-10-03T12:00+10:30", "2026-10-04T12:00+11:00", 7.5),
        ("lord-howe", "2026-10-04T12:00+11:00", "2026-10-05T12:00+11:00", 2),  # the holiday takes its small hours
        ("lord-howe", "2026-10-05T12:00+11:00", "2026-10-06T12:00+11:00", 6),  # and its evening, no more
        ("shanghai", "2026-02-14T00:00+08:00", "2026-02-19T00:00+08:00", 7),  # a make-up Saturday, then the festival
        ("shanghai", "2026-09-27T00:00+08:00", "2026-09-28T06:00+08:00", 17),  # a make-up day that runs past midnight
        ("never", "2026-01-01T00:00+00:00", "2026-02-01T00:00+00:00", 0),
        ("nights", "2026-03-27T12:00+01:00", "2026-03-28T12:00+01:00", 6),  # the small hours after a Friday holiday
    ],
)
def test_open_hours_are_those_on_the_door(calendar: str, start: str, end: str, hours: float) -> None:
    assert open_hours(calendar, start, end) == hours


def test_a_due_instant_on_closing_time_is_closing_time() -> None:
    start = micros(at("2026-03-27T08:00"))  # 09:00 in Berlin
    assert due([(start, CALENDARS["berlin"])], start, 7 * HOUR, start + 999 * HOUR) == micros(at("2026-03-27T16:00"))


def test_a_month_is_named_after_the_one_it_ends_in() -> None:
    assert [month_of(date(2026, 12, day), 26) for day in (25, 26)] == ["2026-12", "2027-01"]


def told(metric: str, params: dict[str, object], events: list[tuple[str, str, str, str]], **more: object) -> list[Case]:
    """Cases of ticket t, created on 1 May at 9, with events (time, kind, actor, value); `more` adds tables."""
    roles = {"ann": "agent", "bob": "agent", "bot": "bot", "cust": "customer"}
    rows = {
        "agents": PEOPLE,
        "tickets": [{"ticket_id": "t", "created_at": at("2026-05-01T09:00"), "requester_id": "r", "category": "c"}],
        "events": [
            {"event_id": str(number), "ticket_id": "t", "occurred_at": at(f"2026-05-{time}"), "seq": None,
             "kind": kind, "actor_id": actor, "actor_role": roles[actor], "value": value}
            for number, (time, kind, actor, value) in enumerate(events)
        ],
        **more,
    }  # fmt: skip
    return Oracle(rows, Settings()).cases(MeasureSpec(metric, json.dumps(params), "{}", "calendar"))


def brief(cases: list[Case]) -> list[tuple[str, int]]:
    return [(case.agent, case.numerator) for case in cases if not case.out]


SOLVED = [
    ("01T09:10", "assigned", "bot", "ann"),
    ("01T09:20", "public_reply", "bob", ""),
    ("01T10:00", "status", "bot", "solved"),
    ("01T10:00", "status", "bot", "closed"),
    ("03T10:00", "status", "cust", "open"),
    ("03T11:00", "status", "bob", "solved"),
]


def test_the_first_reply_is_its_writers() -> None:
    assert brief(told("first_response_time", {"from": "creation"}, SOLVED)) == [("bob", 1200)]


def test_resolution_is_the_last_solve_and_a_bots_solve_is_the_assignees() -> None:
    assert brief(told("resolution_time", {"pause": "none"}, SOLVED)) == [("bob", 50 * 3600)]
    assert brief(told("tickets_solved", {}, SOLVED)) == [("ann", 1), ("bob", 1)]


def test_a_reopening_within_the_days_spoils_the_first_contact_once_the_days_are_over() -> None:
    later = [*SOLVED, ("20T00:00", "internal_note", "bob", "")]
    assert brief(told("first_contact_resolution", {"contact": "replies", "days": 7}, later)) == [("ann", 0)]
    early = told("first_contact_resolution", {"contact": "replies", "days": 7}, SOLVED)
    assert [case.out for case in early] == [{"provisional"}]


def test_a_stint_ends_by_the_solve_and_begins_again_with_the_reopening() -> None:
    again = [*SOLVED[:5], ("03T10:30", "assigned", "ann", "bob"), SOLVED[5]]
    assert brief(told("transfer_rate", {}, again)) == [("ann", 0), ("ann", 1), ("bob", 0)]


def test_a_late_ticket_is_the_assignees_at_the_due_instant() -> None:
    late = [("01T09:10", "assigned", "bot", "ann"), ("01T19:00", "assigned", "ann", "bob")]
    assert brief(told("ticket_timeliness", {"hours": 4}, late)) == [("ann", 0)]


def test_a_customers_run_begins_with_its_first_message() -> None:
    talk = [
        ("01T09:05", "customer_message", "cust", ""),
        ("01T09:06", "public_reply", "bot", ""),
        ("01T09:10", "public_reply", "ann", ""),
        ("01T09:20", "customer_message", "cust", ""),
        ("01T09:21", "customer_message", "cust", ""),
        ("01T09:30", "public_reply", "bob", ""),
        ("01T09:31", "public_reply", "bob", ""),
    ]
    assert brief(told("response_time", {}, talk)) == [("ann", 600), ("bob", 600)]


def test_a_rating_is_of_whoever_served_before_the_survey() -> None:
    survey = {"survey_id": "s", "ticket_id": "t", "sent_at": at("2026-05-02T00:00"), "scale_min": 0, "scale_max": 10,
              "answered_at": at("2026-05-03T10:30"), "score": 7}  # fmt: skip
    assert brief(told("satisfaction", {}, SOLVED, surveys=[survey])) == [("ann", 3_800_000)]
