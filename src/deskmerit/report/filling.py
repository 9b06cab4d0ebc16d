"""The figures that fill the sentences of a trace: exact ones, printed so that a calculator arrives at the same."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Unit
from deskmerit.core.number import divide_half_up, plain
from deskmerit.report.steps import QUARTER_OUT, RELATIONS, RULE_WORDS, STEP_WORDS, VETO_EFFECTS
from deskmerit.report.values import MARKS, amount, places_of, rank_of
from deskmerit.report.words import UNGRADED, reason_text


def figure(value: object) -> str:
    """A value of a step as a person writes it; one that does not end is shown to six decimals with an ellipsis.

    >>> figure(Fraction(1, 3)), figure(Fraction(37, 2)), figure(Decimal("15.00")), figure(-3), figure(None)
    ('0.333333…', '18.5', '15', '−3', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, int | Decimal | Fraction) and value < 0:
        return "−" + figure(-value)
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else "∞"
    if isinstance(value, Fraction):
        near = divide_half_up(value.numerator, value.denominator, 6)
        return plain(near) + ("" if Fraction(near) == value else "…")
    if isinstance(value, list | tuple):
        return " + ".join(figure(each) for each in value).replace("+ −", "− ") or "0"
    return str(value)


def _places(value: object) -> str:
    """A rounded value with the places it was rounded to."""
    return f"{value:f}".replace("-", "−") if isinstance(value, Decimal) else "–"


def _place(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"place": " ".join(str(part) for part in (values["team"], values["position"]) if part)}


def _value(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    per, digits = values["per_unit"], values["digits"]
    top, below, value = values["numerator"], values["denominator"], values["value"]
    assert isinstance(per, Fraction)
    assert isinstance(top, int)
    assert isinstance(below, int)
    times = "" if per == 1 or places_of(per) else f" × {per}" if per.denominator == 1 else f" ÷ {per.denominator:,}"
    exact = figure(Fraction(top, below) * per) if below else "–"
    shown = _places(value)
    unit_mark = MARKS[lang][unit] if unit else ""
    return {
        "numerator": amount(top, per),
        "denominator": f"{below:,}",
        "times": times,
        "exact": exact,
        "value": shown,
    } | {
        "unit": unit_mark,
        "digits": str(digits),
    }


def _percentile(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    cases, percent, value = values["n"], values["percent"], values["value"]
    rank = rank_of(cases, percent) if isinstance(cases, int) and isinstance(percent, int) else None
    shown = _places(value)
    return {"value": shown, "unit": MARKS[lang][unit] if unit else "", "rank": figure(rank)}


def _relations(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    terms, value = values["terms"], values["value"]
    assert isinstance(terms, tuple)
    text = " + ".join(f"{figure(mean)} × {figure(weight)}" for mean, weight in terms)
    shown = _places(value)
    return {"terms": f"({text}) ÷ {figure(values['of'])}", "value": shown, "unit": MARKS[lang][unit] if unit else ""}


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
    shown = _places(score) if isinstance(score, Decimal) else figure(score)
    return {"scaled": "" if same else f" × {figure(weight)} ÷ {figure(base)}", "score": shown}


def _relation(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"relation": RELATIONS[lang].get(str(values["relation"]), str(values["relation"]))}


def _parts(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    bonus = values.get("bonus")
    extra = [each for each in bonus if each is not None] if isinstance(bonus, tuple) else []
    added = (" + " + figure(extra)).replace("+ −", "− ") if extra else ""
    total = values["total"]
    return {
        "bonus": added,
        "total": _places(total),
    }


def _grade(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    grades = {name: str(values[name]) for name in ("score_grade", "grade")}
    names = {name: UNGRADED.get(grade, {}).get(lang, grade) or "–" for name, grade in grades.items()}
    reason = reason_text(str(values["reason"]), lang, alone=grades["grade"] not in UNGRADED)
    return names | {"reason": (f"（{reason}）" if lang == "zh" else f" ({reason})") if reason else ""}


def _veto(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    kind, _, what = str(values["sets"]).partition(":")
    told = {"points": figure(values["points"]), "what": what, **_total(values, lang, unit)}
    effects = [VETO_EFFECTS[lang][kind].format_map(told)] if kind else []
    if values["grade_at_most"]:
        effects.append(VETO_EFFECTS[lang]["grade"].format(grade=values["grade_at_most"]))
    return {"effect": ("，" if lang == "zh" else ", ").join(effects)}


def _mixed(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    """Figures weighted by days: (97.00 × 41 + 100.00 × 17) ÷ 58. Where there are no days, each counts the same."""
    parts = values["parts"]
    assert isinstance(parts, list)
    scored = [(part, days) for part, days in parts if part is not None]
    if not any(days for _, days in scored):
        scored = [(part, 1) for part, _ in scored]
    terms = " + ".join(f"{part:f} × {days}" for part, days in scored)
    return {"terms": f"({terms}) ÷ {sum(days for _, days in scored)}", **_total(values, lang, unit)}


def _total(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    total = values.get("total")
    return {"total": _places(total)}


def _quarter_out(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    return {"why": QUARTER_OUT[lang].get(str(values["why"]), str(values["why"]))}


def _quarters(values: Mapping[str, object], lang: str, unit: Unit | None) -> dict[str, str]:
    quarters = values["quarters"]
    assert isinstance(quarters, tuple)
    terms = " + ".join(f"{total:f} × {days}" for _, total, days in quarters)
    return {"terms": f"({terms}) ÷ {sum(days for _, _, days in quarters)}"}


EXTRA = {
    "place": _place,
    "quarter": _total,
    "quarter-out": _quarter_out,
    "quarters": _quarters,
    "value": _value,
    "rule": _target,
    "count-target": _target,
    "steps": _steps,
    "score": _score,
    "percentile": _percentile,
    "relation": _relation,
    "relations": _relations,
    "part-total": _parts,
    "total": _total,
    "grade": _grade,
    "mixed": _mixed,
    "covered": _mixed,
    "veto": _veto,
}
"""What a step's sentence takes besides the step's own values."""
