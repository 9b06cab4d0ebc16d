"""When the records that measures are made from begin: before that there is nothing to score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import ibis.expr.types as ir

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import parse_period, start_of
from deskmerit.core.plan import CustomMetric
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.metrics.prepare.inputs import Inputs, asked_by
from deskmerit.metrics.prepare.months import instant
from deskmerit.metrics.question import Ask, ask_of
from deskmerit.metrics.registry import CATALOGUE
from deskmerit.metrics.setting import Wanted
from deskmerit.records.store import Records


def began(
    records: Records,
    specs: Sequence[MeasureSpec],
    *,
    custom: Mapping[str, CustomMetric] | None = None,
    engine: Engine | None = None,
) -> datetime | None:
    """The oldest instant that gives a case of these measures its month, UTC; None without any record.

    Sources' own figures begin with their first day, values entered by hand with their month.
    """
    with opened(engine) as host:
        asks, wanted = [ask_of(spec) for spec in specs], Wanted(None, None, custom or {})
        inputs = Inputs(host, records, asked_by(asks, wanted.custom))
        tables = sorted({table for ask in asks for table in _tables(ask, wanted) if inputs.has(table)})
        found = [low for table in tables for low in _oldest(inputs, inputs.table(table), wanted.times(table))]
        return min([*found, *_ready_made(inputs, {ask.metric for ask in asks})], default=None)


def _tables(ask: Ask, wanted: Wanted) -> tuple[str, ...]:
    """The tables that give the cases of a measure their months; complaints are divided by tickets handled."""
    if ask.subject == "complaint_rate":
        return "complaints", "tickets"
    if ask.subject in CATALOGUE:
        table = CATALOGUE[ask.subject].table
        return ("tickets" if table == "events" else table,)
    own = wanted.custom.get(ask.metric)
    return (own.table,) if own is not None and not own.metric.entry_only else ()


def _oldest(inputs: Inputs, rows: ir.Table, columns: Iterable[str]) -> list[datetime]:
    lows = {column: rows[column].min() for column in columns if column in rows.columns}
    ends = inputs.engine.fetch(rows.agg(**lows)).to_pylist()[0] if lows else {}
    return [_instant(inputs, low) for low in ends.values() if low is not None]


def _ready_made(inputs: Inputs, metrics: set[str]) -> list[datetime]:
    """The beginnings of sums made elsewhere; an entry may name an indicator, so all of them count."""
    settings, figures = inputs.records.settings, inputs.table("figures")
    months = inputs.engine.fetch(inputs.table("entries").select("month").distinct()).column(0).to_pylist()
    starts = [parse_period(month, settings.month_starts_on).start for month in months]
    own = _oldest(inputs, figures.filter(figures.metric.isin(sorted(metrics))), ["from_date"])
    return [*own, *(start_of(day, settings.zone) for day in starts)]


def _instant(inputs: Inputs, low: object) -> datetime:
    return start_of(low, inputs.records.settings.zone) if isinstance(low, date) else instant(int(str(low)))
