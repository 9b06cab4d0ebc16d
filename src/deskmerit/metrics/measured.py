"""What measuring gives back: additive integers, when they were known, and what was wrong on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from deskmerit.core.facts import Fact, Place
from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec

FACTS = pa.schema(
    [
        ("agent_id", pa.string()),
        ("team", pa.string()),
        ("position", pa.string()),
        ("site", pa.string()),
        ("account", pa.string()),
        ("spec", pa.int32()),
        ("month", pa.string()),
        ("part", pa.string()),
        ("n", pa.int64()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("sum_of_squares", pa.decimal128(38, 0)),
        ("raters", pa.int64()),
        ("known_n", pa.bool_()),
        ("supplied", pa.bool_()),
        ("provisional", pa.int64()),
    ]
)
"""The columns of facts. `spec` is the place of the measure in the list asked for."""

LISTED = pa.schema(
    [
        ("metric", pa.string()),
        ("clock", pa.string()),
        ("record_id", pa.string()),
        ("agent_id", pa.string()),
        ("team", pa.string()),
        ("position", pa.string()),
        ("month", pa.string()),
        ("started_at", pa.timestamp("us", "UTC")),
        ("completed_at", pa.timestamp("us", "UTC")),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("included", pa.bool_()),
        ("reason", pa.string()),
        ("credit", pa.string()),
        ("adjustment_id", pa.string()),
    ]
)
"""The columns of listed cases. `team`: the posting's, or the ticket's for nobody; `reason` is empty where included."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Facts of the measures asked for, sorted; `as_of` is the instant up to which records were looked at."""

    facts: pa.Table
    as_of: datetime
    issues: tuple[Issue, ...] = ()
    specs: Sequence[MeasureSpec] = ()

    def fact_list(self) -> list[Fact]:
        """The facts as values; see `facts_of`."""
        return list(facts_of(self.facts))


def facts_of(rows: pa.Table) -> Iterator[Fact]:
    """Facts as values, one after another; equal texts are one, for there are many facts of each person."""
    known: dict[object, object] = {}
    return (_fact(row, known) for part in rows.to_batches(_AT_ONCE) for row in part.to_pylist())


_AT_ONCE = 10_000
_PLACE = ("team", "position", "site", "account")
_TEXTS = ("agent_id", "month", "part")


def _fact(row: dict[str, object], known: dict[object, object]) -> Fact:
    place = tuple(str(row.pop(name)) for name in _PLACE)
    row["place"] = known.setdefault(place, Place(*place))
    row |= {name: known.setdefault(row[name], row[name]) for name in _TEXTS}
    row["sum_of_squares"] = int(str(row["sum_of_squares"]))
    return Fact(**row)  # type: ignore[arg-type]  # the columns of FACTS are the fields of Fact
