"""The default engine keeps, forgets and reads tables, and says microseconds exactly."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import measure
from deskmerit.metrics.prepare.months import micros
from deskmerit.metrics.story import story
from deskmerit.records.store import Parquet, Records


@pytest.fixture
def engine() -> Engine:
    return ENGINES["duckdb"]()


def test_an_instant_is_microseconds_since_1970_exactly(engine: Engine) -> None:
    instants = [datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC), datetime(2026, 9, 1, 9, 0, 0, 1, UTC)]
    rows = engine.keep(pa.table({"at": pa.array(instants, pa.timestamp("us", "UTC"))}))
    found = engine.fetch(rows).column(0).to_pylist()
    assert found == [micros(instant) for instant in instants]


def test_what_was_kept_in_a_scope_is_gone_after_it_and_what_lasts_is_not(engine: Engine) -> None:
    with engine.scope():
        brief = engine.keep(pa.table({"a": [1]}))
        lasting = engine.keep(pa.table({"a": [2]}), lasting=True)
    assert engine.fetch(lasting).column(0).to_pylist() == [2]
    with pytest.raises(duckdb.CatalogException):
        engine.fetch(brief)


def test_parquet_files_measure_like_tables_in_memory(tmp_path: Path) -> None:
    records = story("t1 09:00 created\nt1 09:01 reply amy\nt1 10:00 status solved amy", t1={"channel": "chat"})
    tables = {}
    for name, table in records.tables.items():
        assert isinstance(table, pa.Table)
        pq.write_table(table, tmp_path / f"{name}.parquet")
        tables[name] = Parquet((tmp_path / f"{name}.parquet",))
    asked = [spec("first_response_time", where={"channel": ["chat"]}), spec("tickets_solved")]
    assert measure(Records(tables), asked).facts.equals(measure(records, asked).facts)
