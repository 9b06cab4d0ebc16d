"""Cells of a filled scorecard that can't be right; what an upheld appeal adds (semantics §8; traps 23, 24)."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.example_plans import D, as_printed, template
from deskmerit.core.award import AwardLine
from deskmerit.core.cascade import Correction, corrections, extra_seats, outcomes
from deskmerit.core.check import Filled, FilledRow, check, matched
from deskmerit.core.facts import Place
from deskmerit.core.issue import Where
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Target
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.wish import WishLine


def row(name: str, target: Target, actual: str, score: str, weight: str | None = None, at: int = 1) -> FilledRow:
    """A printed row."""
    cells = {"score": Where(row=at, column="得分")}
    return FilledRow(name, "", target, D(actual), D(weight) if weight else None, D(score), cells)


PRINTED = Filled(
    (
        row("first_response", Target(at_most=D(30)), "28", "15", at=4),
        row("timeliness", Target(at_least=D(98)), "97", "9", at=5),
        row("satisfaction", Target(at_least=D("4.5")), "4.7", "32", at=6),
        row("fcr", Target(at_least=D(90)), "92", "20", at=7),
        FilledRow("knowledge", target=Target(at_least=D(3))),
    ),
    period=PeriodKind.QUARTER,
)


FIRST = template().indicators()[0]


def found(filled: Filled, plan: object = None) -> list[tuple[str, int | None]]:
    """Codes and rows."""
    return [(issue.code, issue.where.row) for issue in check(filled, plan)]  # type: ignore[arg-type]  # a plan or None


def test_the_printed_example_has_32_of_30_and_20_where_92_beats_90() -> None:
    assert found(PRINTED, template()) == [("cell-above-weight", 6), ("cell-target-beaten", 7)]
    issues = check(PRINTED, template())
    assert [issue.params["expected"] for issue in issues] == ["30", "25"]


def test_without_a_plan_the_sheets_own_weights_show_the_same() -> None:
    weights = ("15", "10", "30", "25", "20")
    rows = tuple(replace(each, weight=D(weights[n])) for n, each in enumerate(PRINTED.rows))
    assert found(replace(PRINTED, rows=rows)) == [("cell-above-weight", 6), ("cell-target-beaten", 7)]


def test_a_score_is_held_against_its_rule() -> None:
    late = Filled((row("timeliness", Target(at_least=D(98)), "95.5", "9"),))
    assert found(late, template()) == [("cell-not-by-rule", 1)]
    assert check(late, template())[0].params["expected"] == "8"
    assert found(Filled((row("fcr", Target(at_least=D(90)), "92", "25.56"),)), as_printed()) == []


def test_totals_weights_and_grades_are_added_up() -> None:
    rows = (row("a", Target(at_least=D(1)), "0", "50", "60"), row("b", Target(at_least=D(1)), "0", "30", "30"))
    codes = [code for code, _ in found(Filled(rows, total=D(90), dimensions={"x": D(100)}))]
    assert codes == ["cell-total-not-sum", "cell-weights-not-100"]
    graded = Filled((), total=D("85"), grade="卓越")
    assert [code for code, _ in found(graded, template())] == ["cell-grade-not-in-band"]
    assert found(Filled((), total=D("95"), grade="S"), template()) == []


def test_a_monthly_count_target_on_a_quarters_sheet_is_read_as_one_month() -> None:
    monthly = Filled((row("knowledge", Target(at_least=D(3)), "2", "6"),), period=PeriodKind.QUARTER)
    quarterly = Filled((row("knowledge", Target(at_least=D(9)), "6", "6"),), period=PeriodKind.QUARTER)
    assert found(monthly, template()) == found(quarterly, template()) == []


def test_an_actual_off_its_scale_is_named() -> None:
    assert found(Filled((row("satisfaction", Target(at_least=D("4.5")), "47", "30"),)), template())[0][0] == (
        "cell-off-scale"
    )


def test_a_name_in_either_language_with_remarks_finds_its_indicator() -> None:
    sheet = Filled((row("FCR（一次性解决率）", Target(at_least=D(90)), "90", "24"),))
    assert found(sheet, template()) == [("cell-target-beaten", 1)]


def test_the_printed_name_of_the_response_time_means_the_first_response() -> None:
    titled = replace(FIRST, title={"zh": "平均首次响应时长", "en": "First response time"})
    other = replace(FIRST, id="each", metric=replace(FIRST.metric, id="response_time"), title={"zh": "平均响应时长"})
    for name in ("平均响应时长", "平均响应时长（秒）", "Average response time"):
        assert matched(name, [*template().indicators()[1:], titled]) == titled
    assert matched("平均响应时长", [titled, other]) == other


def card(agent_id: str, grade: str, total: int) -> Scorecard:
    """A finished card."""
    return Scorecard(agent_id, "", Place(), "template", "2026-Q3", D(total), D(100), grade, grade, "", ())


def line(agent_id: str, amount: str) -> AwardLine:
    """A published or recomputed award."""
    one = D(1)
    return AwardLine(agent_id, "", "", "bonus", one, "A", one, one, one, Fraction(1), D(amount), "CNY")


grades = st.sampled_from(["S", "A", "B", "C", "not_rated"])
people = st.dictionaries(st.sampled_from("abcdef"), st.tuples(grades, st.integers(0, 100)), min_size=1)
LADDER = template().grades
STANDING = ["S", "A", "B", "not_rated", "C"]


@given(people, people)
def test_an_upheld_appeal_lowers_nobody(before: dict[str, tuple[str, int]], after: dict[str, tuple[str, int]]) -> None:
    published = [card(id, *each) for id, each in before.items()]
    recomputed = [card(id, *each) for id, each in after.items()]
    for outcome in outcomes(published, recomputed, LADDER):
        for each in (outcome.published, outcome.recomputed):
            assert each is None or STANDING.index(outcome.kept.grade) <= STANDING.index(each.grade)


def test_each_keeps_the_better_of_published_and_recomputed() -> None:
    found = outcomes([card("a", "A", 85), card("b", "S", 91)], [card("a", "S", 92), card("b", "A", 91)], LADDER)
    assert [(each.agent_id, each.kept.grade, each.changed) for each in found] == [("a", "S", True), ("b", "S", False)]


def test_what_an_appeal_adds_is_a_new_line_and_nobody_pays_for_it() -> None:
    published = [line("a", "30.00"), line("b", "70.00")]
    recomputed = [line("a", "45.00"), line("b", "55.00")]
    assert corrections(published, [], recomputed) == [
        Correction("a", "bonus", D("30.00"), D(0), D("45.00"), D("15.00"), "CNY")
    ]


def test_reckoning_twice_does_not_credit_twice() -> None:
    published, recomputed = [line("a", "30.00")], [line("a", "45.00")]
    first = corrections(published, [], recomputed)
    assert corrections(published, first, recomputed) == []
    assert corrections(published, first, [line("a", "50.00")])[0].amount == D("5.00")


def test_a_wish_that_comes_true_only_now_is_an_extra_seat() -> None:
    was = [WishLine("a", "", "seat", 1, True, "granted", 1, ""), WishLine("b", "", "seat", 1, False, "full", 2, "")]
    now = [replace(was[1], granted=True, reason="granted"), replace(was[0], granted=False, reason="full")]
    assert [each.agent_id for each in extra_seats(was, now)] == ["b"]
