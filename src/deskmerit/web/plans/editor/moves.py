"""Adding, removing and moving rows of a plan's tree, by the name a form gives them (`dimensions.0.indicators.2`)."""

from collections.abc import Mapping
from typing import Any

from deskmerit.web.plans.editor.weights import SETS, lines_of

FRESH: Mapping[str, Any] = {
    "dimensions": {"indicators": [{}]}, "phases": {}, "goals": None, "duties": [], "notes": None,
}  # fmt: skip
"""What a new row holds; {} where nothing is named."""


def moved(tree: dict[str, Any], what: str) -> str:
    """Does `add:NAME`, `remove:NAME`, `up:NAME`, `down:NAME` to a tree; the name of the row to go on with."""
    do, _colon, name = what.partition(":")
    path = name.split(".")
    if do == "add":
        return _add(tree, path)
    holder, key = _walk(tree, path[:-1], False), path[-1]
    if holder is None or not key.isdigit():
        if do == "remove" and name in SETS:
            tree.pop(name, None)
        return ""
    return _change(holder, do, int(key), path)


def _change(holder: Any, do: str, at: int, path: list[str]) -> str:
    rows = list(holder.items()) if isinstance(holder, dict) else list(holder)
    if not 0 <= at < len(rows):
        return ""
    if do == "remove":
        rows.pop(at)
    to = at + {"up": -1, "down": 1}.get(do, 0)
    if do in ("up", "down") and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        path = [*path[:-1], str(to)]
    _put(holder, rows)
    return ".".join(path[:-1] if do == "remove" else path)


def _put(holder: Any, rows: list[Any]) -> None:
    if isinstance(holder, dict):
        holder.clear()
        holder.update(rows)
    else:
        holder[:] = rows


def _add(tree: dict[str, Any], path: list[str]) -> str:
    name = ".".join(path)
    if name in SETS:
        tree[name] = {str(line.get("id")): str(line.get("weight") or "0") for _at, line in lines_of(tree)}
        return ""
    holder = _walk(tree, path, True)
    if holder is None:
        return ""
    if isinstance(holder, dict):
        key = next(each for each in ("new", *(f"new-{n}" for n in range(2, 99))) if each not in holder)
        fresh = FRESH.get(name)
        lines = {str(line.get("id")): str(line.get("weight") or "0") for _at, line in lines_of(tree)}
        holder[key] = lines if name == "phases" else list(fresh) if isinstance(fresh, list) else fresh
    else:
        holder.append(_copy(FRESH.get(name, {})))
    return f"{name}.{len(holder) - 1}"


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


MAPS = frozenset({"phases", "goals", "duties", "notes"})


def _walk(at: Any, path: list[str], make: bool) -> Any:
    """The list or mapping that a name stands for; made where there is none and `make` asks for it."""
    for key in path:
        if isinstance(at, list) and key.isdigit() and int(key) < len(at):
            at = at[int(key)]
        elif isinstance(at, dict):
            at = _key(at, key, make)
        else:
            return None
    return at if isinstance(at, list | dict) else None


def _key(at: dict[str, Any], key: str, make: bool) -> Any:
    kind = next(iter(at), "") if len(at) == 1 else ""
    inner = at.get(kind)
    if key == "bands" and kind == "bands":  # the rule's own keys stand one deeper than its fields
        if isinstance(inner, list):
            return inner
        at = inner if isinstance(inner, dict) else at
    if make and isinstance(at.get(key), str) and key in ("rule", "alternative"):
        at[key] = {at[key]: {}}  # a rule's bare name, which is about to get its first row
    if key not in at and make:
        at[key] = {} if key in MAPS else []
    return at.get(key)
