"""Sentences at the foot of the indicator table: vetoes, grades, deadlines."""

import json
from decimal import Decimal

from deskmerit.core.number import plain
from deskmerit.core.plan import Distribution, Grade, Veto, Workflow
from deskmerit.planfile.qualifiers import filter_text, param_text
from deskmerit.planfile.workbook.words import word


def veto_text(veto: Veto, lang: str) -> str:
    """The condition of a veto in words."""
    chosen = 0 if lang == "zh" else 1
    bounds = (("<", veto.below), (">", veto.above), ("≤", veto.at_most), ("≥", veto.at_least))
    bound = " ".join(f"{sign} {plain(value)}" for sign, value in bounds if value is not None)
    more = [*param_text(veto.metric, json.loads(veto.spec.params)), filter_text(json.loads(veto.spec.where))]
    told = ", ".join(text[chosen] for text in more if text[chosen])
    name = veto.metric.title.get(lang) or veto.metric.id
    return f"{name} ({told}) {bound}" if told else f"{name} {bound}"


def effect_text(veto: Veto, lang: str) -> str:
    """What a veto does in words."""
    if veto.grade_at_most:
        return word("grade_at_most", lang).format(grade=veto.grade_at_most)
    return word("sets", lang).format(sets=veto.sets, points=plain(veto.points))


def grade_band(grade: Grade, better: Decimal | None) -> str:
    """The totals of a grade as people read them: `≥ 80, < 90`; `better` is where the next better grade begins."""
    high = grade.below if grade.below is not None else better
    ends = [f"≥ {plain(grade.from_)}" if grade.from_ is not None else ""]
    ends.append(f"≤ {plain(grade.to)}" if grade.to is not None else f"< {plain(high)}" if high is not None else "")
    return ", ".join(filter(None, ends))


def grade_note(distribution: Distribution, lang: str) -> str:
    """How shares act, in a line."""
    mode = word({"cap": "share_cap"}.get(distribution.mode, distribution.mode), lang)
    parts = [mode]
    if distribution.cumulative is not None:
        parts.append(word("of_all" if distribution.cumulative else "of_after", lang))
    if distribution.min_cohort:
        parts.append(word("cohort", lang).format(n=distribution.min_cohort))
    return "；".join(parts) if lang == "zh" else "; ".join(parts)


def deadlines(workflow: Workflow, lang: str) -> str:
    """Interview, appeal and answer, in a line."""
    said = word("deadlines_said", lang).format(
        interview=workflow.interview,
        appeal=workflow.appeal,
        decision=workflow.decision,
        opens=word(workflow.appeal_from, lang),
    )
    mark = "；" if lang == "zh" else "; "
    return f"{said}{mark}{word('independent', lang)}" if workflow.independent_review else said
