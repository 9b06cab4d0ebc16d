"""Somebody who is not rated reads first what is missing, with the figures."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from deskmerit.chain.explain import explain_person
from deskmerit.core.facts import Place
from deskmerit.core.trace import Step
from deskmerit.report.explain import sentence
from deskmerit.report.unrated import unrated_text
from report.conftest import Quarter
from report.staff import Somebody, Staff, Stay, plan_of

PLAN = plan_of("template")
GOOD = {each.id: each.target.value if each.target else Decimal(1) for each in PLAN.indicators()}
NONE = dict.fromkeys(GOOD)


def told(stay: Stay, lang: str) -> Sequence[str]:
    """What is missing for somebody with this stay, of whom 15 active days in a quarter are asked."""
    staff = Staff([Somebody("a", [stay])], {"": PLAN})
    return unrated_text(staff.cards()[0], staff.context(lang), 15).splitlines()


def test_too_few_active_days_come_with_their_figures() -> None:
    assert told(Stay(GOOD, days=14), "en")[1:] == ["  · active days: 14 of 65 working days; the plan rates from 15"]
    assert told(Stay(GOOD, days=14), "zh")[1:] == ["  · 在岗工作日：65 个工作日中在岗 14 天，方案要求至少 15 天"]
    assert told(Stay(GOOD, days=15), "en") == []


def test_too_little_coverage_names_each_indicator_without_cases_enough() -> None:
    few = Stay({**GOOD, "fcr": None}, few=frozenset({"satisfaction"}))
    least = next(each.min_cases for each in PLAN.indicators() if each.id == "satisfaction")
    assert told(few, "en")[1:] == [
        "  · covered weight: 45 of 100 has cases enough; the plan rates from 70",
        f"  · Customer satisfaction (weight 30): 1 of the {least} cases that the plan asks for",
        "  · First-contact resolution (weight 25): no case",
    ]
    assert told(few, "zh")[2] == f"  · 客户满意度（权重 30）：样本 1 条，方案要求至少 {least} 条"


@pytest.mark.parametrize(("lang", "head"), [("en", "Not rated yet"), ("zh", "暂不评级，缺少")])
def test_what_is_missing_stands_before_any_arithmetic(quarter: Quarter, lang: str, head: str) -> None:
    card = next(each for each in quarter.scored.cards if each.grade == "not_rated")
    text = explain_person(quarter.records, quarter.scored, card.agent_id, "", False, lang)
    assert 0 < text.index(head) < text.index("■")
    assert "not_rated" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_posting_is_named_where_there_is_none(lang: str) -> None:
    def said(place: Place) -> str:
        return sentence(Step("place", {"team": place.team, "position": place.position, "plan": "p"}), lang)

    assert said(Place()) == ("按方案 p 计分" if lang == "zh" else "Scored by plan p")
    assert said(Place("red")) == ("任职：red，按方案 p 计分" if lang == "zh" else "Posting: red, scored by plan p")
