"""Measuring: from records to facts, and the cases behind them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pyarrow as pa

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period
from deskmerit.core.plan import CustomMetric
from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.metrics.measured import LISTED, Measured
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import instant
from deskmerit.metrics.question import ask_of
from deskmerit.metrics.run import Progress, Run
from deskmerit.metrics.setting import Wanted
from deskmerit.records.store import Records


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
        run = Run(inputs, wanted, [ask_of(spec) for spec in specs], by)
        issues = run.problems()
        for stage, fixes, chosen in run.stages(progress):
            run.add(stage, fixes, chosen)
        return Measured(run.facts(), instant(run.known), tuple(issues + run.issues), tuple(specs))
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
        run = Run(Inputs(host, records), Wanted(period, as_of, custom or {}), [ask_of(spec)], "agent")
        found = [] if run.problems() else [run.listed(stage, fixes) for stage, fixes, chosen in run.stages() if chosen]
        rows = pa.concat_tables(found) if found else LISTED.empty_table()
        order = ("completed_at", "record_id", "agent_id", "started_at", "numerator", "denominator", "reason", "team")
        return rows.sort_by([(name, "ascending") for name in order])
    finally:
        if engine is None:
            host.close()
