"""Decided corrections at the level of cases: excluded ones are out, reattributed ones change their person."""

from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.people import People

TABLE = "resolved_adjustments"


@dataclass
class Corrections:
    """The resolved adjustments. A correction with a metric concerns only that metric."""

    inputs: Inputs
    people: People
    rows: list[dict[str, str | None]]
    _tables: dict[tuple[str, str], ir.Table | None] = field(default_factory=dict)

    def of(self, table: str, metric: str) -> ir.Table | None:
        """fix_rec, excluded, to_who, from_who (0: whoever it was), fix_id – or None where nothing applies."""
        if (table, metric) not in self._tables:
            self._tables[table, metric] = self._table(table, metric)
        return self._tables[table, metric]

    def _table(self, table: str, metric: str) -> ir.Table | None:
        found = [r for r in self.rows if r["table"] == table and (r["metric"] or metric) == metric]
        records: dict[str, dict[str, object]] = {}
        for row in sorted(found, key=lambda r: str(r["adjustment_id"])):
            self._add(records, row)
        if not records:
            return None
        kinds = {"fix_rec": pa.string(), "excluded": pa.bool_(), "to_who": pa.int32(), "from_who": pa.int32()}
        schema = pa.schema({**kinds, "fix_id": pa.string()})
        listed = [{"fix_rec": record, **said} for record, said in records.items()]
        return self.inputs.engine.keep(pa.Table.from_pylist(listed, schema), lasting=True)

    def _add(self, records: dict[str, dict[str, object]], row: dict[str, str | None]) -> None:
        fix = records.setdefault(
            str(row["record_id"]), {"excluded": False, "to_who": None, "from_who": c.NOBODY, "fix_id": ""}
        )
        if row["kind"] == "exclude":
            fix |= {"excluded": True, "fix_id": row["adjustment_id"]}
        elif row["kind"] == "reattribute":
            to, old = (self.people.codes.code(row[name] or "") for name in ("new", "old"))
            fix |= {"to_who": to, "from_who": old}
            fix["fix_id"] = fix["fix_id"] if fix["excluded"] else row["adjustment_id"]


def corrections(inputs: Inputs, people: People) -> Corrections:
    """The corrections of the records; none without the table."""
    if not inputs.has(TABLE):
        return Corrections(inputs, people, [])
    return Corrections(inputs, people, resolved(inputs))


def resolved(inputs: Inputs) -> list[dict[str, str | None]]:
    """The resolved adjustments as rows."""
    columns = ["adjustment_id", "kind", "table", "record_id", "metric", "old", "new"]
    found: list[dict[str, str | None]] = inputs.engine.fetch(inputs.table(TABLE).select(columns)).to_pylist()
    return found


def corrected(rows: ir.Table, fixes: ir.Table | None, names: ir.Table) -> ir.Table:
    """The cases with `fix_id` and, where a correction applies, another person or EXCLUDED as the reason.

    `names` gives tk and ticket_id, for cases whose record is the ticket.
    """
    if fixes is None:
        return rows.mutate(fix_id=ibis.literal(""))
    named = names.select(name_tk="tk", ticket_id="ticket_id")
    full = rows.left_join(named, rows.tk == named.name_tk)
    full = full.mutate(key=ibis.coalesce(full.rec, full.ticket_id))
    full = full.left_join(fixes, full.key == fixes.fix_rec)
    moved = full.to_who.notnull() & ((full.from_who == c.NOBODY) | (full.from_who == full.who))
    excluded = full.excluded.fill_null(False)
    changed = full.mutate(
        who=ibis.ifelse(moved, full.to_who, full.who),
        credit=ibis.ifelse(moved, c.REATTRIBUTED, full.credit).cast("int8"),
        out=ibis.ifelse(excluded, _first(full.out, c.EXCLUDED), full.out).cast("int8"),
        fix_id=ibis.ifelse(excluded | moved, full.fix_id, ""),
    )
    return changed.select(*rows.columns, "fix_id")


def _first(out: ir.IntegerValue, reason: int) -> ir.IntegerValue:
    """Of two reasons the one named first; IN gives way."""
    return ibis.ifelse((out == c.IN) | (out > reason), reason, out)


def dropped_events(inputs: Inputs) -> dict[str, frozenset[str]]:
    """Ids of the events decided to be left out, by the metric they are left out for ("" for all)."""
    if not inputs.has(TABLE):
        return {}
    found: dict[str, set[str]] = {}
    for row in resolved(inputs):
        if row["table"] == "events" and row["kind"] == "exclude":
            found.setdefault(row["metric"] or "", set()).add(str(row["record_id"]))
    return {metric: frozenset(events) for metric, events in found.items()}
