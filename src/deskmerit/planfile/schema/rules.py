"""Rules in a plan file: `rule: {deduct: {points: 2, per: 5}}`, or the bare name of a rule that needs nothing.

The keys of a rule are the fields of its class, so a new rule needs no line here.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from deskmerit.core.number import plain as plain_number
from deskmerit.core.rules import RULES, Deduct, Linear, PassFail, Rating, Ratio, Rule
from deskmerit.core.rules.base import NO_CAP, NO_FLOOR
from deskmerit.planfile.schema.base import Choice, Context, Flag, ListOf, Number, Text, Type, nearest
from deskmerit.planfile.schema.shape import Key, Shape
from deskmerit.records.yamltree import Entry, Map, Node, Plain, Scalar, Seq

EXAMPLES: Mapping[str, str] = {
    "points": "points: 2",
    "per": "per: 5",
    "step": "step: completed",
    "bands": "bands: [{at_most: 30, points: 15}, {above: 30, at_most: 60, points: 10}, {above: 60, points: 0}]",
    "zero": "zero: 70",
    "target": "target: 90",
    "min": "min: 1",
    "max": "max: 5",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A number, or `none` for no bound at all."""

    none: Decimal

    def read(self, context: Context, node: Node, path: str) -> object:
        if isinstance(node, Scalar) and node.text.strip() == "none":
            return self.none
        return Number().read(context, node, path)

    def write(self, value: object) -> Plain:
        return "none" if value == self.none else Number().write(value)


_PLAIN: Mapping[Any, Type] = {bool: Flag(), int: Number(whole=True), Decimal: Number()}
_UNBOUNDED: Mapping[str, Type] = {"cap": Bound(NO_CAP), "floor": Bound(NO_FLOOR)}


def type_of(hint: Any) -> Type:
    """How a field of a rule is read, told by its annotation."""
    if get_origin(hint) in (Union, UnionType):
        return type_of(next(each for each in get_args(hint) if each is not NoneType))
    if get_origin(hint) is tuple:
        return ListOf(type_of(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Choice.of(hint)
    if is_dataclass(hint):
        return shape_of(hint)
    return _PLAIN.get(hint, Text())


def shape_of(kind: Any) -> Shape:
    """The keys of a rule, or of a part of one, from the fields of its class."""
    hints = get_type_hints(kind)
    keys = tuple(_key(each, hints[each.name]) for each in fields(kind) if each.init)
    return Shape(keys, lambda _, values, __: kind(**values))


def _key(of: Field[Any], hint: Any) -> Key:
    made = of.default_factory() if of.default_factory is not MISSING else of.default
    name = of.name.rstrip("_")
    kind = _UNBOUNDED.get(name) or type_of(hint)
    return Key(name, kind, None if made is MISSING else made, made is MISSING, of.name, EXAMPLES.get(name, name))


def needs_target(rule: Rule) -> bool:
    """Whether a rule can't score without the indicator's target."""
    return isinstance(rule, Deduct | Ratio | PassFail) or (isinstance(rule, Linear) and rule.target is None)


@dataclass(frozen=True, slots=True)
class RuleType:
    """One scoring rule by its name."""

    def read(self, context: Context, node: Node, path: str) -> object:
        if isinstance(node, Scalar) and not node.null:
            node = Map((Entry(node.text.strip(), Map((), node.line), node.line),), node.line)
        if not isinstance(node, Map) or len(node) != 1:
            return context.error("plan-rule-shape", node.line, path, best=", ".join(RULES))
        rule = node.entries[0]
        if rule.key not in RULES:
            best = nearest(rule.key, tuple(RULES))
            return context.error("plan-unknown-rule", rule.line, path, found=rule.key, best=best)
        given: Node = rule.value
        if isinstance(given, Scalar) and given.null:
            given = Map((), rule.line)
        if isinstance(given, Seq):  # `bands: […]` for `bands: {bands: […]}`
            given = Map((Entry(rule.key, given, rule.line),), rule.line)
        inner = f"{path}.{rule.key}"
        found = shape_of(RULES[rule.key]).read(context, given, inner)
        if isinstance(found, Deduct) and found.per <= 0:
            return context.error("plan-rule-per", rule.line, inner, found=plain_number(found.per))
        if isinstance(found, Rating) and found.min >= found.max:
            ends = {"min": plain_number(found.min), "max": plain_number(found.max)}
            return context.error("plan-rule-scale", rule.line, inner, **ends)
        return found

    def write(self, value: object) -> Plain:
        kind = next(key for key, each in RULES.items() if isinstance(value, each))
        inner = shape_of(type(value)).write(value)
        if isinstance(inner, dict) and inner.keys() == {kind}:
            return inner
        return {kind: inner} if inner else kind
