"""The table of weights: a row for each indicator, a column for the base and each set, with its running sum."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from deskmerit.core.number import plain
from deskmerit.web.plans.editor.parts import Given, Plain, View, inside, text

SETS = {"monthly": _("month"), "quarterly": _("quarter"), "yearly": _("year")}
"""The sets of weights by kind of period."""


def lines_of(tree: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Every indicator of the dimensions: where it stands (`0.2`), and its keys."""
    dimensions = tree.get("dimensions")
    for d, dimension in enumerate(dimensions if isinstance(dimensions, list) else []):
        found = dimension.get("indicators") if isinstance(dimension, dict) else None
        for i, line in enumerate(found if isinstance(found, list) else []):
            if isinstance(line, dict):
                yield f"{d}.{i}", line


def named_by_metric(tree: dict[str, Any]) -> None:
    """Gives a new indicator the name of its metric, or of that with a number where it is taken."""
    taken_ids = {str(line.get("id")) for _at, line in lines_of(tree)}
    for _at, line in lines_of(tree):
        if not line.get("id") and (metric := line.get("metric")):
            names = [metric, *(f"{metric}-{n}" for n in range(2, 40))]
            line["id"] = next(name for name in names if name not in taken_ids)
            taken_ids.add(line["id"])


def take_weights(tree: dict[str, Any], sent: Mapping[str, Given]) -> None:
    """The table of weights: the base weight goes to its indicator, each other column becomes a set by id."""
    for at, line in lines_of(tree):
        if base := text(_at(sent, f"w.base.{at}")):
            line["weight"] = base
    phases = {}
    for number, column in inside(_at(sent, "phases")).items():
        key = text(inside(column).get("key"))
        while key in phases:
            key += "-2"
        phases[key] = _set(tree, sent, f"w.phase{number}")
    if phases:
        tree["phases"] = phases
    for name in SETS:
        if _at(sent, f"sets.{name}") == "on":
            tree[name] = _set(tree, sent, f"w.{name}")


def _set(tree: dict[str, Any], sent: Mapping[str, Given], column: str) -> dict[str, Plain]:
    found = {
        str(line.get("id") or ""): weight
        for at, line in lines_of(tree)
        if (weight := text(_at(sent, f"{column}.{at}")))
    }
    rest = json.loads(text(_at(sent, f"{column}._rest")) or "{}")
    return found | {key: value for key, value in rest.items() if key not in found}


def _at(sent: Mapping[str, Given], name: str) -> Given:
    at: Given = dict(sent)
    for key in name.split("."):
        at = inside(at).get(key, "")
    return at


@dataclass(slots=True)
class Column:
    """A set of weights in the table: the name of its fields, its title, its sum, what the table can't show."""

    name: str
    title: Any
    cells: list[View]
    sum: str
    fine: bool
    key: View | None = None
    rest: str = ""
    slot: str = ""
    findings: list[Any] = field(default_factory=list)

    def fields(self) -> list[View]:
        """Its fields: the name where it has one, and every weight."""
        return [*([self.key] if self.key else []), *self.cells]


def columns_of(tree: Mapping[str, Any]) -> list[Column]:
    """The columns of the table of weights: base, phases, kinds of period; each with its running sum."""
    lines = list(lines_of(tree))
    base = [View(f"w.base.{at}", _("weight"), "number", str(line.get("weight") or "")) for at, line in lines]
    found = [Column("w.base", _("base"), base, *summed(base), slot="dimensions")]
    phases = tree.get("phases")
    sets: list[tuple[str, Any, Any, View | None, str]] = []
    for n, (key, weights) in enumerate((phases if isinstance(phases, dict) else {}).items()):
        sets.append((f"w.phase{n}", key, weights, View(f"phases.{n}.key", _("phase"), "id", key), f"phases.{n}"))
    sets += [(f"w.{key}", said, tree[key], None, key) for key, said in SETS.items() if isinstance(tree.get(key), dict)]
    for name, title, held, named, slot in sets:
        weights = held if isinstance(held, dict) else {}
        cells = [
            View(f"{name}.{at}", title, "number", str(weights.get(str(line.get("id") or ""), "") or ""))
            for at, line in lines
        ]
        ids = {str(line.get("id") or "") for _at, line in lines}
        rest = {key: value for key, value in weights.items() if key not in ids}
        also = [View("", "", "number", str(value)) for value in rest.values()]
        said = json.dumps(rest, ensure_ascii=False) if rest else ""
        found.append(Column(name, title, cells, *summed([*cells, *also]), key=named, rest=said, slot=slot))
    return found


def summed(cells: Iterable[View]) -> tuple[str, bool]:
    """The sum of a column as it reads, and whether it is 100; what is no number counts nothing."""
    whole = Decimal(0)
    for cell in cells:
        try:
            whole += Decimal(cell.value or "0")
        except InvalidOperation:
            continue
    return (plain(whole), whole == 100) if whole.is_finite() else ("–", False)
