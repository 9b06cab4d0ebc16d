"""Measures and cases of a workspace: what plans ask for, or every metric at its defaults."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from deskmerit.chain.score import custom_of
from deskmerit.core.facts import Fact
from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec, Metric
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.score import specs_of
from deskmerit.engines.base import Engine
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import defaults, spec
from deskmerit.metrics.measure import cases, measure
from deskmerit.records.store import Records

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """Facts with the questions they answer and the metrics' definitions."""

    facts: Sequence[Fact]
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
    specs = list(dict.fromkeys(each for plan in plans for each in specs_of(plan))) if plans else defaults()
    custom = custom_of(plans)
    measured = measure(records, specs, period, as_of, custom=custom, progress=progress, engine=engine)
    metrics = {**CATALOGUE, **{name: each.metric for name, each in custom.items()}}
    return Done(measured.fact_list(), specs, metrics, measured.issues)


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
