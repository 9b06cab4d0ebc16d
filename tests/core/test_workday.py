"""Working days and deadlines (semantics §7) across 春节 and 国庆 2026 with their make-up days."""

from datetime import date, timedelta

import pytest

from core.clock_stories import calendar
from deskmerit.core.calendar import Calendar, unannounced
from deskmerit.core.workday import (
    Deadline,
    appeal_deadline,
    deadline,
    decision_deadline,
    interview_deadline,
    is_every_day,
    is_working_day,
    never_shortened,
    receipt,
    working_dates,
    working_days,
)


def days(first: str, last: str) -> str:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return " ".join(str(start + timedelta(n)) for n in range((end - start).days + 1))


SPRING, MID_AUTUMN, NATIONAL = (
    days(*span) for span in (("2026-02-15", "2026-02-23"), ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07"))
)
MADE_UP = dict.fromkeys(["2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"], "09:00-18:00")
OFFICE = calendar(
    *["09:00-18:00"] * 5, "", "", zone="Asia/Shanghai", off=f"{SPRING} {MID_AUTUMN} {NATIONAL}", work=MADE_UP
)
CHINA = Calendar("office", OFFICE.zone, OFFICE.weeks, OFFICE.days, known_until=date(2026, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


@pytest.mark.parametrize(
    ("event", "n", "expected"),
    [
        ("09-30", 3, "10-10"),  # 8, 9, and Saturday the 10th is worked
        ("10-03", 1, "10-08"),  # an event on a day off
        ("10-09", 2, "10-12"),
        ("09-18", 1, "09-20"),  # a Sunday that is worked
        ("09-24", 2, "09-29"),
        ("02-13", 2, "02-24"),  # Saturday the 14th is worked, then nine days off
        ("02-14", 3, "02-26"),
        ("02-27", 2, "03-02"),
        ("03-04", 3, "03-09"),  # an ordinary week
        ("03-04", 0, "03-04"),
    ],
)
def test_within_n_working_days(event: str, n: int, expected: str) -> None:
    assert deadline(CHINA, day(event), n) == Deadline(day(expected))


def test_a_deadline_lasts_until_24_00_in_the_organisations_zone() -> None:
    ends = deadline(CHINA, day("09-30"), 3).ends_at("Asia/Shanghai")
    assert ends.isoformat() == "2026-10-10T16:00:00+00:00"


def test_working_days_of_october_2026() -> None:
    assert working_days(CHINA, day("10-01"), day("11-01")) == 18
    assert working_dates(CHINA, day("10-06"), day("10-12")) == [day("10-08"), day("10-09"), day("10-10")]


def test_without_a_calendar_monday_to_friday_are_worked() -> None:
    assert working_days(None, day("10-01"), day("11-01")) == 22
    assert deadline(None, day("10-02"), 3) == Deadline(day("10-07"))


def test_a_night_that_runs_into_saturday_makes_it_no_working_day() -> None:
    nights = calendar(*["22:00-06:00"] * 5, "", "")
    assert (is_working_day(nights, day("09-18")), is_working_day(nights, day("09-19"))) == (True, False)


def test_a_week_around_the_clock_works_every_day() -> None:
    assert is_every_day(calendar("00:00-24:00"))
    assert not is_every_day(CHINA)


@pytest.mark.parametrize(("event", "expected"), [("12-28", False), ("12-29", True), ("2027-02-01", True)])
def test_a_deadline_that_reaches_an_unannounced_year_is_provisional(event: str, expected: bool) -> None:
    assert deadline(CHINA, day(event), 3).provisional is expected


def test_years_without_a_notice_are_named() -> None:
    (issue,) = unannounced(CHINA, day("12-01"), day("2028-02-01"))
    assert (issue.code, issue.params["years"]) == ("calendar-year-unannounced", "2027, 2028")
    assert unannounced(CHINA, day("01-01"), day("2027-01-01")) == []


def test_a_later_calendar_shortens_no_deadline_that_was_told() -> None:
    told = Deadline(day("2027-01-05"), True)
    assert never_shortened(told, Deadline(day("2027-01-04"))) == Deadline(day("2027-01-05"))
    assert never_shortened(told, Deadline(day("2027-01-06"))) == Deadline(day("2027-01-06"))


def test_approved_leave_pauses_a_persons_clock() -> None:
    leave = {day("10-08"), day("10-09")}
    assert deadline(CHINA, day("09-30"), 2, paused=leave) == Deadline(day("10-12"))


def test_leave_on_a_day_off_pauses_nothing() -> None:
    assert deadline(CHINA, day("09-30"), 2, paused={day("10-03")}) == Deadline(day("10-09"))


def test_interview_and_decision_have_three_days() -> None:
    assert interview_deadline(CHINA, day("09-29")) == Deadline(day("10-09"))
    assert decision_deadline(CHINA, day("10-09")) == Deadline(day("10-13"))


def test_one_reminder_makes_no_receipt() -> None:
    assert receipt(CHINA, None, [day("09-28")]) is None


def test_receipt_counts_by_the_second_working_day_after_two_reminders() -> None:
    reminders = [day("09-30"), day("09-28")]
    assert receipt(CHINA, None, reminders) == Deadline(day("10-09"))
    assert receipt(CHINA, day("09-29"), reminders) == Deadline(day("09-29"))
    assert receipt(CHINA, day("10-20"), reminders) == Deadline(day("10-09"))


def test_a_third_reminder_moves_nothing() -> None:
    assert receipt(CHINA, None, [day("09-21"), day("09-22"), day("09-30")]) == Deadline(day("09-24"))


@pytest.mark.parametrize(
    ("received", "interviewed", "expected"),
    [
        ("09-28", "09-29", "10-08"),  # from the interview
        ("09-30", "09-29", "10-09"),  # from the receipt
        ("09-28", None, "10-12"),  # not held: from its due day, 9 October
        ("09-28", "10-13", "10-15"),  # held late: from the day it was held
    ],
)
def test_an_appeal_is_open_two_days_from_the_later_of_receipt_and_interview(
    received: str, interviewed: str | None, expected: str
) -> None:
    due = interview_deadline(CHINA, day("09-29"))
    held = day(interviewed) if interviewed else None
    assert appeal_deadline(CHINA, Deadline(day(received)), held, due) == Deadline(day(expected))


def test_no_appeal_closes_before_the_result_was_received() -> None:
    assert appeal_deadline(CHINA, None, day("09-29"), Deadline(day("10-09"))) is None


def test_a_deadline_counted_from_a_provisional_one_is_provisional() -> None:
    due = interview_deadline(CHINA, day("12-30"))
    assert appeal_deadline(CHINA, Deadline(day("12-30")), None, due) == Deadline(day("2027-01-06"), True)


def test_a_calendar_that_closes_for_ever_is_an_error_of_its_own() -> None:
    with pytest.raises(ValueError, match="no 3 working days"):
        deadline(calendar(*[""] * 7), day("09-29"), 3)
