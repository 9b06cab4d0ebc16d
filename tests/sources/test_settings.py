"""deskmerit.yaml: what it can say, and all that can be wrong in it at once."""

import re
from datetime import date
from pathlib import Path

import pytest

from deskmerit.core.issue import errors
from deskmerit.core.settings import Settings
from deskmerit.records.yamltree import MAX_CHARS
from deskmerit.report.messages import MESSAGES, render
from deskmerit.sources.settings import SETTINGS_TEMPLATE, load_settings, parse_settings

OFFICE = 'weekly: {mon-fri: ["09:00-18:00"]}'


def found(text: str) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.where.line) for issue in parse_settings(text)[1]]


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (Settings(), [])


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "deskmerit.yaml").write_text("# later\n", encoding="utf-8")
    assert load_settings(tmp_path) == (Settings(), [])


def test_everything_an_organisation_can_say(tmp_path: Path) -> None:
    text = f"""
organisation: 客服中心
zone: Asia/Shanghai
month_starts_on: 26
calendar: office
workdays: office
calendars:
  office: {{{OFFICE}}}
bots: [SYSTEM, "007", 12]
protected_leave: [病假, 产假]
show_rank: true
sources: {{erp: {{zone: Europe/Berlin, scale: "1.10"}}}}
"""
    (tmp_path / "deskmerit.yaml").write_text(text, encoding="utf-8")
    settings, issues = load_settings(tmp_path)
    assert issues == []
    assert (settings.organisation, settings.zone, settings.month_starts_on) == ("客服中心", "Asia/Shanghai", 26)
    assert (settings.calendar, settings.workdays, settings.show_rank) == ("office", "office", True)
    assert settings.bots == {"SYSTEM", "007", "12"}
    assert settings.protected_leave == {"病假", "产假"}
    assert settings.sources == {"erp": {"zone": "Europe/Berlin", "scale": "1.10"}}
    assert settings.calendars["office"].zone == "Asia/Shanghai"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_file_that_init_writes_has_nothing_to_mend(lang: str) -> None:
    settings, issues = parse_settings(SETTINGS_TEMPLATE[lang])
    assert issues == []
    assert (settings.calendar, settings.workdays, set(settings.calendars)) == (
        "service", "office", {"service", "office"},
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_comments_of_that_file_can_be_taken_at_their_word(lang: str) -> None:
    uncommented = re.sub(r"(?m)^    # ", "    ", SETTINGS_TEMPLATE[lang])
    text = re.sub(r"(?m)^    holidays: .*\n", "", uncommented, count=1)  # the next line is the longer form
    settings, issues = parse_settings(text)
    assert issues == []
    service = settings.calendars["service"]
    assert len(service.weeks) == 2
    assert service.days[date(2026, 12, 26)] == ((9 * 3600, 12 * 3600),)
    assert service.days[date(2026, 12, 24)] == ()


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = """zone: Asia/Shangai
month_starts_on: 29
calender: office
show_rank: perhaps
calendar: ofice
calendars:
  office:
    weekly:
      mon-fri: ["09:00-12:00", "11:00-18:00"]
      sat: 9-5
      funday: []
      wed: "09:00-10:00"
    holidays: [2026-02-30, XX]
    hollidays: cn
"""
    assert found(text) == [
        ("settings-unknown-zone", 1),
        ("settings-bad-month-start", 2),
        ("settings-misspelt-key", 3),
        ("settings-not-a-flag", 4),
        ("settings-unknown-calendar", 5),
        ("calendar-windows-overlap", 9),
        ("calendar-bad-window", 10),
        ("calendar-unknown-weekday", 11),
        ("calendar-weekday-twice", 12),
        ("settings-bad-date", 13),
        ("calendar-unknown-country", 13),
        ("settings-misspelt-key", 14),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xyzzy: 1", "settings-unknown-key"),
        ("[a]", "settings-not-a-map"),
        ("zone: [a]", "settings-not-text"),
        ("zone: +08:00", "settings-unknown-zone"),
        ("zone: asia/shanghai", "settings-unknown-zone"),
        ("month_starts_on: 0", "settings-bad-month-start"),
        ("month_starts_on: 1.0", "settings-bad-month-start"),
        ("calendars: {c: hours.yaml}", "settings-file-missing"),
        ("calendars: {c: ../hours.yaml}", "settings-file-outside"),
        ("calendars: {c: nonsense}", "calendar-bad-week"),
        ("calendars: {c: {zone: UTC}}", "calendar-no-week"),
        ("calendars: {c: {weekly: {mon: closed}}}", "calendar-never-opens"),
        ('calendars: {c: {weekly: {mon: "25:00-26:00"}}}', "calendar-bad-window"),
        ('calendars: {c: {weekly: {mon: "09:00-09:00"}}}', "calendar-bad-window"),
        ('calendars: {c: {weekly: {mon: "24:00-06:00"}}}', "calendar-bad-window"),
        ('calendars: {c: {weekly: {mon: "18:00-09:00"}}}', "calendar-window-backwards"),
        ('calendars: {c: {weekly: {sun: "22:00-06:00", mon: "05:00-12:00"}}}', "calendar-night-overlaps"),
        (f"calendars: {{c: {{{OFFICE}, changes: [{{from: 2026-07-01}}]}}}}", "calendar-bad-change"),
        (f"calendars: {{c: {{{OFFICE}, changes: 2026-07-01}}}}", "calendar-bad-change"),
        (f"calendars: {{c: {{{OFFICE}, holidays: [2026-10-01, 2026-10-01]}}}}", "calendar-date-twice"),
        (f"calendars: {{c: {{{OFFICE}, holidays: {{2026-10-01: [a]}}}}}}", "calendar-holiday-not-name"),
        (f"calendars: {{c: {{{OFFICE}, make_up_days: {{2026-10-10: closed}}}}}}", "calendar-make-up-closed"),
        (f"calendars: {{c: {{{OFFICE}, holidays: {{country: DE, subdiv: QQ}}}}}}", "calendar-unknown-country"),
        ("calendars: {a: 24x7, b: 24x7}", "settings-no-default-calendar"),
        ("calendars: {a: 24x7}", "settings-every-day-works"),
        ("a: &x 1\nbots: *x", "yaml-alias"),
        ("zone: UTC\nzone: UTC", "yaml-duplicate-key"),
        ("zone: 'UTC", "yaml-syntax"),
        ("x" * (MAX_CHARS + 1), "yaml-too-large"),
    ],
)
def test_each_problem_has_its_code_and_its_words(text: str, code: str) -> None:
    issues = parse_settings(text)[1]
    assert code in [issue.code for issue in issues]
    for issue in issues:
        for lang in ("zh", "en"):
            assert issue.code in MESSAGES
            assert "…" not in "".join(render(issue, lang)).replace("[…]", "").replace("{…}", "").replace(
                "周一…周日", ""
            )


def test_what_is_wrong_takes_its_default_and_the_rest_stands() -> None:
    settings, issues = parse_settings("zone: Mars/Base\nmonth_starts_on: 26\nbots: [A]")
    assert len(errors(issues)) == 1
    assert (settings.zone, settings.month_starts_on, settings.bots) == ("UTC", 26, {"A"})


def test_a_misspelt_zone_names_the_nearest() -> None:
    issue = parse_settings("zone: Asia/Shangai")[1][0]
    assert "Asia/Shanghai" in render(issue, "en")[1]


def test_the_only_calendar_is_the_default_unless_none_is_said() -> None:
    assert parse_settings(f"calendars: {{c: {{{OFFICE}}}}}")[0].calendar == "c"
    assert parse_settings(f"calendar: none\ncalendars: {{c: {{{OFFICE}}}}}")[0].calendar == ""


def test_a_calendar_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "hours").mkdir()
    (tmp_path / "deskmerit.yaml").write_text("calendars:\n  c: hours/office.yaml\n", encoding="utf-8")
    (tmp_path / "hours" / "office.yaml").write_text(
        'zone: Asia/Tokyo\nweekly:\n  mon: 9-5\n  tue: "09:00-17:00"\n', encoding="utf-8"
    )
    settings, issues = load_settings(tmp_path)
    assert [str(issue.where) for issue in issues] == ["hours/office.yaml:3 c.weekly.mon"]
    calendar = settings.calendars["c"]
    assert (calendar.zone, calendar.weeks[0][1][1]) == ("Asia/Tokyo", ((9 * 3600, 17 * 3600),))
