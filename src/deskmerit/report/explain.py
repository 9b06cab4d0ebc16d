"""How a score came about, in words (semantics §9): the trace's steps as sentences with the figures filled in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Unit
from deskmerit.core.number import divide_half_up, plain
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.report.steps import RELATIONS, RULE_WORDS, STEP_WORDS, STEPS
from deskmerit.report.values import MARKS
from deskmerit.report.words import UNGRADED, reason_text

OF_A_PERSON = ("place", "count-factor", "part-total", "veto", "mix-part", "total", "grade")
"""Steps that belong to the whole scorecard."""


def figure(value: object) -> str:
    """A value of a step as a person writes it; one that does not end is shown to six decimals with an ellipsis.

    >>> figure(Fraction(1, 3)), figure(Fraction(37, 2)), figure(Decimal("15.00")), figure(None)
    ('0.333333…', '18.5', '15', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else "∞"
    if isinstance(value, Fraction):
        near = divide_half_up(value.numerator, value.denominator, 6)
        return plain(near) + ("" if Fraction(near) == value else "…")
    if isinstance(value, list | tuple):
        return " + ".join(figure(each) for each in value) or "0"
    return str(value)


def sentence(step: Step, lang: str, unit: Unit | None = None) -> str:
    """One step in words.

    >>> sentence(Step("deduct", {"weight": Fraction(15), "steps": 1, "points": Decimal(2), "left": 13}), "en")
    '15 − 1 × 2 = 13'
    """
    text = STEPS.get(_variant(step))
    if text is None:
        return step.code
    shown = {name: figure(value) for name, value in step.values.items()}
    shown |= EXTRA[step.code](step.values, lang, unit) if step.code in EXTRA else {}
    return text[1 if lang == "zh" else 0].format_map(shown)


def _variant(step: Step) -> str:
    """The code of a step's sentence: nobody needs a posting without a name, or the sum of nothing."""
    if step.code == "place" and not (step.values["team"] or step.values["position"]):
        return "no-place"
    return "no-total" if step.code == "part-total" and step.values["total"] is None else step.code


def _value(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    per, digits = values["per_unit"], values["digits"]
    top, below, value = values["numerator"], values["denominator"], values["value"]
    assert isinstance(per, Fraction)
    assert isinstance(top, int)
    assert isinstance(below, int)
    times = "" if per == 1 else f" × {per}" if per.denominator == 1 else f" ÷ {per.denominator:,}"
    exact = figure(Fraction(top, below) * per) if below else "–"
    shown = f"{value:f}" if isinstance(value, Decimal) else "–"
    unit_mark = MARKS[lang][unit] if unit else ""
    return {"numerator": f"{top:,}", "denominator": f"{below:,}", "times": times, "exact": exact, "value": shown} | {
        "unit": unit_mark,
        "digits": str(digits),
    }


def _place(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"place": " ".join(str(part) for part in (values["team"], values["position"]) if part)}


def _target(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    signed = [(sign, values.get(name)) for sign, name in (("≥ ", "at_least"), ("≤ ", "at_most"))]
    target = ", ".join(sign + figure(end) for sign, end in signed if end is not None) or "–"
    rule = str(values.get("rule", ""))
    scaled = [values.get("scaled_at_least"), values.get("scaled_at_most")]
    shown = ", ".join(figure(end) for end in scaled if end is not None) or "0"
    ends = [end for end in (values.get("at_least"), values.get("at_most")) if isinstance(end, Decimal)]
    factor = values.get("factor")
    exact = [Fraction(end) * factor for end in ends] if isinstance(factor, Fraction) else []
    counts = {"monthly": _listed(ends), "exact": _listed(exact)}
    return {"target": target, "rule": RULE_WORDS[lang].get(rule, rule), "scaled": shown, **counts}


def _listed(values: Sequence[object]) -> str:
    return ", ".join(figure(each) for each in values)


def _steps(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"step": STEP_WORDS[lang].get(str(values["step"]), str(values["step"]))}


def _score(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    base, weight = values["base"], values["weight"]
    assert isinstance(base, Fraction)
    same = isinstance(weight, Fraction | Decimal | int) and Fraction(weight) in (base, 0)
    score = values["score"]
    shown = f"{score:f}" if isinstance(score, Decimal) else figure(score)
    return {"scaled": "" if same else f" × {figure(weight)} ÷ {figure(base)}", "score": shown}


def _relation(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"relation": RELATIONS[lang].get(str(values["relation"]), str(values["relation"]))}


def _parts(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    bonus = values.get("bonus")
    extra = [each for each in bonus if each is not None] if isinstance(bonus, tuple) else []
    total = values["total"]
    return {
        "bonus": f" + {figure(extra)}" if extra else "",
        "total": f"{total:f}" if isinstance(total, Decimal) else "–",
    }


def _grade(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    reason = reason_text(str(values["reason"]), lang)
    shown = {name: str(values[name] or "–") for name in ("score_grade", "grade")}
    names = {name: UNGRADED.get(grade, {}).get(lang, grade) for name, grade in shown.items()}
    return names | {"reason": (f"（{reason}）" if lang == "zh" else f" ({reason})") if reason else ""}


def _mixed(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    parts, total = values["parts"], values["total"]
    assert isinstance(parts, list)
    scored = [(part, days) for part, days in parts if part is not None]
    if not any(days for _, days in scored):
        scored = [(part, 1) for part, _ in scored]
    terms = " + ".join(f"{part:f} × {days}" for part, days in scored)
    days = sum(days for _, days in scored)
    return {"terms": f"({terms}) ÷ {days}", "total": f"{total:f}" if isinstance(total, Decimal) else "–"}


EXTRA = {
    "place": _place,
    "value": _value,
    "rule": _target,
    "count-target": _target,
    "steps": _steps,
    "score": _score,
    "relation": _relation,
    "part-total": _parts,
    "grade": _grade,
    "mixed": _mixed,
}


def of_indicator(steps: Sequence[Step], indicator: str, team: str = "", position: str = "") -> list[Step]:
    """The steps of one indicator at one place; a score that was told again after reweighting stands once, last."""
    own = [
        step
        for step in steps
        if step.values.get("indicator") == indicator
        and (step.values.get("team", ""), step.values.get("position", "")) == (team, position)
    ]
    scores = [at for at, step in enumerate(own) if step.code == "score"]
    return [step for at, step in enumerate(own) if step.code != "score" or at == scores[-1]]


def sentences(steps: Sequence[Step], lang: str, unit: Unit | None = None) -> list[str]:
    """The steps in words, in order."""
    return [sentence(step, lang, unit) for step in steps]


def of_person(steps: Sequence[Step], card: Scorecard) -> list[Step]:
    """The steps of the whole scorecard: postings, total, and the grade as it is after shares."""
    own = [step for step in steps if step.code in OF_A_PERSON and "indicator" not in step.values]
    final = {"score_grade": card.score_grade, "grade": card.grade, "reason": card.grade_reason}
    mixed = Step("mixed", {"parts": [(part.total, part.active_days) for part in card.parts], "total": card.total})
    found = [Step("grade", final) if step.code == "grade" else step for step in own]
    at = next((at for at, step in enumerate(found) if step.code == "total"), len(found))
    return [*found[:at], mixed, *found[at:]] if _is_mixed(card) else found


def _is_mixed(card: Scorecard) -> bool:
    return card.total is not None and sum(part.total is not None for part in card.parts) > 1
