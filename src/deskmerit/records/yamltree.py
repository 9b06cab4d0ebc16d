"""YAML as a tree of texts with line numbers: what plan files, settings and import maps are read from.

PyYAML's loaders guess types (09:00 becomes 540, `no` becomes False, 1.10 a binary float) and follow aliases (a bomb of
a few lines). Here every scalar stays the text its author wrote, and the reader of a field decides what it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from deskmerit.core.issue import Issue, Level, Where

MAX_CHARS = 1_000_000
MAX_DEPTH = 32

type Node = Map | Seq | Scalar
type Plain = str | list[Plain] | dict[str, Plain] | None

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as text; `plain` says that it stood without quotes."""

    text: str
    line: int
    plain: bool = True

    @property
    def null(self) -> bool:
        """Nothing was written, or an unquoted `~` or `null`."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Seq:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a map; `line` is the key's."""

    key: str
    value: Node
    line: int


@dataclass(frozen=True, slots=True)
class Map:
    """Entries in the order of the file, keys unique."""

    entries: tuple[Entry, ...]
    line: int

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None where the key is absent."""
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the map where the key is absent."""
        return next((entry.line for entry in self.entries if entry.key == key), self.line)

    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the file."""
        return tuple(entry.key for entry in self.entries)


def plain(node: Node | None) -> Plain:
    """The tree as str, list, dict and None, without lines.

    >>> plain(parse("open: 09:00\\nbots: [a, '']\\nnote:", "f")[0])
    {'open': '09:00', 'bots': ['a', ''], 'note': None}
    """
    match node:
        case Map():
            return {entry.key: plain(entry.value) for entry in node}
        case Seq():
            return [plain(item) for item in node]
        case Scalar():
            return None if node.null else node.text
    return None


def parse(text: str, file: str) -> tuple[Node | None, list[Issue]]:
    """Reads one YAML document; `file` is its name in the issues.

    No tree (None) comes from an empty document, a syntax error, a second document, or a file over MAX_CHARS characters
    or MAX_DEPTH levels. Anchors, aliases, tags, duplicate keys (the first stands) and keys that are not text are issues
    beside a tree without them.

    >>> tree, issues = parse("a: 1\\na: 2", "plan.yaml")
    >>> plain(tree), issues[0].code, str(issues[0].where)
    ({'a': '1'}, 'yaml-duplicate-key', 'plan.yaml:2 a')
    """
    if len(text) > MAX_CHARS:
        return None, [_issue("yaml-too-large", file, None, limit=MAX_CHARS, size=len(text))]
    reader, text = _Reader(file), text.removeprefix("\ufeff")
    try:
        return reader.document(text), reader.issues
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [_issue("yaml-bad-character", file, line, character=f"U+{ord(text[error.position]):04X}")]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.issues, _syntax(error, file)]
    except _StopError as stop:
        return None, [*reader.issues, stop.issue]


def read(path: Path, file: str = "") -> tuple[Node | None, list[Issue]]:
    """Reads a YAML file in UTF-8 (with or without BOM) or GB18030; `file` is its name in issues (default: its name).

    Raises OSError as `Path.open` does.
    """
    name = file or path.name
    with path.open("rb") as stream:
        raw = stream.read(4 * MAX_CHARS + 1)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return parse(raw.decode(encoding), name)
        except UnicodeDecodeError:
            if len(raw) > 4 * MAX_CHARS:
                return None, [_issue("yaml-too-large", name, None, limit=MAX_CHARS, size=len(raw))]
    return None, [_issue("yaml-encoding", name, None)]


class _StopError(Exception):
    """Reading can't go on; carries the issue that says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


class _Reader:
    """Builds the tree from PyYAML's events, which come one by one and never expand an alias."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.issues: list[Issue] = []
        self.events: Iterator[yaml.Event] = iter(())

    def document(self, text: str) -> Node | None:
        self.events = (
            event
            for event in yaml.parse(text, Loader=yaml.SafeLoader)
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent))
        )
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            return None
        tree = self.node(first, "", 1)
        next(self.events)
        beyond = next(self.events)
        if not isinstance(beyond, yaml.StreamEndEvent):
            raise _StopError(_issue("yaml-many-documents", self.file, _line(beyond)))
        return None if isinstance(tree, Scalar) and tree.null else tree

    def node(self, event: yaml.Event, path: str, depth: int) -> Node:
        line = _line(event)
        if depth > MAX_DEPTH:
            raise _StopError(_issue("yaml-too-deep", self.file, line, path, limit=MAX_DEPTH))
        self.refuse(event, line, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self.map(line, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.seq(line, path, depth)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, event.style is None)
        return Scalar("", line)

    def refuse(self, event: yaml.Event, line: int, path: str) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.issues.append(_issue("yaml-alias", self.file, line, path, mark=f"*{event.anchor}"))
            return
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self.issues.append(_issue("yaml-alias", self.file, line, path, mark=f"&{anchor}"))
        if tag not in (None, "!"):
            self.issues.append(_issue("yaml-tag", self.file, line, path, tag=tag))

    def map(self, line: int, path: str, depth: int) -> Map:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, path, depth + 1)
            inner = _join(path, key.text) if isinstance(key, Scalar) else path
            value = self.node(next(self.events), inner, depth + 1)
            if not isinstance(key, Scalar):
                self.issues.append(_issue("yaml-key-not-text", self.file, key.line, path))
            elif key.text in entries:
                first = entries[key.text].line
                self.issues.append(_issue("yaml-duplicate-key", self.file, key.line, inner, key=key.text, first=first))
            else:
                entries[key.text] = Entry(key.text, value, key.line)
        return Map(tuple(entries.values()), line)

    def seq(self, line: int, path: str, depth: int) -> Seq:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, f"{path}[{len(items) + 1}]", depth + 1))
        return Seq(tuple(items), line)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Issue:
    mark = error.problem_mark or error.context_mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, 1)
    return _issue("yaml-syntax", file, line, problem=said, column=column)


def _issue(code: str, file: str, line: int | None, path: str = "", **params: object) -> Issue:
    return Issue(Level.ERROR, code, Where(file=file, line=line, path=path), params)
