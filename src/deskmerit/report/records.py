"""The records behind a measure as a table: counted and left out, each with its reason."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from deskmerit.report.table import Cell, Table
from deskmerit.report.words import words

CASES = (
    *("metric", "clock", "record_id", "agent_id", "team", "started_at", "completed_at", "numerator", "denominator"),
    *("included", "reason"),
)


def instant_text(value: object) -> str:
    """An instant as UTC text, `2026-07-01T01:02:03Z`, with microseconds only where there are any.

    >>> instant_text(datetime(2026, 7, 1, 1, 2, 3, tzinfo=UTC)), instant_text(None)
    ('2026-07-01T01:02:03Z', '')
    """
    if not isinstance(value, datetime):
        return ""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def case_table(rows: Iterable[Mapping[str, object]], lang: str = "en") -> Table:
    """Cases with the documented columns."""
    return Table(words(lang)["cases"], CASES, [tuple(_cell(row, name) for name in CASES) for row in rows], lang)


def _cell(row: Mapping[str, object], name: str) -> Cell:
    value = row[name]
    if name.endswith("_at"):
        return instant_text(value)
    if isinstance(value, bool | int | str):
        return value
    return "" if value is None else str(value)
