"""Calendars in YAML: hours of all kinds, official days off, make-up working days."""

from datetime import date

import pytest

from deskmerit.core.calendar import ALWAYS_OPEN, Calendar, is_announced, opening_hours
from deskmerit.core.workday import deadline, is_working_day
from deskmerit.sources.calendars.official import official
from deskmerit.sources.settings import parse_settings

H = 3600
WEEKDAYS = 'weekly: {mon-fri: ["09:00-18:00"]}'


def read(body: str) -> Calendar:
    settings, issues = parse_settings(f"zone: Asia/Shanghai\ncalendars: {{c: {body}}}")
    assert [issue.code for issue in issues if issue.code != "settings-every-day-works"] == []
    return settings.calendars["c"]


def hours(calendar: Calendar, day: str) -> list[tuple[float, float]]:
    return [(start / H, end / H) for start, end in opening_hours(calendar, date.fromisoformat(day))]


@pytest.mark.parametrize("said", ["24x7", "24/7", "7x24", "７×２４".replace("×", "x"), "{weekly: 24x7}"])
def test_around_the_clock_is_easily_said(said: str) -> None:
    assert read(said).weeks[0][1] == ALWAYS_OPEN


@pytest.mark.parametrize(
    ("week", "monday", "saturday"),
    [
        ('{mon-fri: ["09:00-12:00", "13:00-18:00"], sat: ["09:00-13:00"]}', [(9, 12), (13, 18)], [(9, 13)]),
        ('{周一至周五: "９：００－１８：００", 周六: 休息}', [(9, 18)], []),
        ('{星期一: "9:00~18:00"}', [(9, 18)], []),
        ('{"sat,mon": "09:30-18:45:30"}', [(9.5, 18 + 45.5 / 60)], [(9.5, 18 + 45.5 / 60)]),
        ('{sun-thu: "09:00-17:00"}', [(9, 17)], []),
        ('{daily: "00:00-24:00"}', [(0, 24)], [(0, 24)]),
        ('{Monday: ["13:00-18:00", "09:00-12:00"]}', [(9, 12), (13, 18)], []),
        ('{fri-sun: "22:00-06:00"}', [(0, 6)], [(0, 6), (22, 24)]),
        ('{mon: "22:00-00:00"}', [(22, 24)], []),
    ],
)
def test_weekly_hours(week: str, monday: list[tuple[float, float]], saturday: list[tuple[float, float]]) -> None:
    calendar = read(f"{{weekly: {week}}}")
    assert (hours(calendar, "2026-06-01"), hours(calendar, "2026-06-06")) == (monday, saturday)


def test_other_hours_from_a_date_on() -> None:
    calendar = read('{weekly: 24x7, changes: [{from: 2026-07-01, weekly: {daily: "08:00-22:00"}}]}')
    assert (hours(calendar, "2026-06-30"), hours(calendar, "2026-07-01")) == ([(0, 24)], [(8, 22)])


def test_official_days_and_days_of_ones_own() -> None:
    calendar = read(f"{{{WEEKDAYS}, holidays: [cn, 2026-12-24, {{2026-12-25: 圣诞节}}]}}")
    closed = ["2026-10-01", "2026-12-24", "2026-12-25"]
    assert [hours(calendar, day) for day in closed] == [[], [], []]
    assert calendar.day_names[date(2026, 12, 25)] == "圣诞节"
    assert calendar.day_names[date(2026, 10, 1)] == "国庆节"


def test_an_official_make_up_day_has_mondays_hours() -> None:
    assert hours(read(f"{{{WEEKDAYS}, holidays: cn}}"), "2026-10-10") == [(9, 18)]


def test_a_make_up_day_where_mondays_are_closed_has_the_hours_of_the_first_open_day() -> None:
    calendar = read('{weekly: {tue-fri: "10:00-16:00"}, holidays: cn}')
    assert hours(calendar, "2026-10-10") == [(10, 16)]


def test_a_make_up_day_after_a_change_has_the_hours_of_the_new_week() -> None:
    calendar = read(
        f'{{{WEEKDAYS}, holidays: cn, changes: [{{from: 2026-10-08, weekly: {{mon-fri: "08:00-12:00"}}}}]}}'
    )
    assert (hours(calendar, "2026-09-20"), hours(calendar, "2026-10-10")) == ([(9, 18)], [(8, 12)])


def test_make_up_days_with_hours_of_their_own() -> None:
    week = 'weekly: {mon-thu: "09:00-18:00", fri: "09:00-15:00"}'
    calendar = read(f'{{{week}, make_up_days: {{2026-06-06: "10:00-12:00", 2026-06-13: fri, 2026-06-20: }}}}')
    found = [hours(calendar, day) for day in ("2026-06-06", "2026-06-13", "2026-06-20")]
    assert found == [[(10, 12)], [(9, 15)], [(9, 18)]]


def test_what_the_organisation_says_goes_before_the_official_table() -> None:
    calendar = read(f'{{{WEEKDAYS}, holidays: [cn, 2026-10-10], make_up_days: {{2026-10-01: "09:00-12:00"}}}}')
    assert (hours(calendar, "2026-10-10"), hours(calendar, "2026-10-01")) == ([], [(9, 12)])


def test_the_deadlines_of_october_2026_by_the_shipped_table() -> None:
    calendar = read(f"{{{WEEKDAYS}, holidays: cn}}")
    assert deadline(calendar, date(2026, 9, 30), 3).day == date(2026, 10, 10)
    assert deadline(calendar, date(2026, 2, 13), 2).day == date(2026, 2, 24)


def test_an_unannounced_chinese_year_is_unknown_and_never_guessed() -> None:
    for country in ("cn", "CN", "{country: CN}"):
        calendar = read(f"{{{WEEKDAYS}, holidays: {country}}}")
        assert calendar.known_until is not None
        beyond = date(calendar.known_until.year + 1, 10, 1)
        assert (is_announced(calendar, calendar.known_until), is_announced(calendar, beyond)) == (True, False)
        assert is_working_day(calendar, beyond) == (beyond.weekday() < 5)
        assert deadline(calendar, calendar.known_until, 1).provisional


def test_other_countries_through_their_laws() -> None:
    for said in ("{country: DE, subdiv: BY}", "DE-BY"):
        calendar = read(f"{{{WEEKDAYS}, holidays: {said}}}")
        assert hours(calendar, "2026-01-06") == []  # Epiphany is a holiday in Bavaria
    assert hours(read(f"{{{WEEKDAYS}, holidays: DE}}"), "2026-01-06") == [(9, 18)]


def test_working_saturdays_of_other_countries() -> None:
    assert hours(read(f"{{{WEEKDAYS}, holidays: HU}}"), "2026-01-10") == [(9, 18)]  # for 2 January


def test_years_whose_holidays_can_only_be_estimated_are_unknown() -> None:
    turkey = official("TR")
    assert turkey is not None
    assert date(2027, 1, 1) < turkey.known_until < date(2050, 1, 1)
    germany = official("DE")
    assert germany is not None
    assert germany.known_until == date(2050, 12, 31)


def test_two_official_tables_are_known_where_both_are() -> None:
    calendar = read(f"{{{WEEKDAYS}, holidays: [cn, HK]}}")
    assert calendar.known_until == date(2026, 12, 31)
    assert calendar.known_from == date(2004, 1, 1)
