"""Results stand in the user's own tables: a run put again replaces its own rows and no others."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from deskmerit.engines import warehouse
from deskmerit.engines.problems import EngineError
from deskmerit.engines.warehouse import publish
from deskmerit.report.table import Table
from deskmerit.report.typed import typed


def scores(*rows: tuple[str, str, str]) -> dict[str, pa.Table]:
    return {"scores": typed(Table("t", ("agent_id", "score", "note"), rows))}


FIRST = scores(("amy", "9.00", "it's"), ("ben", "", "客服"))
AGAIN = scores(("amy", "8.50", ""))
WANTED = [("2026-Q2", "amy", Decimal("9.000000"), "it's"), ("2026-Q2", "ben", None, "客服")]
WANTED += [("2026-Q3", "amy", Decimal("8.500000"), "")]


def put_twice(address: str) -> None:
    publish(address, "2026-Q2", FIRST)
    publish(address, "2026-Q3", FIRST)
    publish(address, "2026-Q3", AGAIN)
    publish(address, "2026-Q4", FIRST)
    publish(address, "2026-Q4", {"scores": FIRST["scores"].slice(0, 0)})


ASKED = "select run, agent_id, score, note from deskmerit_scores order by run, agent_id"


def test_a_run_put_again_into_a_duckdb_file_replaces_its_own_rows(tmp_path: Path) -> None:
    put_twice(f"duckdb://{tmp_path / 'results.duckdb'}")
    with duckdb.connect(str(tmp_path / "results.duckdb")) as con:
        assert con.execute(ASKED).fetchall() == WANTED


@pytest.mark.engines
def test_a_run_put_again_into_postgres_replaces_its_own_rows() -> None:
    import psycopg
    from tools.with_postgres import postgres

    with postgres() as url:
        put_twice(url)
        with psycopg.connect(url) as con:
            assert con.execute(ASKED).fetchall() == WANTED


@pytest.mark.engines
def test_what_fails_half_way_changes_nothing_in_postgres() -> None:
    import psycopg
    from tools.with_postgres import postgres

    with postgres() as url:
        publish(url, "2026-Q2", FIRST)
        other = {"measures": FIRST["scores"], "scores": FIRST["scores"].append_column("new", pa.array(["a", "b"]))}
        with pytest.raises(EngineError) as raised:
            publish(url, "2026-Q2", other)
        assert raised.value.issue.code == "engine-unreachable"
        with psycopg.connect(url) as con:
            assert con.execute("select count(*) from deskmerit_scores").fetchall() == [(2,)]
            assert con.execute("select to_regclass('deskmerit_measures')").fetchall() == [(None,)]


@pytest.mark.engines
def test_a_run_put_again_into_the_catalogue_of_a_spark_replaces_its_own_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engines.running import running

    with running("spark") as connect, connect().driver.session as session:
        session.sql(f"create database results location '{tmp_path}'")
        session.sql("use results")
        monkeypatch.setattr(warehouse.spark, "session_at", lambda _: session)
        monkeypatch.setattr(session, "stop", lambda: None)
        put_twice("spark")
        found = [tuple(row.values()) for row in session.sql(ASKED).toArrow().to_pylist()]
        assert found == WANTED


@pytest.mark.parametrize("address", ["clickhouse", "duckdb://", "mysql://db", "nowhere"])
def test_a_place_that_keeps_nothing_is_refused(address: str) -> None:
    with pytest.raises(EngineError) as raised:
        publish(address, "2026-Q3", FIRST)
    assert raised.value.issue.code == "warehouse-unknown"
