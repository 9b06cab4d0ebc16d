"""A scoring rule as a spreadsheet formula that recomputes the score when the actual changes.

Binary floats are met by rounding to nine digits before any step is counted: (4.5 − 4.2)/0.1 is 2.9999999999999996
there, and INT of it would lose a step. Works in Excel, WPS and LibreOffice: only MAX, MIN, INT, ROUND, ABS, IF and AND.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.number import plain
from deskmerit.core.plan import Target
from deskmerit.core.rules import Bands, Count, Deduct, Linear, PassFail, Rating, Ratio, Rule, Step
from deskmerit.core.rules.bands import scaled
from deskmerit.core.rules.base import finite
from deskmerit.core.rules.ratio import Inverse


@dataclass(frozen=True, slots=True)
class Cells:
    """What a formula refers to, as cell references or plain numbers; "" where a target has no such end.

    `base` is the base weight the rule is computed at, `scale` the factor of count targets, `entry` the cell that must
    hold a number (the actual itself where `actual` is an expression of it).
    """

    actual: str
    low: str
    high: str
    weight: str
    base: Fraction
    scale: Fraction = Fraction(1)
    target: Target | None = None
    entry: str = ""


def score_formula(rule: Rule, cells: Cells, places: int = 2) -> str:
    """The rounded score for the actual's cell, "" while that cell holds no number.

    >>> score_formula(Deduct(Decimal(2), Decimal(5), Step.COMPLETED), Cells("E5", "", "D5", "G5", Fraction(15)))
    'IF(ISNUMBER(E5),ROUND(ROUND(MAX(0,MIN(15,15-2*INT(ROUND(MAX(0,E5-D5)/5,9))))*G5/15,9),2),"")'
    """
    raw = RAW[type(rule)](rule, cells)
    low, high = rule.bounds(cells.base)
    inner = f"MIN({number(high)},{raw})" if high is not None else raw
    inner = f"MAX({number(low)},{inner})" if low is not None else inner
    if cells.base:
        inner = f"{inner}*{cells.weight}/{number(cells.base)}"
    return f'IF(ISNUMBER({cells.entry or cells.actual}),ROUND(ROUND({inner},9),{places}),"")'


def number(value: Fraction | Decimal) -> str:
    """A constant in a formula; one that does not end is written as its quotient.

    >>> number(Fraction(3, 2)), number(Fraction(1, 3)), number(Fraction(-2))
    ('1.5', '(1/3)', '(-2)')
    """
    exact = Fraction(value)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"({exact.numerator}/{exact.denominator})"
    shown = plain(Decimal(exact.numerator) / exact.denominator)
    return shown if exact >= 0 else f"({shown})"


def _short(cells: Cells) -> str:
    under = f"{cells.low}-{cells.actual}" if cells.low else ""
    over = f"{cells.actual}-{cells.high}" if cells.high else ""
    return "MAX(" + ",".join(part for part in ("0", under, over) if part) + ")"


def _deduct(rule: Deduct, cells: Cells) -> str:
    steps = f"ROUND({_short(cells)}/{number(Fraction(rule.per) * cells.scale)},9)"
    if rule.step in (Step.COMPLETED, None):
        steps = f"INT({steps})"
    elif rule.step is Step.STARTED:
        steps = f"-INT(-{steps})"
    return f"{number(cells.base)}-{number(rule.points_)}*{steps}".replace("*-INT", "*(-1)*INT")


def _ratio(rule: Ratio, cells: Cells) -> str:
    base, at = number(cells.base), cells.actual
    cap = cells.base if rule.cap is None else finite(rule.cap)
    most = number(cap if cap is not None else cells.base)
    rising = f"{base}*{at}/{cells.low}" if cells.low else ""
    falling = ""
    if cells.high and rule.inverse is not None:
        falling = f"{base}*({1 if rule.inverse is Inverse.AS_PRINTED else 2}-{at}/{cells.high})"
    elif cells.high:
        falling = f"IF({at}<=0,{most},{base}*{cells.high}/{at})"
    if rising and falling:
        return f"IF({at}<{cells.low},{rising},IF({at}>{cells.high},{falling},{base}))"
    return rising or falling


def _bands(rule: Bands, cells: Cells) -> str:
    lower, body = rule.lower_is_better(cells.target), "0"
    for band in reversed(rule.bands):
        tests = []
        if band.low is not None:
            included = lower if band.from_ is not None else band.at_least is not None
            tests.append(f"{cells.actual}{'>=' if included else '>'}{number(scaled(band.low, cells.scale))}")
        if band.high is not None:
            included = not lower if band.to is not None else band.at_most is not None
            tests.append(f"{cells.actual}{'<=' if included else '<'}{number(scaled(band.high, cells.scale))}")
        test = f"AND({','.join(tests)})" if tests else "TRUE"
        body = f"IF({test},{number(band.points_)},{body})"
    return body


def _linear(rule: Linear, cells: Cells) -> str:
    zero, base, at = number(Fraction(rule.zero) * cells.scale), number(cells.base), cells.actual
    own = rule.target is not None
    if not own and cells.low and cells.high:
        return _folded(rule, cells, zero)
    aim = number(_own_aim(rule, cells)) if own else (cells.low or cells.high)
    line = f"{base}*({at}-{zero})/({aim}-{zero})"
    if rule.stretch is None:
        return f"MAX(0,{line})"
    far, cap = number(Fraction(rule.stretch) * cells.scale), cells.base if rule.cap is None else finite(rule.cap)
    top = number(cap) if cap is not None else f"({base}*({far}-{zero})/({aim}-{zero}))"
    part = f"MIN(1,({at}-{aim})/({far}-{aim}))"
    return f"IF(({at}-{aim})*({aim}-{zero})<=0,MAX(0,{line}),{base}+({top}-{base})*{part})"


def _folded(rule: Linear, cells: Cells, zero: str) -> str:
    """A range: full inside; outside by the distance to the nearer end, on the slope of the side that `zero` serves."""
    inner = cells.low
    if cells.target is not None and cells.target.at_least is not None and rule.zero >= cells.target.at_least:
        inner = cells.high
    past = f"ABS({cells.actual}-IF({cells.actual}<{cells.low},{cells.low},{cells.high}))"
    line = f"MAX(0,{number(cells.base)}*(1-{past}/ABS({inner}-{zero})))"
    return f"IF(AND({cells.actual}>={cells.low},{cells.actual}<={cells.high}),{number(cells.base)},{line})"


def _own_aim(rule: Linear, cells: Cells) -> Fraction:
    at = Fraction(rule.target or 0) * cells.scale
    return Fraction(at // 1) if cells.scale != 1 else at


def _pass_fail(rule: PassFail, cells: Cells) -> str:
    return f"IF({_short(cells)}=0,{number(cells.base)},0)"


def _rating(rule: Rating, cells: Cells) -> str:
    return f"{number(cells.base)}*({cells.actual}-{number(rule.min)})/{number(rule.max - rule.min)}"


def _count(rule: Count, cells: Cells) -> str:
    return f"{number(rule.points_)}*{cells.actual}"


RAW: dict[type, Callable[..., str]] = {
    Deduct: _deduct,
    Ratio: _ratio,
    Bands: _bands,
    Linear: _linear,
    PassFail: _pass_fail,
    Rating: _rating,
    Count: _count,
}
