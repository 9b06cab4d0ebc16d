"""Plain rows as the canonical Arrow tables that the engine takes."""

import pyarrow as pa

from deskmerit.core.settings import Settings
from deskmerit.records.adjustments import adjusted
from deskmerit.records.columns import TABLES
from deskmerit.records.store import Records
from oracle.centre import Rows


def records(rows: Rows, settings: Settings) -> Records:
    """The rows with every canonical column, corrected; an absent table stays absent."""
    return adjusted(plain_records(rows, settings))[0]


def plain_records(rows: Rows, settings: Settings) -> Records:
    """The same before any correction."""
    tables = {}
    for name, table in rows.items():
        schema = TABLES[name].schema
        full = [{column: row.get(column) for column in schema.names} for row in table]
        tables[name] = pa.Table.from_pylist(full, schema=schema)
    return Records(tables, settings, "oracle")
