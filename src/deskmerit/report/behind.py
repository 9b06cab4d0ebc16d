"""The records behind a figure, for the screen and for a person's own page: counted, then left out with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from deskmerit.core.metric import Unit
from deskmerit.core.plan import Indicator
from deskmerit.core.scorecard import IndicatorScore
from deskmerit.report.values import amount, measured, rank_of
from deskmerit.report.words import words

type Case = Mapping[str, object]

REASONS: dict[str, tuple[str, str]] = {
    # code: (en, zh)
    "merged": ("merged into another ticket", "已合并到其他工单"),
    "opened_by_agent": ("opened by an agent", "由客服自己创建"),
    "provisional": ("provisional: its days of observation are not over", "观察期未满，待定"),
    "excluded": ("excluded by a correction", "按数据更正剔除"),
    "moved_away": ("credited to somebody else by a correction", "按数据更正改归属他人"),
    "duplicate": ("duplicate", "重复记录"),
    "unknown_agent": ("unknown agent", "人员未知"),
    "event_before_creation": ("event before creation", "早于创建时间"),
    "negative_duration": ("negative duration", "时长为负"),
    "off_scale": ("off its scale", "超出评分范围"),
    "later_than_as_of": ("later than the as-of instant", "晚于截止时间"),
}
"""Why a record is left out (semantics §3), in words."""

CREDITS: dict[str, tuple[str, str]] = {
    "nobody": ("", ""),
    "first_replier": ("wrote the first reply", "首次回复人"),
    "replier": ("wrote the reply", "回复人"),
    "solver": ("solved it", "解决人"),
    "assignee": ("was the assignee then", "当时的负责人"),
    "own_agent": ("named by the record", "记录所属人"),
    "handled": ("handled it", "处理人"),
    "team": ("the team's", "归团队"),
    "reattributed": ("credited by a correction", "按数据更正归属"),
}
"""Why a record is credited to a person, in words."""


CONFIDENTIAL = "peer_rating"
CONFIDENTIAL_TEXT = {
    "en": "single ratings are confidential: only their count and means are shown",
    "zh": "单个评分保密，只显示个数和均值",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it is shown. `why`: who is credited for what reason, or why it is left out."""

    record: str
    started: str
    completed: str
    figure: str
    why: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """All records behind one figure, with sums that are those of the figure."""

    rows: Sequence[Row]
    counted: int
    left: int
    sums: str


def behind(
    cases: Sequence[Case], line: IndicatorScore, lang: str, zone: str, indicator: Indicator | None = None
) -> Behind:
    """The records of a line in order of time, the counted ones first; times in the organisation's zone.

    `indicator` tells the unit of its cases; of a 360° rating no single record is ever shown.
    """
    if line.metric == CONFIDENTIAL:
        return Behind((), line.cases or 0, 0, CONFIDENTIAL_TEXT[lang])
    counted = [case for case in cases if case["included"]]
    left = [case for case in cases if not case["included"]]
    per = indicator.metric.per_unit if indicator is not None else Fraction(1)
    rows = [_row(case, line.unit, per, lang, zone) for case in (*counted, *left)]
    if indicator is not None and indicator.spec.percentile is not None:
        return Behind(rows, len(counted), len(left), _ranked(indicator.spec.percentile, len(counted), line, lang))
    return Behind(rows, len(counted), len(left), _sums(counted, line, per, lang))


def summary(found: Behind, lang: str) -> str:
    """How many records were counted and left out.

    >>> summary(Behind((), 3, 1, ""), "en"), summary(Behind((), 3, 1, ""), "zh")
    ('Records: 3 counted, 1 left out', '记录：3 条计入，1 条未计入')
    """
    w, (colon, comma) = words(lang), ("：", "，") if lang == "zh" else (": ", ", ")
    return f"{w['records']}{colon}{found.counted} {w['counted']}{comma}{found.left} {w['left_out']}"


def behind_text(found: Behind, lang: str, zone: str) -> str:
    """The records as lines for the screen; ✗ stands before one that is left out."""
    lines = [f"  {summary(found, lang)}" + (f"（{zone}）" if lang == "zh" else f" ({zone})")]
    for row in found.rows:
        times = " → ".join(text for text in (row.started, row.completed) if text)
        parts = [part for part in (row.record, times, row.figure) if part]
        lines.append(f"    {'' if row.counted else '✗ '}{'  '.join(parts)}{' · ' + row.why if row.why else ''}")
    return "\n".join([*lines, f"    = {found.sums}"])


def _sums(counted: Sequence[Case], line: IndicatorScore, per: Fraction, lang: str) -> str:
    """The sums of the counted records; where the figure is a source's own, no record stands behind it."""
    zh = lang == "zh"
    if line.supplied:
        return "由数据源直接提供，无明细记录" if zh else "supplied by the source: no records stand behind it"
    if not counted and line.numerator:
        return "数值为整体录入，无明细记录" if zh else "entered as a whole: no single records stand behind it"
    top, below = (sum(_whole(case[name]) for case in counted) for name in ("numerator", "denominator"))
    text = ("分子合计 " if zh else "sum of numerators ") + amount(top, per)
    if below:
        text += f"，分母合计 {below:,}" if zh else f", of denominators {below:,}"
    return text


def _ranked(percent: int, cases: int, line: IndicatorScore, lang: str) -> str:
    """The place of a nearest-rank percentile among the counted records in order of size."""
    rank, value = rank_of(cases, percent), measured(line.numerator or 0, Fraction(1), line.unit, lang)
    if lang == "zh":
        return f"从小到大第 {rank} 条（共 {cases} 条，第 {percent} 百分位）：{value}"
    return f"number {rank} of {cases} in order of size (percentile {percent}): {value}"


def _row(case: Case, unit: Unit, per: Fraction, lang: str, zone: str) -> Row:
    figure = "" if case["numerator"] is None else measured(_whole(case["numerator"]), per, unit, lang)
    figure += f" / {_whole(case['denominator']):,}" if case["denominator"] not in (None, 0, 1) else ""
    counted = bool(case["included"])
    said = CREDITS.get(str(case["credit"])) if counted else REASONS.get(str(case["reason"]))
    why = said[1 if lang == "zh" else 0] if said else str(case["reason"] or "")
    decided = " ".join(str(part) for part in (case.get("adjustment_id"), case.get("why")) if part)
    if decided:
        why += f"（{decided}）" if lang == "zh" else f" ({decided})"
    started, completed = (_local(case[name], zone) for name in ("started_at", "completed_at"))
    began = "" if started == completed else started  # a record of one instant tells it once
    return Row(str(case["record_id"] or ""), began, completed, figure, why, counted)


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _local(value: object, zone: str) -> str:
    """An instant in the organisation's zone, to the second."""
    return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else ""
