"""What an indicator asks the engine: metric, parameters, filter and clock in the one canonical form."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deskmerit.core.metric import MeasureSpec, Metric, Unit
from deskmerit.planfile.schema.base import (
    BAD,
    Bad,
    Choice,
    Context,
    Flag,
    ListOf,
    MapOf,
    Number,
    Text,
    Type,
    nearest,
)
from deskmerit.records.yamltree import Map, Plain

WITHIN = "within_target"
CLOCKS = ("business", "calendar")
FILTER = MapOf(ListOf(Text(), lenient=True))

type Allowed = Mapping[str, tuple[object, ...]]


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: equal questions are equal strings.

    >>> canonical({"hours": 24, "from": "creation"})
    '{"from":"creation","hours":24}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict)


def build(
    metric: Metric,
    params: Mapping[str, object],
    where: Mapping[str, tuple[str, ...]],
    clock: str,
    percentile: int | None,
) -> MeasureSpec:
    """The spec of a question whose parameters are complete; filter values are a set, so their order says nothing."""
    values = {key: sorted(set(texts)) for key, texts in where.items()}
    return MeasureSpec(metric.id, canonical(params), canonical(values), clock, percentile)


def allowed_params(metric: Metric, inner: Metric | None) -> Allowed:
    """The parameters a metric takes; a share within a target also takes those of its inner metric."""
    own = dict(metric.params)
    return own | {key: values for key, values in (inner.params if inner else {}).items() if key not in own}


def inner_metric(context: Context, metric: Metric, node: Map | None) -> Metric | Bad | None:
    """The time metric a `within_target` looks at; None for every other metric."""
    if metric.id != WITHIN:
        return None
    found = node.get("metric") if node else None
    if node is None or found is None:
        return None
    timed = [each.id for each in context.catalogue.values() if each.unit is Unit.SECONDS]
    chosen = Choice(tuple(timed)).read(context, found, "params.metric")
    return BAD if isinstance(chosen, Bad) else context.catalogue[str(chosen)]


def read_params(context: Context, node: Map | None, metric: Metric, line: int, path: str) -> dict[str, object] | Bad:
    """The parameters with every default filled in; unknown, missing and unfit ones are reported."""
    inner = inner_metric(context, metric, node)
    if isinstance(inner, Bad):
        return inner
    allowed = allowed_params(metric, inner)
    found: dict[str, object] = {}
    for entry in node or ():
        if entry.key not in allowed:
            best = nearest(entry.key, tuple(allowed))
            code = "plan-unknown-param" if allowed else "plan-no-params"
            found[entry.key] = context.error(code, entry.line, path, metric=metric.id, param=entry.key, best=best)
        else:
            kind = param_type(allowed[entry.key])
            found[entry.key] = kind.read(context, entry.value, f"{path}.params.{entry.key}")
    for key, values in allowed.items():
        if key not in found:
            needed = values[0] in (None, "")
            miss = context.error("plan-missing-param", line, path, metric=metric.id, param=key) if needed else None
            found[key] = miss or values[0]
    return BAD if BAD in found.values() else found


def param_type(values: tuple[object, ...]) -> Type:
    """How a parameter is read, told by its first allowed value (its default)."""
    first = values[0]
    if isinstance(first, bool):
        return Flag()
    if isinstance(first, int):
        return Number(whole=True, least=Decimal(1))
    if isinstance(first, Decimal):
        return Number(least=Decimal(0))
    if isinstance(first, Mapping):
        return MapOf(Number(whole=True, least=Decimal(0)))
    if len(values) > 1:
        return Choice(tuple(str(value) for value in values))
    return Text()


def written_params(spec: MeasureSpec, metric: Metric) -> dict[str, Plain]:
    """The parameters that differ from their defaults, as a plan file has them."""
    params: dict[str, Any] = json.loads(spec.params)
    kept = {key: value for key, value in params.items() if key not in metric.params or value != metric.params[key][0]}
    return {key: _as_written(value) for key, value in kept.items()}


def _as_written(value: Any) -> Plain:
    if isinstance(value, dict):
        return {key: _as_written(each) for key, each in value.items()}
    if isinstance(value, bool):
        return Flag().write(value)
    return Number().write(value) if isinstance(value, int) else str(value)
