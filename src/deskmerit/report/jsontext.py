"""JSON with exact decimals: a Decimal is written as the number it is, digit for digit."""

import json
import re
from decimal import Decimal

_MARK = "\u0000decimal:"
_FOUND = re.compile(r'"\\u0000decimal:([-0-9.]+)"')


def dumps(value: object) -> str:
    """`value` as indented JSON text ending in a newline; keys keep their order.

    >>> dumps({"score": Decimal("9.00"), "n": 3})
    '{\\n  "score": 9.00,\\n  "n": 3\\n}\\n'
    """

    def other(found: object) -> object:
        if isinstance(found, Decimal):
            return f"{_MARK}{found:f}"
        raise TypeError(type(found).__name__)

    body = json.dumps(value, ensure_ascii=False, indent=2, default=other)
    return _FOUND.sub(r"\1", body) + "\n"
