"""Money: exact decimals to the cent, half-up, and shares that sum to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.number import divide_half_up

PLACES = 2


def cents(amount: Fraction | Decimal) -> Decimal:
    """An amount rounded half-up to the cent, once.

    >>> cents(Fraction(1, 3)), cents(Decimal("2.005"))
    (Decimal('0.33'), Decimal('2.01'))
    """
    exact = Fraction(amount)
    return divide_half_up(exact.numerator, exact.denominator, PLACES)


def largest_remainder(whole: Decimal, shares: Sequence[tuple[str, Fraction]]) -> dict[str, Decimal]:
    """`whole` split in proportion to `shares`, by key: each gets its full cents, left-over cents go to the largest
    remainders, ties by key. The parts sum to `whole` (rounded to the cent). Nothing where all shares are 0.

    Shares are at least 0. Raises ValueError for a negative one.

    >>> largest_remainder(Decimal("100"), [("a", Fraction(1)), ("b", Fraction(1)), ("c", Fraction(1))])
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    """
    if any(share < 0 for _, share in shares):
        raise ValueError("a share is below 0")
    total, pot = sum((share for _, share in shares), Fraction(0)), int(cents(whole).scaleb(PLACES))
    if not total:
        return {key: cents(Fraction(0)) for key, _ in shares}
    exact = {key: pot * share / total for key, share in shares}
    full = {key: part.numerator // part.denominator for key, part in exact.items()}
    left = pot - sum(full.values())
    for key in sorted(exact, key=lambda each: (full[each] - exact[each], each))[:left]:
        full[key] += 1
    return {key: cents(Fraction(part, 10**PLACES)) for key, part in full.items()}
