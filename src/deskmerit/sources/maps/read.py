"""Reads an import map from YAML and lints it: every mistake at once, each with its line and the nearest right word."""

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.records.yamltree import Map, Node, Scalar, Seq, read
from deskmerit.sources.maps.dates import known_format
from deskmerit.sources.maps.model import ImportMap, Shape, When
from deskmerit.sources.maps.shapes import read_log, read_summary, read_targets
from deskmerit.sources.maps.tree import Walker, nearest

HERE = Path(__file__).parent / "shipped"

SHIPPED: dict[str, Path] = {
    name: HERE / f"{name}.yaml"
    for name in (
        "servicenow-incident-log",
        "activity-log",
        "zendesk-tickets-csv",
        "survey-csv",
        "call-csv",
        "platform-daily-summary",
    )
}

KEYS = (
    "map", "title", "shape", "source", "headers", "zone", "zone_is", "dates", "missing", "duplicates", "skip", "values",
    "bots", "agent_name", "when", "workspace", "tables", "log", "summary",
)  # fmt: skip
WHEN_KEYS = ("column", "holds", "zone", "zone_is", "dates")
WORKSPACE_KEYS = (
    "organisation", "zone", "month_starts_on", "calendar", "calendars", "workdays", "bots", "protected_leave",
    "show_rank",
)  # fmt: skip


def read_map(name_or_path: str) -> tuple[ImportMap | None, list[Issue]]:
    """The shipped map of that name, or the map in that file. None with the reasons where it has an error.

    >>> read_map("survey-csv")[0].shape
    <Shape.TABLE: 'table'>
    >>> [issue.params["near"] for issue in read_map("survey-cvs")[1]]
    ['survey-csv']
    """
    path = SHIPPED.get(name_or_path) or Path(name_or_path)
    if not path.is_file():
        near = nearest(name_or_path, SHIPPED) or "–"
        params = {"name": name_or_path, "near": near, "shipped": ", ".join(SHIPPED)}
        return None, [Issue(Level.ERROR, "map-not-found", Where(), params)]
    tree, issues = read(path)
    if not isinstance(tree, Map):
        return None, issues or [Issue(Level.ERROR, "map-empty", Where(file=path.name))]
    walker = Walker(path.name)
    found = _read(tree, walker, path)
    issues = [*issues, *walker.issues]
    return (None if errors(issues) else found), issues


def _read(tree: Map, walker: Walker, path: Path) -> ImportMap | None:
    walker.entries(tree, "", KEYS, ("shape",))
    shape = walker.text(tree.get("shape"), "shape", [*Shape])
    name = walker.text(tree.get("map"), "map") or path.stem
    body = {"table": "tables", "log": "log", "summary": "summary"}
    if not shape:
        return None
    for other in sorted(set(body.values()) - {body[shape]}):
        if tree.get(other) is not None:
            walker.report("map-other-shape", tree.line_of(other), other, key=other, shape=shape, need=body[shape])
    lines: dict[str, int] = {}
    agent_name = walker.text(tree.get("agent_name"), "agent_name")
    if agent_name:
        lines[agent_name] = tree.line_of("agent_name")
    part = tree.get(body[shape])
    if part is None:
        walker.report("map-missing-key", tree.line, "", key=body[shape])
    return ImportMap(
        name=name,
        shape=Shape(shape),
        source=walker.text(tree.get("source"), "source") or name,
        headers=_lists(walker, tree.get("headers"), "headers"),
        zone=_zone(walker, tree, "zone", ""),
        zone_is=_zone(walker, tree, "zone_is", ""),
        dates=_dates(walker, tree, "") or ("y/m/d",),
        missing=walker.texts(tree.get("missing"), "missing"),
        keep_duplicates=walker.text(tree.get("duplicates"), "duplicates", ("drop", "keep")) == "keep",
        skip=_skip(walker, tree.get("skip"), lines),
        values=_values(walker, tree.get("values"), lines),
        bots=walker.texts(tree.get("bots"), "bots"),
        agent_name=agent_name,
        when=_whens(walker, tree.get("when"), lines),
        targets=read_targets(walker, part, lines) if shape == "table" else (),
        log=read_log(walker, part, lines) if shape == "log" else None,
        summary=read_summary(walker, part, lines) if shape == "summary" else None,
        workspace=_workspace(walker, tree.get("workspace")),
        title=walker.pairs(tree.get("title"), "title"),
        file=path.name,
        lines=lines,
    )


def _lists(walker: Walker, node: Node | None, path: str) -> dict[str, tuple[str, ...]]:
    return {entry.key: walker.texts(entry.value, f"{path}.{entry.key}") for entry in walker.entries(node, path)}


def _skip(walker: Walker, node: Node | None, lines: dict[str, int]) -> dict[str, tuple[str, ...]]:
    for entry in walker.entries(node, "skip"):
        lines.setdefault(entry.key, entry.line)
    return {key: tuple(word.casefold() for word in words) for key, words in _lists(walker, node, "skip").items()}


def _values(walker: Walker, node: Node | None, lines: dict[str, int]) -> dict[str, dict[str, str]]:
    found = {}
    for entry in walker.entries(node, "values"):
        lines.setdefault(entry.key, entry.line)
        pairs = walker.pairs(entry.value, f"values.{entry.key}")
        found[entry.key] = {key.casefold(): value for key, value in pairs.items()}
    return found


def _zone(walker: Walker, tree: Map, key: str, path: str) -> str:
    name = walker.text(tree.get(key), path + key)
    if name and not is_zone(name):
        walker.report("map-unknown-zone", tree.line_of(key), path + key, zone=name)
        return ""
    return name


def is_zone(name: str) -> bool:
    """Whether a time zone of that name is known.

    >>> is_zone("Europe/Rome"), is_zone("Rome"), is_zone("../etc")
    (True, False, False)
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _dates(walker: Walker, tree: Map, path: str) -> tuple[str, ...]:
    found = walker.texts(tree.get("dates"), path + "dates")
    for said in found:
        if not known_format(said):
            walker.report("map-bad-dates", tree.line_of("dates"), path + "dates", value=said)
    return found


def _whens(walker: Walker, node: Node | None, lines: dict[str, int]) -> tuple[When, ...]:
    return tuple(_when(walker, item, f"when[{n}].", lines) for n, item in enumerate(walker.items(node, "when"), 1))


def _when(walker: Walker, node: Node, path: str, lines: dict[str, int]) -> When:
    entry = walker.entries(node, path.rstrip("."), WHEN_KEYS, ("column", "holds"))
    text: Callable[[str], str] = lambda key: walker.text(entry.get(key), path + key)  # noqa: E731  # short for two uses
    lines.setdefault(text("column"), entry.line_of("column"))
    zone, zone_is = (_zone(walker, entry, key, path) for key in ("zone", "zone_is"))
    return When(text("column"), text("holds").casefold(), zone, zone_is, _dates(walker, entry, path))


def _workspace(walker: Walker, node: Node | None) -> str:
    """The block under `workspace:` as the text of a settings file."""
    walker.entries(node, "workspace", WORKSPACE_KEYS)
    return "".join(f"{entry.key}:{_yaml(entry.value, 1)}\n" for entry in walker.entries(node, "workspace"))


def _yaml(node: Node, depth: int) -> str:
    """A tree as YAML again: maps as blocks, lists and what is in them in one line."""
    if isinstance(node, Map) and node:
        return "".join(f"\n{'  ' * depth}{entry.key}:{_yaml(entry.value, depth + 1)}" for entry in node)
    return f" {_flow(node)}"


def _flow(node: Node) -> str:
    match node:
        case Map():
            return "{" + ", ".join(f"{entry.key}: {_flow(entry.value)}" for entry in node) + "}"
        case Seq():
            return "[" + ", ".join(_flow(item) for item in node) + "]"
        case Scalar(text, _, plain):
            return text if plain and not set(text) & set(",[]{}") else json.dumps(text, ensure_ascii=False)
