"""The metrics as SQL written by hand, run on DuckDB: what our measure is compared with beside the floor and pandas."""

import re
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa

from deskmerit.core.clock import open_spans
from deskmerit.sources.settings import load_settings

SCRIPT = Path(__file__).parent / "by_hand.sql"
FIRST, LAST = 1_735_603_200_000_000, 1_830_297_600_000_000  # 2024-12-31 and 2028-01-01


def by_hand_totals(folder: Path, memory: str, verbose: bool = False) -> dict[str, tuple[int, int]]:
    """Runs the script; per metric the cases and the sum of what they add, over all people and months."""
    con = duckdb.connect()
    con.execute(f"set memory_limit = '{memory}'; set threads = 2; set enable_progress_bar = false")
    con.execute("set preserve_insertion_order = false; set TimeZone = 'UTC'")
    for table in ("tickets", "events"):
        con.execute(f"create view {table} as from read_parquet('{folder}/{table}/*.parquet')")
    con.execute(f"create view bots as select agent_id from read_parquet('{folder}/agents.parquet') where kind = 'bot'")
    con.register("windows", _windows(folder))
    totals: dict[str, tuple[int, int]] = {}
    for statement in SCRIPT.read_text("utf-8").split(";\n"):
        begin = time.perf_counter()
        rows = con.execute(statement).fetchall() if statement.strip() else []
        if verbose: print(round(time.perf_counter()-begin,2), statement.strip()[:50].replace('\n',' '), file=sys.stderr)
        for metric, _, _, cases, numerator in rows if "select '" in statement else []:
            n, total = totals.get(metric, (0, 0))
            totals[metric] = (n + cases, total + numerator)
    return totals


def _windows(folder: Path) -> pa.Table:
    """The opening hours of the centre's calendar: open_at, close_at, before."""
    settings, _ = load_settings(folder)
    before, rows = 0, []
    for start, end in open_spans(settings.calendars["office"], FIRST, LAST):
        rows.append({"open_at": start, "close_at": end, "before": before})
        before += end - start
    return pa.Table.from_pylist(rows)
