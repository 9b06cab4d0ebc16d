"""Cliffs: what one unit of a measure can cost in any weight set."""

from collections.abc import Iterable, Mapping

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import BASE, Line, Weights, said, weight_sets
from deskmerit.core.lint.reach import at_weight
from deskmerit.core.lint.rules import proofs
from deskmerit.core.metric import Metric
from deskmerit.core.number import ZERO, plain
from deskmerit.core.plan import Plan
from deskmerit.core.rules.base import Rule, decimal

DEAR = 5
"""Points of the 100 that one unit may cost: more is a cliff."""


def units(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """One second, percentage point, tenth of a rating or piece never costs more than 5 points of the total.

    The base set comes first: a set that only repeats its cliff is not reported again.
    """
    sets = weight_sets(plan)
    for proof in proofs(plan):
        for found in sets if proof.line.part == "dimensions" else [_own(proof.line)]:
            issue = _cliff(proof.line, proof.rule, proof.leaf, found)
            if issue is not None:
                yield issue
                break


def _own(line: Line) -> Weights:
    return Weights(BASE, line.path, {line.id: line.indicator.weight}, line.indicator.where)


def _cliff(line: Line, rule: Rule, leaf: str, found: Weights) -> Issue | None:
    effective = found.weights.get(line.id, ZERO)
    if effective <= 0:
        return None
    shape = at_weight(line.indicator, effective, rule)
    start, end, loss = shape.dearest_unit
    if loss <= DEAR:
        return None
    metric = shape.metric
    params = {"set": found.name, "from": said(start, metric), "to": said(end, metric), "loss": plain(decimal(loss))}
    params |= {"before": plain(shape.at(start)), "after": plain(shape.at(end)), "unit": said(shape.unit, metric)}
    return line.finding(Level.WARNING, "cliff", leaf, rule=rule.kind, weight=plain(effective), most=DEAR, **params)
