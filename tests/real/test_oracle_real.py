"""The two real logs, imported by the shipped maps: engine and oracle agree on every ticket metric, case by case."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from deskmerit.core.calendar import Calendar
from deskmerit.core.settings import Settings
from deskmerit.records.columns import TABLES
from deskmerit.records.store import Records
from deskmerit.sources.maps.run import Choices, run_import
from oracle.arrow import records
from oracle.centre import Row
from oracle.compare import all_differences, fact_differences
from oracle.measure import Oracle
from oracle.questions import ticket_questions
from oracle.settings import LONG_AGO, OFFICE

DATA = Path(__file__).parents[3] / "shared" / "data"
LOGS = {
    "activity-log": (DATA / "italian_helpdesk" / "helpdesk.csv.gz", "Europe/Rome"),
    "servicenow-incident-log": (DATA / "servicenow_incidents" / "incident_event_log.zip", "Europe/Lisbon"),
}
MAY_DAY = {date(year, 5, 1): () for year in range(2010, 2017)}


@cache
def imported(name: str, folder: Path) -> tuple[Oracle, Records]:
    """The tables of a log with an office calendar of its country."""
    path, zone = LOGS[name]
    choices = Choices(zone="" if name == "activity-log" else zone, format="parquet")
    result = run_import([path], name, folder, choices)
    rows: dict[str, list[Row]] = {}
    for file in result.files:
        if file.stem not in TABLES:
            continue  # the settings, and what the import left out
        if file.suffix == ".parquet":
            rows[file.stem] = pq.read_table(file).to_pylist()
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows[file.stem] = list(csv.DictReader(lines))
    office = Calendar("office", zone, ((LONG_AGO, (OFFICE,) * 5 + ((), ())),), MAY_DAY)
    settings = Settings(zone=zone, calendar="office", calendars={"office": office})
    return Oracle(rows, settings), records(rows, settings)


def notes_as_replies(oracle: Oracle) -> tuple[Oracle, Records]:
    """The same log, its notes taken for replies: neither log shows replies, but people did write them."""
    events = [
        {**row, "kind": "public_reply"} if row["kind"] == "internal_note" else row for row in oracle.rows["events"]
    ]
    rows = {**oracle.rows, "events": events}
    return Oracle(rows, oracle.settings), records(rows, oracle.settings)


def agree(oracle: Oracle, given: Records) -> None:
    asked = ticket_questions()
    assert not list(fact_differences(oracle, given, asked))[:3]
    apart = [
        (question, list(sides[0])[:2], list(sides[1])[:2]) for question, sides in all_differences(oracle, given, asked)
    ]
    assert not apart[:3]


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "logs"


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("name", LOGS)
def test_a_real_log_is_as_an_independent_reading_has_it(name: str, folder: Path) -> None:
    if not LOGS[name][0].exists():
        pytest.skip("the real data sets are not beside the project")
    oracle, given = imported(name, folder / name)
    assert len(oracle.rows["tickets"]) > 4000
    agree(*(notes_as_replies(oracle) if name == "activity-log" else (oracle, given)))
