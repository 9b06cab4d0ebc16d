"""Scoring rules: full marks at the target, never fewer points for better work, a floor that can be reached.

The alternative rules that a plan prints beside its own are proved like those it scores by.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import Line, said, scored
from deskmerit.core.lint.shape import Shape, shape
from deskmerit.core.lint.span import FAR
from deskmerit.core.metric import Kind, Metric
from deskmerit.core.number import HUNDRED, ZERO, plain
from deskmerit.core.plan import Plan, Target
from deskmerit.core.rules.base import Rule
from deskmerit.core.rules.deduct import Deduct, Step

RATIO = "ratio"
ELEVEN_TENTHS = Decimal("1.1")
PART = Decimal("0.4")


@dataclass(frozen=True, slots=True)
class Proof:
    """A rule of an indicator with its shape; `leaf` is `rule` or `alternative`."""

    line: Line
    rule: Rule
    leaf: str
    shape: Shape

    def said(self, value: Decimal) -> str:
        """A value in the metric's unit; one without an end is infinite."""
        return "∞" if value == FAR else said(value, self.shape.metric)

    def finding(self, level: Level, code: str, **params: object) -> Issue:
        """A finding at this rule, with the weight and the target."""
        target = self.shape.target
        about = {"weight": plain(self.shape.weight), "target": self.said(self.best_end(target)) if target else "-"}
        return self.line.finding(level, code, self.leaf, rule=self.rule.kind, **(about | params))

    def best_end(self, target: Target) -> Decimal:
        """The target itself; of a range its lower end."""
        return target.value


def proofs(plan: Plan) -> Iterator[Proof]:
    """Every rule that earns points, and every alternative, where it can be computed; bonus items stand apart."""
    for line in scored(plan):
        for leaf, rule in (("rule", line.indicator.rule), ("alternative", line.indicator.alternative)):
            if rule is not None and line.part != "bonus":
                found = shape(line.indicator, rule)
                if found.weight == 0:
                    found = shape(line.indicator, rule, weight=HUNDRED)
                if found.sound:
                    yield Proof(line, rule, leaf, found)


def at_target(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Reaching the target earns the whole weight."""
    for proof in proofs(plan):
        target, weight = proof.shape.target, proof.shape.weight
        if target is None:
            continue
        ends = [end for end in (target.at_least, target.at_most) if end is not None]
        actual = min(ends, key=proof.shape.at)
        points = proof.shape.at(actual)
        if points <= 0 < weight:
            yield proof.finding(Level.ERROR, "zero-at-target", actual=proof.said(actual), points=plain(points))
        elif points < weight:
            yield proof.finding(Level.WARNING, "target-not-full", actual=proof.said(actual), points=plain(points))


def better_is_more(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A better value never earns fewer points: past the target (beating it costs), or anywhere else."""
    for proof in proofs(plan):
        target, seen = proof.shape.target, set[str]()
        for worse, better in proof.shape.falls():
            code = "beating-loses-points" if target is not None and target.met(worse) else "rule-not-monotone"
            if code not in seen:
                params = {"worse": proof.said(worse), "worse_points": plain(proof.shape.points[worse])}
                params |= {"better": proof.said(better), "better_points": plain(proof.shape.points[better])}
                yield proof.finding(Level.ERROR, code, **params)
            seen.add(code)


def above_weight(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """No score is above its weight; a ratio without a cap on a measure without an end has no highest score at all."""
    for proof in proofs(plan):
        actual, points = proof.shape.best
        endless = proof.shape.rises_for_ever
        if points > proof.shape.weight or endless:
            code = "ratio-without-cap" if endless and proof.rule.kind == RATIO else "score-above-weight"
            yield proof.finding(Level.WARNING, code, actual=proof.said(actual), points=plain(points))


def below_floor(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """No score is below 0: an indicator can cost its weight, not more."""
    for proof in proofs(plan):
        if proof.shape.worst[1] < 0:
            actual, points = _below(proof.shape)
            case = "none" if proof.shape.falls_for_ever else "some"
            params = {"actual": proof.said(actual), "points": plain(points), "case": case}
            yield proof.finding(Level.WARNING, "score-below-floor", **params)


def _below(found: Shape) -> tuple[Decimal, Decimal]:
    """The example: the worst value; where there is none, a tenth past the target if that costs points already."""
    if found.falls_for_ever and found.target is not None:
        near = (found.target.value * ELEVEN_TENTHS).to_integral_value(ROUND_CEILING)
        if found.at(near) < 0:
            return near, found.at(near)
    return found.worst


def floor_reached(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The worst value earns the floor: nothing done earns nothing.

    The ratio of a lower-is-better metric comes as near to 0 as it can, and is let pass.
    """
    for proof in proofs(plan):
        found = proof.shape
        if proof.rule.kind == RATIO and found.lower_is_better:
            continue
        actual, points = found.worst
        floor = proof.rule.floor if proof.rule.floor.is_finite() else ZERO
        if points > floor:
            params = {"actual": proof.said(actual), "points": plain(points), "floor": plain(floor)}
            params["case"] = "count" if found.metric.kind is Kind.COUNT and actual == 0 else "worst"
            yield proof.finding(Level.WARNING, "floor-unreachable", **params)


def steps(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """What a part of a step costs is said, where values fall between steps: 32 s is 15, 13 or 14.20 points."""
    for proof in proofs(plan):
        rule, target = proof.rule, proof.shape.target
        if isinstance(rule, Deduct) and rule.step is None and target is not None and rule.per > proof.shape.grid:
            ways = (Step.COMPLETED, Step.STARTED, Step.PROPORTIONAL)
            part = max(rule.per * PART, proof.shape.grid)
            actual = target.value + (part if target.lower_is_better else -part)
            points = {str(way): plain(replace(proof.shape, rule=replace(rule, step=way)).at(actual)) for way in ways}
            yield proof.finding(
                Level.WARNING, "step-unstated", actual=proof.said(actual), per=proof.said(rule.per), **points
            )
