"""Measures printed: rows are made of facts as they are read, in the order of their words, never held all at once."""

from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.metrics import CATALOGUE, measured
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measured import FACTS, facts_of
from deskmerit.report import measures, write
from deskmerit.report.measures import MEASURE, measure_table
from deskmerit.report.table import Table
from deskmerit.report.typed import typed
from deskmerit.report.write import to_csv, to_json, to_parquet

SPECS = [
    spec("satisfaction"),
    spec("peer_rating"),
    spec("first_response_time", clock="calendar"),
    spec("first_response_time", clock="business"),
    spec("tickets_solved"),
    spec("reopen_rate", {"days": 3}),
]


def facts(dice: Random, count: int) -> pa.Table:
    """Random facts, in no order, in several chunks."""
    texts = {"agent_id": ["A9", "A10", "王", "", "Ä"], "team": ["一组", "b", "B"], "position": ["", "客服"],
             "month": ["2026-09", "2026-10"]}  # fmt: skip
    rows = []
    for number in range(count):
        row = {name: dice.choice(some) for name, some in texts.items()} | {"site": "", "account": str(number)}
        row |= {name: dice.randrange(50) for name in ("n", "numerator", "denominator", "raters", "provisional")}
        row |= {"spec": dice.randrange(len(SPECS)), "sum_of_squares": Decimal(0), "supplied": False}
        rows.append(row | {"part": dice.choice(["", "peer"]), "known_n": dice.random() < 0.9})
    whole = pa.Table.from_pylist(rows, FACTS)
    return pa.concat_tables([whole.slice(0, count // 3), whole.slice(count // 3)])


def table(found: pa.Table) -> Table:
    return measure_table(found, SPECS, CATALOGUE)


def test_rows_come_in_the_order_of_their_words_and_facts_of_one_place_as_they_were() -> None:
    found = facts(Random(1), 1500)
    rows = list(table(found).rows)
    assert [row[3:8] + row[:3] for row in rows] == sorted(row[3:8] + row[:3] for row in rows)
    assert len(rows) == len(found)
    one = [(fact.numerator, fact.place.account) for fact in facts_of(found)
           if (fact.agent_id, fact.place.team, fact.place.position, fact.month, fact.spec)
           == ("A9", "b", "", "2026-09", 4)]  # fmt: skip
    assert len(one) > 1
    assert [row[9] for row in rows if row[:4] + row[7:8] == ("A9", "b", "", "tickets_solved", "2026-09")] == [
        numerator for numerator, _ in one
    ]


@pytest.mark.parametrize("count", [0, 1, 400])
def test_written_piece_by_piece_it_is_the_same_text(
    count: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = table(facts(Random(2), count))
    plain = Table(rows.title, rows.columns, list(rows.rows), rows.lang)
    whole = ["".join(to_csv(plain)), "".join(to_json(plain))]
    to_parquet(plain, tmp_path / "whole.parquet")
    for module in (write, measures):
        monkeypatch.setattr(module, "AT_ONCE", 7)
    assert ["".join(to_csv(rows)), "".join(to_json(rows))] == whole
    to_parquet(rows, tmp_path / "pieces.parquet")
    assert pq.read_table(tmp_path / "pieces.parquet").equals(pq.read_table(tmp_path / "whole.parquet"))
    assert typed(rows).equals(typed(plain))
    assert [*rows.rows[:3]] == plain.rows[:3]
    assert count == 0 or rows.rows[-1] == plain.rows[-1]


def test_no_more_facts_are_made_into_rows_than_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    made, real = list[int](), measured._fact
    monkeypatch.setattr(measured, "_fact", lambda *said: made.append(1) or real(*said))
    for module in (write, measures, measured):
        monkeypatch.setattr(module, "AT_ONCE" if module is not measured else "_AT_ONCE", 10)
    pieces = to_csv(table(facts(Random(3), 400)))
    assert next(pieces) == ",".join(MEASURE) + "\n"
    assert not made
    next(pieces)
    assert len(made) <= 20
