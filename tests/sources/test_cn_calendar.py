"""The shipped Chinese table: as its generator makes it, and as the State Council's notices have it."""

import json
import runpy
from datetime import date
from pathlib import Path

import pytest

from deskmerit.core.workday import is_working_day
from deskmerit.sources.calendars.official import chinese
from deskmerit.sources.settings import parse_settings

ROOT = Path(__file__).parents[2]
NOTICES = ROOT.parent / "shared" / "data" / "holiday_cn"
OFFICE = 'calendars: {c: {zone: Asia/Shanghai, weekly: {mon-fri: "09:00-18:00"}, holidays: cn}}'


def test_the_shipped_table_is_what_its_generator_writes() -> None:
    pytest.importorskip("chinese_calendar", reason="chinesecalendar is a development dependency")
    tool = runpy.run_path(str(ROOT / "tools" / "make_cn_calendar.py"))
    assert tool["TABLE"].read_bytes() == tool["table"]().encode()


def test_days_off_and_make_up_days_do_not_meet() -> None:
    table = chinese()
    assert not set(table.off) & set(table.work)
    assert all(table.known_from <= day <= table.known_until for day in (*table.off, *table.work))
    assert all(day.weekday() >= 5 for day in table.work)


@pytest.mark.real
@pytest.mark.parametrize("year", [2018, 2020, 2021, 2022, 2024, 2025, 2026])
def test_every_day_of_the_years_notices(year: int) -> None:
    path = NOTICES / f"{year}.json"
    if not path.is_file():
        pytest.skip("the notices of ../shared/data/holiday_cn are not here")
    listed = json.loads(path.read_text(encoding="utf-8"))["days"]
    calendar = parse_settings(OFFICE)[0].calendars["c"]
    for entry in listed:
        day = date.fromisoformat(entry["date"])
        assert is_working_day(calendar, day) is not entry["isOffDay"], day
        if entry["isOffDay"]:
            assert day in chinese().off, day


@pytest.mark.real
def test_no_day_off_beyond_the_notices() -> None:
    if not NOTICES.is_dir():
        pytest.skip("the notices of ../shared/data/holiday_cn are not here")
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(NOTICES.glob("2*.json"))]
    listed = {entry["date"] for file in files for entry in file["days"]}
    years = {file["year"] for file in files}
    # The last days of a year may stand in the notice of the next one, which may be absent here.
    ours = {day for day in (*chinese().off, *chinese().work) if day.year in years}
    extra = {str(day) for day in ours if str(day) not in listed and not (day.month == 12 and day.year + 1 not in years)}
    assert extra == set()
