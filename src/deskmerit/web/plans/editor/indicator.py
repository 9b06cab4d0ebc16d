"""An indicator as fields: its metric with parameters, target, rule with its own fields, and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deskmerit.core.metric import Unit
from deskmerit.core.rules import RULES
from deskmerit.planfile.question import WITHIN, allowed_params
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.plans.editor.blocks import Group, Rows
from deskmerit.web.plans.editor.parts import (  # fmt: skip
    Bilingual,
    Choice,
    Elsewhere,
    Given,
    Line,
    Names,
    Numbers,
    Part,
    Plain,
    View,
    Words,
    inside,
    text,
)
from deskmerit.web.shared.wording import lang_text

type Named = dict[str, tuple[Words, Part]]

FLAGS = (("true", _("yes")), ("false", _("no")))
MISSING = (
    ("reweight", _("its weight goes to others")), ("carry", _("last period's share")),
    ("neutral", _("the team's mean share")), ("zero", _("none: 0 points")), ("manual", _("entered by hand")),
)  # fmt: skip
CLOCKS = (("business", _("business hours")), ("calendar", _("calendar time")))
RULE_NAMES: dict[str, str | Promise] = {
    "deduct": _("deduction of points"), "ratio": _("ratio"), "bands": _("bands"), "linear": _("straight line"),
    "pass_fail": _("all or nothing"), "rating": _("rating scale"), "count": _("points per case"),
}  # fmt: skip
RULE_FIELDS: dict[str, str | Promise] = {
    "points": _("points"), "per": _("per"), "step": _("steps"), "cap": _("cap"), "floor": _("floor"),
    "inverse": _("lower is better by"), "zero": _("0 points at"), "target": _("full marks at"),
    "stretch": _("cap at"), "min": _("from"), "max": _("to"),
}  # fmt: skip
STEPS = (
    ("completed", _("each full step")), ("started", _("each step begun")), ("proportional", _("in proportion")),
)  # fmt: skip
INVERSES = (("as_printed", _("1 − actual ÷ target")), ("mirrored", _("2 − actual ÷ target")))
FILTERS = {
    "channel": _("channel"), "category": _("category"), "priority": _("priority"), "account": _("account"),
}  # fmt: skip
FATAL = _("a confirmed fatal error counts 0")
PARAMS: dict[str, str | Promise] = {
    "from": _("counted from"), "hours": _("hours"), "days": _("days"), "seconds": _("seconds"),
    "pause": _("taken out"), "contact": _("one contact is"), "metric": _("time looked at"), "kind": _("kind"),
    "error": _("kind of error"), "relations": _("weights of relations in %"),
    "fatal_is_zero": FATAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aim:
    """A target or a bound: which side, and its value or values."""

    sides: tuple[tuple[str, Words], ...]

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        side, low, high = (text(sent.get(key)) for key in ("side", "low", "high"))
        if not side:
            if not low:
                return None
            side = self.sides[0][0]  # a value without its side is kept, and shown to be looked at
        return {side: [low, high]} if side == "between" else {side: low}

    def show(self, name: str, label: Words, value: Plain) -> View:
        side, held = next(iter(value.items())) if isinstance(value, dict) and value else ("", "")
        low, high = held if isinstance(held, list) else (held or "", "")
        children = [
            Choice(self.sides, _("none")).show(f"{name}.side", _("side"), side),
            View(f"{name}.low", _("value"), "number", str(low)),
        ]
        if any(key == "between" for key, _label in self.sides):
            children.append(View(f"{name}.high", _("up to"), "number", str(high)))
        return View(name, label, "row", children=children)

    def fits(self, value: Plain) -> bool:
        if not isinstance(value, dict) or len(value) != 1:
            return False
        side, held = next(iter(value.items()))
        ends = isinstance(held, list) and len(held) == 2 and all(isinstance(each, str) for each in held)
        return side in dict(self.sides) and (ends if side == "between" else isinstance(held, str))


TARGET = Aim((("at_most", _("at most")), ("at_least", _("at least")), ("between", _("between"))))


LOWS = (("from", _("from (better side included)")), ("at_least", "≥"), ("above", ">"))
HIGHS = (("to", _("to (better side included)")), ("at_most", "≤"), ("below", "<"))


@dataclass(frozen=True, slots=True)
class BandPart:
    """A band of a rule: lower end, upper end, points."""

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        found: dict[str, Plain] = {}
        for key, sides in (("lower", LOWS), ("upper", HIGHS)):
            end = Aim(sides).take(sent.get(key, ""))
            found |= end if isinstance(end, dict) else {}
        points = text(sent.get("points"))
        return found | ({"points": points} if points else {})

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = value if isinstance(value, dict) else {}
        ends = []
        for key, sides, said in (("lower", LOWS, _("lower end")), ("upper", HIGHS, _("upper end"))):
            end = {side: each for side, each in held.items() if side in dict(sides)}
            ends.append(Aim(sides).show(f"{name}.{key}", said, end or None))
        points = Line("number").show(f"{name}.points", _("points"), held.get("points"))
        return View(name, label, "row", children=[*ends, points])

    def fits(self, value: Plain) -> bool:
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            return False
        twice = any(sum(key in dict(sides) for key in value) > 1 for sides in (LOWS, HIGHS))
        return not twice and set(value) <= {*dict(LOWS), *dict(HIGHS), "points"}


@dataclass(frozen=True, slots=True)
class BandsPart:
    """The bands of a rule as rows."""

    def take(self, given: Given) -> Plain:
        return [BandPart().take(each) for key, each in inside(given).items() if key.isdigit()]

    def show(self, name: str, label: Words, value: Plain) -> View:
        rows = [
            BandPart().show(f"{name}.{n}", "", each) for n, each in enumerate(value if isinstance(value, list) else [])
        ]
        return View(name, label, "rows", children=rows, hint=_("Add a band"))

    def fits(self, value: Plain) -> bool:
        return isinstance(value, list) and all(BandPart().fits(each) for each in value)


@dataclass(frozen=True, slots=True)
class RulePart:
    """A scoring rule: its kind, then that kind's own fields."""

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        kind = text(sent.get("kind"))
        if not kind:
            return None
        inner = self._group(kind).take(sent)
        return {kind: inner} if inner else kind

    def show(self, name: str, label: Words, value: Plain) -> View:
        kind, inner = _rule(value)
        chosen = Choice(tuple(RULE_NAMES.items()), _("none"), "refresh").show(f"{name}.kind", _("kind"), kind)
        block = self._group(kind).show(name, "", inner)
        return View(name, label, "row", children=[chosen, *block.children])

    def fits(self, value: Plain) -> bool:
        kind, inner = _rule(value)
        return kind in RULES and all(
            part.fits(inner[key]) for key, (_l, part) in self._named(kind).items() if key in inner
        )

    def _group(self, kind: str) -> Group:
        return Group(lambda value: self._named(kind))

    def _named(self, kind: str) -> Named:
        return {key: (RULE_FIELDS.get(key, key), part) for key, part in _rule_parts(kind)}


def _rule(value: Plain) -> tuple[str, dict[str, Plain]]:
    """The kind of a rule as it stands in the tree, and its keys."""
    if isinstance(value, str):
        return value, {}
    if not isinstance(value, dict) or len(value) != 1:
        return "", {}
    kind, inner = next(iter(value.items()))
    return kind, inner if isinstance(inner, dict) else {kind: inner} if isinstance(inner, list) else {}


def _rule_parts(kind: str) -> list[tuple[str, Part]]:
    special: dict[str, Part] = {
        "step": Choice(STEPS), "inverse": Choice(INVERSES, _("target ÷ actual")), "bands": BandsPart(),
    }  # fmt: skip
    return [
        (name, special.get(name, Line("number")))
        for name in (each.name.rstrip("_") for each in fields(RULES[kind]) if each.init)
    ] if kind in RULES else []  # fmt: skip


def question(value: Mapping[str, Any]) -> Named:
    """Metric, its parameters, the filter, clock and percentile of an indicator or a veto."""
    catalogue = bridge.catalogue()
    chosen = value.get("metric")
    metric = catalogue.get(chosen) if isinstance(chosen, str) else None
    found: Named = {"metric": (_("metric"), Choice(_metrics(), _("choose"), "refresh"))}
    if metric is not None and (metric.params or metric.optional_params):
        found["params"] = (_("parameters"), Group(_params(metric.id)))
    found["where"] = (_("only cases of"), Group(lambda each: {key: (said, Names()) for key, said in FILTERS.items()}))
    if metric is None or metric.clocked or metric.id == WITHIN:
        found["clock"] = (_("clock"), Choice(CLOCKS))
    if metric is None or metric.unit is Unit.SECONDS:
        found["percentile"] = (_("percentile in place of the mean"), Line("number"))
    return found


def _metrics() -> list[tuple[str, Words]]:
    return [(key, lang_text(metric.title) or key) for key, metric in bridge.catalogue().items()]


def _params(metric_id: str) -> Any:
    def parts(value: Mapping[str, Any]) -> Named:
        catalogue = bridge.catalogue()
        metric = catalogue[metric_id]
        looked = value.get("metric") if metric_id == WITHIN else None
        inner = catalogue.get(looked) if isinstance(looked, str) else None
        found: Named = {}
        for key, values in allowed_params(metric, inner).items():
            part: Part = Line("number" if key in ("hours", "days", "seconds") else "text")
            if metric_id == WITHIN and key == "metric":
                timed = [(name, lang_text(each.title)) for name, each in catalogue.items() if each.unit is Unit.SECONDS]
                part = Choice(tuple(timed), _("choose"), "refresh")
            elif values and isinstance(values[0], Mapping):
                part = Numbers(hint=_("manager: 50, peer: 30, partner: 20"))
            elif len(values) > 1:
                part = Choice(tuple((str(each), str(each)) for each in values))
            found[key] = (PARAMS.get(key, key), part)
        return found | {key: (PARAMS.get(key, key), Choice(FLAGS)) for key in metric.optional_params}

    return parts


def indicator(value: Mapping[str, Any]) -> Named:
    """Every field of an indicator but its weight, which stands in the table of weights."""
    return {
        "id": (_("id"), Line("id")),
        "title": (_("title"), Bilingual()),
        **question(value),
        "weight": (_("weight"), Elsewhere()),
        "target": (_("target"), TARGET),
        "rule": (_("scoring rule"), RulePart()),
        "min_cases": (_("fewest cases"), Line("number")),
        "missing": (_("without enough cases"), Choice(MISSING)),
        "goal": (_("goal it serves"), Line("id")),
        "guards": (_("guarded by"), Names(hint=_("ids, with commas between"))),
        **({"fatal_is_zero": (FATAL, Choice(FLAGS))} if value.get("fatal_is_zero") else {}),
        "definition": (_("definition in your words"), Bilingual("long")),
        "scoring": (_("scoring standard in your words"), Bilingual("long")),
        "alternative": (_("rule also printed, never scored"), RulePart()),
    }


def weighted(value: Mapping[str, Any]) -> Named:
    """The same with the weight beside, for annual indicators and bonus items."""
    return {**indicator(value), "weight": (_("weight"), Line("number"))}


def heading(value: Mapping[str, Any]) -> tuple[str, str]:
    """The line of a folded indicator: its title, and what it measures."""
    titled = value.get("title")
    metric = bridge.catalogue().get(str(value.get("metric")))
    title = lang_text(titled) if titled else lang_text(metric.title) if metric else ""
    return title or str(value.get("id") or ""), str(value.get("id") or "")


def indicators(parts: Any, add: Words) -> Rows:
    """Indicators as rows that fold."""
    return Rows(Group(parts, "indicator", True, heading), "indicators", add)
