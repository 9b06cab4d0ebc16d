"""While a period is open, a low rating shows to the person it is about without the customer: no id, no ticket."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from django.conf import settings

from deskmerit.web.appeals.models import Flag

LOWEST = {"satisfaction": 2_000_000, "satisfaction_rate": 0}
"""At most this numerator (2 of 5 in millionths) is a low rating; of the dissatisfaction rate every 1 is."""


def veiled(record: str) -> str:
    """A name for a record that doesn't tell which one it is; the same that scorecards give."""
    return "~" + hmac.new(settings.SECRET_KEY.encode(), record.encode(), hashlib.sha256).hexdigest()[:20]


def is_low(rows: Iterable[Mapping[str, object]]) -> bool:
    """Whether any of the cases of a record is a low rating."""
    return any(_low(str(row["metric"]), row["numerator"]) for row in rows)


def _low(metric: str, numerator: object) -> bool:
    if numerator is None:
        return False
    value = int(str(numerator))
    return value == 1 if metric == "dissatisfaction_rate" else metric in LOWEST and value <= LOWEST[metric]


def hidden(flag: Flag, is_person: bool, rows: Iterable[Mapping[str, object]]) -> bool:
    """Whether a flag's record is hidden from whoever looks: the person, before publication."""
    return is_person and not flag.cycle.is_published and is_low(rows)
