"""Two states of a table in files: of files that both have, only those are read whole in which something is touched."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.core.settings import Settings
from deskmerit.records.states import beside, parts
from deskmerit.records.store import Parquet, Records

EVENTS = {"one": ["a", "b"], "two": ["b", "c"], "gone": ["a"], "come": ["c", "d"]}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, tickets in EVENTS.items():
        ids = [f"{name} {place}" for place in range(len(tickets))]
        pq.write_table(pa.table({"event_id": ids, "ticket_id": tickets}), tmp_path / f"{name}.parquet")
    return {name: tmp_path / f"{name}.parquet" for name in EVENTS}


@pytest.mark.parametrize("touched", ["a", "b", "c", "d", "nobody"])
def test_all_rows_of_a_ticket_are_found_in_both_states(files: dict[str, Path], touched: str) -> None:
    old, new = (
        Records({"events": Parquet(tuple(files[name] for name in names))}, Settings())
        for names in (("one", "two", "gone"), ("one", "two", "come"))
    )
    with beside(old, new) as states:
        found = parts(states, {"events": f"ticket_id = '{touched}'"})
    for part, last in zip(found, ("gone", "come"), strict=True):
        rows = part.tables["events"]
        assert isinstance(rows, pa.Table)
        told = [
            f"{name} {at}" for name in ("one", "two", last) for at, own in enumerate(EVENTS[name]) if own == touched
        ]
        assert sorted(rows["event_id"].to_pylist()) == sorted(told)
        assert rows["ticket_id"].to_pylist() == [touched] * len(told)
