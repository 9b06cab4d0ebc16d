"""A day's new records on a year of them in a lake: only what they bear on is measured again."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb

from bench.work import Timed, timed
from deskmerit.chain.again import Answer, Asked, Opened, measured_again, opened_in_lake
from deskmerit.engines import opened
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import spec
from deskmerit.metrics.setting import Wanted
from deskmerit.records.lake.manifest import numbered
from deskmerit.records.lake.store import Change, write
from deskmerit.records.store import Parquet
from deskmerit.sources.discover import CACHE
from deskmerit.sources.lake import Lake, lake_of
from deskmerit.sources.settings import load_settings

ENDS = tuple(f"timestamptz '{day} 16:00:00+00'" for day in ("2024-12-01", "2025-12-29", "2025-12-30", "2025-12-31"))
"""Between which instants each load lies: the year up to its last two days, and each of these."""
TIMES = {"tickets": "created_at", "events": "occurred_at"}


def first_day(folder: Path, names: tuple[str, ...], clocks: tuple[str, ...]) -> Timed:
    """The number of tickets measured again, and of facts. The year up to its last two days is measured before, untimed;
    what is timed begins with the manifest of the next day and ends with the facts of the whole year."""
    asked = _asked(folder, names, clocks)
    shutil.rmtree(asked.folder / CACHE, ignore_errors=True)
    with opened(None) as host:
        before = _at(asked, 1)
        measured_again(host, before, _ready(before))
    return _timed(_at(asked, 2))


def later_day(folder: Path, names: tuple[str, ...], clocks: tuple[str, ...]) -> Timed:
    """The same of the day after that: `first_day` was timed before, in another process."""
    return _timed(_at(_asked(folder, names, clocks), 3))


def _asked(folder: Path, names: tuple[str, ...], clocks: tuple[str, ...]) -> Asked:
    desk = _desk(folder)
    lake = lake_of(desk, load_settings(desk)[0])
    specs = [spec(name, clock=clock) for name in names for clock in (clocks if CATALOGUE[name].clocked else ("",))]
    return Asked(desk, lake, specs, Wanted(None, None, {}))


def _at(asked: Asked, number: int) -> Asked:
    return replace(asked, lake=Lake(asked.lake.place, numbered(asked.lake.place, number)))


def _timed(asked: Asked) -> Timed:
    with opened(None) as host:
        return timed(lambda: _counts(measured_again(host, asked, _ready(asked))))


def _ready(asked: Asked) -> Opened:
    opened = opened_in_lake(asked)
    assert opened is not None
    return opened


def _counts(answer: Answer) -> tuple[int, int]:
    assert answer.tickets is not None
    return answer.tickets, len(answer.measured.facts)


def _desk(folder: Path) -> Path:
    """A workspace with the year in its lake, in three loads; made once."""
    desk = folder.with_name(f"{folder.name}-lake")
    if (desk / "made").exists():
        return desk
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir(parents=True)
    for name in ("deskmerit.yaml", "agents.parquet", "postings.parquet"):
        shutil.copy(folder / name, desk)
    place = lake_of(desk, load_settings(desk)[0]).place
    for number, (begin, end) in enumerate(pairwise(ENDS), 1):
        rows = {
            table: _some(desk / f"_{table}-{number}.parquet", folder / table, f"{at} >= {begin} and {at} < {end}")
            for table, at in TIMES.items()
        }
        write(place, Change(rows=rows), datetime.now(UTC), "bench")
        for each in rows.values():
            each.paths[0].unlink()
    (desk / "made").touch()
    return desk


def _some(path: Path, folder: Path, only: str) -> Parquet:
    with duckdb.connect() as connection:
        connection.execute(
            "set enable_progress_bar = false; set preserve_insertion_order = false; set memory_limit = '3GB'"
        )
        connection.execute(f"copy (select * from '{folder}/*.parquet' where {only}) to '{path}' (format parquet)")
    return Parquet((path,))
