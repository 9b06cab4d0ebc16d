"""Every rule's spreadsheet formula gives the score the engine gives, whatever the actual."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from deskmerit.core.number import round_half_up
from deskmerit.core.plan import Target
from deskmerit.core.rules import Band, Bands, Count, Deduct, Inverse, Linear, PassFail, Rating, Ratio, Rule, Step
from deskmerit.core.rules.base import NO_CAP, NO_FLOOR
from deskmerit.report.workbook.formula import Cells, score_formula

D = Decimal


def _round(value: float, places: int) -> float:
    """ROUND of a spreadsheet: half away from zero on the decimal the cell shows (15 digits)."""
    shown = D(f"{value:.15g}")
    return float(shown.quantize(D(1).scaleb(-places), ROUND_HALF_UP))


class Cell(float):
    """A cell's number; dividing by an empty one is an error value that IF leaves aside, not an exception."""

    def __rtruediv__(self, other: float) -> float:
        return float(other) / float(self) if self else math.inf


def spreadsheet(formula: str, cells: dict[str, float]) -> float:
    """A tiny spreadsheet: our formulas translated to Python on binary floats, as Excel computes them."""
    text = re.sub(r"\bIF\(", "_if(", formula).replace("<=", "≤").replace(">=", "≥").replace("=", "==")
    text = text.replace("≤", "<=").replace("≥", ">=").replace('""', "0")
    names = {"_if": lambda test, yes, no: yes if test else no, "AND": lambda *tests: all(tests), "TRUE": True}
    names |= {"MAX": max, "MIN": min, "INT": math.floor, "ROUND": _round, "ABS": abs, "ISNUMBER": lambda _cell: True}
    return float(eval(text, {"__builtins__": {}}, names | {name: Cell(cell) for name, cell in cells.items()}))


def both(rule: Rule, target: Target | None, base: Decimal, weight: Decimal, actual: Decimal, scale: Fraction) -> None:
    low = target.at_least if target else None
    high = target.at_most if target else None
    cells = Cells(
        "A", "L" if low is not None else "", "H" if high is not None else "", "W", Fraction(base), scale, target
    )
    formula = score_formula(rule, cells)
    shown = spreadsheet(formula, {"A": float(actual), "W": float(weight), "L": float(low or 0), "H": float(high or 0)})
    ours = rule.exact(Fraction(actual), target, Fraction(base), scale) * Fraction(weight) / Fraction(base)
    rounded = round_half_up(D(ours.numerator) / ours.denominator, 2)
    assert D(str(shown)).quantize(D("0.01")) == rounded, formula


money = st.decimals(0, 150, places=2)
bands = Bands((Band(D(10), from_=D(95)), Band(D(6), from_=D(80), to=D(95)), Band(D(0), to=D(80))))
higher, lower = Target(at_least=D(90)), Target(at_most=D(30))
both_ends = Target(at_least=D(40), at_most=D("60.5"))
RULES: list[tuple[Rule, Target | None]] = [
    *((Deduct(D(p), D(per), step), target) for step in Step for p, per, target in (
        ("2", "5", lower), ("3", "0.1", Target(at_least=D("4.5"))), ("1", "1", higher), ("2.5", "0.3", both_ends))),
    (Deduct(D(2), D(5), Step.COMPLETED, floor=NO_FLOOR), lower),
    (Ratio(), higher), (Ratio(cap=NO_CAP), higher), (Ratio(), lower), (Ratio(cap=D(12)), lower),
    (Ratio(inverse=Inverse.AS_PRINTED, cap=NO_CAP, floor=NO_FLOOR), lower), (Ratio(inverse=Inverse.MIRRORED), lower),
    (Ratio(), both_ends), (bands, higher),
    (Bands((Band(D(10), to=D(20)), Band(D(5), from_=D(20), to=D(40)), Band(D(0), from_=D(40)))), lower),
    (Linear(D(60)), higher), (Linear(D(60), D(90), D(95), cap=D(12)), None), (Linear(D(90)), lower),
    (Linear(D(20)), both_ends), (Linear(D(90)), both_ends), (Linear(D(0), stretch=D(99), cap=NO_CAP), higher),
    (PassFail(), higher), (PassFail(), both_ends), (Rating(D(1), D(5)), None), (Count(D("0.5"), cap=D(5)), None),
    (Count(D(-2), cap=D(5)), None),
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(actual=money, index=st.integers(0, len(RULES) - 1), weight=st.sampled_from([D(10), D(15), D("17.5"), D(30)]))
def test_the_formula_of_every_rule_gives_the_engines_score(actual: Decimal, index: int, weight: Decimal) -> None:
    rule, target = RULES[index]
    both(rule, target, D(10), weight, actual, Fraction(1))


def test_every_rule_is_tried_on_a_grid_with_its_own_thresholds() -> None:
    for rule, target in RULES:
        for hundredths in (*range(0, 13000, 137), 420, 440, 450, 2999, 3000, 3001, 3200, 3500, 4000, 6050, 9000, 9001):
            both(rule, target, D(15), D(15), D(hundredths) / 100, Fraction(1))


def test_a_step_is_not_lost_to_binary_floats() -> None:
    rule = Deduct(D(3), D("0.1"), Step.COMPLETED)
    formula = score_formula(rule, Cells("A", "L", "", "W", Fraction(30)))
    assert spreadsheet(formula, {"A": 4.2, "L": 4.5, "W": 30.0}) == 21.0


def test_count_steps_scale_with_the_period() -> None:
    scale = Fraction(3 * 60, 65)
    for articles in range(12):
        both(Deduct(D(4), D(1), Step.COMPLETED), Target(at_least=D(8)), D(10), D(10), D(articles), scale)
