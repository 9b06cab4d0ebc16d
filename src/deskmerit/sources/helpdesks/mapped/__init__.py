"""Sources that a user describes himself: any SQL database, any REST interface, each with an import map."""

from deskmerit.sources.helpdesks.mapped import rest, sql
from deskmerit.sources.helpdesks.mapped.rows import lay
from deskmerit.sources.helpdesks.model import Vendor

SQL = Vendor(
    "sql",
    lambda source, secret: {},
    lambda client, source: [],
    sql.batches,
    lay,
    options=frozenset({"map", "table", "query", "cursor"}),
    needs=frozenset({"map"}),
    connect=sql.connect,
)
REST = Vendor(
    "rest",
    lambda source, secret: {},
    lambda client, source: [],
    rest.batches,
    lay,
    options=frozenset({"map", "endpoint", "cursor", "since", "header"}),
    needs=frozenset({"map", "endpoint"}),
    whole=frozenset(),
    connect=rest.connect,
)
