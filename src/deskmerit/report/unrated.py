"""What somebody lacks who is not rated, with the figures: the first thing that an explanation tells."""

from collections.abc import Iterator, Mapping

from deskmerit.core.grade import NOT_RATED
from deskmerit.core.number import plain, round_half_up
from deskmerit.core.scorecard import IndicatorScore, Scorecard, Status
from deskmerit.report.context import Context
from deskmerit.report.rows import lines

HEAD = {"en": "Not rated yet; what is missing:", "zh": "暂不评级，缺少："}
LACKS: dict[str, tuple[str, str]] = {
    # code: (en, zh)
    "active_days": (
        "active days: {active} of {working} working days; the plan rates from {least}",
        "在岗工作日：{working} 个工作日中在岗 {active} 天，方案要求至少 {least} 天",
    ),
    "coverage": (
        "covered weight: {covered} of 100 has cases enough; the plan rates from {least}",
        "有效权重：100 中有 {covered} 的样本足够，方案要求至少 {least}",
    ),
    "no-cases": ("{title} (weight {weight}): no case", "{title}（权重 {weight}）：没有记录"),
    "too-few-cases": (
        "{title} (weight {weight}): {cases} of the {least} cases that the plan asks for",
        "{title}（权重 {weight}）：样本 {cases} 条，方案要求至少 {least} 条",
    ),
    "entry-due": (
        "{title} (weight {weight}): a value that must be entered in `entries`",
        "{title}（权重 {weight}）：应在 `entries` 中录入的数据",
    ),
    "target-scaled-to-0": (
        "{title} (weight {weight}): too little time present to owe any",
        "{title}（权重 {weight}）：在岗时间过短，折算后无目标",
    ),
}


def unrated_text(card: Scorecard, context: Context, least_days: int) -> str:
    """The lines of what is missing; "" for somebody who is rated. `least_days`: the fewest active days that are."""
    if card.grade != NOT_RATED:
        return ""
    return "\n".join([HEAD[context.lang], *(f"  · {text}" for text in _lacks(card, context, least_days))])


def _lacks(card: Scorecard, context: Context, least_days: int) -> Iterator[str]:
    if card.active_days < least_days:
        days = {"active": card.active_days, "working": card.due_days, "least": least_days}
        yield _said("active_days", days, context)
    least = context.plan(card.plan).scoring.min_coverage
    if card.covered_weight < least:
        covered = {"covered": plain(round_half_up(card.covered_weight, 2)), "least": plain(least)}
        yield _said("coverage", covered, context)
    plans = {part.place: part.plan for part in card.parts}
    for place, line in lines(card):
        if line.base_weight and line.note in LACKS and line.status in (Status.REWEIGHTED, Status.UNCOVERED):
            yield _line(line, plans.get(place, card.plan), context)


def _line(line: IndicatorScore, plan: str, context: Context) -> str:
    indicator = context.indicator(plan, line.id)
    least = indicator.min_cases if indicator and indicator.min_cases else 1
    told = {"title": context.title(plan, line.id), "weight": plain(round_half_up(line.base_weight, 2))}
    return _said(line.note, {**told, "cases": line.cases or 0, "least": least}, context)


def _said(code: str, values: Mapping[str, object], context: Context) -> str:
    return LACKS[code][1 if context.lang == "zh" else 0].format_map(values)
