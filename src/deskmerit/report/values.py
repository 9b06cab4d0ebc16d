"""How figures read: one formatting for terminal, CSV, JSON, workbook and page, so that they are the same figures."""

from decimal import Decimal

from deskmerit.core.metric import Text, Unit
from deskmerit.core.number import plain, round_half_up
from deskmerit.core.plan import Target
from deskmerit.core.scorecard import IndicatorScore

DIGITS = {Unit.SECONDS: 0, Unit.PERCENT: 2, Unit.RATING: 2, Unit.COUNT: 0, Unit.POINTS: 2}
MARKS = {
    "en": {Unit.SECONDS: " s", Unit.PERCENT: " %", Unit.RATING: "", Unit.COUNT: "", Unit.POINTS: ""},
    "zh": {Unit.SECONDS: " 秒", Unit.PERCENT: "%", Unit.RATING: " 分", Unit.COUNT: "", Unit.POINTS: ""},
}


def said(text: Text, lang: str, default: str = "") -> str:
    """A text in a language, else in the other one, else the default.

    >>> said({"zh": "满意度"}, "en")
    '满意度'
    """
    other = "en" if lang == "zh" else "zh"
    return text.get(lang) or text.get(other) or default


def points(value: Decimal | None) -> str:
    """A score or total with its two decimals; "" when there is none.

    >>> points(Decimal("9")), points(None)
    ('9.00', '')
    """
    return "" if value is None else f"{round_half_up(value, 2):f}"


def weight(value: Decimal) -> str:
    """A weight in points, at most two decimals.

    >>> weight(Decimal(25) * 100 / 85), weight(Decimal("15.00"))
    ('29.41', '15')
    """
    return plain(round_half_up(value, 2))


def actual(value: Decimal | None, unit: Unit) -> str:
    """A measured value with its unit's digits, without the unit's mark.

    >>> actual(Decimal("97"), Unit.PERCENT), actual(Decimal("28"), Unit.SECONDS), actual(None, Unit.COUNT)
    ('97.00', '28', '')
    """
    return "" if value is None else f"{round_half_up(value, DIGITS[unit]):f}"


def target(line: IndicatorScore) -> str:
    """The target in force as a plain number, `low..high` for a range, "" without one."""
    if line.target is None:
        return "" if line.target_high is None else plain(line.target_high)
    return plain(line.target) + (f"..{plain(line.target_high)}" if line.target_high is not None else "")


def target_text(target: Target | None, unit: Unit, lang: str) -> str:
    """A target with its sign and unit, both ends of a range; "" without one.

    >>> target_text(Target(at_most=Decimal(30)), Unit.SECONDS, "en")
    '≤ 30 s'
    """
    if target is None:
        return ""
    ends = (("≥ ", target.at_least), ("≤ ", target.at_most))
    return ", ".join(sign + with_unit(plain(end), unit, lang) for sign, end in ends if end is not None)


def with_unit(text: str, unit: Unit, lang: str) -> str:
    """A figure followed by its unit's mark; an empty one shows a dash.

    >>> with_unit("97.00", Unit.PERCENT, "zh"), with_unit("", Unit.SECONDS, "en")
    ('97.00%', '–')
    """
    return text + MARKS[lang][unit] if text else "–"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that starts like one gets an apostrophe in front.

    >>> harmless("=1+1"), harmless("-12.50"), harmless("王芳")
    ("'=1+1", '-12.50', '王芳')
    """
    negative = text[:1] == "-" and text[1:].replace(".", "", 1).isdigit()
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not negative:
        return "'" + text
    return text
