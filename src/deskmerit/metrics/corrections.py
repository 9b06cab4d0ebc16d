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
        """fix_rec, from_who (0: whoever no other line names), to_who, excluded, fix_id – None where nothing applies."""
        if (table, metric) not in self._tables:
            self._tables[table, metric] = self._table(table, metric)
        return self._tables[table, metric]

    def _table(self, table: str, metric: str) -> ir.Table | None:
        records: dict[str, list[dict[str, str | None]]] = {}
        for row in self.rows:
            if row["table"] == table and (row["metric"] or metric) == metric and row["kind"] != "correct":
                records.setdefault(str(row["record_id"]), []).append(row)
        if not records:
            return None
        kinds = {"fix_rec": pa.string(), "from_who": pa.int32(), "to_who": pa.int32(), "excluded": pa.bool_()}
        listed = [line for record, rows in records.items() for line in self._lines(record, rows)]
        table_ = pa.Table.from_pylist(listed, pa.schema({**kinds, "fix_id": pa.string()}))
        return self.inputs.engine.keep(table_, lasting=True)

    def _lines(self, record: str, rows: list[dict[str, str | None]]) -> list[dict[str, object]]:
        """A line for everybody (from_who 0), and one for each person whom a reattribution names as the old one."""
        out = next((row["adjustment_id"] for row in reversed(rows) if row["kind"] == "exclude"), None)
        code = self.people.codes.code
        moves = [
            (code(row["old"] or ""), code(row["new"] or ""), row["adjustment_id"])
            for row in rows
            if row["kind"] == "reattribute"
        ]
        lines: list[dict[str, object]] = []
        for start in sorted({c.NOBODY, *(old for old, _, _ in moves)}):
            who, moved = start, None
            for old, new, fix in moves:
                if old in (c.NOBODY, who):
                    who, moved = new, fix
            to: dict[str, object] = {
                "to_who": who if moved else None,
                "excluded": out is not None,
                "fix_id": out or moved or "",
            }
            lines.append({"fix_rec": record, "from_who": start} | to)
        return lines


def corrections(inputs: Inputs, people: People) -> Corrections:
    """The corrections of the records; none without the table."""
    if not inputs.has(TABLE):
        return Corrections(inputs, people, [])
    return Corrections(inputs, people, resolved(inputs))


def resolved(inputs: Inputs) -> list[dict[str, str | None]]:
    """The resolved adjustments as rows, in the order in which they were decided."""
    columns = ["adjustment_id", "kind", "table", "record_id", "metric", "old", "new"]
    rows = inputs.table(TABLE).order_by(["decided_at", "adjustment_id"]).select(columns)
    found: list[dict[str, str | None]] = inputs.engine.fetch(rows).to_pylist()
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
    usual = fixes.filter(fixes.from_who == c.NOBODY)
    usual = usual.select(usual_rec="fix_rec", usual_to="to_who", excluded="excluded", usual_id="fix_id")
    own = fixes.filter(fixes.from_who != c.NOBODY)
    own = own.select(own_rec="fix_rec", own_from="from_who", own_to="to_who", own_id="fix_id")
    full = full.left_join(usual, full.key == usual.usual_rec)
    full = full.mutate(excluded=full.excluded.fill_null(False))
    full = full.left_join(own, [full.key == own.own_rec, full.who == own.own_from])
    to = ibis.coalesce(full.own_to, full.usual_to)
    changed = full.mutate(
        who=ibis.coalesce(to, full.who).cast("int32"),
        credit=ibis.ifelse(to.notnull(), c.REATTRIBUTED, full.credit).cast("int8"),
        out=ibis.ifelse(full.excluded, _first(full.out, c.EXCLUDED), full.out).cast("int8"),
        fix_id=ibis.ifelse(full.excluded | to.notnull(), ibis.coalesce(full.own_id, full.usual_id), ""),
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
