"""While a period is open, a low rating shows to the person it is about without the customer: no id, no ticket."""

from collections.abc import Iterable, Mapping

from deskmerit.web.appeals.models import Flag
from deskmerit.web.scorecards import evidence


def is_low(rows: Iterable[Mapping[str, object]]) -> bool:
    """Whether any of the cases of a record is a low rating."""
    return any(evidence.is_low(str(row["metric"]), row) for row in rows)


def hidden(flag: Flag, is_person: bool, rows: Iterable[Mapping[str, object]]) -> bool:
    """Whether a flag's record is hidden from whoever looks: the person, before publication."""
    return is_person and not flag.cycle.is_published and is_low(rows)
