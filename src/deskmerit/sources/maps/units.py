"""The unit a column is written in, as its header or its cells tell it: minutes or seconds, fractions or per cent."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from deskmerit.records.values import Bad, number, seconds

_MINUTES = re.compile(r"分钟|\((分|mins?|minutes?)\)|_minutes?$|\b(in )?minutes?$")


def in_minutes(header: str) -> bool:
    """Whether a header says that its bare numbers are minutes.

    >>> in_minutes("通话时长（分钟）"), in_minutes("First reply time in minutes"), in_minutes("通话时长(秒)")
    (True, True, False)
    """
    return bool(_MINUTES.search(unicodedata.normalize("NFKC", header).casefold().strip()))


def duration(cell: object, header: str) -> Decimal | Bad | None:
    """A duration in seconds; a bare number is in the unit of the header, seconds where it names none.

    >>> duration("1.5", "时长(分钟)"), duration("1:30", "时长(分钟)"), duration("90", "时长")
    (Decimal('90.0'), Decimal('90'), Decimal('90'))
    """
    span = seconds(cell)
    if isinstance(span, Decimal) and in_minutes(header) and isinstance(number(cell), Decimal):
        return span * 60
    return span


def are_fractions(cells: Iterable[object], header: str) -> bool:
    """Whether a column of shares is written 0.97 rather than 97: all its numbers lie in 0 to 1 and none says %.

    A whole column decides, not a cell: 0.8 may be 80 % or eight in a thousand, its neighbours tell which.

    >>> are_fractions(["0.97", "1", ""], "满意率"), are_fractions(["0.8", "97"], "满意率")
    (True, False)
    >>> are_fractions(["1"], "满意率(%)")
    False
    """
    if "%" in unicodedata.normalize("NFKC", header):
        return False
    found = [(cell, number(cell)) for cell in cells]
    if any("%" in unicodedata.normalize("NFKC", str(cell)) for cell, _ in found):
        return False
    numbers = [value for _, value in found if isinstance(value, Decimal)]
    return bool(numbers) and max(numbers) <= 1


def look_like_ratings(cells: Iterable[object], header: str) -> bool:
    """Whether a column of shares is more likely one of ratings: all its numbers lie above 1 and at most at 5.

    >>> look_like_ratings(["4.8", "4.9"], "满意度"), look_like_ratings(["4.8", "97"], "满意度")
    (True, False)
    """
    if "%" in unicodedata.normalize("NFKC", header):
        return False
    numbers = [value for cell in cells if "%" not in str(cell) and isinstance(value := number(cell), Decimal)]
    return bool(numbers) and min(numbers) > 1 and max(numbers) <= 5
