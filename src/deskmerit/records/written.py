"""Rows as values → the texts of a file of records, in the canonical columns: what is written is read back the same."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from deskmerit.core.number import plain
from deskmerit.records.spec import TableSpec

type Row = Mapping[str, object]


def texts(spec: TableSpec, rows: Iterable[Row]) -> list[list[str]]:
    """The cells of each row in the table's column order. Raises KeyError for a column that the table doesn't have.

    >>> from deskmerit.records.columns import TABLES
    >>> texts(TABLES["wishes"], [{"agent_id": "a1", "period": "2026-Q3", "award": "leave", "rank": 1}])
    [['a1', '2026-Q3', 'leave', '1']]
    """
    names = spec.schema.names
    found = []
    for row in rows:
        if unknown := set(row) - set(names):
            raise KeyError(f"{spec.name} has no column {', '.join(sorted(unknown))}")
        found.append([text_of(row.get(name)) for name in names])
    return found


def text_of(value: object) -> str:
    """A value as a cell: instants in UTC, exact decimals, true and false; None is empty.

    Raises ValueError for a time without a zone, TypeError for what no cell holds (a binary float, for one).

    >>> text_of(Decimal("4.50")), text_of(True), text_of(datetime(2026, 9, 1, 1, 5, tzinfo=UTC))
    ('4.5', 'true', '2026-09-01T01:05:00Z')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int | str):
        return str(value)
    raise TypeError(type(value).__name__)
