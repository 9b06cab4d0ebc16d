"""Clocks across 春节, 国庆, their make-up Saturdays and the year's end, by the shipped calendar of China."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock_stories import week
from deskmerit.core.calendar import Calendar
from deskmerit.core.plan import Workflow
from deskmerit.core.workday import Deadline, is_working_day
from deskmerit.core.workflow import CLOCKS, Clock, appeal_due, clocks_of, days_of, due_of, step
from deskmerit.core.workflow.interview import INTERVIEW
from deskmerit.core.workflow.result import RECEIPT
from deskmerit.sources.calendars.official import chinese

OFFICIAL = chinese()
OFFICE = week(*["09:00-18:00"] * 5, "", "")
CHINA = Calendar(
    "office",
    "Asia/Shanghai",
    ((date(2000, 1, 1), OFFICE),),
    {**dict.fromkeys(OFFICIAL.off, ()), **dict.fromkeys(OFFICIAL.work, OFFICE[0])},
    known_from=OFFICIAL.known_from,
    known_until=OFFICIAL.known_until,
)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def days(text: str) -> list[date]:
    return [day(each) for each in text.split()]


@pytest.mark.parametrize(
    ("clock", "event", "due"),
    [
        ("decision", "09-30", "10-10"),  # 8, 9, and the make-up Saturday
        ("decision", "10-03", "10-10"),  # filed on a day off
        ("decision", "10-09", "10-13"),
        ("interview", "02-13", "02-25"),  # Saturday the 14th is worked, then nine days off
        ("interview", "02-14", "02-26"),
        ("flag", "02-27", "03-03"),  # Saturday the 28th is worked
        ("flag", "09-24", "09-30"),  # 中秋
        ("dispute_window", "09-18", "09-22"),  # Sunday the 20th is worked
        ("letter", "09-30", "10-08"),
        ("feedback_round", "09-30", "09-30"),  # at the close itself
    ],
)
def test_a_clock_runs_out_on_its_last_working_day(clock: str, event: str, due: str) -> None:
    assert due_of(CLOCKS[clock], day(event), CHINA) == Deadline(day(due))


@pytest.mark.parametrize(
    ("clock", "asked", "found"),
    [
        ("interview", Workflow(interview=5), 5),
        ("appeal_window", Workflow(appeal=7), 7),
        ("decision", Workflow(decision=9), 9),
    ],
)
def test_a_plans_own_days_hold(clock: str, asked: Workflow, found: int) -> None:
    assert days_of(CLOCKS[clock], asked) == found


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_without_a_word_of_the_plan_the_clocks_own_days_hold(clock: Clock) -> None:
    assert days_of(clock) == days_of(clock, Workflow()) == clock.days


def test_a_deadline_into_a_year_without_a_notice_is_provisional() -> None:
    assert due_of(CLOCKS["decision"], day("12-28"), CHINA) == Deadline(day("12-31"))
    assert due_of(CLOCKS["decision"], day("12-29"), CHINA) == Deadline(day("2027-01-01"), True)


def test_what_was_told_is_never_shortened_and_may_be_lengthened() -> None:
    told = due_of(CLOCKS["interview"], day("12-29"), CHINA)
    off = {**CHINA.days, day("2027-01-01"): (), day("2027-01-02"): OFFICE[0]}
    longer = Calendar(CHINA.name, CHINA.zone, CHINA.weeks, off, known_until=day("2027-12-31"))
    assert due_of(CLOCKS["interview"], day("12-29"), longer, told=told) == Deadline(day("2027-01-02"))
    worked = {**CHINA.days, day("2026-12-27"): OFFICE[0], day("2027-01-02"): OFFICE[0]}
    shorter = Calendar(CHINA.name, CHINA.zone, CHINA.weeks, worked, known_until=day("2027-12-31"))
    told = due_of(CLOCKS["interview"], day("12-30"), CHINA)
    assert due_of(CLOCKS["interview"], day("12-30"), shorter) == Deadline(day("2027-01-02"))
    assert due_of(CLOCKS["interview"], day("12-30"), shorter, told=told) == Deadline(told.day)


def test_leave_pauses_the_persons_clocks_and_nobody_elses() -> None:
    leave = days("10-08 10-09")
    assert due_of(CLOCKS["interview"], day("09-30"), CHINA, paused=leave) == Deadline(day("10-13"))
    assert due_of(CLOCKS["decision"], day("09-30"), CHINA, paused=leave) == Deadline(day("10-10"))
    assert {name for name, clock in CLOCKS.items() if clock.paused_by} == {
        "first_reminder", "second_reminder", "deemed_receipt", "appeal_window", "interview", "late_interview",
        "signing", "plan_signing", "check_in", "plan_change", "dispute_window", "acknowledgement",
    }  # fmt: skip


def test_no_receipt_two_reminders_and_it_counts_as_received_after_the_holiday() -> None:
    state, now, log = RECEIPT.start, Deadline(day("09-25")), []
    while state not in RECEIPT.ends:
        (clock,) = clocks_of(RECEIPT, state)
        now = due_of(clock, now, CHINA)
        state = step(RECEIPT, state, clock.then)
        log.append((now.day, state))
    assert log == [
        (day("09-29"), "reminded_once"), (day("10-08"), "reminded_twice"), (day("10-10"), "deemed_received"),
    ]  # fmt: skip


def test_no_interview_it_escalates_and_counts_as_held_on_its_due_day() -> None:
    (clock,) = clocks_of(INTERVIEW, "due")
    due = due_of(clock, day("09-29"), CHINA)
    assert due == Deadline(day("10-09"))
    assert clock.on_overdue == "counts_as_held"
    assert step(INTERVIEW, "due", clock.then) == "escalated"
    assert appeal_due(Deadline(day("09-30")), None, due, CHINA) == Deadline(day("10-12"))


@pytest.mark.parametrize(
    ("received", "interviewed", "workflow", "expected"),
    [
        ("09-28", "09-29", Workflow(), "10-08"),  # from the interview
        ("09-30", "09-29", Workflow(), "10-09"),  # from the receipt
        ("09-28", "10-13", Workflow(), "10-15"),  # held late
        ("09-28", "10-13", Workflow(appeal_from="receipt"), "09-30"),  # the printed plan
        ("09-28", "09-29", Workflow(appeal=5), "10-12"),  # 30, 8, 9, the make-up Saturday, Monday
    ],
)
def test_an_appeal_counts_from_where_the_plan_says(
    received: str, interviewed: str, workflow: Workflow, expected: str
) -> None:
    found = appeal_due(Deadline(day(received)), day(interviewed), Deadline(day("10-09")), CHINA, workflow)
    assert found == Deadline(day(expected))


def test_nothing_closes_before_the_result_was_received() -> None:
    for appeal_from in ("receipt", "later_of_receipt_and_interview"):
        assert appeal_due(None, day("09-29"), Deadline(day("10-09")), CHINA, Workflow(appeal_from=appeal_from)) is None


def test_an_interview_held_late_never_takes_time_from_an_appeal_that_was_told() -> None:
    told = Deadline(day("10-12"))
    assert appeal_due(Deadline(day("09-28")), day("09-30"), Deadline(day("10-09")), CHINA, told=told) == told


def test_a_provisional_receipt_makes_a_provisional_appeal() -> None:
    received = Deadline(day("09-28"), True)
    assert due_of(CLOCKS["appeal_window"], received, CHINA) == Deadline(day("09-30"), True)
    due = Deadline(day("09-29"))
    assert appeal_due(received, day("09-29"), due, CHINA, Workflow(appeal_from="receipt")) == Deadline(
        day("09-30"), True
    )


EVENTS = st.dates(date(2025, 12, 1), date(2027, 2, 1))


@settings(max_examples=60, deadline=None)
@given(event=EVENTS, leave=st.sets(st.integers(1, 30), max_size=8), clock=st.sampled_from(sorted(CLOCKS)))
def test_a_clock_runs_out_on_a_working_day_and_leave_never_brings_it_forward(
    event: date, leave: set[int], clock: str
) -> None:
    off = {event + timedelta(each) for each in leave}
    plain, paused = due_of(CLOCKS[clock], event, CHINA), due_of(CLOCKS[clock], event, CHINA, paused=off)
    assert plain.day <= paused.day
    assert plain.day == event or is_working_day(CHINA, plain.day)
    assert paused.day not in off or not CLOCKS[clock].paused_by
