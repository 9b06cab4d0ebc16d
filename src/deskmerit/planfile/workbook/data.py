"""The data sheet: a plan's tree as rows of path, kind, value, and the value as it was written.

The second copy of each value tells an edit from a contradiction when the workbook comes back.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from deskmerit.planfile.schema.base import PlainNumber
from deskmerit.records.yamltree import Entry, Map, Node, Plain, Scalar, Seq

SHEET = "plan-data"
MARK = "deskmerit plan"
HEADER = ("path", "kind", "value", "as written")
FIRST_ROW = 3
"""Row 1 carries the mark and the language, row 2 the header; rows count from 1."""

ITEM = "#"
"""Begins a numbered part of a path: an item of a list."""

_UNPRINTABLE = re.compile("~u([0-9a-f]+);")
_LONGEST = 16000


@dataclass(slots=True)
class Leaf:
    """A single value with the row it stands in, and what stood there when the workbook was written."""

    kind: str
    text: str
    was: str
    line: int

    @property
    def edited(self) -> bool:
        """Whether the value was changed in the data sheet."""
        return self.text != self.was


type Tree = Leaf | list[Tree] | dict[str, Tree]


def rows(value: Plain, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Path, kind and value of every leaf; an empty list or mapping is a leaf too.

    >>> list(rows({"a": ["x", {}], "b/c": None}))
    [('a/#1', 'text', 'x'), ('a/#2', 'map', ''), ('b~1c', 'null', '')]
    """
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from rows(each, _join(path, _escaped(key)))
    elif isinstance(value, list) and value:
        for number, each in enumerate(value, 1):
            yield from rows(each, _join(path, f"{ITEM}{number}"))
    elif isinstance(value, str):
        yield from _text(path, value)
    else:
        yield path, "map" if isinstance(value, dict) else "list" if isinstance(value, list) else "null", ""


def _text(path: str, value: str) -> Iterator[tuple[str, str, str]]:
    kind = "number" if isinstance(value, PlainNumber) else "text"
    safe = value.isprintable() and value == value.strip() and "_x" not in value and value != ""
    parts = ["".join(part) for part in batched(value if safe else json.dumps(value), _LONGEST)]
    yield path, kind if safe else "json", parts[0]
    yield from ((path, "more", part) for part in parts[1:])


def _join(path: str, key: str) -> str:
    return f"{path}/{key}" if path else key


def _escaped(key: str) -> str:
    inner = key.replace("~", "~0").replace("/", "~1")
    inner = "".join(char if char.isprintable() else f"~u{ord(char):x};" for char in inner).replace("_x", "~5fx")
    return f"~2{inner[1:]}" if inner.startswith(ITEM) else inner


def _unescaped(key: str) -> str:
    inner = f"{ITEM}{key[2:]}" if key.startswith("~2") else key
    inner = _UNPRINTABLE.sub(lambda found: chr(int(found[1], 16)), inner.replace("~5fx", "_x"))
    return inner.replace("~1", "/").replace("~0", "~")


def tree(found: Sequence[tuple[int, str, str, str, str]]) -> Tree:
    """The tree of rows (line, path, kind, value, as written). Raises ValueError where a JSON value is damaged."""
    merged: list[tuple[str, Leaf]] = []
    for line, path, kind, text, was in found:
        if kind == "more" and merged:
            merged[-1][1].text += text
            merged[-1][1].was += was
        else:
            merged.append((path, Leaf(kind, text, was, line)))
    root: dict[str, Tree] = {}
    for path, leaf in merged:
        if leaf.kind == "json":
            leaf.text, leaf.was, leaf.kind = json.loads(leaf.text), json.loads(leaf.was), "text"
        _put(root, path.split("/"), leaf)
    return _lists(root)


def _put(into: dict[str, Tree], parts: list[str], leaf: Leaf) -> None:
    for part in parts[:-1]:
        inner = into.setdefault(part, {})
        if not isinstance(inner, dict):
            raise ValueError("/".join(parts))
        into = inner
    into[parts[-1]] = leaf


def _lists(value: Tree) -> Tree:
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(each) for key, each in value.items()}
    if inner and all(key.startswith(ITEM) for key in inner):
        return list(inner.values())
    return {_unescaped(key): each for key, each in inner.items()}


def node(value: Tree, then: bool = False) -> Node:
    """The tree as a plan reader takes it, `then` as it was written."""
    if isinstance(value, dict):
        entries = tuple(Entry(key, node(each, then), line(each)) for key, each in value.items())
        return Map(entries, line(value))
    if isinstance(value, list):
        return Seq(tuple(node(each, then) for each in value), line(value))
    if value.kind in ("map", "list"):
        return Map((), value.line) if value.kind == "map" else Seq((), value.line)
    return Scalar(value.was if then else value.text, value.line, value.kind in ("number", "null"))


def line(value: Tree) -> int:
    """The first row of a part of the tree."""
    if isinstance(value, Leaf):
        return value.line
    inner = list(value.values()) if isinstance(value, dict) else value
    return min((line(each) for each in inner), default=FIRST_ROW)
