"""One suite for all engines: tables in and out unchanged, and the same integers for every metric."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.core.metric import MeasureSpec
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.engines.script import FIRST, LAST, batched
from deskmerit.metrics.measure import listings, measure
from deskmerit.metrics.measured import Measured
from deskmerit.metrics.prepare import tickets
from deskmerit.metrics.prepare.months import micros
from deskmerit.records.store import Parquet, Records
from engines.abilities import able
from engines.together import everything, questions
from oracle.arrow import records
from oracle.compare import all_differences, fact_differences
from oracle.generate import centre
from oracle.measure import Oracle
from oracle.questions import questions as all_questions
from oracle.settings import CENTRES

ODD = ["", "it's", 'a "word"', "back\\slash", "two\nlines", "a,b;c", "客服", "\\N", " blank ", "NULL", None, "t"]
HISTORIES = 12


@able()
def test_texts_come_back_as_they_went_in(engine: Engine) -> None:
    rows = engine.keep(pa.table({"n": list(range(len(ODD))), "said": pa.array(ODD, pa.string())}))
    assert engine.fetch(rows.order_by("n").select("said")).column(0).to_pylist() == ODD
    for number, text in enumerate(ODD):
        if text is not None:
            found = engine.fetch(rows.filter(rows.said == text).select("n")).column(0).to_pylist()
            assert found == [number], f"written in a query, {text!r} is itself"


@able()
def test_numbers_days_and_flags_come_back_as_they_went_in(engine: Engine) -> None:
    table = pa.table(
        {
            "n": pa.array([1, 2, 3], pa.int64()),
            "small": pa.array([-1, None, 127], pa.int8()),
            "large": pa.array([2**62, -(2**62), None], pa.int64()),
            "exact": pa.array([Decimal("0.000001"), None, Decimal("-123456789012345678.5")], pa.decimal128(24, 6)),
            "whole": pa.array([Decimal(10**37), Decimal(-1), None], pa.decimal128(38, 0)),
            "flag": pa.array([True, None, False], pa.bool_()),
            "day": pa.array([date(1969, 12, 31), date(2026, 2, 28), None], pa.date32()),
        }
    )
    assert engine.fetch(engine.keep(table).order_by("n")).equals(table)


@able()
def test_rows_in_several_parts_of_which_some_are_empty_all_arrive(engine: Engine) -> None:
    part = pa.table({"n": [1, 2], "word": ["a", "b"]})
    rows = engine.keep(pa.concat_tables([part, part.slice(0, 0), part, part.slice(2), part]))
    assert engine.fetch(rows.agg(sum=rows.n.sum(), n=rows.count())).to_pylist() == [{"sum": 9, "n": 6}]
    assert len(engine.fetch(engine.keep(part.slice(0, 0)))) == 0


@able()
def test_an_instant_is_microseconds_since_1970(engine: Engine, tmp_path: Path) -> None:
    instants = [datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC), datetime(2026, 9, 1, 9, 0, 0, 1, UTC), None]
    table = pa.table({"n": [1, 2, 3], "at": pa.array(instants, pa.timestamp("us", "UTC"))})
    pq.write_table(table, tmp_path / "a.parquet")
    wanted = [micros(instant) if instant else None for instant in instants]
    for rows in (engine.keep(table), engine.parquet((tmp_path / "a.parquet",))):
        assert engine.fetch(rows.order_by("n").select("at")).column(0).to_pylist() == wanted


@able()
def test_division_is_floored_and_exact_below_two_to_the_53rd(engine: Engine) -> None:
    numbers = [-1_000_001, -1, 0, 999_999, 1_000_000, 2**53 - 1, 1_790_000_000_999_999]
    rows = engine.keep(pa.table({"a": pa.array(numbers, pa.int64())}))
    found = engine.fetch(rows.order_by("a").select(q=rows.a // 1_000_000)).column(0).to_pylist()
    assert found == [number // 1_000_000 for number in sorted(numbers)]


@able()
def test_what_was_kept_in_a_scope_is_gone_after_it_and_what_lasts_is_not(engine: Engine) -> None:
    with engine.scope():
        brief = engine.keep(pa.table({"a": [1]}))
        lasting = engine.keep(pa.table({"a": [2]}), lasting=True)
    assert engine.fetch(lasting).column(0).to_pylist() == [2]
    with pytest.raises(Exception, match=r"(?i)kept_1\b.*|not found|does not exist|unknown"):
        engine.fetch(brief)
    engine.forget()
    assert engine.fetch(engine.keep(pa.table({"a": [3]}))).column(0).to_pylist() == [3], "names begin anew"


@able("texts with a zero byte")
def test_a_text_with_a_zero_byte_is_measured_like_any_other(engine: Engine) -> None:
    rows = engine.keep(pa.table({"said": ["a\0b", "c"]}))
    assert engine.fetch(rows.filter(rows.said == "c")).num_rows == 1


@able("names longer than 63 bytes")
def test_a_column_with_a_very_long_name_is_kept(engine: Engine) -> None:
    assert "x" * 70 in engine.keep(pa.table({"a": [1], "x" * 70: [1]})).columns


@able()
def test_a_batch_is_asked_with_its_own_bounds_whatever_texts_say(engine: Engine) -> None:
    odd = ["\\", f"it\\'s {FIRST}", "'", f"{LAST}\\"]
    rows = engine.keep(pa.table({"tk": list(range(8)), "said": odd * 2}))

    def work(host: Engine, first: int, last: int) -> list[pa.Table]:
        mine = rows.filter(rows.said.isin(odd) & (rows.tk >= first) & (rows.tk < last))
        return [host.fetch(host.keep(mine.mutate(word=ibis.literal(odd[1]))).order_by("tk"))]

    found = [part for (part,) in batched(engine, [(-1, 3), (3, 8)], work)]
    assert [part["tk"].to_pylist() for part in found] == [[0, 1, 2], [3, 4, 5, 6, 7]]
    assert {word for part in found for word in part["word"].to_pylist()} == {odd[1]}


@able()
def test_a_folder_that_is_named_like_a_column_adds_none(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "source=desk" / "a.parquet"
    file.parent.mkdir()
    pq.write_table(pa.table({"n": [7]}), file)
    assert engine.fetch(engine.parquet((file,))).to_pylist() == [{"n": 7}]


@cache
def wanted() -> tuple[Measured, list[pa.Table]]:
    """What the default engine makes of all stories."""
    return measure(everything(), questions()), listings(everything(), questions())


@able(quick=False)
def test_every_story_gives_the_same_facts_on_every_engine(engine: Engine) -> None:
    assert measure(everything(), questions(), engine=engine).facts.equals(wanted()[0].facts)


@able(quick=False)
def test_every_story_gives_the_same_cases_on_every_engine(engine: Engine) -> None:
    found = listings(everything(), questions(), engine=engine)
    assert all(a.equals(b) for a, b in zip(found, wanted()[1], strict=True))


@able(quick=False)
def test_files_and_batches_give_the_same_facts(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {}
    for name, table in everything().tables.items():
        assert isinstance(table, pa.Table)
        half = len(table) // 2
        for number, part in enumerate((table.slice(0, half), table.slice(half))):
            pq.write_table(part, tmp_path / f"{name}-{number}.parquet")
        tables[name] = Parquet(tuple(sorted(tmp_path.glob(f"{name}-?.parquet"))))
    expected = wanted()[0].facts
    monkeypatch.setattr(tickets, "BATCH", 60)
    monkeypatch.setattr(type(engine.driver), "room", 1)
    assert measure(Records(tables), questions(), engine=engine).facts.equals(expected)


@able(quick=False)
@pytest.mark.parametrize("name", ["festival", "paid from the 26th"])
def test_random_histories_give_the_cases_and_facts_of_an_independent_reading(engine: Engine, name: str) -> None:
    settings, first, told = CENTRES[name]
    as_of = datetime.fromisoformat(told) if told else None
    rows = centre(5, first, HISTORIES, numbered=name == "festival", as_of=as_of, limited=False)
    oracle, given = Oracle(rows, settings, as_of), records(rows, settings)
    asked: list[MeasureSpec] = all_questions()[list(CENTRES).index(name) :: 3]
    assert not list(all_differences(oracle, given, asked, engine))[:1]
    assert not list(fact_differences(oracle, given, asked, engine))[:1]


@able()
def test_an_engine_given_is_left_open_and_empty(engine: Engine) -> None:
    with opened(engine) as host:
        host.keep(pa.table({"a": [1]}), lasting=True)
    assert engine.shelf.lasting == []
    assert engine.fetch(engine.keep(pa.table({"a": [7]}))).column(0).to_pylist() == [7]


@able()
def test_rows_are_numbered_from_0_without_gaps(engine: Engine, tmp_path: Path) -> None:
    for number, size in enumerate((300, 0, 1, 700)):
        pq.write_table(pa.table({"n": pa.array(range(size), pa.int64())}), tmp_path / f"{number}.parquet")
    rows = engine.parquet(tuple(sorted(tmp_path.glob("*.parquet"))))
    kept = engine.keep(engine.numbered(rows, "tk"))
    assert sorted(engine.fetch(kept.select("tk")).column(0).to_pylist()) == list(range(1001))
    apart = engine.fetch(engine.keep(engine.told_apart(rows, "rid")).agg(rids=ibis._.rid.nunique()))
    assert apart.column(0).to_pylist() == [1001]


@pytest.mark.engines
@pytest.mark.parametrize("engine", ["spark"], indirect=True)
def test_no_step_on_a_cluster_puts_all_rows_into_one_partition(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = list[str]()
    session = engine.driver.session  # type: ignore[attr-defined]  # Spark's driver has one
    told = session.sql

    def sql(query: str) -> object:
        rows = told(query)
        planned.append(rows._jdf.queryExecution().optimizedPlan().toString())
        return rows

    monkeypatch.setattr(session, "sql", sql)
    measure(everything(), questions(), engine=engine)
    windows = [line for plan in planned for line in plan.splitlines() if line.lstrip(" :+-").startswith("Window [")]
    alone = [line for line in windows if not re.search(r"windowspecdefinition\(\w+#\w+[,)]", line)]
    assert windows
    assert not alone
