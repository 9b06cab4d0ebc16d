"""What the checks share: findings with their place, weight sets, plain words for numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Metric, Unit
from deskmerit.core.number import ZERO, plain
from deskmerit.core.plan import Dimension, Indicator, Plan, Target

BASE = "base"
SIGNS = {Unit.SECONDS: " s", Unit.PERCENT: " %"}


def finding(level: Level, code: str, where: Where, path: str, params: Mapping[str, object] | None = None) -> Issue:
    """One finding; its place keeps the file and line of `where` and takes the dotted `path`.

    >>> str(finding(Level.NOTE, "x", Where(file="plan.yaml", line=3), "grades.S").where)
    'plan.yaml:3 grades.S'
    """
    return Issue(level, code, replace(where, path=path), dict(params or {}))


def said(value: Decimal, metric: Metric) -> str:
    """A value as people read it, with the sign of its unit (`28 s`, `97 %`, `4.5`, `3`)."""
    return plain(value) + SIGNS.get(metric.unit, "")


def aim(target: Target | None, metric: Metric) -> str:
    """A target as people read it.

    >>> from deskmerit.core.metric import Direction, Kind
    >>> aim(Target(at_most=Decimal(30)), Metric("x", Unit.SECONDS, Kind.MEAN, Direction.LOWER, "tickets"))
    '≤ 30 s'
    """
    if target is None:
        return "-"
    if target.at_most is not None and target.at_least is not None:
        return f"{plain(target.at_least)}–{said(target.at_most, metric)}"
    return ("≤ " if target.lower_is_better else "≥ ") + said(target.value, metric)


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with its dotted path and the place it stands in: a dimension, `annual` or `bonus`."""

    indicator: Indicator
    path: str
    part: str = "dimensions"

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    def finding(self, level: Level, code: str, leaf: str = "", **params: object) -> Issue:
        """A finding at this indicator; `leaf` names the key below it. The params begin with its id."""
        path = f"{self.path}.{leaf}" if leaf else self.path
        return finding(level, code, self.indicator.where, path, {"indicator": self.id, **params})


def lines(plan: Plan) -> Iterator[Line]:
    """Every indicator of the plan: of the dimensions, of the year, bonus and malus."""
    for dimension in plan.dimensions:
        yield from _of(dimension)
    for indicator in plan.annual.indicators:
        yield Line(indicator, f"annual.indicators.{indicator.id}", "annual")
    for indicator in plan.bonus:
        yield Line(indicator, f"bonus.{indicator.id}", "bonus")


def _of(dimension: Dimension) -> Iterable[Line]:
    return (Line(one, f"dimensions.{dimension.id}.indicators.{one.id}") for one in dimension.indicators)


@dataclass(frozen=True, slots=True)
class Weights:
    """One complete weight set of the plan: `base`, a phase, or a kind of period."""

    name: str
    path: str
    weights: Mapping[str, Decimal]
    where: Where


def weight_sets(plan: Plan) -> list[Weights]:
    """The base set first, then phases, then the sets of periods."""
    first = plan.dimensions[0].where if plan.dimensions else plan.where
    base = Weights(BASE, "dimensions", {one.id: one.weight for one in plan.indicators()}, first)
    phases = [Weights(name, f"phases.{name}", found.weights, found.where) for name, found in plan.phases.items()]
    periods = [Weights(name, name, found.weights, found.where) for name, found in plan.period_weights.items()]
    return [base, *phases, *periods]


def heaviest(plan: Plan, indicator: Indicator) -> Decimal:
    """The largest weight the indicator has in any set."""
    return max([indicator.weight, *(found.weights.get(indicator.id, ZERO) for found in weight_sets(plan))])


def scored(plan: Plan) -> list[Line]:
    """The indicators that earn points in at least one weight set, bonus and annual ones included."""
    return [line for line in lines(plan) if line.part == "bonus" or heaviest(plan, line.indicator) > 0]
