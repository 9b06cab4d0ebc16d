"""An engine to which records are copied gets the columns that questions read, and gives the same figures."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.core.metric import MeasureSpec
from deskmerit.engines.base import Engine
from deskmerit.engines.driver import Driver
from deskmerit.metrics.ask import defaults, spec
from deskmerit.metrics.measure import measure
from deskmerit.metrics.story import story
from deskmerit.records.store import Parquet, Records

STORY = """
t1 09:00 created
t1 09:10 reply amy
t1 09:20 status solved amy
t2 10:00 created
t2 10:30 reply bo
surveys: survey_id=s1, ticket_id=t1, sent_at=09:30, answered_at=09:40, score=5, scale_min=1, scale_max=5
"""
ASKED = [*defaults(), spec("first_response_time", where={"Floor": ["3"]}, clock="calendar"),
         spec("satisfaction", where={"subject": ["printer"]})]  # fmt: skip


def wide(folder: Path, *, on_disk: bool) -> Records:
    """The story with columns of the user's own, one of which a filter names."""
    plain = story(STORY)
    tables: dict[str, pa.Table | Parquet] = {}
    for name, table in plain.tables.items():
        assert isinstance(table, pa.Table)
        for own in ("Floor", "browser", "Shoe size"):
            table = table.append_column(own, pa.array(["3"] * len(table), pa.string()))
        if name == "tickets":
            at = table.column_names.index("subject")
            table = table.set_column(at, "subject", pa.array(["printer"] * len(table), pa.string()))
        tables[name] = table
        if on_disk:
            pq.write_table(table, folder / f"{name}.parquet")
            tables[name] = Parquet((folder / f"{name}.parquet",))
    return Records(tables, plain.settings)


def given(engine: Engine, asked: list[MeasureSpec], records: Records, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The columns of all tables that an engine is given for questions; the figures are those of any other engine."""
    seen, scan, hold = set[str](), type(engine.driver).scan_some, type(engine.driver).hold

    def scanned(driver: Driver, *said: object) -> object:
        schema = scan(driver, *said)  # type: ignore[arg-type]  # as it was called
        seen.update(schema.names)
        return schema

    def held(driver: Driver, name: str, rows: pa.Table) -> None:
        seen.update(rows.column_names)
        hold(driver, name, rows)

    monkeypatch.setattr(type(engine.driver), "scan_some", scanned)
    monkeypatch.setattr(type(engine.driver), "hold", held)
    found = measure(records, asked, engine=engine)
    monkeypatch.undo()
    whole = measure(records, asked)
    assert found.facts.equals(whole.facts)
    assert found.issues == whole.issues
    return seen & {"Floor", "browser", "Shoe size", "subject", "comment"}


@pytest.mark.engines
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
def test_columns_that_no_question_names_are_not_copied(
    engine: Engine, on_disk: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = wide(tmp_path, on_disk=on_disk)
    assert given(engine, ASKED, records, monkeypatch) == {"Floor", "subject"}
    engine.forget()
    assert given(engine, defaults(), records, monkeypatch) == set()


def test_an_engine_that_reads_what_it_needs_sees_every_column(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = given(engine, defaults(), wide(tmp_path, on_disk=True), monkeypatch)
    assert seen >= {"Floor", "browser", "Shoe size", "subject"}
