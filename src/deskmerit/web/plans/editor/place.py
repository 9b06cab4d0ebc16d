"""Which field a finding belongs beside: from the path it names in the plan to the name of a field of the form."""

from collections.abc import Iterable, Mapping
from typing import Any

from deskmerit.web.plans.editor.parts import View
from deskmerit.web.plans.editor.weights import Column
from deskmerit.web.plans.findings import Finding


def put(
    findings: Iterable[Finding], tree: Mapping[str, Any], sections: list[View], columns: list[Column]
) -> list[Finding]:
    """Puts each finding beside its field, the nearest one that holds it; gives back those that stand nowhere."""
    slots: dict[str, Any] = {}
    for section in sections:
        _collect(section, slots)
    for column in columns:
        slots.setdefault(column.slot + "#", column)
        slots |= {cell.name: cell for cell in column.fields()}
    left = []
    for finding in findings:
        slot = slots.get(_slot(finding, tree, slots))
        if slot is None:
            left.append(finding)
        else:
            slot.findings.append(finding)
    return left


def _collect(view: View, slots: dict[str, Any]) -> None:
    if view.kind not in ("section", "nothing", "rest") and view.name:
        slots.setdefault(view.name, view)
    for child in view.children if view.kind not in ("pair", "checks") else ():
        _collect(child, slots)


def _slot(finding: Finding, tree: Mapping[str, Any], slots: Mapping[str, Any]) -> str:
    name = named(finding.path, tree, slots)
    if finding.code == "weights-not-100" or name.startswith("phases."):
        of_set = name + "#" if name + "#" in slots else ""
        if of_set:
            return of_set
    while name and name not in slots:
        name = name.rpartition(".")[0]
    return name


def named(path: str, tree: Mapping[str, Any], slots: Mapping[str, Any]) -> str:
    """The name of the field that a path means.

    >>> tree = {"grades": [{"id": "S", "from": "90"}]}
    >>> named("grades.S.from", tree, {"grades.0.from": None})
    'grades.0.from'
    """
    name, value, rest = "", tree, path
    while rest:
        step = _step(name, value, rest)
        if step is None:
            break
        key, child, rest = step
        if key == "weight" and name.startswith("dimensions."):
            _d, dimension, _i, line = name.split(".")[:4]
            return f"w.base.{dimension}.{line}"
        inner = f"{name}.{key}" if name else key
        if isinstance(value, dict) and not _known(inner, slots):
            number = list(value).index(key) if key in value else "-"
            inner = f"{name}.{number}" if _known(f"{name}.{number}", slots) else name
        name, value = inner, child
    return name


def _known(name: str, slots: Mapping[str, Any]) -> bool:
    return name in slots or any(each.startswith(name + ".") for each in slots)


def _step(name: str, value: Any, rest: str) -> tuple[str, Any, str] | None:
    """The next part of a path: its key in the form, what it holds, and the rest of the path."""
    if isinstance(value, list):
        for n, each in enumerate(value):
            for key in (str(each.get("id") or "") if isinstance(each, dict) else "", f"[{n + 1}]", str(n)):
                if key and _begins(rest, key):
                    return str(n), each, rest[len(key) :].lstrip(".")
    if isinstance(value, dict):
        for key in sorted(value, key=len, reverse=True):
            if key and _begins(rest, key):
                return key, value[key], rest[len(key) :].lstrip(".")
        first = rest.split(".")[0].split("[")[0]  # a key that is missing still has its field
        if first and rest != first:
            return None
        return (first, None, "") if first and value is not None else None
    return None


def _begins(rest: str, key: str) -> bool:
    return rest == key or rest.startswith((key + ".", key + "["))
