"""Plain rows as the canonical Arrow tables that the engine takes."""

import pyarrow as pa

from deskmerit.core.settings import Settings
from deskmerit.records.adjustments import adjusted
from deskmerit.records.columns import TABLES
from deskmerit.records.store import Records
from oracle.centre import Rows


def records(rows: Rows, settings: Settings) -> Records:
    """The rows with every canonical column; an absent table stays absent."""
    tables = {}
    for name, table in rows.items():
        schema = TABLES[name].schema
        full = [{column: row.get(column) for column in schema.names} for row in table]
        tables[name] = pa.Table.from_pylist(full, schema=schema)
    return adjusted(Records(tables, settings, "oracle"))[0]
