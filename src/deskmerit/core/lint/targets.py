"""Targets and the numbers a rule is written with: there, on the right side, within the metric's range, whole."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import Line, aim, lines, said, scored
from deskmerit.core.lint.shape import MOST_STEPS, shape
from deskmerit.core.lint.span import bounds
from deskmerit.core.metric import Direction, Kind, Metric, Unit
from deskmerit.core.number import HUNDRED, ONE, ZERO, plain
from deskmerit.core.plan import Plan, Target
from deskmerit.core.rules.bands import Bands
from deskmerit.core.rules.base import Rule
from deskmerit.core.rules.deduct import Deduct
from deskmerit.core.rules.simple import Count, Rating


def _rules(line: Line) -> list[Rule]:
    return [rule for rule in (line.indicator.rule, line.indicator.alternative) if rule is not None]


def zero(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A ratio does not divide by a target of 0, nor stays at 0 whatever is done."""
    for line in scored(plan):
        target = line.indicator.target
        ratio = any(rule.kind == "ratio" for rule in _rules(line))
        if ratio and target is not None and ZERO in (target.at_least, target.at_most):
            yield line.finding(Level.ERROR, "ratio-target-zero", "target", weight=plain(line.indicator.weight))


def steps(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A deduction has no more steps than can be told apart, and proved."""
    for line in scored(plan):
        for rule in _rules(line):
            found = shape(line.indicator, rule)
            if isinstance(rule, Deduct) and found.steps > MOST_STEPS:
                target = aim(found.target, line.indicator.metric)
                params: dict[str, object] = {
                    "per": said(rule.per, line.indicator.metric),
                    "steps": found.steps,
                    "most": MOST_STEPS,
                }
                yield line.finding(Level.WARNING, "steps-too-many", "rule.deduct.per", target=target, **params)


def direction(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The target asks for what is better: at most for waiting, at least for satisfaction."""
    for line in lines(plan):
        target, metric = line.indicator.target, line.indicator.metric
        if target is None:
            continue
        if not target.is_range and target.lower_is_better != (metric.direction is Direction.LOWER):
            params = {"metric": metric.id, "target": aim(target, metric), "case": metric.direction.value}
            yield line.finding(Level.ERROR, "target-wrong-side", "target", **params)


def inside(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A target lies where the metric can go; a share is per cent, not a fraction."""
    for line in lines(plan):
        target, metric = line.indicator.target, line.indicator.metric
        if target is None:
            continue
        low, high = bounds(metric)
        for end in (target.at_least, target.at_most):
            if end is None:
                continue
            params = {"target": said(end, metric), "low": said(low, metric)}
            params["high"] = said(high, metric) if high is not None else "∞"
            if end < low or (high is not None and end > high):
                yield line.finding(Level.ERROR, "target-out-of-range", "target", **params)
            elif metric.unit is Unit.PERCENT and metric.direction is Direction.HIGHER and 0 < end <= ONE:
                yield line.finding(
                    Level.WARNING, "target-as-fraction", "target", mended=said(end * HUNDRED, metric), **params
                )


def periods(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A count target is whole in a month and in longer periods, its steps fit, and its rule scales with it."""
    for line in scored(plan):
        target = line.indicator.target
        if line.indicator.metric.kind is not Kind.COUNT or target is None:
            continue
        for end in (target.at_least, target.at_most):
            if end is not None and end != end.to_integral_value():
                params = {"target": plain(end), "month": plain(end // 1), "quarter": plain(end * 3 // 1)}
                params["exact"] = plain(end * 3)
                code = "count-target-not-whole"
                yield line.finding(Level.WARNING, code, "target", **params)
        for rule in _rules(line):
            yield from _count_rule(line, target, rule)


def _count_rule(line: Line, target: Target, rule: Rule) -> Iterable[Issue]:
    if isinstance(rule, Deduct) and rule.per > 0 and target.at_least is not None:
        left = target.at_least % rule.per
        if left:
            params = {"target": plain(target.at_least), "per": plain(rule.per), "left": plain(left)}
            yield line.finding(Level.WARNING, "count-step-uneven", "rule.deduct.per", **params)
    if isinstance(rule, Rating | Count):
        quarter = plain(target.value * 3 // 1)
        yield line.finding(
            Level.WARNING, "count-rule-unscaled", "rule", rule=rule.kind, target=plain(target.value), quarter=quarter
        )


def bands(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The bands of a rule: each displayed value in one of them, each of them within reach.

    Bands without an end on the better side, best first, are read like a staircase and don't overlap.
    """
    for line in scored(plan):
        for rule in _rules(line):
            if isinstance(rule, Bands):
                yield from _bands(line, rule)


def _bands(line: Line, rule: Bands) -> Iterable[Issue]:
    found = shape(line.indicator, rule)
    lower = rule.lower_is_better(found.target)
    used, codes = set[int](), set[str]()
    for value in found.bends:
        holders = [n for n, band in enumerate(rule.bands) if band.holds(Fraction(value), lower, found.scale)]
        used |= set(holders[:1])
        open_ended = all((rule.bands[n].low if lower else rule.bands[n].high) is None for n in holders[:-1])
        code = "band-hole" if not holders else "band-overlap" if len(holders) > 1 and not open_ended else ""
        if code and code not in codes:
            points = ", ".join(plain(rule.bands[n].points_) for n in holders)
            yield line.finding(
                Level.ERROR, code, "rule.bands", actual=said(value, line.indicator.metric), points=points
            )
        codes.add(code)
    for n, band in enumerate(rule.bands):
        if n not in used:
            yield line.finding(
                Level.ERROR,
                "band-shadowed",
                "rule.bands",
                band=n + 1,
                points=plain(band.points_),
                bands=len(rule.bands),
            )
