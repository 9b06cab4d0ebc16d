"""Measuring: from records to facts, and the cases behind them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import pyarrow as pa

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period
from deskmerit.core.plan import CustomMetric
from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.metrics.corrections import Corrections, corrections, dropped_events
from deskmerit.metrics.facts import facts_of, summed
from deskmerit.metrics.listing import listed
from deskmerit.metrics.measured import FACTS, LISTED, Measured
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import instant
from deskmerit.metrics.question import Ask, ask_of
from deskmerit.metrics.registry import METRICS
from deskmerit.metrics.setting import Wanted, batches, shared
from deskmerit.metrics.stage import Stage
from deskmerit.records.store import Records

type Progress = Callable[[str, int, int], None]


def measure(
    records: Records,
    specs: Sequence[MeasureSpec],
    period: Period | None = None,
    as_of: datetime | None = None,
    *,
    by: str = "agent",
    custom: Mapping[str, CustomMetric] | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Measured:
    """The facts of each measure by person and posting (or `by` team, position, site, account) and month.

    `period` limits and cuts the months; None means all there are. `as_of` defaults to the newest event.
    """
    host = engine or ENGINES["duckdb"]()
    try:
        inputs = Inputs(host, records)
        wanted = Wanted(period, as_of, custom or {})
        found: list[pa.Table] = []
        known = 0
        for stage, fixes, chosen in _stages(inputs, wanted, specs, progress):
            known = max(known, *stage.shared.as_ofs.values())
            for number in chosen:
                found.append(facts_of(stage, ask_of(specs[number]), fixes, number, by))
        facts = summed(host, found) if found else FACTS.empty_table()
        return Measured(facts, instant(known), (), tuple(specs))
    finally:
        if engine is None:
            host.close()


def cases(
    records: Records,
    spec: MeasureSpec,
    period: Period | None = None,
    as_of: datetime | None = None,
    *,
    custom: Mapping[str, CustomMetric] | None = None,
    engine: Engine | None = None,
) -> pa.Table:
    """Every case of one measure, in and out, with its record, person, reason and credit; sorted."""
    host = engine or ENGINES["duckdb"]()
    try:
        wanted = Wanted(period, as_of, custom or {})
        found: list[pa.Table] = []
        for stage, fixes, chosen in _stages(Inputs(host, records), wanted, [spec], None):
            if chosen:
                found.append(listed(stage, ask_of(spec), fixes))
        rows = pa.concat_tables(found) if found else LISTED.empty_table()
        return rows.sort_by([(name, "ascending") for name in ("completed_at", "record_id", "agent_id", "numerator")])
    finally:
        if engine is None:
            host.close()


def _stages(
    inputs: Inputs, wanted: Wanted, specs: Sequence[MeasureSpec], progress: Progress | None
) -> Iterator[tuple[Stage, Corrections, list[int]]]:
    """Every stage with the numbers of the measures to be made on it.

    Measures share histories unless a correction drops an event for one metric only.
    """
    asks = [ask_of(spec) for spec in specs]
    dropped = dropped_events(inputs)
    builds = {name: metric.build for name, metric in METRICS.items()}
    groups: dict[frozenset[str], list[int]] = {}
    for number, ask in enumerate(asks):
        if measurable(inputs, wanted, ask):
            groups.setdefault(dropped.get("", frozenset()) | dropped.get(ask.metric, frozenset()), []).append(number)
    for events, numbers in groups.items():
        with inputs.engine.scope():
            common = shared(inputs, wanted, events)
            fixes = corrections(inputs, common.people)
            history = [n for n in numbers if is_history(asks[n])]
            yield Stage(common, 0, common.tickets.count, builds), fixes, [n for n in numbers if n not in history]
            for stage in batches(common, builds) if history else ():
                if progress:
                    progress("measure", stage.last, common.tickets.count)
                yield stage, fixes, history


def is_history(ask: Ask) -> bool:
    """Whether a measure is made from ticket histories, batch by batch."""
    found = METRICS.get(ask.subject)
    return found is not None and found.history


def measurable(inputs: Inputs, wanted: Wanted, ask: Ask) -> bool:
    """Whether the table a measure is made from is there at all."""
    found = METRICS.get(ask.subject)
    if found is None:
        return ask.metric in wanted.custom and inputs.has(wanted.custom[ask.metric].table)
    table = found.metric.table
    return inputs.has("tickets" if table == "events" else table)
