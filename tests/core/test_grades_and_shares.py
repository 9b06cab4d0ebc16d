"""Bands, vetoes, shares: the band decides, shares only cap, and nobody falls more than one grade (semantics §5)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.example_plans import D, ladder, template
from deskmerit.core.facts import Place
from deskmerit.core.grade import apply_shares, band, order, seats
from deskmerit.core.plan import Distribution, Grade, Plan, ShareMode
from deskmerit.core.scorecard import Scorecard

LADDER = ladder()
totals_of_many = st.lists(st.integers(5000, 10000).map(lambda n: D(n) / 100), min_size=1, max_size=60)


def card(agent: int, total: D, grade: str = "", plan: str = "template") -> Scorecard:
    """A graded card before shares."""
    own = band(LADDER, total)
    return Scorecard(f"a{agent:03}", "", Place(), plan, "2026-Q3", total, D(100), own, grade or own, "", ())


def shared(totals: Sequence[D], plan: Plan | None = None) -> list[Scorecard]:
    """The cards of people with these totals after shares."""
    plan = plan or template()
    return apply_shares([card(n, total) for n, total in enumerate(totals)], {plan.id: plan})[0]


def grades(totals: Sequence[int | str], **distribution: object) -> str:
    """The grades of people with these totals, in their order."""
    plan = template(distribution=Distribution(**distribution))  # type: ignore[arg-type]  # fields by name
    return "".join(each.grade for each in shared([D(total) for total in totals], plan))


def test_the_third_of_20_with_95_points_falls_one_grade_only() -> None:
    assert grades([98, 97, 95, *[72] * 17]) == "SSA" + "B" * 17


def test_who_overflows_s_competes_for_a_and_stays_there_even_beyond_its_share() -> None:
    assert grades([99, 98, 97, 96, 95, 94, 93, *[75] * 13]) == "SSAAAAA" + "B" * 13


def test_who_overflows_s_takes_a_seat_that_a_band_person_then_lacks() -> None:
    assert grades([99, 98, 97, 96, 85, 84, 83, *[75] * 13]) == "SSAA" + "AA" + "B" + "B" * 13


def test_ties_at_the_edge_all_keep_the_better_grade_without_using_a_seat() -> None:
    assert grades([99, 98, 98, 98, 85, 84, 83, 82, 81, *[75] * 11]) == "SSSS" + "AAAA" + "B" + "B" * 11


def test_empty_seats_stay_empty_and_c_comes_only_from_its_band() -> None:
    assert grades([78] * 20) == "B" * 20
    assert grades([*[75] * 19, 69]) == "B" * 19 + "C"


def test_below_the_smallest_cohort_bands_alone_decide() -> None:
    assert grades([95] * 3 + [94] * 16) == "S" * 19
    assert grades([95, 94, 93, 92], min_cohort=4) == "AAAA"


def test_cumulative_counts_s_in_the_share_of_a() -> None:
    totals = [99, 98, 89, 88, 87, 86, *[75] * 14]
    assert grades(totals) == "SSAAAA" + "B" * 14
    assert grades(totals, cumulative=True) == "SSAABB" + "B" * 14


def test_bands_only_shows_shares_without_applying_them() -> None:
    assert grades([95] * 20, mode=ShareMode.BANDS_ONLY) == "S" * 20


def test_forced_goes_by_rank_alone_and_needs_a_written_reason() -> None:
    totals = [65 - n for n in range(20)]
    assert grades(totals, mode=ShareMode.FORCED, reason="merger year") == "SSAAAA" + "B" * 14
    plan = template(distribution=Distribution(mode=ShareMode.FORCED))
    cards, issues = apply_shares([card(n, D(60 + n)) for n in range(20)], {"template": plan})
    assert [issue.code for issue in issues] == ["forced-not-applied"]
    assert [each.grade for each in cards] == [each.score_grade for each in cards]


def test_a_forced_last_share_takes_the_bottom_and_ties_escape_it() -> None:
    grade_list = (*LADDER[:3], Grade("C", {}, share=D(10)))
    plan = template(grades=grade_list, distribution=Distribution(mode=ShareMode.FORCED, reason="x"))
    cards = apply_shares([card(n, D(90 - n)) for n in range(20)], {"template": plan})[0]
    assert "".join(each.grade for each in cards) == "SSAAAA" + "B" * 12 + "CC"
    tied = [D(90 - n) for n in range(17)] + [D(60)] * 3
    assert "".join(e.grade for e in shared(tied, plan)) == "SSAAAA" + "B" * 14


def test_each_shift_keeps_score_grade_final_grade_and_reason() -> None:
    moved = shared([D(n) for n in (98, 97, 95, *[72] * 17)])[2]
    assert (moved.score_grade, moved.grade, moved.grade_reason) == ("S", "A", "share")


def test_a_vetoed_person_competes_from_the_grade_the_veto_left() -> None:
    cards = [replace(card(0, D(99)), grade="B", grade_reason="veto:x"), *(card(n, D(95 - n)) for n in range(1, 20))]
    plan = template()
    found = apply_shares(cards, {"template": plan})[0]
    assert (found[0].grade, found[0].grade_reason) == ("B", "veto:x")
    assert [each.grade for each in found[1:4]] == ["S", "S", "A"]


def test_people_not_rated_take_no_seat_and_do_not_make_the_cohort() -> None:
    rated = [card(n, D(95)) for n in range(19)]
    waiting = card(19, D(99), "not_rated")
    assert apply_shares([*rated, waiting], {"template": template()})[0] == [
        *(replace(each, rank=1) for each in rated),
        waiting,
    ]


def test_several_plans_share_one_cohort_and_must_agree() -> None:
    own = Distribution(cohort="all")
    plans = {"template": template(distribution=own), "b": template(id="b", distribution=own)}
    cards = [card(n, D(99 - n), plan="template" if n % 2 else "b") for n in range(20)]
    found, issues = apply_shares(cards, plans)
    assert [each.grade for each in found[:3]] == ["S", "S", "A"]
    assert issues == []
    differing = {**plans, "b": replace(plans["b"], grades=(Grade("S", {}, D(90), share=D(50)), *LADDER[1:]))}
    assert [issue.code for issue in apply_shares(cards, differing)[1]] == ["cohort-plans-differ"]


def test_rank_is_1_1_3_within_the_cohort() -> None:
    assert [each.rank for each in shared([D(90), D(90), D(80)])] == [1, 1, 3]


def test_the_watch_list_is_the_last_5_per_cent_and_a_tie_stays_off_it() -> None:
    assert [n for n, each in enumerate(shared([D(99 - n) for n in range(40)])) if each.watch] == [38, 39]
    assert not any(each.watch for each in shared([*[D(80)] * 18, D(70), D(70)]))


@pytest.mark.parametrize(("rated", "found"), [(19, {"S": 1, "A": 3}), (20, {"S": 2, "A": 4}), (29, {"S": 2, "A": 5})])
def test_seats_are_the_share_of_rated_people_rounded_down(rated: int, found: dict[str, int]) -> None:
    assert seats(LADDER, rated, cumulative=False) == found


@given(totals_of_many)
def test_shares_lower_by_one_grade_at_most_and_never_into_the_lowest(totals: list[D]) -> None:
    at = order(LADDER)
    for each in shared(totals):
        fall = at[each.grade] - at[each.score_grade]
        assert fall in (0, 1)
        assert each.grade != "C" or each.score_grade == "C"


@given(totals_of_many)
def test_s_never_holds_more_than_its_seats_but_for_ties(totals: list[D]) -> None:
    cards = shared(totals)
    if len(cards) < 20:
        return
    held = sorted((each.total or D(0) for each in cards if each.grade == "S"), reverse=True)
    free = seats(LADDER, len(cards), cumulative=False)["S"]
    assert len(held) <= free or held[-1] == held[free - 1]


@given(totals_of_many, st.randoms(use_true_random=False))
def test_the_order_of_people_is_irrelevant_to_grades(totals: list[D], random: object) -> None:
    cards = [card(n, total) for n, total in enumerate(totals)]
    mixed = list(cards)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    plans = {"template": template()}
    one = {each.agent_id: each for each in apply_shares(cards, plans)[0]}
    assert one == {each.agent_id: each for each in apply_shares(mixed, plans)[0]}


@given(totals_of_many)
def test_a_better_total_never_has_a_worse_grade(totals: list[D]) -> None:
    at = order(LADDER)
    ranked = sorted(shared(totals), key=lambda each: -(each.total or D(0)))
    found = [at[each.grade] for each in ranked]
    assert found == sorted(found)


def test_nobody_falls_into_the_lowest_grade_by_a_share() -> None:
    grade_list = (LADDER[0], LADDER[1], replace(LADDER[2], share=D(50)), LADDER[3])
    assert "".join(each.grade for each in shared([D(75)] * 9 + [D(74)] * 11, template(grades=grade_list))) == "B" * 20


def test_a_veto_caps_even_a_forced_rank() -> None:
    plan = template(distribution=Distribution(mode=ShareMode.FORCED, reason="x"))
    cards = [replace(card(0, D(99)), grade="B"), *(card(n, D(90 - n)) for n in range(1, 20))]
    assert apply_shares(cards, {"template": plan})[0][0].grade == "B"
