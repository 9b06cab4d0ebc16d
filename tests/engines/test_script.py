"""Batches that are asked the same are compiled once, and give what each would have given on its own."""

import dataclasses
from datetime import date

import ibis
import pyarrow as pa
import pytest

from deskmerit.engines.base import Engine
from deskmerit.engines.script import FIRST, LAST, batched, bound
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import listings, measure
from deskmerit.metrics.prepare import tickets
from deskmerit.metrics.story import story

NUMBERS = pa.table({"tk": pa.array(range(10), pa.int32()), "odd": pa.array([n % 2 for n in range(10)], pa.int64())})
PARTS = [(-1, 4), (4, 6), (6, 10)]


def test_each_part_is_answered_for_itself_and_compiled_once(engine: Engine) -> None:
    rows, built = engine.keep(NUMBERS), []

    def work(host: Engine, first: int, last: int) -> list[pa.Table]:
        built.append(host)
        mine = host.keep(rows.filter((rows.tk >= first) & (rows.tk < last)))
        beside = host.keep(pa.table({"odd": [1], "word": ["odd"]}))
        named = mine.join(beside, "odd").select("tk", "word")
        return [host.fetch(mine.agg(n=mine.count())), host.fetch(named.order_by("tk"))]

    found = list(batched(engine, PARTS, work))
    assert [counts.to_pylist()[0]["n"] for counts, _ in found] == [4, 2, 4]
    assert [named.column(0).to_pylist() for _, named in found] == [[1, 3], [5], [7, 9]]
    assert len(built) == 1
    asked = "select table_name from duckdb_tables() where table_name like 'kept_%'"
    kept = engine.driver.read(asked, pa.schema([("table_name", pa.string())]))
    assert len(kept) == 1, "what a batch kept is gone after it"


def test_a_part_that_answers_a_question_otherwise_is_worked_out_anew(engine: Engine) -> None:
    rows = engine.keep(NUMBERS)

    def work(host: Engine, first: int, last: int) -> list[pa.Table]:
        mine = host.keep(rows.filter((rows.tk >= first) & (rows.tk < last)))
        late = host.some(mine.filter(mine.tk > 6))
        return [host.fetch(mine.agg(n=mine.count(), late=ibis.literal(late)))]

    answers = [part[0].to_pylist()[0] for part in batched(engine, PARTS, work)]
    assert answers == [{"n": 4, "late": False}, {"n": 2, "late": False}, {"n": 4, "late": True}]


def test_work_that_fetches_more_than_it_returns_is_never_run_from_its_script(engine: Engine) -> None:
    rows, built = engine.keep(NUMBERS), []

    def work(host: Engine, first: int, last: int) -> list[pa.Table]:
        built.append(first)
        mine = host.keep(rows.filter((rows.tk >= first) & (rows.tk < last)))
        most = host.fetch(mine.agg(most=mine.tk.max())).to_pylist()[0]["most"]
        return [host.fetch(mine.filter(mine.tk == most))]

    assert [part[0].column(0).to_pylist() for part in batched(engine, PARTS, work)] == [[3], [5], [9]]
    assert len(built) == 3


def test_duplicates_in_a_later_batch_alone_count_once(monkeypatch: pytest.MonkeyPatch) -> None:
    days = "".join(
        f"d{n} t{n} 09:00 created\nd{n} t{n} 09:10 reply amy\nd{n} t{n} 10:00 status solved amy\n" for n in range(1, 9)
    )
    records = story(days + "d30 t9 09:00 created\n")
    events = records.tables["events"]
    assert isinstance(events, pa.Table)
    twice = dataclasses.replace(
        records, tables={**records.tables, "events": pa.concat_tables([events, events.slice(12, 2)])}
    )
    asked = [spec(name) for name in ("first_contact_resolution", "response_time", "resolution_time")]
    asked.append(spec("first_response_time", percentile=90))
    whole, rows = measure(records, asked), listings(records, asked)
    monkeypatch.setattr(tickets, "BATCH", 6)
    assert measure(twice, asked).facts.equals(whole.facts)
    assert all(a.equals(b) for a, b in zip(listings(twice, asked), rows, strict=True))


def test_only_the_bounds_themselves_are_replaced() -> None:
    others = f"1{FIRST}, a_{LAST}, '{FIRST}', 'it''s {LAST}', \"{FIRST}\""
    assert bound(f"select {FIRST}, {LAST}, {others}", (-1, 7)) == f"select -1, 7, {others}"


def test_a_date_column_of_ones_own_is_there_in_every_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "t{n} 09:00 created\nt{n} 09:10 status solved amy\nsurveys: survey_id=s{n}, ticket_id=t{n}, sent_at=10:00, "
    told += "answered_at=11:00, score=5, scale_min=1, scale_max=5\n"
    later = "d2 t9 09:00 created\nd2 t9 09:01 reply amy\n"
    records = story("".join(told.format(n=n) for n in range(1, 5)) + later)
    surveys = records.tables["surveys"]
    assert isinstance(surveys, pa.Table)
    dated = surveys.append_column("due_on", pa.array([date(2026, 9, 1)] * len(surveys), pa.date32()))
    dated = dated.append_column('said "yes"', pa.array(["x"] * len(surveys)))
    records = dataclasses.replace(records, tables={**records.tables, "surveys": dated})
    whole = measure(records, [spec("satisfaction")])
    monkeypatch.setattr(tickets, "BATCH", 2)
    assert measure(records, [spec("satisfaction")]).facts.equals(whole.facts)
    assert whole.facts.num_rows == 1
