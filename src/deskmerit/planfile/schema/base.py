"""What reading a plan file carries along, and the kinds of single values."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Protocol

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Metric
from deskmerit.core.number import plain as plain_number
from deskmerit.records.yamltree import Map, Node, Plain, Scalar, Seq

LANGUAGES = ("zh", "en")
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,12})?")
IDENTIFIER = re.compile(r"\w[\w.+-]{0,63}")
_FLAGS = {"true": True, "yes": True, "on": True, "是": True, "false": False, "no": False, "off": False, "否": False}


class Bad:
    """Marks a value that could not be read; its issue was reported where it stood."""


BAD = Bad()


@dataclass(slots=True)
class Context:
    """Collects issues while a tree is read. `place` turns a line and a dotted path into a Where.

    `known` lists the ids that other parts may refer to, by kind: scored (indicators of the dimensions), bonus, annual,
    veto, dimension, grade, award, phase.
    """

    place: Callable[[int, str], Where]
    catalogue: Mapping[str, Metric]
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def error(self, code: str, node_line: int, path: str, **params: object) -> Bad:
        """Reports an error at a line and returns the mark of a bad value."""
        self.issues.append(Issue(Level.ERROR, code, self.place(node_line, path), params))
        return BAD


class Type(Protocol):
    """How one value is read from a node, and written back."""

    def read(self, context: Context, node: Node, path: str) -> object:
        """The value, or BAD after reporting why."""

    def write(self, value: object) -> Plain:
        """The value as plain text, lists and maps: what `read` takes."""


def nearest(word: str, known: Sequence[str]) -> str:
    """Up to three known words like a wrong one, else all of them: the end of a message.

    >>> nearest("wieght", ["weight", "where", "rule"]), nearest("zzz", ["a", "b"])
    ('weight', 'a, b')
    """
    by_case = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), by_case, n=3, cutoff=0.6)
    return ", ".join([by_case[each] for each in close] or known)


def name(key: str, path: str) -> str:
    """The last part of a path, for messages that name a key."""
    return key or path.rsplit(".", 1)[-1]


@dataclass(frozen=True, slots=True)
class Text:
    """A single line or paragraph of text. `identifier`: a name that other parts may refer to."""

    identifier: bool = False

    def read(self, context: Context, node: Node, path: str) -> object:
        if not isinstance(node, Scalar) or node.null:
            return context.error("plan-not-a-text", node.line, path, key=name("", path))
        text = node.text.strip()
        if self.identifier and not IDENTIFIER.fullmatch(text):
            return context.error("plan-not-an-id", node.line, path, key=name("", path), found=text)
        return text

    def write(self, value: object) -> Plain:
        return str(value)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one or both languages; a plain text stands for both."""

    def read(self, context: Context, node: Node, path: str) -> object:
        if isinstance(node, Scalar) and not node.null:
            return dict.fromkeys(LANGUAGES, node.text.strip())
        if not isinstance(node, Map) or not node.entries:
            return context.error("plan-not-words", node.line, path, key=name("", path))
        found: dict[str, str] = {}
        for entry in node:
            if entry.key not in LANGUAGES:
                context.error("plan-unknown-language", entry.line, path, found=entry.key)
            elif not isinstance(entry.value, Scalar) or entry.value.null:
                context.error("plan-not-a-text", entry.line, f"{path}.{entry.key}", key=entry.key)
            else:
                found[entry.key] = entry.value.text.strip()
        if not found:
            return BAD
        fallback = next(iter(found.values()))
        return {language: found.get(language, fallback) for language in LANGUAGES}

    def write(self, value: object) -> Plain:
        assert isinstance(value, Mapping)
        texts = {language: str(value[language]) for language in LANGUAGES}
        return texts["zh"] if texts["zh"] == texts["en"] else dict(texts)


class PlainNumber(str):
    """A text that is written to YAML without quotes: a number, a date, true or false."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal, read from its text. `whole`: no decimals. `least`: the lowest allowed value."""

    whole: bool = False
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        key = name("", path)
        if not NUMBER.fullmatch(text):
            return context.error("plan-not-a-number", node.line, path, key=key, found=text or "…")
        value = Decimal(text)
        if self.whole and value != value.to_integral_value():
            return context.error("plan-not-whole", node.line, path, key=key, found=text)
        if self.least is not None and value < self.least:
            return context.error("plan-too-low", node.line, path, key=key, found=text, least=plain_number(self.least))
        if self.most is not None and value > self.most:
            return context.error("plan-too-high", node.line, path, key=key, found=text, most=plain_number(self.most))
        return int(value) if self.whole else value

    def write(self, value: object) -> Plain:
        assert isinstance(value, Decimal | int)
        return PlainNumber(plain_number(Decimal(value)))


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false, also yes/no and 是/否."""

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        found = _FLAGS.get(text.casefold())
        if found is None:
            return context.error("plan-not-a-flag", node.line, path, key=name("", path), found=text or "…")
        return found

    def write(self, value: object) -> Plain:
        return PlainNumber("true" if value else "false")


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 2026-01-31."""

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        return context.error("plan-not-a-date", node.line, path, key=name("", path), found=text or "…")

    def write(self, value: object) -> Plain:
        assert isinstance(value, date)
        return PlainNumber(value.isoformat())


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, as plain text or as a member of an enumeration."""

    allowed: tuple[str, ...]
    enum: type[StrEnum] | None = None

    @classmethod
    def of(cls, enum: type[StrEnum]) -> "Choice":
        """The choice among the members of an enumeration."""
        return cls(tuple(enum), enum)

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text not in self.allowed:
            best = nearest(text, self.allowed)
            return context.error("plan-not-one-of", node.line, path, key=name("", path), found=text or "…", best=best)
        return self.enum(text) if self.enum else text

    def write(self, value: object) -> Plain:
        return str(value)


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of something declared elsewhere in the plan: `kinds` of it, and further words allowed in `also`."""

    code: str
    kinds: tuple[str, ...]
    also: tuple[str, ...] = ()

    def read(self, context: Context, node: Node, path: str) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        return text if self.check(context, text, node.line, path) else BAD

    def check(self, context: Context, text: str, line: int, path: str) -> bool:
        """Whether `text` is declared; reports it where not."""
        known = [each for kind in self.kinds for each in context.known.get(kind, ())] + list(self.also)
        if text not in known:
            context.error(self.code, line, path, found=text or "…", best=nearest(text, known) or "–")
        return text in known

    def write(self, value: object) -> Plain:
        return str(value)


@dataclass(frozen=True, slots=True)
class Raw:
    """A node that is read later, with the values around it."""

    def read(self, context: Context, node: Node, path: str) -> object:
        if not isinstance(node, Map):
            return context.error("plan-not-a-map", node.line, path, key=name("", path))
        return node

    def write(self, value: object) -> Plain:
        return value  # type: ignore[return-value]  # its author already wrote it as plain text and maps


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one type; a single value stands for a list of one where `lenient`."""

    item: Type
    lenient: bool = False

    def read(self, context: Context, node: Node, path: str) -> object:
        if self.lenient and isinstance(node, Scalar) and not node.null:
            node = Seq((node,), node.line)
        if not isinstance(node, Seq):
            return context.error("plan-not-a-list", node.line, path, key=name("", path))
        values = [self.item.read(context, item, _item_path(path, item, n)) for n, item in enumerate(node, 1)]
        return BAD if BAD in values else tuple(values)

    def write(self, value: object) -> Plain:
        assert isinstance(value, Sequence)
        return [self.item.write(item) for item in value]


def _item_path(path: str, item: Node, number: int) -> str:
    named = item.get("id") if isinstance(item, Map) else None
    return f"{path}.{named.text.strip()}" if isinstance(named, Scalar) and not named.null else f"{path}[{number}]"


@dataclass(frozen=True, slots=True)
class MapOf:
    """Names and values of one type; `key` restricts the names to declared ids. `nullable`: nothing is a value."""

    item: Type
    key: Reference | None = None
    nullable: bool = False

    def read(self, context: Context, node: Node, path: str) -> object:
        if not isinstance(node, Map):
            return context.error("plan-not-a-map", node.line, path, key=name("", path))
        found: dict[str, object] = {}
        for entry in node:
            inner = f"{path}.{entry.key}"
            fine = self.key is None or self.key.check(context, entry.key, entry.line, path)
            empty = self.nullable and isinstance(entry.value, Scalar) and entry.value.null
            value = None if empty else self.item.read(context, entry.value, inner)
            found[entry.key] = value if fine else BAD
        return BAD if BAD in found.values() else found

    def write(self, value: object) -> Plain:
        assert isinstance(value, Mapping)
        return {key: None if item is None else self.item.write(item) for key, item in value.items()}
