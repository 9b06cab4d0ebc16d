"""Metrics of the plan's own: a table with expressions on its columns, or a judged entry."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.core.metric import Direction, Kind, Metric, Unit
from deskmerit.core.plan import CustomMetric
from deskmerit.planfile.schema.base import BAD, Choice, Context, MapOf, Number, Text, Words
from deskmerit.planfile.schema.indicators import NOTHING, ZERO
from deskmerit.planfile.schema.shape import Key, Shape
from deskmerit.records.yamltree import Map, Node, Plain


def _custom(context: Context, values: dict[str, Any], where: Where) -> object:
    entered = values.pop("source") == "entry"
    needed = ("numerator",) if entered else ("table", "numerator")
    if entered:
        values |= {"table": "entries", "agent": "agent_id", "time": "month"}
        values |= {"numerator": "numerator", "denominator": "denominator"}
    for key in needed:
        if not values[key]:
            example = {"table": "table: visits", "numerator": "numerator: on_time"}[key]
            context.error("plan-missing-key", where.line or 0, where.path, key=key, example=example)
            return BAD
    source = {key: values.pop(key) for key in ("table", "agent", "time", "filter", "numerator", "denominator")}
    unit: Unit = values["unit"]
    kind = Kind.SHARE if unit is Unit.PERCENT else Kind.MEAN if source["denominator"] else Kind.COUNT
    if unit is Unit.PERCENT and not source["denominator"]:
        return context.error(
            "plan-missing-key", where.line or 0, where.path, key="denominator", example="denominator: 1"
        )
    digits = values.pop("digits")
    default = 0 if unit is Unit.SECONDS else 2
    metric = Metric(
        id="",
        kind=kind,
        table=source["table"],
        per_unit=Fraction(100) if unit is Unit.PERCENT else Fraction(1),
        digits=default if digits is None else digits,
        entry_only=entered,
        **values,
    )
    return CustomMetric(metric=metric, where=where, **source)


def _custom_parts(custom: CustomMetric) -> dict[str, object]:
    metric = custom.metric
    names = ("title", "definition", "unit", "direction", "digits", "lowest", "highest")
    own: dict[str, object] = {name: getattr(metric, name) for name in names}
    if metric.digits == (0 if metric.unit is Unit.SECONDS else 2):
        own["digits"] = None
    sources = ("table", "agent", "time", "filter", "numerator", "denominator")
    if metric.entry_only:
        return own | dict.fromkeys(sources, "") | {"source": "entry", "agent": "agent_id", "time": ""}
    return own | {name: getattr(custom, name) for name in sources} | {"source": ""}


CUSTOM = Shape(
    (
        Key("title", Words(), needed=True, example="title: {zh: 上门次数, en: Visits}"),
        Key("definition", Words(), NOTHING),
        Key("unit", Choice.of(Unit), needed=True, example="unit: percent"),
        Key("direction", Choice.of(Direction), needed=True, example="direction: higher"),
        Key("digits", Number(whole=True, least=ZERO, most=Decimal(6))),
        Key("lowest", Number()),
        Key("highest", Number()),
        Key("source", Choice(("entry",)), ""),
        Key("table", Text(identifier=True), ""),
        Key("agent", Text(identifier=True), "agent_id"),
        Key("time", Text(), ""),
        Key("filter", Text(), ""),
        Key("numerator", Text(), ""),
        Key("denominator", Text(), ""),
    ),
    _custom,
    _custom_parts,
)


class OwnMetrics:
    """The plan's own metrics by id. Reading them adds them to the catalogue that the later sections look into."""

    inner = MapOf(CUSTOM)

    def read(self, context: Context, node: Node, path: str) -> object:
        taken = [entry for entry in node if entry.key in context.catalogue] if isinstance(node, Map) else []
        for entry in taken:
            context.error("plan-metric-taken", entry.line, f"{path}.{entry.key}", metric=entry.key)
        found = self.inner.read(context, node, path)
        if isinstance(found, dict):
            found = _with_sound_expressions(context, found)
        if taken or not isinstance(found, dict):
            # Their names still count as known: one mistake shall not be told again at each indicator.
            names = node.keys() if isinstance(node, Map) else ()
            context.catalogue = {**{key: _unread(key) for key in names}, **context.catalogue}
            return BAD
        own = {key: replace(custom, metric=replace(custom.metric, id=key)) for key, custom in found.items()}
        context.catalogue = {**context.catalogue, **{key: custom.metric for key, custom in own.items()}}
        return own

    def write(self, value: object) -> Plain:
        return self.inner.write(value)


def _with_sound_expressions(context: Context, found: dict[str, CustomMetric]) -> object:
    """The metrics if every expression uses only what is allowed; columns are checked when there are records."""
    # Here, because it brings the whole engine: most plans have no metric of their own.
    from deskmerit.metrics.expressions import ExpressionError, parsed

    sound = True
    for name, custom in found.items():
        for text in (custom.filter, custom.numerator, custom.denominator):
            try:
                _ = parsed(text) if text else None
            except ExpressionError as error:
                line = custom.where.line or custom.where.row or 0
                context.error(error.code, line, custom.where.path, metric=name, text=text, detail=error.detail)
                sound = False
    return found if sound else BAD


def _unread(name: str) -> Metric:
    return Metric(name, Unit.POINTS, Kind.MEAN, Direction.HIGHER, "")
