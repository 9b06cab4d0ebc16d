"""How figures read: one formatting for terminal, CSV, JSON, workbook and page, so that they are the same figures."""

from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Text, Unit
from deskmerit.core.number import divide_half_up, plain, round_half_up
from deskmerit.core.plan import Target
from deskmerit.core.scorecard import IndicatorScore
from deskmerit.records.channels import channel as channel

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


def places_of(per: Fraction) -> int:
    """The decimals of sums kept as whole parts of a unit: 6 for millionths, 0 for sums in the unit itself.

    >>> places_of(Fraction(1, 1_000_000)), places_of(Fraction(100)), places_of(Fraction(1, 3600))
    (6, 0, 0)
    """
    digits = len(str(per.denominator)) - 1
    return digits if per == Fraction(1, 10**digits) else 0


def amount(value: int, per: Fraction) -> str:
    """A numerator as people read it: millionths in their unit, exactly, with two decimals at least.

    >>> amount(4_666_667, Fraction(1, 1_000_000)), amount(6750, Fraction(1))
    ('4.666667', '6,750')
    """
    places = places_of(per)
    if not places:
        return f"{value:,}"
    whole, _, decimals = f"{divide_half_up(value, 10**places, places):,f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def measured(value: int, per: Fraction, unit: Unit, lang: str) -> str:
    """What one case measured, with its unit; from an hour on also as hours:minutes:seconds. Shares stay 1 or 0.

    >>> measured(41236, Fraction(1), Unit.SECONDS, "en"), measured(92_500_000, Fraction(1, 10**6), Unit.PERCENT, "zh")
    ('41,236 s (11:27:16)', '92.50%')
    """
    if unit is not Unit.SECONDS and not places_of(per):
        return amount(value, per)
    text = amount(value, per) + MARKS[lang][unit]
    if unit is not Unit.SECONDS or value < HOUR:
        return text
    clock = f"{value // HOUR}:{value % HOUR // 60:02}:{value % 60:02}"
    return text + (f"（{clock}）" if lang == "zh" else f" ({clock})")


HOUR = 3600


def rank_of(cases: int, percent: int) -> int:
    """The place of a nearest-rank percentile among the cases in order of size.

    >>> rank_of(185, 90), rank_of(1, 50)
    (167, 1)
    """
    return -(-cases * percent // 100)


CURRENCIES = {"CNY": "¥", "USD": "$", "EUR": "€", "HKD": "HK$", "JPY": "JP¥", "GBP": "£"}


def money(value: Decimal, currency: str = "") -> str:
    """An amount with its currency, thousands and cents; minus stands in front. No currency: the amount alone.

    >>> money(Decimal("41862.8"), "CNY"), money(Decimal("-600.5"), "SGD"), money(Decimal("40000"))
    ('¥ 41,862.80', '−SGD 600.50', '40,000.00')
    """
    sign, unit = "−" if value < 0 else "", CURRENCIES.get(currency, currency)
    return f"{sign}{unit}{' ' if unit else ''}{abs(round_half_up(value, 2)):,f}"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that starts like one gets an apostrophe in front.

    >>> harmless("=1+1"), harmless("-12.50"), harmless("王芳")
    ("'=1+1", '-12.50', '王芳')
    """
    negative = text[:1] == "-" and text[1:].replace(".", "", 1).isdigit()
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not negative:
        return "'" + text
    return text
