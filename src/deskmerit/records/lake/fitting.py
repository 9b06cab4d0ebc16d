"""Which columns of one's own a lake takes in: looked at before anything is written, every problem at once."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records import view
from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.lake import delta
from deskmerit.records.lake.kinds import cast, signed
from deskmerit.records.lake.manifest import Manifest
from deskmerit.records.lake.place import Place
from deskmerit.records.store import Parquet

NAMED = "`"
"""Merging names columns between backticks, and knows no way to write one inside."""


class NotHeld(Exception):  # noqa: N818  # said to a person, not a bug
    """Columns of the user's own that the lake can't hold; nothing was written. `issues`: all of them."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        said = "; ".join(f"{i.params['table']}.{i.params['header']}, {i.params['what']}" for i in issues)
        super().__init__(said)
        self.issues = tuple(issues)


def fitted(place: Place, before: Manifest, rows: Mapping[str, pa.Table | Parquet]) -> None:
    """Does nothing where the lake can take in these rows. Raises NotHeld."""
    issues = [issue for name, table in sorted(rows.items()) for issue in _of_table(place, before, name, table)]
    if issues:
        raise NotHeld(issues)


def _of_table(place: Place, before: Manifest, name: str, rows: pa.Table | Parquet) -> list[Issue]:
    known = {*TABLES[name].schema.names, delta.SOURCE}
    own = [field for field in _schema(rows) if field.name not in known]
    if not own:
        return []  # a sync's loads: the table need not be opened
    there = before.tables.get(name)
    fields = pa.schema(delta.at(place, name, there.version).schema().to_arrow()) if there else []
    held = {field.name.lower(): field.type for field in fields}
    issues = []
    for field in own:
        kind = held.get(field.name.lower())
        if NAMED in field.name:
            issues.append(_issue("lake-column-name", name, field.name, NAMED))
        elif kind is not None and not _castable(rows, field, kind):
            what = {"came": str(field.type), "held": str(kind)}
            issues.append(_issue("lake-column-type", name, field.name, f"{field.type} ≠ {kind}", **what))
    return issues


def _issue(code: str, table: str, header: str, what: str, **params: str) -> Issue:
    where = Where(file=table, column=header)
    return Issue(Level.ERROR, code, where, {"table": table, "header": header, "what": what, **params})


def _schema(rows: pa.Table | Parquet) -> pa.Schema:
    if isinstance(rows, pa.Table):
        return rows.schema
    with view.connect() as connection:
        return connection.sql(f"select * from {view.files_of(rows.paths)} limit 0").to_arrow_table().schema


def _castable(rows: pa.Table | Parquet, field: pa.Field, kind: pa.DataType) -> bool:
    """Whether every cell of a column has a value in the lake's type."""
    try:
        if isinstance(rows, pa.Table):
            cast(rows[field.name], kind)
        elif not signed(field.type).equals(kind):
            with view.connect() as connection:
                relation = connection.sql(f"select {quoted(field.name)} from {view.files_of(rows.paths)}")
                for batch in relation.to_arrow_reader(delta.CHUNK):
                    cast(batch.column(0), kind)
    except pa.ArrowException:
        return False
    return True
