"""Ids of people and teams as small integers, with what is known about each person."""

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.metrics.codes import NOBODY
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.records.columns import TABLES

WITH_AGENT = tuple(name for name, spec in TABLES.items() if any(c.name == "agent_id" for c in spec.columns))


@dataclass(frozen=True, slots=True)
class Codes:
    """Ids and their codes, from 1 in the order given; 0 stands for none. `table` has columns code and id."""

    ids: tuple[str, ...]
    table: ir.Table

    def code(self, text: str) -> int:
        """The code of an id, 0 for an unknown one."""
        return self.ids.index(text) + 1 if text in self.ids else 0


@dataclass(frozen=True, slots=True)
class People:
    """Everybody any record names. `known`: has a row in `agents`, or there is no such table. `bots`: codes of bots."""

    codes: Codes
    known: frozenset[int]
    bots: frozenset[int]


def numbered(inputs: Inputs, columns: Iterable[ir.StringColumn], first: tuple[str, ...] = ()) -> Codes:
    """Numbers the distinct texts of some columns; those in `first` have their numbers already."""
    found: set[str] = set()
    for column in columns:
        texts = column.as_table().distinct()
        found.update(text for text in inputs.engine.fetch(texts).column(0).to_pylist() if text is not None)
    ids = (*first, *sorted(found.difference(first)))
    table = pa.table({"code": pa.array(range(1, len(ids) + 1), pa.int32()), "id": pa.array(ids, pa.string())})
    return Codes(ids, inputs.engine.keep(table, lasting=True))


def of_events(inputs: Inputs) -> list[ir.StringColumn]:
    """The columns of events that name people."""
    events = inputs.table("events")
    return [events.filter(events.actor_role == "agent").actor_id, events.filter(events.kind == "assigned").value]


def people(inputs: Inputs, more: tuple[ir.StringColumn, ...] = (), laid: tuple[str, ...] | None = None) -> People:
    """Numbers everybody. `more`: agent columns of tables outside the canonical ones. `laid`: the people of the events,
    who have their numbers already."""
    columns = [
        *(of_events(inputs) if laid is None else ()),
        *(inputs.table(name).agent_id for name in WITH_AGENT if inputs.has(name)),
        *more,
    ]
    if inputs.has("resolved_adjustments"):
        columns.append(inputs.table("resolved_adjustments").new)
    codes = numbered(inputs, columns, laid or ())
    agents = inputs.engine.fetch(inputs.table("agents").select("agent_id", "kind")).to_pylist()
    rows = {row["agent_id"] for row in agents}
    robots = {row["agent_id"] for row in agents if row["kind"] == "bot"} | inputs.records.settings.bots
    everyone = list(enumerate(codes.ids, 1))
    known = (code for code, name in everyone if name in rows or not inputs.has("agents"))
    return People(codes, frozenset(known), frozenset(code for code, name in everyone if name in robots))


def coded(rows: ir.Table, column: str, codes: Codes, as_: str) -> ir.Table:
    """The rows with the code of a text column under another name; an empty text is 0."""
    found = codes.table.select(**{as_: codes.table.code, f"{as_}_id": codes.table.id})
    joined = rows.left_join(found, rows[column] == found[f"{as_}_id"]).drop(f"{as_}_id")
    return joined.mutate(**{as_: ibis.coalesce(joined[as_], NOBODY).cast("int32")})
