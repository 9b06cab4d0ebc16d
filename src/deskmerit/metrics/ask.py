"""Asking for a measure: parameters, filter and clock brought into one canonical form, or said to be wrong."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NoReturn

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import MeasureSpec, Metric, Unit
from deskmerit.core.number import plain
from deskmerit.metrics.registry import CATALOGUE

CLOCKS = ("business", "calendar")
TARGET = ("metric", "seconds")


class AskError(ValueError):
    """A measure that can't be asked for. `issue` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code, dict(issue.params))
        self.issue = issue


def spec(
    metric_id: str,
    params: Mapping[str, object] | None = None,
    where: Mapping[str, Sequence[object]] | None = None,
    clock: str = "",
    percentile: int | None = None,
    *,
    catalogue: Mapping[str, Metric] = CATALOGUE,
) -> MeasureSpec:
    """The canonical MeasureSpec: every parameter with its default, values sorted, the clock filled in or left empty.

    A metric on a clock that isn't told one is measured on the business clock. Raises AskError.

    >>> spec("ticket_timeliness", where={"channel": ["mail", "chat"]}).where
    '{"channel":["chat","mail"]}'
    """
    metric = catalogue.get(metric_id)
    if metric is None:
        _refuse("unknown-metric", metric=metric_id, known=", ".join(sorted(catalogue)))
    full = _params(metric, dict(params or {}), catalogue)
    timed = catalogue[str(full["metric"])] if metric_id == "within_target" else metric
    clock = _clock(timed, clock)
    if percentile is not None and (metric.unit is not Unit.SECONDS or not 1 <= percentile <= 100):
        _refuse("percentile-not-possible", metric=metric_id, percentile=percentile)
    return MeasureSpec(metric_id, canonical(full), canonical(_where(where or {})), clock, percentile)


def defaults() -> list[MeasureSpec]:
    """Every metric at its defaults, clocked ones on both clocks; metrics that exist only in plans are left out."""
    found = []
    for name, metric in CATALOGUE.items():
        if not metric.plan_only:
            found += [spec(name, clock=clock) for clock in (CLOCKS if metric.clocked else ("",))]
    return found


def canonical(values: Mapping[str, object]) -> str:
    """JSON with sorted keys, no blanks and exact numbers, so that equal questions are equal texts.

    >>> canonical({"seconds": Decimal("30.50"), "metric": "response_time"})
    '{"metric":"response_time","seconds":30.5}'
    """
    inside = (f"{json.dumps(key, ensure_ascii=False)}:{_json(values[key])}" for key in sorted(values))
    return "{" + ",".join(inside) + "}"


def _json(value: object) -> str:
    if isinstance(value, Mapping):
        return canonical(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(_json(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return plain(value)
    return json.dumps(value, ensure_ascii=False)


def _where(where: Mapping[str, Sequence[object]]) -> dict[str, list[str]]:
    listed = {name: [values] if isinstance(values, str) else list(values) for name, values in where.items()}
    return {name: sorted({_text(value) for value in values}) for name, values in listed.items()}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _clock(metric: Metric, clock: str) -> str:
    if clock and (clock not in CLOCKS or not metric.clocked):
        _refuse("clock-not-possible", metric=metric.id, clock=clock)
    return clock or ("business" if metric.clocked else "")


def _params(metric: Metric, given: dict[str, object], catalogue: Mapping[str, Metric]) -> dict[str, object]:
    allowed = dict(metric.params)
    if metric.id == "within_target":
        inner = catalogue.get(str(given.get("metric", "")))
        if inner is None or inner.unit is not Unit.SECONDS:
            _refuse("not-a-time-metric", metric=given.get("metric", ""))
        allowed |= inner.params
    for name in given:
        if name not in allowed and name not in metric.optional_params:
            _refuse("unknown-parameter", metric=metric.id, parameter=name, known=", ".join(allowed))
    full = {name: given.get(name, values[0] if values else None) for name, values in allowed.items()}
    full |= {name: given[name] for name in metric.optional_params if given.get(name)}
    for name, value in full.items():
        _check(metric, name, value, allowed.get(name, ()))
    return full


def _check(metric: Metric, name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value is None:
        _refuse("parameter-missing", metric=metric.id, parameter=name)
    if len(allowed) > 1 and value not in allowed:
        _refuse("parameter-not-allowed", metric=metric.id, parameter=name, value=value, allowed=_words(allowed))
    number = isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0
    if name in ("days", "hours", "seconds") and not number:
        _refuse("parameter-not-allowed", metric=metric.id, parameter=name, value=value, allowed="0, 1, 2 …")


def _words(values: tuple[object, ...]) -> str:
    return ", ".join(str(value) for value in values)


def _refuse(code: str, **params: object) -> NoReturn:
    raise AskError(Issue(Level.ERROR, code, Where(), params))
