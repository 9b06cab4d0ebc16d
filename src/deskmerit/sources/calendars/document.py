"""Reading fields of a settings document: every problem becomes an issue with its line, and reading goes on."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.yamltree import Map, Node, Scalar, Seq

_YES = frozenset({"true", "yes", "on", "是"})
_NO = frozenset({"false", "no", "off", "否"})


ZONE = "Asia/Shanghai"  # the example in messages where no name is near


@dataclass(slots=True)
class Document:
    """A file being read: its name in issues, the folder it lies in, and the issues found so far."""

    file: str
    folder: Path
    issues: list[Issue] = field(default_factory=list)

    def say(self, code: str, line: int, path: str, level: Level = Level.ERROR, **params: object) -> None:
        """Notes an issue at a line of this file."""
        self.issues.append(Issue(level, code, Where(file=self.file, line=line, path=path), params))

    def wrong(self, node: Node, path: str, code: str) -> None:
        """Notes what stands at a value that can't be read."""
        self.say(code, node.line, path, said=said(node))

    def known_keys(self, node: Map, path: str, known: Iterable[str]) -> None:
        """Notes every key that is not known, with the nearest that is."""
        names = tuple(known)
        for entry in node:
            if entry.key in names:
                continue
            inner, like = f"{path}.{entry.key}" if path else entry.key, nearest(entry.key, names)
            if like:
                self.say("settings-misspelt-key", entry.line, inner, key=entry.key, nearest=like)
            else:
                self.say("settings-unknown-key", entry.line, inner, key=entry.key, known=", ".join(names))

    def map(self, node: Node | None, path: str) -> Map | None:
        """A map, or None for nothing or (noted) anything else."""
        if node is None or isinstance(node, Map):
            return node
        if not (isinstance(node, Scalar) and node.null):
            self.wrong(node, path, "settings-not-a-map")
        return None

    def text(self, node: Node | None, path: str) -> str:
        """A text; "" for nothing or (noted) a list or a map."""
        if isinstance(node, Scalar):
            return "" if node.null else node.text.strip()
        if node is not None:
            self.wrong(node, path, "settings-not-text")
        return ""

    def texts(self, node: Node | None, path: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        items = node.items if isinstance(node, Seq) else () if node is None else (node,)
        return tuple(text for item in items if (text := self.text(item, path)))

    def flag(self, node: Node | None, path: str) -> bool:
        """true or false; false for nothing or (noted) another word."""
        word = self.text(node, path).casefold()
        if node is not None and word and word not in _YES | _NO:
            self.wrong(node, path, "settings-not-a-flag")
        return word in _YES

    def zone(self, node: Node | None, path: str, default: str) -> str:
        """The name of a time zone; the default for nothing or (noted) an unknown one."""
        name = self.text(node, path)
        if node is None or not name:
            return default
        if name not in _zones():
            self.say(
                "settings-unknown-zone", node.line, path, zone=name, nearest=nearest(name, sorted(_zones())) or ZONE
            )
            return default
        return name

    def day(self, text: str, line: int, path: str) -> date | None:
        """A date written 2026-10-01, or None with an issue."""
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.say("settings-bad-date", line, path, said=text)
        return None


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelt one most resembles, or "".

    >>> nearest("Asia/Shangai", ["Asia/Shanghai", "Asia/Seoul"])
    'Asia/Shanghai'
    """
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), folded, 1)
    return folded[found[0]] if found else ""


def said(node: Node) -> str:
    """What stands in a node, short enough for a message."""
    if isinstance(node, Scalar):
        return node.text if len(node.text) <= 60 else node.text[:59] + "…"
    return "[…]" if isinstance(node, Seq) else "{…}"


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
