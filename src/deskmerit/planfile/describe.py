"""An indicator in words: what it measures and how it is scored, as Template 1 prints it, in both languages."""

import json
from collections.abc import Mapping
from decimal import Decimal

from deskmerit.core.metric import Kind, Metric, Text, Unit
from deskmerit.core.number import ZERO, plain
from deskmerit.core.plan import Indicator, Target
from deskmerit.core.rules import Band, Bands, Count, Deduct, Inverse, Linear, PassFail, Rating, Ratio, Rule, Step
from deskmerit.planfile.qualifiers import clock_text, filter_text, param_text, percentile_text

_UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.SECONDS: (" 秒", " s"),
    Unit.PERCENT: ("%", " %"),
    Unit.RATING: (" 分", ""),
    Unit.COUNT: ("", ""),
    Unit.POINTS: ("", ""),
}
_STEPS: Mapping[Step | None, tuple[str, str]] = {
    Step.COMPLETED: ("（满一档才扣）", "each full"),
    Step.STARTED: ("（不足一档按一档）", "each begun"),
    Step.PROPORTIONAL: ("（按比例）", "every"),
    None: ("", "each"),
}


def definition(indicator: Indicator) -> Text:
    """What is measured: the author's words, else the metric's with everything that this plan asks of it."""
    if indicator.definition:
        return indicator.definition
    metric, spec = indicator.metric, indicator.spec
    own = metric.definition or metric.title or indicator.title
    more = [
        *param_text(metric, json.loads(spec.params)),
        clock_text(spec.clock),
        percentile_text(spec.percentile),
        filter_text(json.loads(spec.where)),
    ]
    zh = "；".join([own["zh"].rstrip("。"), *(text[0] for text in more if text[0])])
    en = "; ".join([own["en"].rstrip("."), *(text[1] for text in more if text[1])])
    return {"zh": zh, "en": en}


def scoring(indicator: Indicator) -> Text:
    """How points come about: the author's words, else those of the rule; a guard earns none."""
    if not indicator.weight and indicator.rule == PassFail() and not indicator.scoring:
        return {"zh": "仅作对照，不计分", "en": "shown beside the others, not scored"}
    return indicator.scoring or rule_text(indicator.rule, indicator)


def rule_text(rule: Rule, indicator: Indicator) -> Text:
    """The words of a rule for an indicator's target and unit.

    >>> from deskmerit.core.metric import Direction, MeasureSpec
    >>> metric = Metric("first_response_time", Unit.SECONDS, Kind.MEAN, Direction.LOWER, "tickets")
    >>> rule = Deduct(Decimal(2), Decimal(5), Step.COMPLETED)
    >>> indicator = Indicator("first_response", {}, MeasureSpec(metric.id), metric, Target(at_most=Decimal(30)),
    ...     Decimal(15), rule)
    >>> sorted(rule_text(rule, indicator).values())
    ['full marks at target; −2 for each full 5 s over', '达标得满分；每超出 5 秒扣 2 分（满一档才扣）']
    """
    zh, en = _base(rule, indicator)
    more = [*_ends(rule), *_scales(rule, indicator)]
    return {"zh": "；".join([zh, *(text[0] for text in more)]), "en": "; ".join([en, *(text[1] for text in more)])}


def _base(rule: Rule, indicator: Indicator) -> tuple[str, str]:
    match rule:
        case Deduct():
            return _deduct(rule, indicator)
        case Ratio():
            return _ratio(rule, indicator.target)
        case Bands():
            told = [_band(band, indicator.metric) for band in rule.bands]
            return "；".join(text[0] for text in told), "; ".join(text[1] for text in told)
        case Linear():
            return _linear(rule, indicator)
        case PassFail():
            return "达标得满分，未达标不得分", "full marks when the target is met, else none"
        case Rating():
            low, high = plain(rule.min), plain(rule.max)
            return (
                f"{low} 分得 0，{high} 分得满分，之间按比例",
                f"0 at {low}, full marks at {high}, in proportion between",
            )
        case Count():
            return _count(rule)
    raise AssertionError(rule.kind)


def _deduct(rule: Deduct, indicator: Indicator) -> tuple[str, str]:
    step_zh, step_en = _STEPS[rule.step]
    zh_side, en_side = _side(indicator.target, indicator.metric)
    zh_per, en_per = _amount(rule.per, indicator.metric.unit)
    if indicator.metric.unit is Unit.PERCENT:
        zh_per = f"{plain(rule.per)} 个百分点"
    points = plain(rule.points_)
    zh = f"达标得满分；每{zh_side} {zh_per}{'' if zh_per[-1:].isalpha() else ' '}扣 {points} 分{step_zh}"
    return zh, f"full marks at target; −{points} for {step_en} {en_per} {en_side}"


def _amount(value: Decimal, unit: Unit) -> tuple[str, str]:
    """A value with its unit; whole minutes and hours as such.

    >>> _amount(Decimal(5), Unit.SECONDS), _amount(Decimal(28800), Unit.SECONDS), _amount(Decimal("0.1"), Unit.RATING)
    (('5 秒', '5 s'), ('8 小时', '8 h'), ('0.1 分', '0.1'))
    """
    if unit is Unit.SECONDS and value >= 120:
        for seconds, zh, en in ((3600, "小时", "h"), (60, "分钟", "min")):
            if value % seconds == 0:
                return f"{plain(value / seconds)} {zh}", f"{plain(value / seconds)} {en}"
    zh_unit, en_unit = _UNITS[unit]
    return f"{plain(value)}{zh_unit}", f"{plain(value)}{en_unit}"


def _side(target: Target | None, metric: Metric) -> tuple[str, str]:
    if target is not None and target.is_range:
        return "偏离", "outside"
    if target is not None and target.lower_is_better:
        return "超出", "over"
    return ("少", "short") if metric.kind is Kind.COUNT else ("低于目标", "below")


def _ratio(rule: Ratio, target: Target | None) -> tuple[str, str]:
    if target is None or not target.lower_is_better or target.is_range:
        return "权重 × 实际值 ÷ 目标值", "weight × actual ÷ target"
    if rule.inverse is None:
        return "权重 × 目标值 ÷ 实际值", "weight × target ÷ actual"
    whole = "1" if rule.inverse is Inverse.AS_PRINTED else "2"
    return f"权重 × ({whole} − 实际值 ÷ 目标值)", f"weight × ({whole} − actual ÷ target)"


def _band(band: Band, metric: Metric) -> tuple[str, str]:
    zh_unit, en_unit = _UNITS[metric.unit]
    points = plain(band.points_)
    ends = [
        (sign, plain(end))
        for sign, end in (
            ("≥", band.at_least if band.at_least is not None else band.from_),
            (">", band.above),
            ("≤", band.at_most if band.at_most is not None else band.to),
            ("<", band.below),
        )
        if end is not None
    ]
    zh = " 且 ".join(f"{sign} {end}{zh_unit}" for sign, end in ends) or "其余"
    en = " and ".join(f"{sign} {end}{en_unit}" for sign, end in ends) or "otherwise"
    return f"{zh} 得 {points} 分", f"{en}: {points}"


def _linear(rule: Linear, indicator: Indicator) -> tuple[str, str]:
    unit = indicator.metric.unit
    zero, aim = _amount(rule.zero, unit), ("达标", "target") if rule.target is None else _amount(rule.target, unit)
    zh = f"{zero[0]} 得 0 分，{aim[0]}{'' if rule.target is None else ' '}得满分，之间按比例"
    en = f"0 at {zero[1]}, full marks at {aim[1]}, in proportion between"
    if rule.stretch is None:
        return zh, en
    far = _amount(rule.stretch, unit)
    return f"{zh}；到 {far[0]} 封顶", f"{en}; up to the cap at {far[1]}"


def _count(rule: Count) -> tuple[str, str]:
    sign = "+" if rule.points_ > 0 else "−"
    each = plain(abs(rule.points_))
    if rule.cap is None or not rule.cap.is_finite():
        return f"每次 {sign}{each} 分", f"{sign}{each} each"
    most = plain(rule.cap)
    return f"每次 {sign}{each} 分，累计不超过 {most} 分", f"{sign}{each} each, at most {most} in all"


def _ends(rule: Rule) -> list[tuple[str, str]]:
    """Floor and cap, where they aren't the usual 0 and the weight."""
    found: list[tuple[str, str]] = []
    if isinstance(rule, Count):
        return found
    if rule.cap is not None:
        most = plain(rule.cap)
        found.append((f"最高 {most} 分", f"at most {most}") if rule.cap.is_finite() else ("不封顶", "no cap"))
    if rule.floor != ZERO:
        least = plain(rule.floor)
        found.append((f"最低 {least} 分", f"at least {least}") if rule.floor.is_finite() else ("不设下限", "no floor"))
    return found


def _scales(rule: Rule, indicator: Indicator) -> list[tuple[str, str]]:
    if indicator.metric.kind is not Kind.COUNT or indicator.target is None:
        return []
    steps = isinstance(rule, Deduct)
    zh = "目标与档距为每月数，随周期折算" if steps else "目标为每月数，随周期折算"
    en = "target and step are per month and scale with the period" if steps else "the target is per month and scales"
    return [(zh, en)]


def target_text(target: Target | None, metric: Metric) -> Text:
    """A target with its sign and unit, `≤ 30 秒` / `≤ 30 s`; empty without one.

    >>> from deskmerit.core.metric import Direction
    >>> share = Metric("x", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "tickets")
    >>> target_text(Target(at_least=Decimal(98)), share)["en"]
    '≥ 98 %'
    """
    if target is None:
        return {"zh": "", "en": ""}
    zh_unit, en_unit = _UNITS[metric.unit]
    if target.at_least is not None and target.at_most is not None:
        said = f"{plain(target.at_least)}–{plain(target.at_most)}"
    else:
        said = f"{'≤' if target.lower_is_better else '≥'} {plain(target.value)}"
    return {"zh": said + zh_unit, "en": said + en_unit}
