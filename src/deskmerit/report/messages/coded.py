"""Codes that issues carry as params, in words: no sentence shows a code that only programs know."""

from collections.abc import Mapping
from decimal import Decimal

from deskmerit.report.values import money

type Said = tuple[str, str]
"""(en, zh)"""

CELLS: Mapping[str, Said] = {
    "": ("it is of another kind", "类型不符"),
    "naive-time": ("a time without a zone", "时间没有时区"),
    "not-a-date": ("not a date", "不是日期"),
    "not-a-duration": ("not a duration", "不是时长"),
    "not-a-month": ("not a month", "不是月份"),
    "not-a-number": ("not a number", "不是数字"),
    "not-a-period": ("not a period", "不是期间"),
    "not-a-time": ("not a time", "不是时间"),
    "not-allowed": ("not one of the allowed values", "不是可选值"),
    "not-whole": ("not a whole number", "不是整数"),
    "not-yes-or-no": ("neither yes nor no", "不是“是”或“否”"),
    "too-large": ("too large", "数字过大"),
}
"""Why a cell can't be read."""
SECTIONS: Mapping[str, Said] = {
    "dimensions": ("dimensions", "维度"),
    "indicators": ("indicators", "指标"),
    "grades": ("grades", "等级"),
    "awards": ("awards", "激励"),
    "vetoes": ("vetoes", "否决项"),
}
EXPECTED: Mapping[str, Said] = {"total": ("total", "总分"), "grade": ("grade", "等级")}
PERIODS: Mapping[str, Said] = {
    "month": ("month", "月"),
    "quarter": ("quarter", "季"),
    "year": ("year", "年"),
    "range": ("range", "自定期间"),
}
SETS: Mapping[str, Said] = {
    "base": ("base", "基本权重"),
    "monthly": ("monthly", "月度权重"),
    "quarterly": ("quarterly", "季度权重"),
    "yearly": ("yearly", "年度权重"),
}
CODED: Mapping[tuple[str, str], Mapping[str, Said]] = {
    ("import-bad-cell", "reason"): CELLS,
    ("duplicate-id", "kind"): SECTIONS,
    ("case-fails", "what"): EXPECTED,
    ("smart", "period"): PERIODS,
    **{
        (code, "set"): SETS
        for code in (
            "weights-not-100",
            "weights-scaled",
            "weight-unknown-indicator",
            "weight-missing-indicator",
            "cliff",
        )
    },
}
"""(issue code, param) → its words; what is none of the codes (the name of a phase) stays as it is."""

AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "budget-stopped": ("due", "budget"),
    "budget-scaled": ("due", "budget"),
    "pool-without-shares": ("amount",),
    "below-minimum-wage": ("total", "wage"),
    "budget-can-be-exceeded": ("thousand", "bases", "budget"),
}
"""Issue code → its params that are amounts of money, in the currency of the param `currency` where there is one."""


def worded(code: str, params: Mapping[str, object], lang: str) -> Mapping[str, object]:
    """The params of an issue with codes and amounts in words; several codes joined by `/` are said one by one.

    >>> worded("smart", {"period": "month/quarter"}, "zh"), worded("smart", {"goal": "-"}, "zh")
    ({'period': '月/季'}, {'goal': '-'})
    """
    own = {name: words for name in params if (words := CODED.get((code, name))) is not None}
    said = {name: _said(str(params[name]), words, lang) for name, words in own.items()}
    unit = str(params.get("currency", ""))
    said |= {name: _amount(str(params[name]), unit) for name in AMOUNTS.get(code, ()) if name in params}
    return {**params, **said} if said else params


def _amount(value: str, unit: str) -> str:
    """An amount as money; what is none (∞) stays as it is."""
    return money(Decimal(value), unit) if value.replace(".", "", 1).lstrip("-").isdecimal() else value


def _said(value: str, words: Mapping[str, Said], lang: str) -> str:
    at = 1 if lang == "zh" else 0
    return "/".join(words[part][at] if part in words else part for part in value.split("/"))
