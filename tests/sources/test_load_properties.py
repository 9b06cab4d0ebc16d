"""Whatever people put into cells: nothing raises, no row is lost or counted twice, and every row left out is named."""

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskmerit.core.issue import Level
from deskmerit.records.columns import TABLES
from deskmerit.sources.load import load
from records.desk import balanced, csv_text, jsonl_text, told, write, write_parquet, write_xlsx

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LIKELY = [
    "",
    "T1",
    "T2",
    "a1",
    "a1",
    "a2",
    "2026-09-01T00:00:00Z",
    "2026-09-01 09:00",
    "2026-09-31",
    "是",
    "no",
    "agent",
    "status",
    "solved",
    "5",
    "-3",
    "97%",
    "28秒",
    "1:28",
    "１２",
    '="001"',
    "\t7",
    "chat",
    "none",
    "2026-09",
    "K1",
    "合计",
    "exclude",
    "tickets",
    "1e400",
    "nan",
    "x" * 300,
]
CELLS = st.one_of(st.sampled_from(LIKELY), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8))
NAMES = st.sampled_from(list(TABLES))


@st.composite
def a_table(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    name = draw(NAMES)
    columns = [column.name for column in TABLES[name].columns]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=8))
    return name, {column: [row[place] for row in rows] for place, column in enumerate(columns)}


def rows_with_cells(cells: dict[str, list[str]]) -> int:
    return sum(
        any(cell.strip("\u3000\ufeff\u200b\u00a0 \t\r\n") for cell in row) for row in zip(*cells.values(), strict=True)
    )


@SOME
@given(a_table(), st.sampled_from(["csv", "jsonl", "parquet", "xlsx"]))
def test_every_row_is_kept_or_reported(table: tuple[str, dict[str, list[str]]], form: str) -> None:
    name, cells = table
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        match form:
            case "csv":
                write(folder, {f"{name}.csv": csv_text(cells)})
            case "jsonl":
                write(folder, {f"{name}.jsonl": jsonl_text(cells)})
            case "parquet":
                write_parquet(folder / f"{name}.parquet", cells)
            case "xlsx":
                write_xlsx(folder / f"{name}.xlsx", {name: cells})
        loaded = load(folder)
        told(loaded.issues)
        assert balanced(loaded)
        count = loaded.counts.get(name)
        if form in ("csv", "xlsx") and count is not None:
            assert count.rows_in <= rows_with_cells(cells)
        if count is not None and count.rows_out < count.rows_in:
            assert any(issue.level is not Level.WARNING for issue in loaded.issues)


@SOME
@given(
    st.lists(
        st.tuples(st.sampled_from(["T1", "T2", "T3", ""]), st.sampled_from(["chat", "mail"])), min_size=1, max_size=12
    )
)
def test_each_row_left_out_is_named_by_its_number(rows: list[tuple[str, str]]) -> None:
    cells = {
        "ticket_id": [ticket for ticket, _ in rows],
        "created_at": ["2026-09-01T00:00:00Z"] * len(rows),
        "channel": [channel for _, channel in rows],
    }
    first: dict[str, str] = {}
    wrong = {
        n
        for n, (ticket, channel) in enumerate(rows, 2)
        if not ticket or ticket in first or first.setdefault(ticket, "")
    }
    with tempfile.TemporaryDirectory() as place:
        loaded = load(write(Path(place), {"tickets.csv": csv_text(cells)}))
    named: set[int] = set()
    for issue in loaded.issues:
        for low, high in re.findall(r"(\d+)(?:–(\d+))?", str(issue.params["rows"])):
            named.update(range(int(low), int(high or low) + 1))
    assert named == wrong
    assert loaded.counts["tickets"].rows_reported == len(wrong)


@SOME
@given(
    st.binary(max_size=400),
    st.sampled_from(["tickets.csv", "tickets.jsonl", "tickets.xlsx", "tickets.xls", "tickets.parquet"]),
)
def test_any_bytes_are_a_file_or_an_issue(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        loaded = load(write(Path(place), {name: content}))
    told(loaded.issues)
    assert balanced(loaded)
    assert loaded.issues or loaded.counts
