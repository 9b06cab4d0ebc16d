"""Record tables as the engine sees them: every canonical column there, instants as microseconds, empty text as null."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.core.plan import CustomMetric
from deskmerit.engines.base import Engine
from deskmerit.engines.simple import whole_schema
from deskmerit.metrics.codes import DAY
from deskmerit.metrics.question import Ask
from deskmerit.records.columns import TABLES
from deskmerit.records.spec import Type
from deskmerit.records.store import Parquet, Records

_IBIS = {
    Type.TEXT: "string",
    Type.MONTH: "string",
    Type.INSTANT: "int64",
    Type.DATE: "date",
    Type.INTEGER: "int64",
    Type.FLAG: "boolean",
    Type.NUMBER: "decimal(24, 6)",
}


FREE = frozenset({"subject", "comment", "note"})
"""Free texts of canonical tables, which no measure reads unless a filter names them."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The records behind one measurement, opened on an engine; each table is opened once.

    `asked`: the texts in which questions name columns beside those that every measure knows; None: any may be named.
    An engine to which records are copied gets no others.
    """

    engine: Engine
    records: Records
    asked: str | None = None
    _opened: dict[str, ir.Table] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the table is part of the records at all (an empty table is)."""
        return name in self.records.tables

    def table(self, name: str) -> ir.Table:
        """The table with instants as int64 microseconds; an absent canonical table is an empty one."""
        if name not in self._opened:
            self._opened[name] = self._open(name)
        return self._opened[name]

    def _open(self, name: str) -> ir.Table:
        found = self.records.tables.get(name)
        if found is None:
            columns = {column.name: _IBIS[column.type] for column in TABLES[name].columns}
            return self.engine.keep(ibis.schema(columns).to_pyarrow().empty_table(), lasting=True)
        if isinstance(found, Parquet):
            raw = self.engine.parquet(found.paths, frozenset(self._unread(name, found)))
        else:
            raw = self.engine.keep(found.drop_columns(self._unread(name, found)), lasting=True)
        texts = [column for column, kind in raw.schema().items() if kind.is_string()]
        return _completed(name, raw.mutate(**{column: raw[column].nullif("") for column in texts}) if texts else raw)

    def _unread(self, name: str, found: pa.Table | Parquet) -> list[str]:
        """The columns of a canonical table that need not be copied. Of one's own table any may be its key."""
        if not self.engine.driver.copies or self.asked is None or name not in TABLES:
            return []
        columns = whole_schema(found.paths).names if isinstance(found, Parquet) else found.column_names
        known = set(TABLES[name].schema.names) - FREE
        return [column for column in columns if column not in known and column.lower() not in self.asked]


def asked_by(asks: Sequence[Ask], custom: Mapping[str, CustomMetric]) -> str:
    """The texts in which questions name columns, in small letters."""
    texts = [column for ask in asks for column in ask.where]
    for metric in custom.values():
        said = (metric.agent, metric.time, metric.filter, metric.numerator, metric.denominator)
        texts += [text.replace('""', '"') for text in said if text]
    return "\n".join(texts).lower()


def _completed(name: str, rows: ir.Table) -> ir.Table:
    spec = TABLES.get(name)
    missing = [column for column in spec.columns if column.name not in rows.columns] if spec else []
    return rows.mutate(**{column.name: ibis.null(_IBIS[column.type]) for column in missing}) if missing else rows


def day_of(instant: ir.IntegerValue) -> ir.IntegerValue:
    """The UTC day number of an instant in microseconds."""
    return instant // DAY
