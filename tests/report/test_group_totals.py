"""The total of a group says how it came where it is not just the sum of the dimensions beside it."""

from decimal import Decimal

from deskmerit.core.facts import Place
from deskmerit.core.metric import Unit
from deskmerit.core.score_groups import Group
from deskmerit.core.scorecard import IndicatorScore, Part, Scorecard, Status
from deskmerit.report.groups import group_totals_table

D = Decimal
TEAM = Place("east")


def told(card: Scorecard) -> object:
    """What stands in the column beside the total."""
    table = group_totals_table([Group("team", card, ())], {}, "en")
    return table.rows[0][table.columns.index("How it came")]


def card(total: str, *parts: Part, bonus: tuple[IndicatorScore, ...] = ()) -> Scorecard:
    """A team's card."""
    return Scorecard("east", "east", TEAM, "template", "2026-Q3", D(total), D(100), "", "", "", (), bonus, tuple(parts))


def test_several_plans_are_weighed_by_days_so_that_a_calculator_arrives_at_the_total() -> None:
    parts = Part(TEAM, "template", 652, D("92.00"), ()), Part(TEAM, "team-lead", 66, D("92.88"), ())
    assert told(card("92.08", *parts)) == "(template 92.00 × 652 + team-lead 92.88 × 66) ÷ 718"
    assert (D("92.00") * 652 + D("92.88") * 66) / 718 - D("92.08") < D("0.005")


def test_points_outside_the_hundred_are_told_and_a_plain_sum_is_not() -> None:
    praise = IndicatorScore("p", "", "conduct_count", Unit.COUNT, None, D(1), 1, 0, 1, D(0), D(0), D(1), Status.SCORED)
    one = Part(TEAM, "template", 60, D("90.00"), ())
    assert told(card("90.00", one, bonus=(praise,))) == "89.00 + 1.00"
    assert told(card("89.00", one)) == ""
