"""Record tables as the engine sees them: every canonical column there, instants as microseconds, empty text as null."""

from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from deskmerit.engines.base import Engine
from deskmerit.metrics.codes import DAY
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


@dataclass(frozen=True, slots=True)
class Inputs:
    """The records behind one measurement, opened on an engine; each table is opened once."""

    engine: Engine
    records: Records
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
        parquet, keep = self.engine.parquet, self.engine.keep
        raw = parquet(found.paths) if isinstance(found, Parquet) else keep(found, lasting=True)
        texts = [column for column, kind in raw.schema().items() if kind.is_string()]
        return _completed(name, raw.mutate(**{column: raw[column].nullif("") for column in texts}) if texts else raw)


def _completed(name: str, rows: ir.Table) -> ir.Table:
    spec = TABLES.get(name)
    missing = [column for column in spec.columns if column.name not in rows.columns] if spec else []
    return rows.mutate(**{column.name: ibis.null(_IBIS[column.type]) for column in missing}) if missing else rows


def day_of(instant: ir.IntegerValue) -> ir.IntegerValue:
    """The UTC day number of an instant in microseconds."""
    return instant // DAY
