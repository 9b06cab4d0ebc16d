"""A mapping with named keys: what each key holds, which are needed, and how it becomes a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.planfile.schema.base import BAD, Context, Type, name, nearest
from deskmerit.records.yamltree import Map, Node, Plain, Scalar


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping. `attribute` is the field of the value (default: the key's name).

    A key whose value equals `default` is not written, unless `stated` asks for it because people should see it.
    `example` is shown where a needed key is missing.
    """

    name: str
    type: Type
    default: object = None
    needed: bool = False
    attribute: str = ""
    example: str = ""
    stated: bool = False

    @property
    def field(self) -> str:
        """The name of the value's field."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping read key by key and made into a value by `make(context, values, where)`.

    `make` takes the values by field name and may return BAD after reporting why; `parts` turns a value back into fields
    by name (default: its attributes). `rest` looks at the values of a mapping that can't be made because some are BAD,
    so that all its problems are told at once.
    """

    keys: tuple[Key, ...]
    make: Callable[[Context, dict[str, Any], Where], object]
    parts: Callable[[Any], Mapping[str, object]] | None = None
    rest: Callable[[Context, dict[str, Any], Where], object] | None = None

    def read(self, context: Context, node: Node, path: str) -> object:
        if not isinstance(node, Map):
            return context.error("plan-not-a-map", node.line, path, key=name("", path))
        known = [key.name for key in self.keys]
        meant: set[str] = set()
        for entry in node:
            if entry.key not in known:
                best = nearest(entry.key, known)
                context.error("plan-unknown-key", entry.line, path, key=entry.key, best=best)
                meant |= {best, entry.key}
        values = {key.field: self._value(context, node, key, path, key.name in meant) for key in self.keys}
        place = context.place(node.line, path)
        if not meant and not any(value is BAD for value in values.values()):
            return self.make(context, values, place)
        if self.rest:
            self.rest(context, values, place)
        return BAD

    def _value(self, context: Context, node: Map, key: Key, path: str, misspelt: bool) -> object:
        found = node.get(key.name)
        if found is None or (isinstance(found, Scalar) and found.null):
            if key.needed and misspelt:
                return BAD
            if key.needed:
                line = node.line_of(key.name)
                return context.error("plan-missing-key", line, path, key=key.name, example=key.example or key.name)
            return key.default
        return key.type.read(context, found, f"{path}.{key.name}" if path else key.name)

    def write(self, value: object) -> Plain:
        parts = self.parts(value) if self.parts else {key.field: getattr(value, key.field) for key in self.keys}
        return {
            key.name: key.type.write(parts[key.field])
            for key in self.keys
            if key.needed or parts[key.field] != key.default or (key.stated and parts[key.field] is not None)
        }


def made(kind: Callable[..., object]) -> Callable[[Context, dict[str, Any], Where], object]:
    """Makes a dataclass that has a field for each key, and `where`."""
    return lambda _, values, where: kind(**values, where=where)
