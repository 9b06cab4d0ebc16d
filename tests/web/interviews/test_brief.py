"""The facts of the brief, found by rule."""

from datetime import date
from decimal import Decimal

from deskmerit.core.plan import Target
from deskmerit.web.interviews.brief import Line, Remark, brief, gap, streak

D = Decimal
MONTHS = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]


def line(name: str, values: list[str], target: Target, **other) -> Line:
    """A line with values for the last months."""
    labels = MONTHS[-len(values) :] if values else []
    base = {"actual": D(values[-1]) if values else None, "score": D(10), "weight": D(10), "metric": name}
    return Line(
        id=name, title={"en": name}, unit="rating", target=target, monthly=target,
        months=tuple((month, D(value)) for month, value in zip(labels, values, strict=True) if value), **base | other,
    )  # fmt: skip


def remark(comment: str, score: int, of: int, day: int = 1) -> Remark:
    """An item of a check in September."""
    return Remark("沟通", D(score), D(of), comment, date(2026, 9, day), "Q1")


HIGH, LOW = Target(at_least=D("4.5")), Target(at_most=D(30))


def test_satisfaction_above_target_three_months_running_is_a_streak() -> None:
    rated = line("csat", ["4.2", "4.6", "4.5", "4.7"], HIGH)
    found = brief([rated], [], MONTHS)
    assert [(each.line.id, each.months) for each in found.streaks] == [("csat", 3)]
    assert found.met == ()


def test_two_good_months_are_met_but_no_streak() -> None:
    found = brief([line("csat", ["4.1", "4.6", "4.7"], HIGH)], [], MONTHS)
    assert found.streaks == ()
    assert [each.id for each in found.met] == ["csat"]


def test_a_month_without_a_value_ends_a_streak() -> None:
    values = Line("x", "x", {}, "rating", HIGH, D("4.7"), D(1), D(1), None, HIGH,
                  tuple((m, D("4.7")) for m in MONTHS if m != "2026-08"))  # fmt: skip
    assert streak(values, MONTHS) == 1


def test_fast_replies_are_a_streak_where_less_is_better() -> None:
    assert streak(line("frt", ["28", "30", "12"], LOW), MONTHS) == 3
    assert streak(line("frt", ["28", "30", "31"], LOW), MONTHS) == 0


def test_the_largest_gap_comes_first_with_its_size() -> None:
    slow = line("frt", ["41"], LOW, score=D(11), weight=D(15))
    low = line("csat", ["4.3"], HIGH, score=D(24), weight=D(30))
    found = brief([slow, low], [], MONTHS)
    assert [(each.line.id, each.lost, each.short) for each in found.gaps] == [
        ("csat", D(6), D("0.2")),
        ("frt", D(4), D(11)),
    ]


def test_full_marks_guards_and_missing_lines_are_no_gap() -> None:
    assert gap(line("a", ["4.9"], HIGH)) is None
    assert gap(line("b", ["4.0"], HIGH, weight=D(0), score=D(0))) is None
    assert gap(line("c", [], HIGH, score=None)) is None


def test_remarks_that_stood_out_are_quoted_once_each() -> None:
    said = [remark("语气平稳", 20, 20, day) for day in (1, 9)] + [remark("未先致歉", 12, 15), remark("重复询问", 4, 5)]
    found = brief([], said, MONTHS)
    assert [(each.comment, each.day.day) for each in found.good] == [("语气平稳", 9)]
    assert [each.comment for each in found.weak] == ["未先致歉", "重复询问"]
