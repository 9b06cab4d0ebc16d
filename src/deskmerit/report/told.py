"""The explanation as text for the screen and for print."""

from collections.abc import Mapping, Sequence

from deskmerit.core.facts import Place
from deskmerit.core.scorecard import IndicatorScore, Scorecard, Status
from deskmerit.report.context import Context
from deskmerit.report.values import actual, points, target, weight, with_unit
from deskmerit.report.words import UNGRADED, note_text, words


def person_text(card: Scorecard, context: Context, foot: bool = False) -> str:
    """The head of an explanation: who, where, which period, total and grade; or its foot, what it was made from."""
    w, lang = words(context.lang), context.lang
    if foot:
        return (
            w["made_from"]
            + ("：" if lang == "zh" else ": ")
            + " · ".join(f"{w.get(name, name)} {value}" for name, value in context.made_from)
        )
    place = " · ".join(part for part in (card.place.team, card.place.position) if part)
    name = f"{card.name} ({card.agent_id})" if card.name else card.agent_id
    head = " · ".join(part for part in (name, place, card.period) if part)
    if card.total is None:
        return f"{head}\n{w['tracking'] if card.grade_reason == 'tracking' else context.reason(card)}"
    grade = f"{w['grade']} {context.grade_name(card.plan, card.grade)}".rstrip()
    reason = context.reason(card, alone=card.grade not in UNGRADED)
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
    indicator = context.indicator(plan, line.id)
    aim = indicator.target if indicator is not None else None
    sign = "" if aim is None or line.target_high is not None else "≤ " if aim.lower_is_better else "≥ "
    goal = sign * bool(target(line)) + with_unit(target(line), line.unit, lang)
    cases = "–" if line.cases is None else f"{line.cases:,}"
    head = f"■ {context.title(plan, line.id)} ({line.id}){where}"
    facts = f"{w['target']} {goal} · {w['actual']} {shown} · {w['sample']} {cases}"
    of = "" if line.status is Status.GUARD else f" · {w['score']} {points(line.score) or '–'}"
    of += f" / {weight(line.weight)}" if of and line.dimension else ""
    body = [head, f"  {facts}{of}"]
    note = note_text(line, lang)
    body += [f"  {note}"] if note else []
    body += [f"  {texts[name]}" for name in ("definition", "scoring") if texts.get(name)]
    body += [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    return "\n".join(body)
