"""Figures a source has already totted up, and judged entries: sums that come in ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import ibis
import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Kind, Metric
from deskmerit.metrics import codes as c
from deskmerit.metrics.facts import shaped
from deskmerit.metrics.prepare.months import local_midnight
from deskmerit.metrics.prepare.people import coded
from deskmerit.metrics.prepare.postings import located
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

UNKNOWN_WEIGHT = 1_000_000
"""The denominator of a figure without cases: figures of equal length weigh the same, to a millionth of a unit."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A ready sum of one person on one instant's month. `n` None: the source did not say how many cases."""

    agent_id: str
    at: int
    numerator: int
    denominator: int
    n: int | None


def supplied(stage: Stage, ask: Ask, metric: Metric, spec: int) -> tuple[pa.Table | None, list[Issue]]:
    """The facts that sources supply for a metric. A figure that spans the edge of a month is left out and reported.

    A figure is the source's own reading of the metric, so it answers whatever parameters and clock were asked; a
    filter or a percentile it can't answer.
    """
    if ask.where or ask.percentile or not stage.shared.inputs.has("figures"):
        return None, []
    rows = stage.shared.inputs.table("figures")
    listed = stage.engine.fetch(rows.filter(rows.metric == ask.metric)).to_pylist()
    zone = stage.shared.inputs.records.settings.zone
    found, astride = [], 0
    for row in listed:
        last: date = row["to_date"] - timedelta(1)
        start, end = local_midnight(row["from_date"], zone), local_midnight(last, zone)
        if _month(stage, start) != _month(stage, end):
            astride += 1
        elif summed := multiplied(metric, row):
            found.append(Sum(row["agent_id"], end, *summed))
    issues = [
        Issue(Level.WARNING, "figure-astride-months", Where(file="figures"), {"metric": ask.metric, "n": astride})
    ]
    return _facts(stage, found, spec, by_source=True), issues if astride else []


def multiplied(metric: Metric, row: dict[str, Decimal | int | None]) -> tuple[int, int, int | None] | None:
    """Numerator, denominator and number of cases behind a figure; a mean is multiplied back into its sum, half-up.

    >>> from deskmerit.core.metric import Direction, Unit
    >>> seconds = Metric("first_response_time", Unit.SECONDS, Kind.MEAN, Direction.LOWER, "events", digits=0)
    >>> multiplied(seconds, {"numerator": None, "denominator": None, "value": Decimal("28.5"), "cases": 40})
    (1140, 40, 40)
    """
    numerator, denominator, value, cases = (row[name] for name in ("numerator", "denominator", "value", "cases"))
    if numerator is not None and (denominator is not None or metric.kind is Kind.COUNT):
        below = half_up(Fraction(denominator or 0)) if metric.kind is not Kind.COUNT else 0
        told = cases if cases is not None else (below or half_up(Fraction(numerator)))
        return half_up(Fraction(numerator)), below, int(told)
    if value is None:
        return None
    if metric.kind is Kind.COUNT:
        whole = half_up(Fraction(value))
        return whole, 0, int(cases) if cases is not None else whole
    weight = UNKNOWN_WEIGHT if cases is None else int(cases)
    return half_up(Fraction(value) / metric.per_unit * weight), weight, None if cases is None else int(cases)


def half_up(value: Fraction) -> int:
    """A fraction rounded half-up to a whole number.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(7, 3))
    (3, 2)
    """
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def entered(stage: Stage, ask: Ask, metric: Metric, spec: int) -> pa.Table | None:
    """The facts of a metric whose values are judged: entries of its months, in the unit that makes all whole."""
    if not stage.shared.inputs.has("entries"):
        return None
    rows = stage.shared.inputs.table("entries")
    listed = stage.engine.fetch(rows.filter(rows.metric == ask.metric)).to_pylist()
    scale = _scale(row[name] for row in listed for name in ("numerator", "denominator"))
    months = stage.shared.months
    found = []
    for row in listed:
        if row["month"] in months.labels:
            end = months.cuts[months.labels.index(row["month"]) + 1] - 1
            below = 0 if metric.kind is Kind.COUNT else int(row["denominator"] * scale)
            above = half_up(Fraction(row["numerator"])) if metric.kind is Kind.COUNT else int(row["numerator"] * scale)
            found.append(Sum(row["agent_id"], end, above, below, 1))
    return _facts(stage, found, spec, by_source=False)


def _scale(values: Iterable[Decimal]) -> int:
    exponents = [int(value.normalize().as_tuple().exponent) for value in values]
    return int(10 ** -min([0, *exponents]))


def _month(stage: Stage, at: int) -> int:
    return sum(cut <= at for cut in stage.shared.months.cuts)


def _facts(stage: Stage, sums: list[Sum], spec: int, by_source: bool) -> pa.Table | None:
    if not sums:
        return None
    table = {
        "agent_id": pa.array([s.agent_id for s in sums], pa.string()),
        "at": pa.array([s.at for s in sums], pa.int64()),
        "numerator": pa.array([s.numerator for s in sums], pa.int64()),
        "denominator": pa.array([s.denominator for s in sums], pa.int64()),
        "n": pa.array([s.n or 0 for s in sums], pa.int64()),
        "unknown": pa.array([int(s.n is None) for s in sums], pa.int64()),
        # Squares of single cases are lost in a sum; this one claims no spread, and `supplied` says not to trust it.
        "square": pa.array(
            [s.numerator**2 // s.denominator if s.denominator else 0 for s in sums], pa.decimal128(38, 0)
        ),
    }
    shared = stage.shared
    rows = coded(shared.engine.keep(pa.table(table)), "agent_id", shared.people.codes, "who")
    rows = rows.filter(rows.who.isin(sorted(shared.people.known - shared.people.bots)))
    rows = rows.mutate(month=shared.months.index(rows["at"]), team=ibis.literal(c.NOBODY, "int32"), provisional=0)
    rows = located(rows.filter(rows.month > 0), "who", "at", shared.seats)
    total = rows.group_by(["seg", "month", "team"]).agg(
        n=rows.n.sum(),
        numerator=rows.numerator.sum(),
        denominator=rows.denominator.sum(),
        sum_of_squares=rows.square.sum(),
        provisional=rows.provisional.sum(),
        unknown=rows.unknown.sum(),
    )
    found = shared.engine.fetch(total)
    return shaped(stage, [(spec, found)], supplied=by_source)
