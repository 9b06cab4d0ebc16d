"""Generated texts: definition, scoring, target."""

import pytest

from deskmerit.core.metric import Unit
from deskmerit.metrics import CATALOGUE as WHOLE
from deskmerit.planfile import SHIPPED, read_plan
from deskmerit.planfile.describe import definition, rule_text, scoring, target_text
from deskmerit.planfile.qualifiers import TIMES
from planfile.stub_catalogue import CATALOGUE
from planfile.test_plan_reading import EXAMPLE, plan

DEDUCT = "{deduct: {points: 2, per: 5, step: completed}}"


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (DEDUCT, "达标得满分；每超出 5 秒扣 2 分（满一档才扣）", "full marks at target; −2 for each full 5 s over"),
        (
            DEDUCT.replace("completed", "started"),
            "达标得满分；每超出 5 秒扣 2 分（不足一档按一档）",
            "full marks at target; −2 for each begun 5 s over",
        ),
        (
            DEDUCT.replace("completed", "proportional"),
            "达标得满分；每超出 5 秒扣 2 分（按比例）",
            "full marks at target; −2 for every 5 s over",
        ),
        ("ratio", "权重 × 目标值 ÷ 实际值", "weight × target ÷ actual"),
        (
            "{ratio: {inverse: as_printed, cap: none, floor: none}}",
            "权重 × (1 − 实际值 ÷ 目标值)；不封顶；不设下限",
            "weight × (1 − actual ÷ target); no cap; no floor",
        ),
        ("pass_fail", "达标得满分，未达标不得分", "full marks when the target is met, else none"),
        (
            "{linear: {zero: 90}}",
            "90 秒 得 0 分，达标得满分，之间按比例",
            "0 at 90 s, full marks at target, in proportion between",
        ),
        (
            "{rating: {min: 1, max: 5}}",
            "1 分得 0，5 分得满分，之间按比例",
            "0 at 1, full marks at 5, in proportion between",
        ),
        ("{count: {points: -2, cap: 6}}", "每次 −2 分，累计不超过 6 分", "−2 each, at most 6 in all"),
        (
            "{bands: [{at_most: 30, points: 15}, {above: 30, points: 5}]}",
            "≤ 30 秒 得 15 分；> 30 秒 得 5 分",
            "≤ 30 s: 15; > 30 s: 5",
        ),
    ],
)
def test_a_rule_in_words(rule: str, zh: str, en: str) -> None:
    indicator = plan(EXAMPLE.replace(DEDUCT, rule)).indicators()[0]
    assert rule_text(indicator.rule, indicator) == {"zh": zh, "en": en}


def test_a_definition_tells_parameters_clock_and_filter() -> None:
    told = definition(plan().indicators()[0])
    assert told["en"].endswith("from the hand-over to who replied; business hours; only channel: chat")
    assert told["zh"].endswith("从分配给回复人起算；按营业时间计；仅渠道：在线会话")


def test_the_authors_words_come_first() -> None:
    text = EXAMPLE.replace("weight: 15", "weight: 15\n        definition: Mine\n        scoring: Ours")
    indicator = plan(text).indicators()[0]
    assert (definition(indicator)["zh"], scoring(indicator)["en"]) == ("Mine", "Ours")


def test_a_target_has_its_sign_and_unit() -> None:
    indicator = plan().indicators()[0]
    assert target_text(indicator.target, indicator.metric) == {"zh": "≤ 30 秒", "en": "≤ 30 s"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_indicator_of_every_plan_has_words(name: str) -> None:
    found, _ = read_plan(name, CATALOGUE)
    assert found is not None
    for indicator in found.indicators():
        for told in (definition(indicator), scoring(indicator)):
            assert all(told[lang].strip() for lang in ("zh", "en"))


def test_a_definition_names_the_time_inside_in_words() -> None:
    assert {name for name, metric in WHOLE.items() if metric.unit is Unit.SECONDS} == set(TIMES)
    complaints, _ = read_plan("complaints", WHOLE)
    assert complaints is not None
    told = definition(next(each for each in complaints.indicators() if each.id == "first_answer"))
    assert "所看时长：首次响应时长；时限 1800 秒" in told["zh"]
    assert "looking at first response time; within 1800 s" in told["en"]
    assert "first_response_time" not in told["zh"] + told["en"]
