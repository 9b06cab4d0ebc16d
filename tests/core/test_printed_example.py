"""The figures of the printed template, by hand (mission §2 and §3)."""

import pytest

from core.example_plans import AIMS, PRINTED_PERSON, D, as_printed, template
from deskmerit.core.grade import band
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Plan, Target
from deskmerit.core.rules import NO_FLOOR, Deduct, Inverse, Ratio, Step
from deskmerit.core.score import score_given


def scores(plan: Plan, **changed: object) -> list[str]:
    """Scores of the printed person, read as a month."""
    card = score_given(plan, {**PRINTED_PERSON, **changed}, PeriodKind.MONTH)  # type: ignore[dict-item]  # decimals
    return [str(line.score) for line in card.indicators()]


def test_the_printed_person_has_99_points_under_the_repaired_template() -> None:
    card = score_given(template(), PRINTED_PERSON, PeriodKind.MONTH)
    assert scores(template()) == ["15.00", "9.00", "30.00", "25.00", "10.00", "10.00"]
    assert (card.total, card.grade, card.covered_weight) == (D("99.00"), "S", D(100))


def test_the_printed_person_has_87_79_points_by_the_printed_formula() -> None:
    card = score_given(as_printed(), PRINTED_PERSON, PeriodKind.MONTH)
    assert scores(as_printed()) == ["1.00", "9.90", "31.33", "25.56", "10.00", "10.00"]
    assert (card.total, card.grade) == (D("87.79"), "A")


def test_the_printed_inverse_pays_nothing_at_the_target_and_takes_points_beyond() -> None:
    assert scores(as_printed(), first_response=D(30))[0] == "0.00"
    assert scores(as_printed(), first_response=D(33))[0] == "-1.50"


def test_the_four_printed_rows_make_67_79_of_80_by_formula_and_79_by_template_1() -> None:
    by_formula = score_given(as_printed(), PRINTED_PERSON, PeriodKind.MONTH).indicators()[:4]
    by_table = score_given(template(), PRINTED_PERSON, PeriodKind.MONTH).indicators()[:4]
    assert sum(line.score or 0 for line in by_formula) == D("67.79")
    assert sum(line.score or 0 for line in by_table) == D(79)


def test_thirty_articles_score_100_of_10_without_a_cap() -> None:
    assert scores(as_printed(), knowledge=D(30))[4] == "100.00"
    assert scores(template(), knowledge=D(30))[4] == "10.00"


def test_without_a_floor_satisfaction_1_scores_minus_75() -> None:
    printed = Deduct(D(3), D("0.1"), Step.COMPLETED, floor=NO_FLOOR)
    assert printed.points(D("1.0"), Target(at_least=D("4.5")), D(30)) == D(-75)
    assert scores(template(), satisfaction=D(1))[2] == "0.00"


def test_no_article_earns_1_at_3_points_each_and_nothing_at_4() -> None:
    aim = Target(at_least=D(3))
    assert Deduct(D(3), D(1)).points(D(0), aim, D(10)) == 1
    assert Deduct(D(4), D(1)).points(D(0), aim, D(10)) == 0


@pytest.mark.parametrize(("step", "points"), [("completed", "15"), ("started", "13"), ("proportional", "14.2")])
def test_32_seconds_against_30_by_the_three_readings_of_a_partial_step(step: str, points: str) -> None:
    assert Deduct(D(2), D(5), Step(step)).points(D(32), Target(at_most=D(30)), D(15)) == D(points)


def test_4_2_against_4_5_is_three_steps_of_a_tenth() -> None:
    assert scores(template(), satisfaction=D("4.2"))[2] == "21.00"
    assert scores(template(), satisfaction=D("4.21"))[2] == "24.00"


@pytest.mark.parametrize("total", ["89.50", "79.99", "89.01"])
def test_the_printed_bands_have_holes(total: str) -> None:
    assert band(as_printed().grades, D(total)) == "ungraded"
    assert band(template().grades, D(total)) in ("A", "B")


def test_198_totals_of_two_decimals_are_in_no_printed_grade() -> None:
    assert sum(band(as_printed().grades, D(n) / 100) == "ungraded" for n in range(10001)) == 198


def test_the_mirrored_inverse_pays_the_weight_at_the_target() -> None:
    assert Ratio(inverse=Inverse.MIRRORED).points(D(30), Target(at_most=D(30)), D(15)) == 15
    assert Ratio(inverse=Inverse.MIRRORED).points(D(45), Target(at_most=D(30)), D(15)) == D("7.5")


def test_nothing_counts_9_articles_in_a_quarter_and_3_are_two_steps_short_of_three_each() -> None:
    quarter = score_given(template(), {**PRINTED_PERSON, "knowledge": D(6)}, PeriodKind.QUARTER)
    month = score_given(template(), {**PRINTED_PERSON, "knowledge": D(2)}, PeriodKind.MONTH)
    assert quarter.indicators()[4].target == 9
    assert quarter.indicators()[4].score == month.indicators()[4].score == 6
    assert [each[1] for each in AIMS][4] == "knowledge"
