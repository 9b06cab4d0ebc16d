"""What an appeal's rows and papers say: words, never the codes of plans and tables."""

from decimal import Decimal

from deskmerit.web.appeals import queries
from deskmerit.web.bridge.consequence import MoneyChange, PersonChange

D = Decimal


def test_an_award_is_named_by_its_title_in_what_a_decision_changes(world) -> None:
    money = MoneyChange("bonus", D(3000), D(0), D(3600), D(3600), "CNY")
    change = PersonChange("A1", "Lin", None, None, queries.EMPTY, True, False, (), (money,))
    rows = queries.person_rows(change, world.cycle)
    assert [(each["label"], each["before"], each["after"]) for each in rows][-1] == (
        "Performance bonus", "¥ 3,000.00", "¥ 3,600.00",
    )  # fmt: skip
