"""The examples of docs/calendars.md are read without an issue and mean what the text says."""

import re
from datetime import date
from pathlib import Path

from deskmerit.core.calendar import opening_hours
from deskmerit.core.workday import deadline
from deskmerit.sources.settings import parse_settings

DOCS = Path(__file__).parents[2] / "docs" / "calendars.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
H = 3600


def test_the_examples_have_nothing_to_mend() -> None:
    assert [parse_settings(text)[1] for text in EXAMPLES] == [[], []]


def test_the_nights_of_the_example_are_cut_as_the_text_says() -> None:
    night = parse_settings(EXAMPLES[1])[0].calendars["night"]
    found = {day: [(a // H, b // H) for a, b in opening_hours(night, date.fromisoformat(day))] for day in
             ("2026-05-01", "2026-06-06", "2026-06-13", "2026-12-31")}  # fmt: skip
    assert found == {
        "2026-05-01": [],
        "2026-06-06": [(0, 6), (22, 24)],
        "2026-06-13": [(0, 6), (22, 24)],
        "2026-12-31": [(9, 12)],
    }


def test_the_deadline_of_the_text() -> None:
    office = parse_settings(EXAMPLES[0])[0].calendars["office"]
    assert deadline(office, date(2026, 9, 30), 3).day == date(2026, 10, 10)
