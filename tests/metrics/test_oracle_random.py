"""Thousands of small random histories: the engine and an independent reading of the same words agree, case by case."""

from datetime import datetime
from functools import cache

import pytest

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from deskmerit.records.store import Records
from oracle.arrow import records
from oracle.compare import case_differences, fact_differences, history_of, only, shrunk, story
from oracle.generate import centre
from oracle.measure import Oracle
from oracle.questions import questions
from oracle.settings import CENTRES

HISTORIES = 500  # in each of the six centres

type Made = tuple[Oracle, Records]


@cache
def made(name: str) -> Made:
    """One of the centres, with integer event ids in every second one."""
    settings, first, as_of = CENTRES[name]
    seed = sorted(CENTRES).index(name)
    rows = centre(seed, first, HISTORIES, numbered=seed % 2 == 0)
    return Oracle(rows, settings, datetime.fromisoformat(as_of) if as_of else None), records(rows, settings)


def told_apart(oracle: Oracle, given: Records, spec: MeasureSpec) -> str:
    """What the two say differently, and the smallest story that shows it; empty where they agree."""
    missing, extra = case_differences(oracle, given, spec)
    first = next(iter(sorted((*missing, *extra), key=str)), None)
    if first is None:
        return ""
    rows = shrunk(only(oracle.rows, history_of(first)), oracle.settings, spec, datetime_of(oracle))
    apart = case_differences(Oracle(rows, oracle.settings, datetime_of(oracle)), records(rows, oracle.settings), spec)
    return f"{spec}\noracle: {list(apart[0])}\nengine: {list(apart[1])}\n{story(rows)}\nof {missing} {extra}"


def datetime_of(oracle: Oracle) -> datetime | None:
    """The as-of instant of the whole centre, which a single history must share."""
    events = [row["occurred_at"] for row in oracle.rows["events"]]
    return oracle.as_of or max(events)


@pytest.mark.parametrize("name", CENTRES)
def test_every_case_is_as_an_independent_reading_has_it(name: str) -> None:
    oracle, given = made(name)
    for spec in questions():
        assert not told_apart(oracle, given, spec)


@pytest.mark.parametrize("name", CENTRES)
def test_every_fact_is_the_sum_of_the_cases_of_an_independent_reading(name: str) -> None:
    oracle, given = made(name)
    assert not list(fact_differences(oracle, given, questions()))[:3]


@pytest.mark.parametrize("seed", range(6))
def test_a_centre_of_one_history_is_read_alike(seed: int) -> None:
    settings, first, _ = CENTRES["spring"]
    rows = centre(seed, first, 1, numbered=bool(seed % 2))
    oracle, given = Oracle(rows, settings), records(rows, settings)
    assert not list(fact_differences(oracle, given, questions()))


def test_an_empty_centre_has_no_facts() -> None:
    rows: dict[str, list[dict[str, object]]] = {"tickets": [], "events": [], "agents": []}
    assert not list(fact_differences(Oracle(rows, Settings()), records(rows, Settings()), questions()))
