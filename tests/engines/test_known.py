"""SQL that was compiled before is taken for the same question only."""

import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import ibis
import pytest

from deskmerit.core.period import parse_period
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.engines.known import Known, Untold, name_of
from deskmerit.metrics.measure import measure
from oracle.arrow import plain_records
from oracle.generate import centre
from oracle.questions import questions
from oracle.settings import CENTRES

QUESTION = """
import ibis
from deskmerit.engines.known import name_of
table = ibis.table({"a": "int64", "b": "string", "c": "date", "d": "decimal(38, 0)", "e": "int8"}, name="t")
rows = table.filter(table.b.isin(["x", "y"])).drop("c", "d", "e").mutate(n=table.a + 1)
print(name_of(rows.op()))
"""


def facts(engine: Engine, days: int) -> list[dict[str, object]]:
    """Of a period of so many days."""
    settings, first, _ = CENTRES["autumn"]
    records = plain_records(centre(7, first, 12, numbered=True), settings)
    period = parse_period(f"{first}..{date.fromisoformat(first) + timedelta(days)}")
    return measure(records, questions()[:6], period, engine=engine).facts.to_pylist()


def test_a_question_has_the_same_name_in_every_process() -> None:
    named = {
        subprocess.run(
            [sys.executable, "-c", QUESTION],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(named) == 1


def test_questions_that_differ_in_anything_have_other_names() -> None:
    table = ibis.table({"a": "int64", "b": "string"}, name="t")
    other = ibis.table({"a": "int64", "b": "string"}, name="u")
    wider = ibis.table({"a": "int32", "b": "string"}, name="t")
    rows = [
        table.a + 1, table.a + 2, 1 + table.a, table.a - 1, other.a + 1, wider.a + 1,
        table.a == 1, table.a.isin([1]), table.b == "1", table.a.sum(), table.a.sum(where=table.b == "x"),
        table.drop("b"), table.select("a"), table.select(b="a"), table.filter(table.a > 0), table.filter(table.a >= 0),
        table.a + ibis.literal(1, "int64"), table.b.cast("int64"), table.b.cast("int32"),
    ]  # fmt: skip
    queries = [each.op() for each in rows]
    assert len({name_of(query) for query in queries}) == len(set(queries)) > 15


def test_what_does_not_tell_all_of_itself_has_no_name() -> None:
    @ibis.udf.scalar.builtin
    def place() -> int: ...

    with pytest.raises(Untold):
        name_of(place().op())


def test_what_was_asked_one_day_is_not_compiled_the_next() -> None:
    known = Known()
    with opened(None) as engine, engine.knowing(known):
        before = facts(engine, 3)
    asked: list[Any] = []

    class Watched(Known):
        def sql(self, query: Any, compiler: object, compiled: Any) -> str:
            return super().sql(query, compiler, lambda *_: asked.append(query) or compiled(query, compiler))

    with opened(None) as engine, engine.knowing(Watched(known.used)):
        after = facts(engine, 4)
    with opened(None) as engine:
        assert after == facts(engine, 4) != before
    assert asked == []
