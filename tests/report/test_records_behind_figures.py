"""The records behind a figure: they add up to it, and what is left out stands there with the reason."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deskmerit.chain.evidence import Evidence
from deskmerit.chain.explain import explain_person
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec, Unit
from deskmerit.core.scorecard import IndicatorScore, Status
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.measure import listings
from deskmerit.records.store import Records
from deskmerit.report.behind import CREDITS, REASONS, behind, behind_text
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
