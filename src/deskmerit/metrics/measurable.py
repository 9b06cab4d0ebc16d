"""What a metric is to the engine: its definition, how its cases are made, and an example a person can check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from deskmerit.core.metric import Metric, Text
from deskmerit.metrics.cases import Cases
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

type Build = Callable[[Stage, Ask], list[Cases]]
type Waits = Callable[[Stage, Ask], ir.Table]


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny story (see `metrics.story`) and the sums it gives at the metric's defaults, or with `params`.

    `says` tells it in words.
    """

    story: str
    numerator: int
    denominator: int
    says: Text
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measurable:
    """A metric with its cases and its example.

    `history`: made from ticket histories, batch by batch. `waits`: tk of the tickets whose cases change by time alone,
    and `until` when (null: it can't be told yet); None where only records change them.
    """

    metric: Metric
    build: Build
    example: Example
    history: bool = True
    waits: Waits | None = None
