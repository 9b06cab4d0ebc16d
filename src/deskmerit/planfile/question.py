"""What an indicator asks the engine: metric, parameters, filter and clock in the one canonical form."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deskmerit.core.metric import MeasureSpec, Metric, Unit
from deskmerit.core.number import ZERO
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
_NUMBERS = frozenset({"seconds", "hours", "days"})
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
        if entry.key in metric.optional_params:
            found[entry.key] = Flag().read(context, entry.value, f"{path}.params.{entry.key}")
        elif entry.key not in allowed:
            best = nearest(entry.key, (*allowed, *metric.optional_params))
            code = "plan-unknown-param" if best else "plan-no-params"
            found[entry.key] = context.error(code, entry.line, path, metric=metric.id, param=entry.key, best=best)
        else:
            kind = param_type(entry.key, allowed[entry.key])
            found[entry.key] = kind.read(context, entry.value, f"{path}.params.{entry.key}")
    for key, values in allowed.items():
        if key not in found:
            default = values[0] if values else None
            needed = default is None or default == ""
            miss = context.error("plan-missing-param", line, path, metric=metric.id, param=key) if needed else None
            found[key] = miss or default
    # An optional parameter is part of the question only where it is set.
    kept = {key: value for key, value in found.items() if value is not False or key not in metric.optional_params}
    return BAD if BAD in kept.values() else kept


def param_type(key: str, values: tuple[object, ...]) -> Type:
    """How a parameter is read, told by its first allowed value (its default), where it has none by its name."""
    if not values:
        return Number(whole=True, least=ZERO) if key in _NUMBERS else Text()
    first = values[0]
    if isinstance(first, bool):
        return Flag()
    if isinstance(first, int):
        return Number(whole=True, least=ZERO)
    if isinstance(first, Decimal):
        return Number(least=ZERO)
    if isinstance(first, Mapping):
        return MapOf(Number(whole=True, least=ZERO))
    if len(values) > 1:
        return Choice(tuple(str(value) for value in values))
    return Text()


def written_params(spec: MeasureSpec, metric: Metric) -> dict[str, Plain]:
    """The parameters that differ from their defaults, as a plan file has them."""
    params: dict[str, Any] = json.loads(spec.params)
    kept = {key: value for key, value in params.items() if value != next(iter(metric.params.get(key, ())), None)}
    return {key: _as_written(value) for key, value in kept.items()}


def _as_written(value: Any) -> Plain:
    if isinstance(value, dict):
        return {key: _as_written(each) for key, each in value.items()}
    if isinstance(value, bool):
        return Flag().write(value)
    return Number().write(value) if isinstance(value, int) else str(value)
