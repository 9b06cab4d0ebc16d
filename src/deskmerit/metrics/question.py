"""A measure asked for, read from its canonical form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics.codes import DAY, HOUR, SECOND


@dataclass(frozen=True, slots=True)
class Ask:
    """A MeasureSpec with its parts as values: parameters, filter (column → allowed texts), clock, percentile."""

    metric: str
    params: Mapping[str, Any]
    where: Mapping[str, tuple[str, ...]]
    clock: str
    percentile: int | None

    @property
    def subject(self) -> str:
        """The metric whose cases are looked at: of a `within_target`, the metric inside."""
        return self.text("metric") if self.metric == "within_target" else self.metric

    def text(self, name: str) -> str:
        """A parameter that is a word."""
        return str(self.params[name])

    def seconds(self, name: str = "seconds") -> int:
        """A parameter in seconds, as microseconds."""
        return _micros(self.params[name], SECOND)

    def hours(self, name: str = "hours") -> int:
        """A parameter in hours, as microseconds."""
        return _micros(self.params[name], HOUR)

    def days(self, name: str = "days") -> int:
        """A parameter in days of 24 hours, as microseconds."""
        return _micros(self.params[name], DAY)

    def inner(self) -> "Ask":
        """The measure that a `within_target` looks at."""
        rest = {name: value for name, value in self.params.items() if name not in ("metric", "seconds")}
        return Ask(self.text("metric"), rest, self.where, self.clock, None)


def _micros(amount: object, unit: int) -> int:
    return int(Fraction(str(amount)) * unit)


def ask_of(spec: MeasureSpec) -> Ask:
    """The parts of a spec.

    >>> ask_of(MeasureSpec("ticket_timeliness", '{"hours":24}', '{"channel":["chat"]}', "business")).hours() // HOUR
    24
    """
    where = {name: tuple(_said(v) for v in values) for name, values in json.loads(spec.where or "{}").items()}
    params = json.loads(spec.params or "{}", parse_float=Decimal)
    return Ask(spec.metric, params, where, spec.clock, spec.percentile)


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
