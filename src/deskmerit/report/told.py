"""The explanation as text for the screen and for print."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskmerit.core.facts import Place
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.report.context import Context
from deskmerit.report.values import actual, points, target, weight, with_unit
from deskmerit.report.words import note_text, reason_text, words

REASONS_ZH = {
    "merged": "已合并到其他工单", "opened by agent": "由客服自己创建", "provisional": "观察期未满，待定", "excluded": "按数据更正剔除",
    "duplicate": "重复记录", "unknown agent": "人员未知", "event before creation": "早于创建时间",
    "negative duration": "时长为负", "off scale": "超出评分范围", "later than as-of": "晚于截止时间",
}  # fmt: skip


def person_text(card: Scorecard, context: Context, foot: bool = False) -> str:
    """The head of an explanation: who, where, which period, total and grade; or its foot, what it was made from."""
    w, lang = words(context.lang), context.lang
    if foot:
        return f"{w['made_from']}: " + " · ".join(f"{w.get(name, name)} {value}" for name, value in context.made_from)
    place = " · ".join(part for part in (card.place.team, card.place.position) if part)
    name = f"{card.name} ({card.agent_id})" if card.name else card.agent_id
    head = " · ".join(part for part in (name, place, card.period) if part)
    if card.total is None:
        return f"{head}\n{reason_text(card.grade_reason, lang) or w['tracking']}"
    grade = f"{w['grade']} {card.grade} {context.title(card.plan, card.grade) if card.grade else ''}".rstrip()
    reason = reason_text(card.grade_reason, lang)
    tail = (f"（{reason}）" if lang == "zh" else f" ({reason})") if reason else ""
    return f"{head}\n{w['total']} {points(card.total)} · {grade}{tail}"


def line_text(
    context: Context,
    plan: str,
    place: Place | None,
    line: IndicatorScore,
    texts: Mapping[str, str],
    steps: Sequence[str],
) -> str:
    """One indicator: title, target, actual, score of weight, what it means, and the steps."""
    w, lang = words(context.lang), context.lang
    where = f" [{place.team} {place.position}]" if place is not None else ""
    shown = with_unit(actual(line.actual, line.unit), line.unit, lang)
    goal = with_unit(target(line), line.unit, lang)
    cases = "–" if line.cases is None else f"{line.cases:,}"
    head = f"■ {context.title(plan, line.id)} ({line.id}){where}"
    facts = f"{w['target']} {goal} · {w['actual']} {shown} · {w['sample']} {cases}"
    score = f"{w['score']} {points(line.score) or '–'} / {weight(line.weight)}"
    body = [head, f"  {facts} · {score}"]
    note = note_text(line, lang)
    body += [f"  {note}"] if note else []
    body += [f"  {texts[name]}" for name in ("definition", "scoring") if texts.get(name)]
    body += [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    return "\n".join(body)


def records_text(rows: Sequence[Mapping[str, object]], lang: str, zone: str) -> str:
    """The records behind a figure: the counted ones, then the left-out ones with their reasons."""
    w = words(lang)
    counted = [row for row in rows if row["included"]]
    left = [row for row in rows if not row["included"]]
    head = f"  {w['records']}: {len(counted)} {w['counted']}, {len(left)} {w['left_out']} ({zone})"
    lines = [head, *(f"    {_record(row, zone)}" for row in counted)]
    lines += [f"    ✗ {_record(row, zone)} · {_reason(str(row['reason']), lang)}{_decided(row)}" for row in left]
    return "\n".join(lines)


def _record(row: Mapping[str, object], zone: str) -> str:
    times = " → ".join(text for name in ("started_at", "completed_at") if (text := _local(row[name], zone)))
    figure = str(row["numerator"]) + (f"/{row['denominator']}" if row["denominator"] not in (None, 1) else "")
    return f"{row['record_id']}  {times}  {figure}".rstrip()


def _local(value: object, zone: str) -> str:
    """An instant in the organisation's zone, to the second."""
    return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else ""


def _reason(reason: str, lang: str) -> str:
    return REASONS_ZH.get(reason, reason) if lang == "zh" else reason


def _decided(row: Mapping[str, object]) -> str:
    return f" ({row['adjustment_id']})" if row.get("adjustment_id") else ""
