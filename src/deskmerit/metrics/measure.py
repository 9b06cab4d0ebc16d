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
from deskmerit.metrics.facts import ADDED
from deskmerit.metrics.measured import FACTS, LISTED, Measured
from deskmerit.metrics.prepare.inputs import Inputs
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
        wanted = Wanted(period, as_of, custom or {})
        asks = [ask_of(spec) for spec in specs]
        tables, issues, known = [FACTS.empty_table()], list[Issue](), 0
        for seen, numbers in _seen(records, asks):
            run = Run(Inputs(host, seen), wanted, asks, by)
            problems = run.problems()
            run.refused |= set(range(len(asks))) - numbers
            tables.append(run.facts(progress))
            issues += [issue for issue in problems + run.issues if issue not in issues]
            known = max(known, run.known)
        facts = pa.concat_tables(tables)
        if len(tables) > 2:
            facts = facts.sort_by([(name, "ascending") for name in FACTS.names if name not in ADDED])
        return Measured(facts, instant(known), tuple(issues), tuple(specs))


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
            run = Run(Inputs(host, seen), wanted, asks, "agent")
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
