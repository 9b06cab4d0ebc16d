"""Records in years whose official days off aren't announced are measured by ordinary weeks, and that is said."""

from pathlib import Path

import pytest

from deskmerit.sources.load import load
from records.desk import write

SETTINGS = """zone: Asia/Shanghai
calendar: office
calendars:
  office:
    zone: Asia/Shanghai
    weekly: {mon-fri: ["09:00-18:00"]}
    holidays: cn
"""

OTHER = (
    SETTINGS.replace("calendar: office", "calendar: plain")
    + """  plain:
    weekly: {mon-fri: ["09:00-18:00"]}
"""
)


@pytest.mark.parametrize(
    ("created", "years"),
    [
        ("2026-09-01T01:00:00Z", []),
        ("2026-12-31T15:59:59.999999Z", []),
        ("2026-12-31T16:00:00Z", ["2027"]),
        ("2028-01-05T00:00:00Z", ["2027, 2028"]),
    ],
)
def test_a_record_in_an_unannounced_year_is_told_by_the_calendars_own_midnight(
    tmp_path: Path, created: str, years: list[str]
) -> None:
    tickets = f"ticket_id,created_at\nT1,2026-03-02T01:00:00Z\nT2,{created}\n"
    write(tmp_path, {"deskmerit.yaml": SETTINGS, "tickets.csv": tickets})
    issues = load(tmp_path).issues
    assert [issue.params["years"] for issue in issues if issue.code == "calendar-year-unannounced"] == years
    assert {issue.code for issue in issues} <= {"calendar-year-unannounced"}


def test_a_calendar_that_no_record_uses_is_not_told_about(tmp_path: Path) -> None:
    tickets = "ticket_id,created_at\nT1,2028-03-02T01:00:00Z\n"
    write(tmp_path, {"deskmerit.yaml": OTHER, "tickets.csv": tickets})
    assert load(tmp_path).issues == []
