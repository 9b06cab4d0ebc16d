"""The metrics as SQL written by hand, run on DuckDB: what our measure is compared with beside the floor and pandas."""

from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.core.clock import open_spans
from deskmerit.sources.settings import load_settings

SCRIPT = Path(__file__).parent / "by_hand.sql"
FIRST, LAST = 1_735_603_200_000_000, 1_830_297_600_000_000  # 2024-12-31 and 2028-01-01

type Totals = dict[str, tuple[int, int]]


def by_hand(folder: Path, memory: str) -> Totals:
    """Runs the script; per metric the cases and the sum of what they add, over all people and months."""
    con = _connected(folder, memory)
    totals: Totals = {}
    for statement in filter(str.strip, SCRIPT.read_text("utf-8").split(";\n")):
        asked = con.execute(statement)
        for metric, _, _, cases, numerator in asked.fetchall() if "\nselect '" in f"\n{statement}" else []:
            n, total = totals.get(metric, (0, 0))
            totals[metric] = (n + cases, total + numerator)
    return totals


def _connected(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"set memory_limit = '{memory}'; set threads = 2; set enable_progress_bar = false")
    con.execute("set preserve_insertion_order = false; set TimeZone = 'UTC'")
    for table in ("tickets", "events"):
        con.execute(f"create view {table} as from read_parquet('{folder}/{table}/*.parquet')")
    con.execute(f"create view bots as select agent_id from read_parquet('{folder}/agents.parquet') where kind = 'bot'")
    con.register("windows", _windows(folder))
    return con


def _windows(folder: Path) -> pa.Table:
    """The opening hours of the centre's calendar: open_at, close_at, before."""
    settings, _ = load_settings(folder)
    before, rows = 0, []
    for start, end in open_spans(settings.calendars["office"], FIRST, LAST):
        rows.append({"open_at": start, "close_at": end, "before": before})
        before += end - start
    return pa.Table.from_pylist(rows)
