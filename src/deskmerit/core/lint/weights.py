"""Weights: every set sums to 100 and names the plan's indicators, no more, no less."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.lint.base import BASE, Weights, finding, heaviest, lines, weight_sets
from deskmerit.core.metric import Fit, Metric
from deskmerit.core.number import HUNDRED, ONE, ZERO, plain
from deskmerit.core.plan import Annual, Plan

TWICE = HUNDRED * HUNDRED


def sums(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each weight set sums to 100 points."""
    base = {one.id: one.weight for one in plan.indicators()}
    for found in weight_sets(plan):
        total = sum(found.weights.values(), ZERO)
        if total in (ONE, TWICE):
            yield _scaled(found, total)
        elif total != HUNDRED:
            yield _not_100(found, total, base)


def year(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The year's total is a whole: the quarters' share and its own indicators sum to 100."""
    annual = plan.annual
    if annual == Annual() and annual.where == Where():
        return  # the plan says nothing about the year
    own = sum((one.weight for one in annual.indicators), ZERO)
    total = annual.quarters + own
    if total != HUNDRED:
        params = {"quarters": plain(annual.quarters), "own": plain(own), "sum": plain(total)}
        params["mended"] = plain(HUNDRED - own)
        yield finding(Level.ERROR, "annual-not-100", annual.where, "annual", params)


def _scaled(found: Weights, total: Decimal) -> Issue:
    """Weights as fractions, or multiplied by 100 twice: 97/98 × 10 × 100 is 989.8 points."""
    name, weight = max(found.weights.items(), key=lambda pair: pair[1])
    params = {"set": found.name, "sum": plain(total), "indicator": name, "weight": plain(weight)}
    params["mended"] = plain(weight * HUNDRED / total)
    return finding(Level.ERROR, "weights-scaled", found.where, found.path, params)


def _not_100(found: Weights, total: Decimal, base: Mapping[str, Decimal]) -> Issue:
    """Says which indicator changed against the base and which other one could make room."""
    moved = _most_moved(found, base, total)
    other = _counterweight(found, moved) or moved
    now = found.weights.get(other, ZERO)
    case = ("over" if total > HUNDRED else "under") + ("-base" if found.name == BASE else "")
    params = {"case": case, "set": found.name, "sum": plain(total), "gap": plain(abs(total - HUNDRED))}
    params |= {"indicator": moved, "was": plain(base.get(moved, ZERO)), "now": plain(found.weights.get(moved, ZERO))}
    params |= {"other": other, "other_now": plain(now), "mended": plain(max(now - (total - HUNDRED), ZERO))}
    return finding(Level.ERROR, "weights-not-100", found.where, found.path, params)


def _most_moved(found: Weights, base: Mapping[str, Decimal], total: Decimal) -> str:
    """The indicator that moved furthest from the base in the direction of the gap; in the base, the heaviest."""
    sign = 1 if total > HUNDRED else -1
    moved = {name: sign * (weight - base.get(name, ZERO)) for name, weight in found.weights.items()}
    return max(moved, key=lambda name: (moved[name], found.weights[name]), default="")


def _counterweight(found: Weights, moved: str) -> str:
    """The heaviest other indicator."""
    others = {name: weight for name, weight in found.weights.items() if name != moved}
    return max(others, key=lambda name: others[name], default="")


def names(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A set names only indicators of the plan, and every one that has a base weight (one left out weighs 0)."""
    base = {one.id: one.weight for one in plan.indicators()}
    for found in weight_sets(plan)[1:]:
        for name in found.weights:
            if name not in base:
                params = {"set": found.name, "indicator": name, "known": ", ".join(base)}
                yield finding(Level.ERROR, "weight-unknown-indicator", found.where, f"{found.path}.{name}", params)
        for name, weight in base.items():
            if weight > 0 and name not in found.weights:
                params = {"set": found.name, "indicator": name, "weight": plain(weight)}
                yield finding(Level.WARNING, "weight-missing-indicator", found.where, found.path, params)


def unused(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """An indicator of weight 0 in every set that guards nothing is measured for nobody."""
    guards = {name for line in lines(plan) for name in line.indicator.guards}
    for line in lines(plan):
        indicator = line.indicator
        if line.part == "bonus" or indicator.metric.fit is Fit.GUARD or indicator.id in guards:
            continue
        if heaviest(plan, indicator) == 0:
            yield line.finding(Level.WARNING, "indicator-unscored", "weight", metric=indicator.metric.id)


def empty(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each dimension has an indicator."""
    for dimension in plan.dimensions:
        if not dimension.indicators:
            path = f"dimensions.{dimension.id}"
            yield finding(Level.ERROR, "dimension-empty", dimension.where, path, {"dimension": dimension.id})
