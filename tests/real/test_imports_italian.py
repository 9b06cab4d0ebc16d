"""The Italian help-desk log through `activity-log`; each fact is counted again from the raw file."""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskmerit.sources.load import load
from deskmerit.sources.maps import ImportResult, run_import

LOG = Path(__file__).parents[3] / "shared" / "data" / "italian_helpdesk" / "helpdesk.csv.gz"
ROME = ZoneInfo("Europe/Rome")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not LOG.is_file(), reason="the Italian log is not beside the project (../shared/data)"),
]

type Row = dict[str, str]


@pytest.fixture(scope="module")
def raw() -> list[Row]:
    with gzip.open(LOG, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def once_each(raw) -> list[Row]:
    return [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in raw)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("italian") / "workspace"


@pytest.fixture(scope="module")
def done(workspace) -> ImportResult:
    return run_import([LOG], "activity-log", workspace)


def table(workspace: Path, name: str) -> list[Row]:
    with (workspace / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def tickets(done, workspace) -> list[Row]:
    return table(workspace, "tickets")


@pytest.fixture(scope="module")
def events(done, workspace) -> list[Row]:
    return table(workspace, "events")


def codes(done: ImportResult) -> list[str]:
    return [issue.code for issue in done.issues]


def local(said: str) -> datetime:
    """What the clock on the wall showed, whatever offset is stamped behind it."""
    return datetime.fromisoformat(said).replace(tzinfo=ROME)


def test_all_21348_rows_of_4580_cases_are_used_or_are_exact_duplicates(done, raw, once_each, tickets):
    assert (len(raw), len(raw) - len(once_each)) == (21_348, 127)
    assert (done.rows_in, done.rows_used, len(done.left_out)) == (21_348, 21_221, 127)
    assert {left.reason for left in done.left_out} == {"import-duplicate-rows"}
    assert len(tickets) == 4_580
    assert {row["ticket_id"] for row in tickets} == {row["case:concept:name"] for row in raw}


def test_the_22_people_become_agents(done, raw, workspace):
    assert len({row["Resource"] for row in raw}) == 22
    assert {row["agent_id"] for row in table(workspace, "agents")} == {row["Resource"] for row in raw}


def test_the_list_of_rows_left_out_names_each_duplicate(done, raw, workspace):
    listed = [int(row["row"]) for row in table(workspace, "_left-out-helpdesk")]
    seen: set[tuple[str, ...]] = set()
    doubles = []
    for number, row in enumerate(raw, 2):
        if tuple(row.values()) in seen:
            doubles.append(number)
        seen.add(tuple(row.values()))
    assert listed == doubles


def test_times_stamped_plus_zero_are_local_italian_time(raw, tickets, workspace, done):
    assert {row["time:timestamp"][-6:] for row in raw} == {"+00:00"}
    assert "import-zone-overridden" in codes(done)
    first = {}
    for row in raw:
        first.setdefault(row["case:concept:name"], row["time:timestamp"])
    for ticket in tickets:
        assert datetime.fromisoformat(ticket["created_at"]) == local(first[ticket["ticket_id"]])
    assert {row["created_at"][-6:] for row in tickets} == {"+01:00", "+02:00"}  # winter and summer
    assert "zone: Europe/Rome" in (workspace / "deskmerit.yaml").read_text("utf-8")


def hours(events: list[Row]) -> dict[str, Counter[int]]:
    """People's events by hour of the wall clock, in winter (+01:00) and in summer (+02:00)."""
    found: dict[str, Counter[int]] = {"+01:00": Counter(), "+02:00": Counter()}
    for row in events:
        if row["actor_role"] == "agent":
            found[row["occurred_at"][-6:]][int(row["occurred_at"][11:13])] += 1
    return found


def test_people_work_from_7_to_17_by_the_wall_clock(events):
    for found in hours(events).values():
        assert sum(found[hour] for hour in range(7, 18)) > 0.99 * found.total()


def test_the_lunch_break_speaks_for_the_stamps_and_the_doubt_is_on_record(events):
    """By the wall clock the quiet hour is 12 in winter and 11 in summer, as it would be if the stamps were true UTC.

    The description of the set says local time, and the map follows it; decision 043 tells what to do with the doubt.
    """
    quiet = {offset: min(range(9, 16), key=found.__getitem__) for offset, found in hours(events).items()}
    assert quiet == {"+01:00": 12, "+02:00": 11}
    decision = Path(__file__).parents[2] / "docs" / "decisions" / "043-the-italian-stamps.md"
    assert "--zone-is UTC" in decision.read_text("utf-8")


def test_closing_comes_by_itself_15_or_30_days_later_and_is_nobodys_merit(once_each, events):
    resolved: dict[str, datetime] = {}
    gaps: Counter[int] = Counter()
    for row in once_each:
        if row["Activity"] == "Resolve ticket":
            resolved[row["case:concept:name"]] = local(row["time:timestamp"])
        elif row["Activity"] == "Closed" and row["case:concept:name"] in resolved:
            gaps[(local(row["time:timestamp"]) - resolved[row["case:concept:name"]]) // timedelta(days=1)] += 1
    assert {days for days, _ in gaps.most_common(2)} == {15, 30}
    closings = [row for row in events if row["kind"] == "status" and row["value"] == "closed"]
    assert len(closings) == sum(row["Activity"] == "Closed" for row in once_each)
    assert {row["actor_role"] for row in closings} == {"system"}


def test_the_closer_is_not_the_resolver(once_each, events):
    solver = {
        row["ticket_id"]: row["actor_id"] for row in events if (row["kind"], row["value"]) == ("status", "solved")
    }
    last = {r["case:concept:name"]: r["Resource"] for r in once_each if r["Activity"] in ("Resolve ticket", "RESOLVED")}
    closer = {row["case:concept:name"]: row["Resource"] for row in once_each if row["Activity"] == "Closed"}
    assert solver == last
    both = solver.keys() & closer.keys()
    assert sum(solver[case] != closer[case] for case in both) > 0.95 * len(both)


def test_6_6_per_cent_are_resolved_more_than_once_not_8_4(raw, once_each, events):
    def again(rows: list[Row]) -> float:
        per_case = Counter(row["case:concept:name"] for row in rows if row["Activity"] == "Resolve ticket")
        return round(100 * sum(count > 1 for count in per_case.values()) / 4_580, 1)

    assert (again(raw), again(once_each)) == (8.4, 6.6)
    by_row = {str(n): row for n, row in enumerate(raw, 2)}
    solved = [row for row in events if (row["kind"], row["value"]) == ("status", "solved")]
    assert again([by_row[row["source_row"]] for row in solved]) == 6.6


def test_every_activity_is_known_also_those_in_capitals(done, once_each, events):
    capitals = {row["Activity"] for row in once_each if row["Activity"].isupper()}
    assert capitals == {"VERIFIED", "RESOLVED", "INVALID", "DUPLICATE"}
    assert "import-unknown-value" not in codes(done)
    assert {row["source_row"] for row in events} | {str(left.where.row) for left in done.left_out} == {
        str(number) for number in range(2, 21_350)
    }


def test_columns_that_stand_twice_are_the_same_and_need_no_word(done, raw):
    assert all(row["concept:name"] == row["Activity"] and row["org:resource"] == row["Resource"] for row in raw)
    assert "import-two-columns" not in codes(done)


def test_a_reopened_case_is_solved_again_by_another(events):
    by_case = defaultdict(list)
    for row in events:
        by_case[row["ticket_id"]].append(row)
    story = [(row["kind"], row["value"], row["actor_id"]) for row in by_case["Case192"] if row["kind"] == "status"]
    assert story == [
        ("status", "open", "Value 1"),
        ("status", "solved", "Value 1"),
        ("status", "closed", "Value 3"),
        ("status", "open", "Value 10"),
        ("status", "solved", "Value 10"),
        ("status", "closed", "Value 3"),
    ]


def test_importing_twice_or_unpacked_gives_the_same_records(done, workspace, tmp_path):
    once = {path.name: path.read_bytes() for path in workspace.iterdir()}
    again = run_import([LOG], "activity-log", workspace)
    assert {path.name: path.read_bytes() for path in workspace.iterdir()} == once
    assert again.issues == done.issues
    plain = tmp_path / "helpdesk.csv"
    plain.write_bytes(gzip.decompress(LOG.read_bytes()))
    run_import([plain], "activity-log", tmp_path / "workspace")
    other = (tmp_path / "workspace" / "events.csv").read_bytes()
    assert other == once["events.csv"].replace(b"helpdesk.csv.gz", b"helpdesk.csv")


def test_the_workspace_made_of_it_is_sound(done, workspace):
    loaded = load(workspace)
    assert loaded.issues == []
    assert {table: count.rows_out for table, count in loaded.counts.items()} == done.tables
