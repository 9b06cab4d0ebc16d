"""Exact decimals: the one rounding, and helpers that never touch a binary float."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(13))


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounds half away from zero to `places` decimals: what a person with a calculator expects.

    >>> round_half_up(Decimal("1.005")), round_half_up(Decimal("-2.5"), 0)
    (Decimal('1.01'), Decimal('-3'))
    """
    return value.quantize(_QUANTA[places], rounding=ROUND_HALF_UP)


def divide_half_up(numerator: int, denominator: int, places: int) -> Decimal:
    """numerator/denominator rounded half-up once, exactly, however large the integers. `denominator` > 0.

    >>> divide_half_up(47925, 1284, 0), divide_half_up(1, 8, 2), divide_half_up(-1, 8, 2)
    (Decimal('37'), Decimal('0.13'), Decimal('-0.13'))
    """
    scaled = abs(numerator) * 10**places
    quotient = (2 * scaled + denominator) // (2 * denominator)
    digits = Decimal(quotient if numerator >= 0 else -quotient)
    with localcontext(prec=max(28, len(digits.as_tuple().digits) + places + 1)):
        return digits.scaleb(-places)


def fraction(value: Decimal) -> Fraction:
    """The exact fraction behind a decimal.

    >>> fraction(Decimal("0.1"))
    Fraction(1, 10)
    """
    return Fraction(*value.as_integer_ratio())


def plain(value: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros.

    >>> plain(Decimal("15.00")), plain(Decimal("4.50")), plain(Decimal("1E+2"))
    ('15', '4.5', '100')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
