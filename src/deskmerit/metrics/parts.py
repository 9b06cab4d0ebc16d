"""The parts of a measurement that add up: what some tickets and rows give can be taken away, and given anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import pyarrow as pa

from deskmerit.core.issue import Issue
from deskmerit.engines.base import Engine
from deskmerit.metrics.facts import PLACE, percentile, summed
from deskmerit.metrics.measured import FACTS
from deskmerit.metrics.question import Ask

SPREADS = pa.schema([
    *((name, pa.string()) for name in ("agent_id", *PLACE)),
    *((name, pa.int32()) for name in ("spec",)),
    *((name, pa.int64()) for name in ("num", "cases")),
])  # fmt: skip
"""How often each number of seconds occurs by person and posting: what percentiles of the period are made of."""

WAITING = pa.schema([("ticket_id", pa.string()), ("until", pa.int64())])
"""Tickets whose figures change by time alone, and when (microseconds; null: it can't be told yet)."""

SHAPES = {"plain": FACTS, "spreads": SPREADS, "ready": FACTS, "waiting": WAITING}
"""The tables of `Parts`."""

_NUMBERS = ("n", "numerator", "denominator", "sum_of_squares", "provisional")


@dataclass(frozen=True, slots=True)
class Parts:
    """A measurement before its end: `plain` (FACTS of cases, by person and posting), `spreads`, and `ready` (FACTS of
    what sources supply, what people enter, and 360° ratings, which don't add up). `whole`: the name of the period.
    `worded`: events of one instant stand in the order of their ids as text, see `prepare.events.ordering`. `settled`:
    `plain` has a row for each person, posting, measure and month, in the order of facts.
    """

    plain: pa.Table
    spreads: pa.Table
    ready: pa.Table
    waiting: pa.Table
    whole: str
    known: int
    issues: tuple[Issue, ...] = ()
    worded: bool = False
    settled: bool = False

    def facts(self, engine: Engine, asks: Sequence[Ask], by: str) -> pa.Table:
        """The facts: percentiles taken, everything added up by person and posting, or by a part of it."""
        if self.settled and by == "agent" and not len(self.spreads) and not len(self.ready):
            return self.plain
        found = [self.plain, self.ready]
        for number in self.spreads["spec"].unique().to_pylist():
            found.append(percentile(engine, self.spreads, asks[number].percentile or 0, number, by, self.whole))
        found = [rows for rows in found if len(rows)]
        return summed(engine, found, by) if found else FACTS.empty_table()


def added(
    engine: Engine, shape: pa.Schema, parts: Sequence[tuple[int, pa.Table]], *, in_order: bool = False
) -> pa.Table:
    """The sums of tables of one shape, each times 1 or −1; what comes to nothing is not there."""
    counted = [name for name in shape.names if name in _NUMBERS or name == "cases"]
    fixed = [name for name in shape.names if name not in (*counted, "raters", "known_n", "supplied")]
    rows = [engine.keep(table).mutate(sign=ibis.literal(sign, "int64")) for sign, table in parts]
    every = rows[0]
    for more in rows[1:]:
        every = every.union(more)
    whole = every.group_by(fixed).agg(
        **{name: (every[name] * every.sign).sum().cast(every[name].type()) for name in counted}
    )
    whole = whole.filter(ibis.or_(*(whole[name] != 0 for name in counted)))
    rest = {"raters": ibis.literal(0, "int64"), "known_n": ibis.literal(True), "supplied": ibis.literal(False)}
    whole = whole.mutate(**{name: value for name, value in rest.items() if name in shape.names})
    whole = whole.select(*shape.names)
    return engine.fetch(whole.order_by(fixed) if in_order else whole).cast(shape)
