"""Measuring: from records to facts, and the cases behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period
from deskmerit.core.plan import CustomMetric
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.metrics.measured import LISTED, Measured
from deskmerit.metrics.parts import SHAPES, Parts
from deskmerit.metrics.prepare.events import any_worded
from deskmerit.metrics.prepare.inputs import Inputs, asked_by
from deskmerit.metrics.prepare.months import instant
from deskmerit.metrics.question import Ask, ask_of
from deskmerit.metrics.run import Progress, Run
from deskmerit.metrics.setting import Wanted
from deskmerit.records.adjustments import adjusted, scoped_metrics
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
    with opened(engine) as host:
        asks, wanted = [ask_of(spec) for spec in specs], Wanted(period, as_of, custom or {})
        parts = parts_of(host, records, asks, wanted, by, progress=progress)
        return Measured(parts.facts(host, asks, by), instant(parts.known), parts.issues, tuple(specs))


def parts_of(
    host: Engine,
    records: Records,
    asks: Sequence[Ask],
    wanted: Wanted,
    by: str = "agent",
    *,
    progress: Progress | None = None,
    keeps_waiting: bool = False,
) -> Parts:
    """What the measures come to before it is added up. `keeps_waiting`: with what it takes to go on
    from them later: the tickets that change by time alone, and what orders events."""
    parts, issues = list[Parts](), list[Issue]()
    for seen, numbers in _seen(records, asks):
        run = Run(Inputs(host, seen, asked_by(asks, wanted.custom)), wanted, asks, by, keeps_waiting)
        problems = run.problems()
        run.refused |= set(range(len(asks))) - numbers
        parts.append(run.parts(progress))
        issues += [issue for issue in problems + run.issues if issue not in issues]
    tables = {
        name: pa.concat_tables([shape.empty_table(), *(getattr(part, name) for part in parts)])
        for name, shape in SHAPES.items()
    }
    whole, known = max((part.whole for part in parts), default=""), max((part.known for part in parts), default=0)
    worded = keeps_waiting and any_worded(Inputs(host, records))
    settled = len(parts) == 1 and parts[0].settled
    return Parts(**tables, whole=whole, known=known, issues=tuple(issues), worded=worded, settled=settled)


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
    return listings(records, [spec], period, as_of, custom=custom, engine=engine)[0]


def listings(
    records: Records,
    specs: Sequence[MeasureSpec],
    period: Period | None = None,
    as_of: datetime | None = None,
    *,
    custom: Mapping[str, CustomMetric] | None = None,
    engine: Engine | None = None,
) -> list[pa.Table]:
    """The cases of each measure, as `cases` gives them; the records are made ready once for all."""
    with opened(engine) as host:
        wanted, asks = Wanted(period, as_of, custom or {}), [ask_of(spec) for spec in specs]
        found: list[list[pa.Table]] = [[LISTED.empty_table()] for _ in asks]
        for seen, numbers in _seen(records, asks):
            run = Run(Inputs(host, seen, asked_by(asks, wanted.custom)), wanted, asks, "agent")
            run.problems()
            run.refused |= set(range(len(asks))) - numbers
            for own, more in zip(found, run.listings(), strict=True):
                own += more
        order = ("completed_at", "record_id", "agent_id", "started_at", "numerator", "denominator", "reason", "team")
        return [pa.concat_tables(parts).sort_by([(name, "ascending") for name in order]) for parts in found]


def _seen(records: Records, asks: Sequence[Ask]) -> list[tuple[Records, set[int]]]:
    """The records as the measures of these numbers see them: a correction may be decided for one metric alone."""
    scoped = scoped_metrics(records)
    groups: dict[str, set[int]] = {}
    for number, ask in enumerate(asks):
        groups.setdefault(ask.metric if ask.metric in scoped else "", set()).add(number)
    return [(_own(records, own) if own else records, numbers) for own, numbers in groups.items()]


def _own(records: Records, metric: str) -> Records:
    return replace(adjusted(records, metric=metric)[0], cache=None)
