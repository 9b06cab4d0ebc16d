"""The records behind a figure: they add up to it, and what is left out stands there with the reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deskmerit.chain.evidence import Evidence
from deskmerit.chain.explain import explain_person
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec, Unit
from deskmerit.core.plan import Indicator, Target
from deskmerit.core.rules import Deduct
from deskmerit.core.scorecard import IndicatorScore, Status
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.measure import listings
from deskmerit.records.store import Records
from deskmerit.report.behind import CREDITS, REASONS, Behind, behind, behind_text
from deskmerit.report.rows import lines
from report.conftest import Quarter

SOME = 2


@pytest.mark.slow
def test_counted_records_add_up_to_the_printed_sums(quarter: Quarter) -> None:
    evidence, told = Evidence(quarter.records, quarter.scored, quarter.scored.specs), 0
    movers = [card for card in quarter.scored.cards if card.parts][:1]
    for card in [*quarter.scored.cards[8 : 8 + SOME], *movers]:
        for place, line in lines(card):
            plans = {part.place: part.plan for part in card.parts}
            plan = quarter.scored.plans[plans.get(place, card.plan)]
            spec = next(each.spec for each in [*plan.indicators(), *plan.bonus] if each.id == line.id)
            entered = line.status is Status.MANUAL or line.metric not in CATALOGUE
            if line.supplied or entered or line.numerator is None:
                continue
            counted = [case for case in evidence.of(spec, card.agent_id, place) if case["included"]]
            if line.metric == "peer_rating":
                assert all(not case["record_id"] and case["started_at"] is None for case in counted)
                continue
            sums = [sum(int(str(case[name] or 0)) for case in counted) for name in ("numerator", "denominator")]
            assert sums == [line.numerator, line.denominator], f"{card.agent_id} {line.id}"
            told += len(counted)
    assert told > 300


def test_the_records_of_all_figures_are_made_in_one_run(quarter: Quarter, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[set[str]]()

    def counted(records: Records, specs: Sequence[MeasureSpec], *rest: object, **more: object) -> object:
        asked.append({spec.metric for spec in specs})
        return listings(records, specs, *rest, **more)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr("deskmerit.chain.evidence.listings", counted)
    text = explain_person(quarter.records, quarter.scored, quarter.moved[1], "", True, "en")
    card = next(card for card in quarter.scored.cards if card.agent_id == quarter.moved[1])
    assert asked[0] == {line.metric for _, line in lines(card)}
    assert len(asked) == 2, "the second is for records that a correction credits to somebody else"
    assert asked[1] < asked[0]
    assert text.count("Records: ") == len(lines(card))


def test_a_record_moved_away_is_shown_to_whom_it_was_taken_from(quarter: Quarter) -> None:
    ticket, agent = quarter.moved
    card = next(card for card in quarter.scored.cards if card.agent_id == agent)
    indicator = "first_response"
    if all(line.id != indicator for _, line in lines(card)):
        pytest.skip(f"{agent} is scored by a plan without {indicator}")
    text = explain_person(quarter.records, quarter.scored, agent, indicator, True, "en")
    struck = next(line for line in text.splitlines() if ticket in line)
    assert struck.strip().startswith("✗")
    assert "credited to somebody else by a correction (K-1 wrong login)" in struck


def test_times_are_told_in_the_organisations_zone() -> None:
    case = {"record_id": "T1", "started_at": datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "completed_at": None}
    case |= {"numerator": 30, "denominator": 1, "included": True, "reason": "", "credit": "first_replier"}
    found = behind([case | {"adjustment_id": "", "why": ""}], _line(), "en", "Asia/Shanghai")
    assert found.rows[0].started == "2026-07-02 00:30:00"
    assert "sum of numerators 30, of denominators 1" in behind_text(found, "en", "Asia/Shanghai")


def _case(numerator: int, **more: object) -> dict[str, object]:
    at = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
    case = {"record_id": "R", "started_at": at, "completed_at": at, "numerator": numerator, "denominator": 1}
    return case | {"included": True, "reason": "", "credit": "solver", "adjustment_id": "", "why": ""} | more


def _shown(metric: str, *numerators: int, lang: str = "en", percentile: int | None = None) -> Behind:
    found = CATALOGUE[metric]
    spec = MeasureSpec(metric, percentile=percentile)
    indicator = Indicator("a", {}, spec, found, Target(at_least=Decimal(1)), Decimal(1), Deduct(Decimal(1), Decimal(1)))
    line = replace(_line(), metric=metric, unit=found.unit, cases=len(numerators), numerator=max(numerators))
    return behind([_case(each) for each in numerators], line, lang, "UTC", indicator)


def test_ratings_and_quality_scores_are_shown_in_their_unit_exactly() -> None:
    rated = _shown("satisfaction", 4_666_667, 5_000_000)
    assert [row.figure for row in rated.rows] == ["4.666667", "5.00"]
    assert rated.sums == "sum of numerators 9.666667, of denominators 2"
    assert [row.figure for row in _shown("qa_score", 92_500_000, lang="zh").rows] == ["92.50%"]
    assert [row.figure for row in _shown("first_contact_resolution", 1, 0).rows] == ["1", "0"]


def test_a_time_is_shown_in_seconds_and_from_an_hour_on_as_a_clock_too() -> None:
    assert [row.figure for row in _shown("resolution_time", 59, 41236).rows] == ["59 s", "41,236 s (11:27:16)"]
    assert [row.figure for row in _shown("resolution_time", 3600, lang="zh").rows] == ["3,600 秒（1:00:00）"]


def test_a_record_of_one_instant_tells_it_once() -> None:
    row = _shown("training_attendance", 1).rows[0]
    assert (row.started, row.completed) == ("", "2026-07-01 01:00:00")


def test_the_records_of_a_360_rating_are_its_count_alone() -> None:
    found = _shown("peer_rating", 35_000_000)
    assert (found.rows, found.counted) == ((), 1)
    assert "confidential" in found.sums


def test_a_percentile_is_a_place_among_its_records_and_no_sum() -> None:
    sums = _shown("first_response_time", 10, 30, 20, percentile=90).sums
    assert sums == "number 3 of 3 in order of size (percentile 90): 30 s"


def test_a_supplied_figure_says_that_no_records_stand_behind_it() -> None:
    assert "supplied by the source" in behind([], _line(supplied=True), "en", "UTC").sums
    assert "由数据源直接提供" in behind([], _line(supplied=True), "zh", "UTC").sums


def test_a_figure_entered_as_a_whole_says_so() -> None:
    assert "entered as a whole" in behind([], _line(), "en", "UTC").sums


def test_every_reason_and_credit_has_words() -> None:
    from deskmerit.metrics import codes

    assert set(codes.REASONS.values()) <= set(REASONS)
    assert set(codes.CREDITS.values()) <= set(CREDITS)


@pytest.mark.slow
def test_one_persons_page_strikes_left_out_records_through(quarter: Quarter) -> None:
    _, page = quarter.own
    assert '<tr class="out"><td>' in page
    assert ".records .out td:not(.why){text-decoration:line-through" in page


def _line(supplied: bool = False) -> IndicatorScore:
    zero = Decimal(0)
    return IndicatorScore(
        "a", "d", "m", Unit.SECONDS, None, zero, 30, 1, 1, zero, zero, None, Status.SCORED, supplied=supplied
    )


def test_a_place_without_cases_has_no_records(quarter: Quarter) -> None:
    spec = next(iter(quarter.scored.plans.values())).indicators()[0].spec
    evidence = Evidence(quarter.records, quarter.scored, [spec])
    assert evidence.of(spec, "A025", Place("nowhere", "nothing")) == []
