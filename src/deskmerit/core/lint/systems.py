"""One plan, one way of scoring: a rule printed beside another is shown with what it would change."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding, said
from deskmerit.core.lint.shape import Shape, shape
from deskmerit.core.metric import Metric
from deskmerit.core.number import ZERO, plain
from deskmerit.core.plan import Indicator, Plan


def two(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Indicators with an alternative rule: the same person, scored by both, over the same weight."""
    both = [one for one in plan.indicators() if one.alternative is not None]
    for name, given in _people(plan, both):
        parts = [_both(one, given[one.id]) for one in both if one.id in given]
        own, other = sum((part[0] for part in parts), ZERO), sum((part[1] for part in parts), ZERO)
        if own == other:
            continue
        weight = sum((one.weight for one in both if one.id in given), ZERO)
        apart = max(parts, key=lambda part: abs(part[0] - part[1]))
        params: dict[str, object] = {"person": name, "own": plain(own), "other": plain(other), "weight": plain(weight)}
        params |= {"n": len(both), "indicator": apart[2], "one": plain(apart[0]), "two": plain(apart[1])}
        yield finding(Level.ERROR, "two-scoring-systems", plan.where, "dimensions", params)
        return


def _people(plan: Plan, both: list[Indicator]) -> Iterable[tuple[str, Mapping[str, Decimal]]]:
    """The people of the plan's cases, then whoever has the value at which two rules differ most."""
    for case in plan.cases:
        given = {name: value for name, value in case.given.items() if value is not None}
        if any(one.id in given for one in both):
            yield case.name, given
    for one in both:
        values = [value for found in _shapes(one) if found.sound for value in found.bends]
        furthest = max(values, key=lambda value: _apart(one, value), default=None)
        if furthest is not None:
            yield f"{one.id} {said(furthest, one.metric)}", {one.id: furthest}


def _shapes(one: Indicator) -> tuple[Shape, Shape]:
    return shape(one), shape(one, one.alternative)


def _apart(one: Indicator, actual: Decimal) -> Decimal:
    own, other, _ = _both(one, actual)
    return abs(own - other)


def _both(one: Indicator, actual: Decimal) -> tuple[Decimal, Decimal, str]:
    own, other = (found.at(actual) if found.sound else ZERO for found in _shapes(one))
    return own, other, one.id
