"""Plain JSON of the values that runs are made of, and back, without losing a digit.

Decimals are texts (`"15.00"`), fractions `"1/3"`, instants and dates ISO 8601. What a field's type doesn't tell (the
values of a `Step`, the params of an `Issue`) carries its kind: `{"decimal": "0.5"}`. A library that reads types alone
would give those back as texts.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, TypeAliasType, TypeVar, Union, get_args, get_origin, get_type_hints

type Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""Into JSON, and back."""


def to_json(kind: Any, value: Any) -> Any:
    """The value as JSON data. `kind` is its type: a dataclass, `tuple[Scorecard, ...]`, `dict[str, Decimal]`.

    Raises TypeError for a kind or value that has no exact JSON, such as a binary float.

    >>> to_json(dict[str, Decimal], {"a": Decimal("4.50")})
    {'a': '4.50'}
    """
    return way(kind)[0](value)


def from_json(kind: Any, data: Any) -> Any:
    """The value from JSON data of the same kind.

    >>> from_json(tuple[Fraction, ...], ["1/3"])
    (Fraction(1, 3),)
    """
    return way(kind)[1](data)


def dumps(kind: Any, value: Any) -> str:
    """The value as compact JSON text; the same value gives the same text."""
    return json.dumps(to_json(kind, value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: Any, text: str) -> Any:
    """The value from JSON text."""
    return from_json(kind, json.loads(text))


def same(value: Any) -> Any:
    """What JSON holds as it is."""
    return value


SCALARS: dict[Any, Way] = {
    str: (str, same),
    int: (same, same),
    bool: (same, same),
    type(None): (same, same),
    Decimal: (str, Decimal),
    Fraction: (str, Fraction),
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
}


@cache
def way(kind: Any) -> Way:
    """How a kind of value goes into JSON and back; made once."""
    if isinstance(kind, TypeAliasType):
        return way(kind.__value__)
    if kind in SCALARS:
        return SCALARS[kind]
    if kind is object or kind is Any:
        return _open, _opened
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str, kind
    if is_dataclass(kind):
        return _record(kind)
    return _generic(kind, get_origin(kind), get_args(kind))


def _generic(kind: Any, origin: Any, args: tuple[Any, ...]) -> Way:
    if isinstance(origin, TypeAliasType):
        return way(_filled(origin, args))
    if origin in (Union, types.UnionType):
        return _either(args)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return _many(args[0], tuple)
    if origin is tuple:
        return _fixed(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*args)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return _many(args[0], list if origin is list else tuple)
    raise TypeError(f"no JSON for {kind}")


def _filled(alias: TypeAliasType, args: tuple[Any, ...]) -> Any:
    """A generic alias with its parameters filled in."""
    by_name: dict[Any, Any] = dict(zip(alias.__type_params__, args, strict=True))
    return alias.__value__[tuple(by_name[each] for each in alias.__value__.__parameters__ if isinstance(each, TypeVar))]


def _record(kind: Any) -> Way:
    hints = get_type_hints(kind)
    named = [(each.name, each.name, hints[each.name]) for each in fields(kind)]
    made: list[tuple[str, Way]] = []  # filled on first use: a record may hold its own kind

    def ways() -> list[tuple[str, Way]]:
        if not made:
            made.extend((name, way(hint)) for name, _, hint in named)
        return made

    def back(data: Any) -> Any:
        return kind(**{name: read(data[name]) for name, (_, read) in ways() if name in data})

    return (lambda value: {name: write(getattr(value, name)) for name, (write, _) in ways()}), back


def _either(args: tuple[Any, ...]) -> Way:
    """A value or nothing; other unions tell their kinds themselves."""
    kinds = [each for each in args if each is not type(None)]
    if len(kinds) != 1:
        return _open, _opened
    write, read = way(kinds[0])
    return (lambda value: None if value is None else write(value)), (lambda data: None if data is None else read(data))


def _many(of: Any, holder: Callable[[Any], Any]) -> Way:
    write, read = way(of)
    return (lambda value: [write(each) for each in value]), (lambda data: holder(read(each) for each in data))


def _fixed(args: tuple[Any, ...]) -> Way:
    ways = [way(each) for each in args]
    return (
        lambda value: [write(each) for each, (write, _) in zip(value, ways, strict=True)],
        lambda data: tuple(read(each) for each, (_, read) in zip(data, ways, strict=True)),
    )


def _mapping(key: Any, of: Any) -> Way:
    """An object by text keys; by any other keys a list of pairs."""
    write, read = way(of)
    if key is str:
        return (
            lambda value: {name: write(each) for name, each in value.items()},
            lambda data: {name: read(each) for name, each in data.items()},
        )
    write_key, read_key = way(key)
    return (
        lambda value: [[write_key(name), write(each)] for name, each in value.items()],
        lambda data: {read_key(name): read(each) for name, each in data},
    )


KINDS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "decimal": (Decimal, str, Decimal),
    "fraction": (Fraction, str, Fraction),
    "instant": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "tuple": (tuple, lambda value: [_open(each) for each in value], lambda data: tuple(_opened(each) for each in data)),
    "map": (
        Mapping,
        lambda value: {str(name): _open(each) for name, each in value.items()},
        lambda data: {name: _opened(each) for name, each in data.items()},
    ),
}
"""Kinds that open values name: their type (instants before dates, which they are too), into JSON and back."""


def _open(value: Any) -> Any:
    """A value whose type no field tells."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, list):
        return [_open(each) for each in value]
    for name, (kind, write, _) in KINDS.items():
        if isinstance(value, kind):
            return {name: write(value)}
    raise TypeError(f"no exact JSON for {type(value).__name__}")


def _opened(data: Any) -> Any:
    if isinstance(data, list):
        return [_opened(each) for each in data]
    if isinstance(data, dict):
        ((name, held),) = data.items()
        return KINDS[name][2](held)
    return data
