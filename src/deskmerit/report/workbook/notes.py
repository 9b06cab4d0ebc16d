"""What a person's sheet says of itself beside the figures, so that a reader can follow it and `check` can recompute it:
how a score came about, by what a count target was scaled, which vetoes hold, and which plan it was made by.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from deskmerit.core.number import plain, round_half_up
from deskmerit.core.period import PeriodKind, parse_period
from deskmerit.core.score_items import MONTHS
from deskmerit.core.scorecard import IndicatorScore, Part, Scorecard, Status
from deskmerit.report.context import Context, plan_marks
from deskmerit.report.values import said
from deskmerit.report.words import REASONS, STATUS, VETO, note_text, words

GAPS = {"zh": "；", "en": "; "}


def line_note(line: IndicatorScore, card: Scorecard, context: Context) -> str:
    """The note of a row: its status, the factor of a count target where it isn't the period's, a veto that set it."""
    parts = [note_text(line, context.lang)]
    if line.target is not None and line.scale not in (1, _months(card.period)):
        parts.append(words(context.lang)["count_scaled"].format(factor=line.scale))
    if line.note.startswith("veto:"):
        parts.append(VETO[context.lang] + _title(line.note.partition(":")[2], context))
    return GAPS[context.lang].join(part for part in parts if part)


def total_note(card: Scorecard, context: Context) -> str:
    """The note of the total: the weight covered by data, and the vetoes that hold."""
    w = words(context.lang)
    if card.grade_reason == "tracking":
        return w["tracking"]
    told = [f"{w['covered']} {plain(round_half_up(card.covered_weight, 2))}"]
    return GAPS[context.lang].join([*told, *(VETO[context.lang] + _title(veto, context) for veto in card.vetoes)])


def posting(part: Part, lang: str) -> str:
    """The head of a posting's rows: where, its active days, its plan."""
    w = words(lang)
    place = [piece for piece in (part.place.team, part.place.position) if piece]
    return f"{w['posting']}: " + " · ".join(
        [*place, f"{w['active_days']} {part.active_days}", f"{w['plan']} {part.plan}"]
    )


def foot(card: Scorecard, context: Context) -> str:
    """What the sheet was made from, naming its own plans only."""
    w, ids = words(context.lang), dict.fromkeys((card.plan, *(part.plan for part in card.parts)))
    own = plan_marks(context.plan(plan) for plan in ids)
    made = [f"{w.get(word, word)} {own if word == 'plan' else value}" for word, value in context.made_from]
    return f"{w['made_from']}: " + " · ".join(made) if made else ""


def status_said(note: str) -> Status | None:
    """The status that a row's note tells, in either language; None where it tells none.

    >>> status_said("样本不足：权重分摊到其他指标；另有 2 条待定"), status_said("well done")
    (<Status.REWEIGHTED: 'reweighted'>, None)
    """
    told = set(_pieces(note))
    return next((status for status, said in STATUS.items() if told & set(said.values()) - {""}), None)


def factor_said(note: str) -> Fraction | None:
    """The factor that a row's note says its count target was scaled by.

    >>> factor_said("target and steps × 63/22 for the days present"), factor_said("")
    (Fraction(63, 22), None)
    """
    for lang in ("zh", "en"):
        before, after = words(lang)["count_scaled"].split("{factor}")
        if found := re.search(re.escape(before) + r"(\d+(?:/[1-9]\d*)?)" + re.escape(after), note):
            return Fraction(found[1])
    return None


def vetoes_said(note: str) -> tuple[str, ...]:
    """The titles of the vetoes that a note names.

    >>> vetoes_said("Covered weight 100; veto: A confirmed breach")
    ('A confirmed breach',)
    """
    return tuple(part.removeprefix(sign) for part in _pieces(note) for sign in VETO.values() if part.startswith(sign))


def reason_said(text: str) -> str:
    """The code of a reason beside a grade: one of ours, `veto:TITLE`, "other" for words of somebody's own, "" for none.

    >>> reason_said("上一等级名额已满"), reason_said("否决项：重大违规"), reason_said("by the panel"), reason_said("")
    ('share', 'veto:重大违规', 'other', '')
    """
    if vetoes := vetoes_said(text):
        return f"veto:{vetoes[0]}"
    return next((code for code, said in REASONS.items() if text in said.values()), "other") if text.strip() else ""


def _pieces(note: str) -> Sequence[str]:
    return [part.strip() for part in re.split("；|; ", note)]


def _title(veto_id: str, context: Context) -> str:
    titles = {veto.id: veto.title for plan in context.plans.values() for veto in plan.vetoes}
    return said(titles.get(veto_id, {}), context.lang, veto_id)


def _months(label: str) -> Fraction | None:
    """The months of a period by its label; None for a range, whose factor is always told."""
    try:
        kind = parse_period(label).kind
    except ValueError:
        return None
    return None if kind is PeriodKind.RANGE else Fraction(MONTHS[kind])
