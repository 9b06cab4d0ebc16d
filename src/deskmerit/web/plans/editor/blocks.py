"""Blocks of fields: a mapping with named fields, a list of such, a mapping with names of the author's own."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deskmerit.web.plans.editor.parts import Given, Line, Part, Plain, View, Words, inside, text

REST = "_rest"


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields of a mapping; keys it does not know, or can't show, are carried along.

    `parts` may depend on the value (an indicator's parameters on its metric). `kept`: a row stays although it is empty.
    """

    parts: "Callable[[Mapping[str, Any]], Mapping[str, tuple[Words, Part]]]"
    kind: str = "row"
    kept: bool = False
    title: Callable[[Mapping[str, Any]], tuple[str, str]] = lambda value: ("", "")

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        rest = json.loads(text(sent.get(REST)) or "{}")
        found: dict[str, Plain] = {}
        for key, (_label, part) in self.parts(sent).items():
            if key in sent and (value := part.take(sent[key])) is not None and value != {}:
                found[key] = value
        return found | {key: value for key, value in rest.items() if key not in found} or ({} if self.kept else None)

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = value if isinstance(value, dict) else {}
        parts = self.parts(held)
        views, rest = [], {key: each for key, each in held.items() if key not in parts}
        for key, (said, part) in parts.items():
            if held.get(key) is not None and not part.fits(held[key]):
                rest[key] = held[key]
            views.append(part.show(f"{name}.{key}" if name else key, said, None if key in rest else held.get(key)))
        if rest:
            said = ", ".join(rest)
            views.append(View(f"{name}.{REST}", said, "rest", json.dumps(rest, ensure_ascii=False)))
        title, note = self.title(held)
        return View(name, label, self.kind, children=views, title=title, note=note)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of mappings, each with its own fields; rows are added, moved and removed."""

    item: Group
    kind: str = "rows"
    add: Words = ""

    def take(self, given: Given) -> Plain:
        rows = sorted(inside(given).items(), key=lambda pair: int(pair[0]) if pair[0].isdigit() else 0)
        return [self.item.take(each) or {} for key, each in rows if key.isdigit()] or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        rows = value if isinstance(value, list) else []
        found = [self.item.show(f"{name}.{n}", "", each) for n, each in enumerate(rows)]
        return View(name, label, self.kind, children=found, hint=self.add)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, list) and all(isinstance(each, dict) for each in value)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping with names of the author's own: rows of a name (`key`) and its value."""

    of: Part
    named: Words
    said: Words
    kind: str = "rows"
    add: Words = ""

    def take(self, given: Given) -> Plain:
        found: dict[str, Plain] = {}
        for number, each in inside(given).items():
            if not number.isdigit():
                continue
            key = text(inside(each).get("key"))
            value = self.of.take(inside(each).get("value", ""))
            while key in found:
                key += "-2"  # two of one name: neither is lost
            found[key] = value
        return found or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        rows = []
        for n, (key, each) in enumerate((value if isinstance(value, dict) else {}).items()):
            named = Line("id").show(f"{name}.{n}.key", self.named, key)
            rows.append(
                View(f"{name}.{n}", "", "row", children=[named, self.of.show(f"{name}.{n}.value", self.said, each)])
            )
        return View(name, label, self.kind, children=rows, hint=self.add)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, dict) and all(each is None or self.of.fits(each) for each in value.values())
