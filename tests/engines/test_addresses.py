"""An address names an engine, or an error says what to write, to install, or to check."""

import sys

import pytest

from deskmerit.engines import ENGINES
from deskmerit.engines.address import engine_at, name_of
from deskmerit.engines.problems import EngineError
from deskmerit.report.messages import render


@pytest.mark.parametrize("address", ["", "mysql://db/desk", "postgres", "spark://", "duckdb://file", "clickhouse://h"])
def test_what_is_no_engine_is_refused_with_the_ones_there_are(address: str) -> None:
    with pytest.raises(EngineError) as raised:
        name_of(address)
    assert "spark://HOST:PORT" in " ".join(render(raised.value.issue))


@pytest.mark.parametrize(
    ("name", "address", "package", "extra"),
    [
        ("postgres", "postgresql://amy@127.0.0.1/desk", "psycopg", "postgres"),
        ("clickhouse", "clickhouse", "chdb.session", "clickhouse"),
        ("spark", "spark://127.0.0.1:7077", "pyspark.sql", "spark"),
    ],
)
def test_an_engine_whose_package_is_absent_says_what_to_install(
    name: str, address: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert name_of(address) == name
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineError) as raised:
        engine_at(address)
    assert f"pip install 'deskmerit[{extra}]'" in render(raised.value.issue)[1]


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(EngineError) as raised:
        engine_at("postgresql://amy:secret@127.0.0.1:1/desk")
    said = " ".join(render(raised.value.issue))
    assert "127.0.0.1" in said
    assert "secret" not in said


def test_duckdb_holds_less_than_the_process_may_take() -> None:
    engine = engine_at("duckdb", "2GB")
    (limit,) = engine.driver.con.execute("select current_setting('memory_limit')").fetchone()
    engine.close()
    assert limit == "1.1 GiB"
    assert set(ENGINES) == {"duckdb", "postgres", "clickhouse", "spark"}
