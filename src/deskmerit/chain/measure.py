"""Measures and cases of a workspace: what plans ask for, or every metric at its defaults."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from deskmerit.chain.again import Asked as Again
from deskmerit.chain.again import measured_again, opened_in_lake
from deskmerit.chain.score import custom_of
from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec, Metric
from deskmerit.core.period import Period
from deskmerit.core.plan import CustomMetric, Plan
from deskmerit.core.score import specs_of
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import defaults, spec
from deskmerit.metrics.measure import cases, measure
from deskmerit.metrics.setting import Wanted
from deskmerit.records.store import Records
from deskmerit.sources.lake import Lake

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """Facts (`metrics.measured.FACTS`) with the questions they answer and the metrics' definitions."""

    facts: pa.Table
    specs: Sequence[MeasureSpec]
    metrics: Mapping[str, Metric]
    issues: Sequence[Issue]


def measure_workspace(
    records: Records,
    plans: Sequence[Plan],
    period: Period | None,
    as_of: datetime | None,
    progress: Progress | None,
    engine: Engine | None = None,
) -> Done:
    """Measures what the plans ask for; without plans every metric at its defaults, clocked ones on both clocks.

    `engine`: where; without one a DuckDB of its own.
    """
    specs, custom = _asked(plans)
    measured = measure(records, specs, period, as_of, custom=custom, progress=progress, engine=engine)
    return Done(measured.facts, specs, _metrics(custom), measured.issues)


def measure_lake(
    folder: Path,
    lake: Lake,
    plans: Sequence[Plan],
    wanted: tuple[Period | None, datetime | None],
    progress: Progress | None = None,
    engine: Engine | None = None,
    *,
    anew: bool = False,
) -> Done | None:
    """The same for a workspace whose records stand in a lake: only what changed since the last time is measured, see
    `chain.again`. `wanted`: the period and the as-of instant. None where its large tables have files besides."""
    specs, custom = _asked(plans)
    asked = Again(folder, lake, specs, Wanted(*wanted, custom))
    ready = opened_in_lake(asked)
    if ready is None:
        return None
    with opened(engine) as host:
        answer = measured_again(host, asked, ready, progress, anew=anew)
    issues = [*answer.issues, *(issue for issue in answer.measured.issues if issue not in answer.issues)]
    return Done(answer.measured.facts, specs, _metrics(custom), issues)


def _asked(plans: Sequence[Plan]) -> tuple[list[MeasureSpec], dict[str, CustomMetric]]:
    specs = list(dict.fromkeys(each for plan in plans for each in specs_of(plan))) if plans else defaults()
    return specs, custom_of(plans)


def _metrics(custom: Mapping[str, CustomMetric]) -> dict[str, Metric]:
    return {**CATALOGUE, **{name: each.metric for name, each in custom.items()}}


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Which cases: a metric with clock, parameters and filter, or an indicator of a plan; of a period, of a person."""

    metric: str
    clock: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    period: Period | None = None
    as_of: datetime | None = None
    agent: str = ""


def case_rows(
    records: Records, plans: Sequence[Plan], ask: CaseQuestion
) -> tuple[list[Mapping[str, object]], list[Issue]]:
    """The cases as mappings, sorted, with an issue for a filter that can't hold. Raises AskError for a metric or
    parameter there isn't.
    """
    wanted = _spec(plans, ask)
    custom = custom_of(plans)
    table = cases(records, wanted, ask.period, ask.as_of, custom=custom)
    rows: list[Mapping[str, object]] = table.to_pylist()
    issues = [] if rows else list(measure(records, [wanted], ask.period, ask.as_of, custom=custom).issues)
    return [row for row in rows if not ask.agent or row["agent_id"] == ask.agent], issues


def _spec(plans: Sequence[Plan], ask: CaseQuestion) -> MeasureSpec:
    """The measure asked for: an indicator's own when its id is named, else the metric with its options."""
    for plan in plans:
        for indicator in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
            if indicator.id == ask.metric:
                return indicator.spec
        if ask.metric in plan.custom:
            return MeasureSpec(ask.metric)
    return spec(ask.metric, {name: _value(text) for name, text in ask.params.items()}, ask.where, ask.clock)


def _value(text: str) -> object:
    """A parameter as written on the command line: a number, JSON, or a word."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
