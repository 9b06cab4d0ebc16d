"""The business clock, trap by trap; each figure was worked out by hand."""

from datetime import date

import pytest

from core.clock_stories import HOURS, MINUTES, SECONDS, at, calendar, week
from deskmerit.core.calendar import Calendar
from deskmerit.core.clock import NEVER, due, elapsed, open_spans

OFFICE = ("09:00-17:00",) * 5 + ("", "")
ALL = "00:00-24:00"
NIGHT = "22:00-06:00"


def took(clock: Calendar, start: str, end: str) -> int:
    return elapsed(clock, at(start, clock.zone), at(end, clock.zone))


# 1. A holiday removes only its own hours.


def test_a_holiday_in_a_week_around_the_clock_removes_its_own_24_hours() -> None:
    clock = calendar(ALL, off="2026-10-01")
    assert took(clock, "2026-09-30 12:00", "2026-10-02 12:00") == 24 * HOURS
    assert took(clock, "2026-09-28 00:00", "2026-10-05 00:00") == 6 * 24 * HOURS


def test_a_holiday_cuts_the_night_shifts_at_its_own_midnights() -> None:
    clock = calendar(NIGHT, off="2026-10-01")
    spans = open_spans(clock, at("2026-09-30 12:00"), at("2026-10-02 12:00"))
    assert spans == [
        (at("2026-09-30 22:00"), at("2026-10-01 00:00")),
        (at("2026-10-02 00:00"), at("2026-10-02 06:00")),
    ]


def test_a_holiday_ends_at_local_midnight_not_at_midnight_in_utc() -> None:
    clock = calendar(ALL, zone="Asia/Shanghai", off="2026-10-01")
    assert open_spans(clock, at("2026-09-30 15:00"), at("2026-10-01 17:00")) == [
        (at("2026-09-30 15:00"), at("2026-09-30 16:00")),
        (at("2026-10-01 16:00"), at("2026-10-01 17:00")),
    ]


# 2. Daylight saving and odd zones.


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        ("Europe/Berlin", "2026-03-28", 7),  # Sunday, an hour is skipped
        ("Europe/Berlin", "2026-10-24", 9),  # Sunday, an hour comes twice
        ("Asia/Jerusalem", "2026-03-26", 7),  # Friday
        ("Asia/Jerusalem", "2026-10-24", 9),
        ("Australia/Sydney", "2026-10-03", 7),  # spring in the south
        ("Australia/Sydney", "2026-04-04", 9),
        ("Australia/Lord_Howe", "2026-10-03", 7.5),  # half an hour
        ("Australia/Lord_Howe", "2026-04-04", 8.5),
        ("America/New_York", "2026-03-07", 7),
        ("America/New_York", "2026-06-06", 8),
    ],
)
def test_a_night_shift_is_as_long_as_that_night(zone: str, night: str, hours: float) -> None:
    clock = calendar(NIGHT, zone=zone)
    start = at(f"{night} 22:00", zone)
    assert elapsed(clock, start, start + 12 * HOURS) == int(hours * 2) * 30 * MINUTES


@pytest.mark.parametrize(
    ("zone", "opens", "closes"),
    [
        ("Asia/Kolkata", "03:30", "12:30"),
        ("Asia/Kathmandu", "03:15", "12:15"),
        ("Australia/Eucla", "00:15", "09:15"),
        ("America/St_Johns", "11:30", "20:30"),
    ],
)
def test_half_hour_and_quarter_hour_zones(zone: str, opens: str, closes: str) -> None:
    clock = calendar("09:00-18:00", zone=zone)
    span = (at(f"2026-07-15 {opens}"), at(f"2026-07-15 {closes}"))
    assert open_spans(clock, at("2026-07-15 00:00"), at("2026-07-15 22:00")) == [span]


def test_opening_hours_keep_their_local_time_across_daylight_saving() -> None:
    clock = calendar(*OFFICE, zone="Europe/Berlin")
    assert took(clock, "2026-03-27 16:00", "2026-03-30 10:00") == 2 * HOURS
    assert took(clock, "2026-10-23 16:00", "2026-10-26 10:00") == 2 * HOURS


def test_a_boundary_in_a_skipped_hour_is_the_moment_of_the_change() -> None:
    early = calendar("02:30-06:00", zone="Europe/Berlin")
    assert took(early, "2026-03-29 00:00", "2026-03-29 12:00") == 3 * HOURS
    late = calendar("22:00-02:30", zone="Europe/Berlin")
    assert took(late, "2026-03-28 12:00", "2026-03-29 12:00") == 4 * HOURS


def test_a_boundary_in_a_repeated_hour_is_the_first_of_the_two() -> None:
    early = calendar("02:30-06:00", zone="Europe/Berlin")
    assert took(early, "2026-10-25 00:00", "2026-10-25 12:00") == 4 * HOURS + 30 * MINUTES
    late = calendar("22:00-02:30", zone="Europe/Berlin")
    assert took(late, "2026-10-24 12:00", "2026-10-25 12:00") == 4 * HOURS + 30 * MINUTES


def test_windows_that_meet_in_a_changed_hour_still_fill_the_day() -> None:
    clock = calendar("00:00-02:30 02:30-24:00", zone="Europe/Berlin")
    assert took(clock, "2026-03-29 00:00", "2026-03-30 00:00") == 23 * HOURS
    assert took(clock, "2026-10-25 00:00", "2026-10-26 00:00") == 25 * HOURS


def test_a_holiday_whose_midnight_is_skipped_removes_23_hours() -> None:
    clock = calendar(ALL, zone="America/Santiago", off="2026-09-06")
    start = at("2026-09-05 12:00", clock.zone)
    assert elapsed(clock, start, start + 47 * HOURS) == 24 * HOURS


def test_a_date_that_a_zone_left_out_has_no_hours() -> None:
    clock = calendar("09:00-17:00", zone="Pacific/Apia")  # 30 December 2011 never came
    assert took(clock, "2011-12-29 00:00", "2012-01-01 00:00") == 2 * 8 * HOURS


# 3 and 4. Changes of the week, on their first day and in the middle of the week and of the ticket.


def changing(first: str, then: str, on: str) -> Calendar:
    return Calendar("c", "UTC", ((date(2000, 1, 1), week(first)), (date.fromisoformat(on), week(then))))


def test_work_lying_wholly_on_the_first_day_of_a_schedule() -> None:
    clock = changing("09:00-17:00", "12:00-20:00", "2026-07-01")
    assert took(clock, "2026-07-01 08:00", "2026-07-01 21:00") == 8 * HOURS
    assert took(clock, "2026-07-01 09:00", "2026-07-01 13:00") == 1 * HOURS
    assert took(clock, "2026-06-30 09:00", "2026-06-30 13:00") == 4 * HOURS


def test_work_lying_wholly_on_the_first_day_of_a_holiday_week() -> None:
    clock = calendar("09:00-17:00", off="2026-10-01 2026-10-02 2026-10-03")
    assert took(clock, "2026-10-01 09:00", "2026-10-01 17:00") == 0
    assert took(clock, "2026-10-04 09:00", "2026-10-04 10:00") == 1 * HOURS


def test_work_lying_wholly_on_the_day_on_which_summer_time_begins() -> None:
    clock = calendar("00:00-08:00", zone="Asia/Jerusalem")
    assert took(clock, "2026-03-27 01:00", "2026-03-27 04:00") == 2 * HOURS


def test_a_schedule_that_changes_in_mid_week_and_mid_ticket() -> None:
    clock = changing("09:00-17:00", "08:00-12:00 13:00-20:00", "2026-07-01")  # a Wednesday
    assert took(clock, "2026-06-30 16:00", "2026-07-01 14:00") == (1 + 4 + 1) * HOURS


def test_a_night_begun_under_the_old_week_is_finished() -> None:
    clock = changing(NIGHT, "09:00-17:00", "2026-07-01")
    assert took(clock, "2026-06-30 20:00", "2026-07-02 00:00") == (2 + 6 + 8) * HOURS


def test_before_its_first_week_a_calendar_is_closed() -> None:
    clock = calendar(ALL, since=date(2026, 7, 1))
    assert took(clock, "2026-06-01 00:00", "2026-07-02 00:00") == 24 * HOURS


# 5. Long intervals.


def test_a_ticket_open_for_two_years_has_no_cap() -> None:
    clock = calendar(*OFFICE)
    assert took(clock, "2024-01-01 00:00", "2026-01-05 00:00") == 105 * 5 * 8 * HOURS


# 7. Weeks of all kinds.


def test_a_week_from_sunday_to_thursday() -> None:
    clock = calendar("09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", "", "", "09:00-17:00")
    assert took(clock, "2026-10-01 16:00", "2026-10-04 10:00") == 2 * HOURS  # Thursday to Sunday


def test_split_shifts_and_a_saturday_morning() -> None:
    day = "09:00-12:00 13:00-18:00"
    clock = calendar(day, day, day, day, day, "09:00-13:00", "")
    assert took(clock, "2026-09-18 11:30", "2026-09-21 09:10") == 30 * MINUTES + 5 * HOURS + 4 * HOURS + 10 * MINUTES


def test_a_night_shift_before_a_closed_day_is_finished_on_it() -> None:
    clock = calendar(NIGHT, NIGHT, NIGHT, NIGHT, NIGHT, "", "")
    assert took(clock, "2026-09-18 21:00", "2026-09-21 21:00") == 8 * HOURS  # Friday night


def test_a_make_up_saturday_counts_by_its_own_hours() -> None:
    clock = calendar(*OFFICE, off="2026-10-01 2026-10-02", work={"2026-10-10": "09:00-12:00"})
    assert took(clock, "2026-10-09 16:00", "2026-10-12 10:00") == (1 + 3 + 1) * HOURS


def test_a_make_up_day_takes_nothing_from_the_night_that_runs_into_it() -> None:
    clock = calendar(NIGHT, work={"2026-10-10": "09:00-12:00"})
    assert took(clock, "2026-10-09 20:00", "2026-10-10 20:00") == (8 + 3) * HOURS


def test_the_night_of_a_make_up_day_ends_at_a_holiday() -> None:
    clock = calendar(*OFFICE, work={"2026-09-26": NIGHT}, off="2026-09-27")
    assert took(clock, "2026-09-26 00:00", "2026-09-28 00:00") == 2 * HOURS


def test_holidays_across_new_year() -> None:
    clock = calendar("09:00-17:00", off="2026-12-31 2027-01-01 2027-01-02")
    assert took(clock, "2026-12-30 16:00", "2027-01-03 10:00") == 2 * HOURS


# 8. Exactness.


def test_seconds_count_not_the_minute_boundaries_crossed() -> None:
    clock = calendar(*OFFICE)
    assert took(clock, "2026-10-01 09:00:59", "2026-10-01 09:01:01") == 2 * SECONDS
    assert took(clock, "2026-10-01 08:59:59.999999", "2026-10-01 09:00:00.000001") == 1


def test_closing_time_is_closed_and_opening_time_is_open() -> None:
    clock = calendar(*OFFICE)
    assert took(clock, "2026-10-01 17:00", "2026-10-01 17:00:01") == 0
    assert took(clock, "2026-10-01 09:00", "2026-10-01 09:00:01") == 1 * SECONDS


# 10. Deadlines.


def test_a_deadline_exactly_at_closing_time_is_due_then_and_met_out_of_hours() -> None:
    clock = calendar(*OFFICE)
    start = at("2026-10-01 13:00")
    assert due(clock, start, 4 * HOURS) == at("2026-10-01 17:00")
    assert elapsed(clock, start, at("2026-10-02 08:30")) == 4 * HOURS


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-10-01 13:00", 5, "2026-10-02 10:00"),
        ("2026-10-01 18:00", 1, "2026-10-02 10:00"),
        ("2026-10-02 16:00", 2, "2026-10-05 10:00"),  # over a weekend
        ("2026-10-03 12:00", 8, "2026-10-05 17:00"),
        ("2026-10-03 12:00", 0, "2026-10-03 12:00"),  # nothing to wait for
        ("2026-10-01 09:00", 8 * 5 * 60, "2027-11-24 17:00"),  # sixty weeks
    ],
)
def test_the_due_instant_is_the_first_at_which_the_time_is_used_up(start: str, hours: int, expected: str) -> None:
    assert due(calendar(*OFFICE), at(start), hours * HOURS) == at(expected)


def test_what_a_closed_calendar_never_opens_for_is_never_due() -> None:
    closing = changing("09:00-17:00", "", "2026-10-01")
    assert due(closing, at("2026-09-30 16:00"), 1 * HOURS) == at("2026-09-30 17:00")
    assert due(closing, at("2026-09-30 16:00"), 1 * HOURS + 1) == NEVER


def test_without_a_calendar_the_clock_never_stops() -> None:
    assert elapsed(None, at("2026-10-03 00:00"), at("2026-10-04 00:00")) == 24 * HOURS
    assert due(None, at("2026-10-03 00:00"), 24 * HOURS) == at("2026-10-04 00:00")
    assert open_spans(None, 5, 5) == []
