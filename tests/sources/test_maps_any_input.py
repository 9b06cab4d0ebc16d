"""Whatever stands in an export: no row is lost, nothing raises, and a second import changes no byte."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from deskmerit.sources.load import load
from deskmerit.sources.maps import Choices, ImportResult, run_import
from sources.maps_helpers import Bench

TIMES = st.sampled_from(
    [
        "2026-03-29 02:30",
        "2026-10-25 02:30",
        "2026-09-01T10:00Z",
        "31/2/2026",
        "",
        "?",
        "0",
        "46266.5",
        "0001-01-01 00:00",
    ]
)
ANY = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
CASES = st.one_of(st.sampled_from(["c1", "c2", " c1 ", '="c3"', ""]), ANY)
ACTIVITIES = st.one_of(st.sampled_from(["Assign", "RESOLVE", "closed", "wait", "回复", ""]), ANY)
PEOPLE = st.one_of(st.sampled_from(["ann", "bob", "=cmd()", "?", ""]), ANY)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking an import takes minutes
ROWS = st.lists(st.tuples(CASES, ACTIVITIES, PEOPLE, TIMES), min_size=1, max_size=8)


def imported(bench: Bench, rows: list[tuple[str, ...]]) -> ImportResult:
    stream = io.StringIO()
    csv.writer(stream).writerows([("case", "activity", "resource", "time"), *rows])
    log = bench.file("log.csv", stream.getvalue())
    return run_import([log], "activity-log", bench.out, Choices(zone="Europe/Berlin"))


@settings(max_examples=40, deadline=None, phases=QUICK)
@given(ROWS)
@example([("c1", "Assign", "0\r0", "2026-03-29 02:30")])
def test_every_row_is_used_or_reported_and_twice_is_once(rows):
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        done = imported(bench, rows)
        assert done.rows_in == done.rows_used + done.rows_unread + len(done.left_out)
        if not done.files:
            assert [issue for issue in done.issues if issue.level == "error"]
            return
        once = bench.bytes()
        again = imported(bench, rows)
        assert bench.bytes() == once
        assert again.issues == done.issues


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(ROWS)
@example([("c1", "Assign", "0\r0", "2026-03-29 02:30")])
@example([("c\x0c|", "closed", "ann", "2026-09-01T10:00Z")])
def test_every_record_written_is_a_record_read(rows):
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        done = imported(bench, rows)
        tables = {table: count.rows_out for table, count in load(bench.out).counts.items()} if done.files else {}
        assert tables == done.tables
