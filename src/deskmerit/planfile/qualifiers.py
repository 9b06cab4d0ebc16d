"""What a plan asks of a metric beyond its name, in words: parameters, clock, percentile, filter."""

from collections.abc import Iterator, Mapping
from typing import Any

from deskmerit.core.metric import Metric
from deskmerit.records.channels import channel

type Pair = tuple[str, str]
"""A text in Chinese and in English."""

_WORDS: Mapping[tuple[str, str], Pair] = {
    ("from", "creation"): ("从工单创建起算", "from creation"),
    ("from", "queued"): ("从进入人工队列起算", "from entering the human queue"),
    ("from", "assigned"): ("从分配给回复人起算", "from the hand-over to who replied"),
    ("pause", "none"): ("", ""),
    ("pause", "pending"): ("不计等待客户的时间", "time spent pending taken out"),
    ("contact", "replies"): ("以仅一次人工回复为一次解决", "one human reply makes one contact"),
    ("contact", "handlers"): ("以仅一名人工受理人为一次解决", "one human handler makes one contact"),
    ("contact", "session"): ("以一次会话为一次接触", "one session makes one contact"),
    ("fatal_is_zero", "True"): ("经复核确认的致命错误记 0 分", "a confirmed fatal error counts 0"),
    ("error", "customer"): ("客户关键错误", "customer-critical errors"),
    ("error", "business"): ("业务关键错误", "business-critical errors"),
    ("error", "compliance"): ("合规关键错误", "compliance-critical errors"),
}
_RELATIONS: Mapping[str, Pair] = {
    "manager": ("上级", "manager"),
    "peer": ("同事", "peers"),
    "partner": ("协作部门", "partner departments"),
    "self": ("本人", "self"),
}
_FIELDS: Mapping[str, Pair] = {
    "channel": ("渠道", "channel"),
    "category": ("类别", "category"),
    "priority": ("优先级", "priority"),
    "account": ("客户项目", "account"),
    "team": ("团队", "team"),
}


TIMES: Mapping[str, Pair] = {
    "first_response_time": ("首次响应时长", "first response time"),
    "response_time": ("响应时长", "response time"),
    "resolution_time": ("解决时长", "resolution time"),
    "handle_time": ("处理时长", "handle time"),
    "talk_time": ("通话时长", "talk time"),
    "hold_time": ("保持时长", "hold time"),
    "wrap_time": ("事后处理时长", "wrap time"),
    "speed_of_answer": ("应答等待时长", "speed of answer"),
}
"""The times that a `within_target` may look at; single ones, where the catalogue's titles speak of means."""


def param_text(metric: Metric, params: Mapping[str, Any]) -> Iterator[Pair]:
    """Each parameter in words; one whose meaning the metric's definition already says in full is left out."""
    for key, value in params.items():
        if (key, str(value)) in _WORDS:
            yield _WORDS[key, str(value)]
        elif key == "hours":
            yield f"时限 {value} 小时", f"within {value} h"
        elif key == "days":
            yield f"观察 {value} 天", f"watched for {value} days"
        elif key == "seconds":
            yield f"时限 {value} 秒", f"within {value} s"
        elif key == "relations":
            yield _weights(value)
        elif key == "metric":
            zh, en = TIMES.get(str(value), (str(value), str(value)))
            yield f"所看时长：{zh}", f"looking at {en}"
        elif key == "kind":
            yield str(value), str(value)
        else:
            yield f"{key}：{value}", f"{key}: {value}"


def _weights(relations: Mapping[str, int]) -> Pair:
    pairs = [(_RELATIONS.get(key, (key, key)), weight) for key, weight in relations.items()]
    zh = "、".join(f"{names[0]} {weight}%" for names, weight in pairs)
    return zh, ", ".join(f"{names[1]} {weight} %" for names, weight in pairs)


def clock_text(clock: str) -> Pair:
    """The clock that runs."""
    return {"business": ("按营业时间计", "business hours"), "calendar": ("按自然时间计", "calendar time")}.get(
        clock, ("", "")
    )


def percentile_text(percentile: int | None) -> Pair:
    """The percentile in place of the mean."""
    return ("", "") if percentile is None else (f"取第 {percentile} 百分位", f"percentile {percentile}")


def filter_text(where: Mapping[str, list[str]]) -> Pair:
    """What the cases are restricted to."""
    named = [(_FIELDS.get(key, (key, key)), values, key == "channel") for key, values in where.items()]

    def said(values: list[str], known: bool, lang: str) -> list[str]:
        return [channel(value, lang) for value in values] if known else values

    zh = "；".join(f"仅{names[0]}：{'、'.join(said(values, known, 'zh'))}" for names, values, known in named)
    return zh, "; ".join(f"only {names[1]}: {', '.join(said(values, known, 'en'))}" for names, values, known in named)
