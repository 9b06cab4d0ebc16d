"""Walking a YAML tree with its line numbers: every slip becomes an issue, and reading goes on."""

from collections.abc import Iterable
from difflib import get_close_matches

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.yamltree import Map, Node, Scalar, Seq


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word most like `word`, or "" where none is alike enough.

    >>> nearest("ticket_idd", ["ticket_id", "created_at"]), nearest("zebra", ["ticket_id"])
    ('ticket_id', '')
    """
    by_key = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), by_key, n=1, cutoff=likeness)
    return by_key[found[0]] if found else ""


class Walker:
    """Reads nodes of one file; collects issues, each with file, line and dotted path."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.issues: list[Issue] = []

    def report(self, code: str, line: int, path: str, level: Level = Level.ERROR, **params: object) -> None:
        """Adds a finding at a line."""
        self.issues.append(Issue(level, code, Where(file=self.file, line=line, path=path), params))

    def entries(self, node: Node | None, path: str, known: Iterable[str] = (), need: Iterable[str] = ()) -> Map:
        """A map node whose keys are among `known` (empty: any) and include `need`; an empty map where it is none."""
        if not isinstance(node, Map):
            if node is not None and not (isinstance(node, Scalar) and node.null):
                self.report("map-not-a-list-of-keys", node.line, path)
            return Map((), node.line if node else 1)
        for entry in node:
            if known and entry.key not in known:
                near = nearest(entry.key, known)
                self.report("map-unknown-key", entry.line, _join(path, entry.key), key=entry.key, near=near or "–")
        for key in need:
            if node.get(key) is None:
                self.report("map-missing-key", node.line, path, key=key)
        return node

    def text(self, node: Node | None, path: str, allowed: Iterable[str] = ()) -> str:
        """A single text, "" where there is none; one of `allowed` where given."""
        if node is None or (isinstance(node, Scalar) and node.null):
            return ""
        if not isinstance(node, Scalar):
            self.report("map-not-a-text", node.line, path)
            return ""
        choices = list(allowed)
        if choices and node.text not in choices:
            near = nearest(node.text, choices)
            said = ", ".join(choices)
            self.report("map-bad-choice", node.line, path, value=node.text, allowed=said, near=near or "–")
            return ""
        return node.text

    def texts(self, node: Node | None, path: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        if isinstance(node, Seq):
            return tuple(self.text(item, f"{path}[{n}]") for n, item in enumerate(node, 1))
        said = self.text(node, path)
        return (said,) if said else ()

    def pairs(self, node: Node | None, path: str) -> dict[str, str]:
        """A map of text to text."""
        return {entry.key: self.text(entry.value, _join(path, entry.key)) for entry in self.entries(node, path)}

    def items(self, node: Node | None, path: str) -> tuple[Node, ...]:
        """The items of a list; a single node is a list of one."""
        if node is None:
            return ()
        return node.items if isinstance(node, Seq) else (node,)

    def yes(self, node: Node | None, path: str, default: bool) -> bool:
        """true or false."""
        said = self.text(node, path, ("true", "false", "yes", "no"))
        return said in ("true", "yes") if said else default


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
