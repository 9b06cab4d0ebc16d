"""Opening hours of helpdesks: read as they tell them, told where a calendar in use is another, never taken over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.core.calendar import ALWAYS_OPEN, DAY
from deskmerit.core.issue import errors
from deskmerit.core.settings import Settings
from deskmerit.sources.helpdesks import KINDS, run
from deskmerit.sources.helpdesks.adopt import doubts
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.declared import declared
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import Opening, as_yaml, differences, named, week_of
from deskmerit.sources.helpdesks.pace import Pace
from deskmerit.sources.helpdesks.zones import zone_named
from deskmerit.sources.settings import load_settings, parse_settings
from sources.helpdesks.described import HERE, described
from sources.helpdesks.mock import Mock, serving
from sources.helpdesks.zendesk_desk import Zendesk

HOUR = 3600
NINE_TO_SIX = ((9 * HOUR, 18 * HOUR),)
OFFICE = Opening("Office", "Asia/Shanghai", week_of(dict.fromkeys(range(5), NINE_TO_SIX)))
SUNDAY, TODAY = 1440, date(2026, 11, 26)

ZENDESK = {
    "/api/v2/business_hours/schedules": {
        "schedules": [
            {
                "id": 1,
                "name": "Office",
                "time_zone": "Beijing",
                "intervals": [
                    {"start_time": day * SUNDAY + 540, "end_time": day * SUNDAY + 1080} for day in (1, 2, 3, 4, 5)
                ],
            }
        ]
    },
    "/api/v2/business_hours/schedules/1/holidays": {
        "holidays": [{"id": 7, "name": "Year's end", "start_date": "2026-12-30", "end_date": "2026-12-31"}]
    },
}
FRESHDESK = {
    "/api/v2/groups": [
        {"id": 5, "name": "First line", "business_hour_id": 1},
        {"id": 6, "name": "Second line", "business_hour_id": None},
    ],
    "/api/v2/business_hours": [
        {
            "id": 1,
            "name": "Office",
            "description": "",
            "is_default": True,
            "time_zone": "Eastern Time (US & Canada)",
            "business_hours": {
                "monday": {"start_time": "08:00:00 am", "end_time": "11:59:59 pm"},
                "friday": {"start_time": "12:00:00 pm", "end_time": "05:30:00 pm"},
            },
        }
    ],
}
ZAMMAD = {
    "/api/v1/calendars": [
        {
            "id": 2,
            "name": "Office",
            "timezone": "Europe/Berlin",
            "business_hours": {
                "mon": {"active": True, "timeframes": [["09:00", "12:00"], ["13:00", "23:59"]]},
                "sat": {"active": False, "timeframes": [["10:00", "14:00"]]},
            },
            "public_holidays": {
                "2026-12-25": {"active": True, "summary": "Christmas"},
                "2026-12-26": {"active": False, "summary": "Not ours"},
            },
        }
    ]
}
CHATWOOT = {
    "/api/v1/accounts/1/inboxes": {
        "payload": [
            {
                "id": 1,
                "name": "Website",
                "timezone": "Asia/Shanghai",
                "working_hours_enabled": True,
                "working_hours": [
                    {"day_of_week": 0, "closed_all_day": True},
                    {"day_of_week": 1, "open_hour": 9, "open_minutes": 30, "close_hour": 18, "close_minutes": 0},
                    {"day_of_week": 6, "open_all_day": True},
                ],
            },
            {"id": 2, "name": "Mail", "timezone": "UTC", "working_hours_enabled": False, "working_hours": []},
        ]
    }
}


def told(kind: str, answers: Mapping[str, Any], spec: str = "", base: str = "") -> list[Opening]:
    """The opening hours of a helpdesk that answers so."""
    routes = {path: lambda query, said=said: said for path, said in answers.items()}
    with serving(Mock(routes)) as mock:
        mock.described = described(spec, base) if spec else None
        source = Source("desk", kind, mock.url, "desk-", options={"account": 1})
        vendor = KINDS[kind]
        assert vendor.hours is not None
        found = vendor.hours(Client(mock.url, vendor.headers(source, "hush"), Patience(2, 0)), source)
        assert mock.wrong == []
    return list(found)


def test_zendesks_minutes_since_sunday_are_days_in_its_zone() -> None:
    (found,) = told("zendesk", ZENDESK)
    assert (found.zone, found.week) == ("Asia/Shanghai", OFFICE.week)
    assert found.off == {date(2026, 12, 30): "Year's end", date(2026, 12, 31): "Year's end"}


def freshdesk(spec: str = "") -> None:
    """Its hours by the description, or without it."""
    (found,) = told("freshdesk", FRESHDESK, spec, "/api/v2")
    assert found.zone == "America/New_York"
    assert found.week[0] == ((8 * HOUR, DAY),), "a second to midnight is midnight"
    assert found.week[4] == ((12 * HOUR, 17 * HOUR + 1800),)
    assert (found.words, found.tells_off) == (("First line",), False)


def chatwoot(spec: str = "") -> None:
    """An inbox that has hours, one that has none."""
    (found,) = told("chatwoot", CHATWOOT, spec)
    assert found.week == (((9 * HOUR + 1800, 18 * HOUR),), (), (), (), (), ((0, DAY),), ())
    assert found.words == ("Website",)


def test_freshdesks_business_hours_with_their_groups() -> None:
    freshdesk()


def test_working_hours_of_chatwoots_inboxes() -> None:
    chatwoot()


@pytest.mark.parametrize("vendor", [pytest.param(each, marks=HERE) for each in ("freshdesk", "chatwoot")])
def test_hours_as_the_vendors_describe_them(vendor: str) -> None:
    if vendor == "freshdesk":
        freshdesk("freshdesk_rest_openapi_unofficial.yml")
    else:
        chatwoot("chatwoot_application_openapi.yml")


def test_zammads_calendars_leave_out_what_is_switched_off() -> None:
    (found,) = told("zammad", ZAMMAD)
    assert found.week[0] == ((9 * HOUR, 12 * HOUR), (13 * HOUR, DAY))
    assert found.week[5] == ()
    assert found.off == {date(2026, 12, 25): "Christmas"}


@pytest.mark.parametrize("kind", ["zendesk", "freshdesk", "chatwoot", "zammad"])
def test_an_account_that_may_not_see_them_has_none(kind: str) -> None:
    assert told(kind, {"/api/v2/groups": []}) == []


def test_hours_become_a_calendar_that_reads_as_they_are(tmp_path: Path) -> None:
    night = replace(OFFICE, name='Night "B"', off={date(2026, 12, 25): 'Noël: "fermé"'})
    (tmp_path / "deskmerit.yaml").write_text("calendars: {n: n.yaml, a: a.yaml}\ncalendar: n\n", "utf-8")
    (tmp_path / "n.yaml").write_text(as_yaml(night, "desk", TODAY), "utf-8")
    (tmp_path / "a.yaml").write_text(as_yaml(replace(OFFICE, week=ALWAYS_OPEN), "desk", TODAY), "utf-8")
    settings, issues = load_settings(tmp_path)
    assert issues == []
    assert differences(night, settings.calendars["n"], TODAY) == []
    assert differences(OFFICE, settings.calendars["a"], TODAY)[0] == "mon 00:00-24:00 → 09:00-18:00"


def settings_of(text: str) -> Settings:
    """Settings without an error."""
    settings, issues = parse_settings(text)
    assert not errors(issues)
    return settings


def test_a_calendar_in_use_that_is_other_than_the_helpdesks_hours_is_told_day_by_day() -> None:
    text = 'zone: Asia/Shanghai\ncalendars: {desk-office: {weekly: {mon-fri: "09:00-18:00", sat: "09:00-12:00"}'
    settings = settings_of(text + ", holidays: [2026-12-01, 2026-12-24]}}")
    off = {date(2026, 12, 25): "Christmas", date(2026, 12, 24): "Eve"}
    (issue,) = doubts(settings, Source("desk", "zendesk", "", ""), [replace(OFFICE, off=off)], TODAY)
    assert issue.params["differences"] == (
        "sat 09:00-12:00 → –; 2026-12-01 – → 09:00-18:00; 2026-12-25 09:00-18:00 → –"
    )


def test_official_days_off_of_our_calendar_are_no_difference() -> None:
    text = 'zone: Asia/Shanghai\ncalendars: {desk-office: {weekly: {mon-fri: "09:00-18:00"}, holidays: cn}}'
    assert doubts(settings_of(text), Source("desk", "zendesk", "", ""), [OFFICE], date(2026, 9, 1)) == []


def test_a_night_shift_is_the_same_in_two_days_of_the_helpdesk() -> None:
    days = {day: [(0, 6 * HOUR), (22 * HOUR, DAY)] for day in range(7)}
    settings = settings_of('zone: Asia/Shanghai\ncalendars: {desk-office: {weekly: {daily: "22:00-06:00"}}}')
    assert differences(replace(OFFICE, week=week_of(days)), settings.calendars["desk-office"], TODAY) == []


def test_hours_that_some_calendar_has_under_another_name_are_in_use() -> None:
    text = 'zone: Asia/Shanghai\ncalendars: {ours: {weekly: {mon-fri: "09:00-%s:00"}}}'
    source = Source("desk", "zendesk", "", "")
    assert doubts(settings_of(text % 18), source, [OFFICE], TODAY) == []
    assert [each.code for each in doubts(settings_of(text % 17), source, [OFFICE], TODAY)] == ["sync-hours-unused"]


def test_a_group_that_changed_its_hours_in_the_helpdesk_is_told() -> None:
    hours = '{weekly: {mon-fri: "09:00-18:00"}}'
    settings = settings_of(f"zone: Asia/Shanghai\ncalendar: desk-office\ncalendars: {{desk-office: {hours}}}")
    source = Source("desk", "freshdesk", "", "", calendar="desk-office")
    first = replace(OFFICE, words=("First line",))
    assert doubts(settings, source, [first], TODAY) == [], "the default calendar is theirs"
    both = replace(settings, calendars={**settings.calendars, "desk-late": settings.calendars["desk-office"]})
    late = replace(OFFICE, name="Late", words=("First line",))
    (issue,) = doubts(both, source, [OFFICE, late], TODAY)
    assert (issue.code, issue.params["ours"], issue.params["theirs"]) == (
        "sync-hours-elsewhere", "desk-office", "desk-late"
    )  # fmt: skip


def test_two_hours_of_one_name_stay_apart() -> None:
    assert list(named("我的 desk", [OFFICE, replace(OFFICE, zone="UTC")])) == ["我的-desk-office", "我的-desk-office-2"]


def test_zones_in_the_words_of_helpdesks() -> None:
    from zoneinfo import ZoneInfo

    from deskmerit.sources.helpdesks.zones import _BY_NAME

    assert all(ZoneInfo(zone) for zone in _BY_NAME.values())
    assert zone_named("Nowhere") == "Nowhere", "an unknown word is refused where the calendar is read"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("calendars: {a: 24x7}\nsources: {d: {kind: rt, url: 'https://x', calendars: {Q: a}}}", []),
        ("sources: {d: {kind: rt, url: 'https://x', calendars: {Q: a}}}", ["needs-calendar", "bad-value"]),
        ("calendars: {a: 24x7}\nsources: {d: {kind: rt, url: 'https://x', calendars: a}}", ["bad-value"]),
    ],
)
def test_calendars_of_a_source_must_be_there(said: str, codes: list[str]) -> None:
    found, issues = declared(parse_settings(said)[0], KINDS)
    assert [issue.code.removeprefix("source-") for issue in issues] == codes
    assert ("d" in found) == (not codes)


def call(*words: object) -> Result:
    """Runs the command."""
    return CliRunner().invoke(app, [str(each) for each in words], env={"DESKMERIT_LANG": "en"})


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Mock:
    monkeypatch.setattr(run, "Patience", lambda: Patience(2, 0, timeout=5))
    monkeypatch.setattr(run, "Pace", lambda limits, told: Pace())
    monkeypatch.setenv("DESKMERIT_DESK_TOKEN", "me@desk.example:hush")
    routes = {path: lambda query, said=said: said for path, said in ZENDESK.items()}
    return Mock({**Zendesk().routes(), **routes})


def test_hours_are_offered_taken_over_by_hand_and_from_then_on_a_change_is_told(desk: Mock, tmp_path: Path) -> None:
    with serving(desk) as mock:
        entry = f"zone: Asia/Shanghai\nsources: {{desk: {{kind: zendesk, url: {mock.url}}}}}\n"
        (tmp_path / "deskmerit.yaml").write_text(entry, "utf-8")
        assert "sync-hours-unused" in call("sync", tmp_path).stderr
        dry = call("sync", tmp_path, "desk", "--calendars", "--dry-run")
        assert 'mon: ["09:00-18:00"]' in dry.stderr
        assert not (tmp_path / "calendars").exists()
        offered = call("sync", tmp_path, "desk", "--calendars")
        assert offered.exit_code == 0, offered.output
        assert offered.stdout.splitlines() == [
            "calendars:",
            "  desk-office: calendars/desk-office.yaml",
            "sources:",
            '  "desk":',
            "    calendars:",
            '      "Office": desk-office',
        ]
        taken = (
            f"zone: Asia/Shanghai\ncalendars: {{desk-office: calendars/desk-office.yaml}}\n{entry.splitlines()[1]}\n"
        )
        (tmp_path / "deskmerit.yaml").write_text(taken, "utf-8")
        assert "sync-hours" not in call("sync", tmp_path).stderr

        text = (tmp_path / "calendars" / "desk-office.yaml").read_text("utf-8")
        (tmp_path / "calendars" / "desk-office.yaml").write_text(text.replace("18:00", "17:00"), "utf-8")
        told = call("sync", tmp_path)
        assert told.exit_code == 0
        assert "mon 09:00-17:00 → 09:00-18:00" in told.stderr
        again = call("sync", tmp_path, "desk", "--calendars")
        assert "stays as it is" in again.stderr
        assert "changes:\n  - from: " in again.stdout
        assert "17:00" in (tmp_path / "calendars" / "desk-office.yaml").read_text("utf-8")


def test_hours_that_cannot_be_read_lose_no_sync(desk: Mock, tmp_path: Path) -> None:
    odd = {"/api/v2/business_hours/schedules": lambda query: {"schedules": [{"id": 1, "intervals": [{}]}]}}
    with serving(Mock({**desk.routes, **odd})) as mock:
        entry = f"sources: {{desk: {{kind: zendesk, url: {mock.url}}}}}\n"
        (tmp_path / "deskmerit.yaml").write_text(entry, "utf-8")
        result = call("sync", tmp_path)
    assert result.exit_code == 0, result.output
    assert "unreadable at opening hours" in result.stderr
