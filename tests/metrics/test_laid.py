"""Histories laid beside large tables say the same as histories made anew, whatever is asked of them later."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.measure import listings, measure
from deskmerit.records.store import Parquet, Records
from oracle.arrow import records
from oracle.generate import centre
from oracle.questions import questions
from oracle.settings import CENTRES

pytestmark = pytest.mark.skipif("DESKMERIT_TEST_ENGINE" in os.environ, reason="DuckDB alone lays histories")

HISTORIES = 25
ASKED = [spec for spec in questions() if CATALOGUE[spec.metric].table in ("events", "surveys")][::12]


@cache
def in_memory(name: str) -> Records:
    """One of the centres of the random histories: late events, merges, duplicates, changed calendars, corrections."""
    settings, first, told = CENTRES[name]
    as_of = datetime.fromisoformat(told) if told else None
    return records(centre(7, first, HISTORIES, numbered=True, as_of=as_of, limited=name == "autumn"), settings)


def on_disk(given: Records, folder: Path) -> Records:
    """The same records with tickets and events as files."""
    tables = dict(given.tables)
    for name in ("tickets", "events"):
        table, path = tables[name], folder / f"{name}.parquet"
        assert isinstance(table, pa.Table)
        pq.write_table(table, path)
        tables[name] = Parquet((path,))
    return replace(given, tables=tables, cache=folder / "cache")


def newest(given: Records) -> datetime:
    """The instant of the last event."""
    events = given.tables["events"]
    assert isinstance(events, pa.Table)
    found: datetime = max(events["occurred_at"].to_pylist())
    return found


def files(folder: Path) -> dict[str, int]:
    """What is laid, with the times of change."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / "cache").glob("*.parquet")}


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskmerit.metrics.prepare.tickets.BATCH", 200)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "days"),
    [("spring", 9), ("spring", 0), ("autumn", 0), ("autumn", 9)],
)
def test_laid_histories_give_the_same_cases_and_facts_at_any_instant(name: str, days: int, tmp_path: Path) -> None:
    given = in_memory(name)
    laid = on_disk(given, tmp_path)
    as_of = newest(given) - timedelta(days=days)
    measure(laid, ASKED[:1])  # laid at the newest instant, asked at another
    for ours, theirs in zip(listings(laid, ASKED, as_of=as_of), listings(given, ASKED, as_of=as_of), strict=True):
        assert ours.equals(theirs)
    assert measure(laid, ASKED, as_of=as_of).facts.equals(measure(given, ASKED, as_of=as_of).facts)


def test_they_are_made_once_for_their_files_and_anew_for_changed_ones(tmp_path: Path) -> None:
    laid = on_disk(in_memory("spring"), tmp_path)
    measure(laid, ASKED[:1])
    first = files(tmp_path)
    assert len(first) > 3 + 3  # people, teams, tickets, and three files for each of several batches
    newcomer = pa.table({"agent_id": ["aaron"], "name": ["Aaron"], "kind": ["human"]})
    agents = pa.concat_tables([laid.tables["agents"], newcomer], promote_options="default")
    more = replace(laid, tables={**laid.tables, "agents": agents})
    assert measure(more, ASKED).facts.equals(measure(laid, ASKED).facts)
    assert files(tmp_path) == first  # somebody whom no event names changes no number
    bots = replace(laid.settings, bots=frozenset({"aaron"}))
    measure(replace(laid, settings=bots), ASKED[:1])
    assert files(tmp_path).keys() > first.keys()


def test_a_file_that_was_removed_is_made_again(tmp_path: Path) -> None:
    laid = on_disk(in_memory("spring"), tmp_path)
    before = measure(laid, ASKED).facts
    names = set(files(tmp_path))
    next((tmp_path / "cache").glob("*.parquet")).unlink()
    assert measure(laid, ASKED).facts.equals(before)
    assert set(files(tmp_path)) == names


def test_nothing_is_laid_for_tables_that_are_in_memory_or_gone_tomorrow(tmp_path: Path) -> None:
    given = in_memory("spring")
    measure(replace(given, cache=tmp_path / "cache"), ASKED[:1])
    measure(replace(on_disk(given, tmp_path), cache=None), ASKED[:1])
    assert not files(tmp_path)
