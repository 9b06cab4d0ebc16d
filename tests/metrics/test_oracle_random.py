"""Many small random histories: the engine and an independent reading of the same words agree, case by case.

Hundreds by default, thousands and every question on opening hours with `DESKMERIT_HISTORIES` (`make slow`).
"""

import os
from datetime import datetime
from functools import cache

import pytest

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from deskmerit.records.store import Records
from oracle.arrow import records
from oracle.compare import Apart, all_differences, fact_differences, history_of, only, shrunk, story
from oracle.generate import centre
from oracle.measure import Oracle
from oracle.questions import questions
from oracle.settings import CENTRES

MANY = "DESKMERIT_HISTORIES" in os.environ
HISTORIES = int(os.environ.get("DESKMERIT_HISTORIES", "80"))  # in each of the six centres
LIMITED = ("autumn", "southern")  # there, corrections may be decided for one metric: records are made ready for each
FEW = ("autumn", "southern", "paid from the 26th")  # by default; each asks its sixth of the questions
ALL_FACTS, ALL_CLOCKS = "paid from the 26th", "spring"

type Made = tuple[Oracle, Records]


@cache
def made(name: str) -> Made:
    """One of the centres, with integer event ids in every second one."""
    settings, first, told = CENTRES[name]
    seed, as_of = sorted(CENTRES).index(name), datetime.fromisoformat(told) if told else None
    rows = centre(seed, first, HISTORIES, numbered=seed % 2 == 0, as_of=as_of, limited=name in LIMITED)
    return Oracle(rows, settings, as_of), records(rows, settings)


def asked(name: str, turn: int = 0) -> list[MeasureSpec]:
    """The share of the questions that is this centre's in a turn; with many histories, one centre also gets all that
    the clock decides."""
    every = questions()
    mine = every[(list(CENTRES).index(name) + turn) % len(CENTRES) :: len(CENTRES)]
    more = every if MANY and name == ALL_CLOCKS else []
    return mine + [spec for spec in more if spec.clock == "business" and spec not in mine]


def smallest(oracle: Oracle, spec: MeasureSpec, apart: Apart) -> str:
    """What the two say differently, and the smallest story that shows it."""
    first = min((*apart[0], *apart[1]), key=str)
    as_of = oracle.as_of or max(row["occurred_at"] for row in oracle.rows["events"])
    rows = shrunk(only(oracle.rows, history_of(first)), oracle.settings, spec, as_of)
    left = dict(all_differences(Oracle(rows, oracle.settings, as_of), records(rows, oracle.settings), [spec]))
    sides = left.get(spec, apart)
    return f"{spec}\noracle: {list(sides[0])[:3]}\nengine: {list(sides[1])[:3]}\n{story(rows)}"


@pytest.mark.parametrize("name", CENTRES if MANY else FEW)
def test_every_case_is_as_an_independent_reading_has_it(name: str) -> None:
    oracle, given = made(name)
    apart = list(all_differences(oracle, given, asked(name)))
    if apart:
        pytest.fail(f"{len(apart)} questions; the first:\n{smallest(oracle, *apart[0])}", pytrace=False)


def test_every_fact_is_the_sum_of_the_cases_of_an_independent_reading() -> None:
    oracle, given = made(ALL_FACTS)
    one_each = {spec.metric: spec for spec in questions()}
    assert not list(fact_differences(oracle, given, list(one_each.values())))[:3]


def test_facts_of_records_seen_differently_by_different_metrics_are_told_apart() -> None:
    oracle, given = made(LIMITED[0])
    asked_of = (
        "satisfaction",
        "satisfaction_rate",
        "first_contact_resolution",
        "first_response_time",
        "tickets_solved",
    )
    one_each = {spec.metric: spec for spec in questions() if spec.metric in asked_of}
    assert not list(fact_differences(oracle, given, list(one_each.values())))[:3]


@pytest.mark.parametrize("seed", [1])
def test_a_centre_of_one_history_is_read_alike(seed: int) -> None:
    settings, first, _ = CENTRES["spring"]
    rows = centre(seed, first, 1, numbered=bool(seed % 2))
    oracle, given = Oracle(rows, settings), records(rows, settings)
    assert not list(fact_differences(oracle, given, asked("festival", seed)))


def test_an_empty_centre_has_no_facts() -> None:
    rows: dict[str, list[dict[str, object]]] = {"tickets": [], "events": [], "agents": []}
    assert not list(fact_differences(Oracle(rows, Settings()), records(rows, Settings()), asked("festival")))
