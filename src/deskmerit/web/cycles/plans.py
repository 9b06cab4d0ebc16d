"""The plans of a cycle as they are measured: those of its versions; for a small team without shares and 360°."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Dimension, Plan, ShareMode, WeightSet
from deskmerit.core.score_items import SETS, weights
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.plans.queries import plan_of

CONFIDENTIAL = "peer_rating"
CENT = Decimal("0.01")


def plans_of(cycle: Cycle) -> list[Plan]:
    """The plans that measure a cycle, in the order of their documents."""
    found = [plan_of(version) for version in cycle.versions.all()]
    return [small(plan, PeriodKind(cycle.kind), cycle.phase) for plan in found] if cycle.small else found


def small(plan: Plan, kind: PeriodKind, phase: str = "") -> Plan:
    """A plan for a team under ten: its shares are shown and not applied, its 360° indicators are left out.

    Their weight goes to the others of the dimension, else of the plan, in proportion and to two decimals, as if they
    were missing for everybody (docs/decisions/151-small-teams.md). Indicators keep the base weight of their rule.
    """
    told = replace(plan.distribution, mode=ShareMode.BANDS_ONLY)
    gone = {each.id for each in (*plan.indicators(), *plan.annual.indicators) if each.spec.metric == CONFIDENTIAL}
    if not gone:
        return replace(plan, distribution=told)
    chosen = WeightSet("small", spread(plan, weights(plan, kind, phase), gone))
    sets = {SETS.get(kind, ""): chosen}
    return replace(
        plan,
        distribution=told,
        dimensions=tuple(each for each in (_without(one, gone) for one in plan.dimensions) if each.indicators),
        period_weights={**plan.period_weights, **({} if phase else sets)},
        phases={**plan.phases, **({phase: chosen} if phase else {})},
        annual=replace(plan.annual, indicators=tuple(e for e in plan.annual.indicators if e.id not in gone)),
    )


def spread(plan: Plan, held: Mapping[str, Decimal], gone: set[str]) -> dict[str, Decimal]:
    """The weights in force without some indicators; they sum to what they summed to before."""
    exact = {name: Fraction(weight) for name, weight in held.items() if name not in gone}
    homeless = Fraction(0)
    for dimension in plan.dimensions:
        ids = [each.id for each in dimension.indicators]
        freed = sum((Fraction(held.get(name, Decimal(0))) for name in ids if name in gone), Fraction(0))
        homeless += _grow(exact, [name for name in ids if name not in gone], freed)
    _grow(exact, list(exact), homeless)
    return _cents(exact, sum((Fraction(weight) for weight in held.values()), Fraction(0)))


def _grow(exact: dict[str, Fraction], names: list[str], freed: Fraction) -> Fraction:
    """Adds `freed` to the named weights in proportion; what finds no place comes back."""
    whole = sum((exact.get(name, Fraction(0)) for name in names), Fraction(0))
    if not whole:
        return freed
    for name in names:
        if name in exact:
            exact[name] *= 1 + freed / whole
    return Fraction(0)


def _cents(exact: Mapping[str, Fraction], whole: Fraction) -> dict[str, Decimal]:
    """Two decimals by largest remainder, in the order of the plan among equals."""
    found = {
        name: (Decimal(each.numerator) / each.denominator).quantize(CENT, ROUND_DOWN) for name, each in exact.items()
    }
    left = int((whole - sum((Fraction(each) for each in found.values()), Fraction(0))) * 100)
    by_rest = sorted(exact, key=lambda name: Fraction(found[name]) - exact[name])
    for name in by_rest[:left]:
        found[name] += CENT
    return found


def _without(dimension: Dimension, gone: set[str]) -> Dimension:
    kept = (each for each in dimension.indicators if each.id not in gone)
    return replace(
        dimension,
        indicators=tuple(replace(each, guards=tuple(g for g in each.guards if g not in gone)) for each in kept),
    )
