"""Awards: coefficients that follow the grades, no cliff in money, a budget that holds."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding
from deskmerit.core.metric import Metric
from deskmerit.core.number import HUNDRED, ONE, ZERO, plain
from deskmerit.core.plan import Award, Plan

NOT_RATED = "not_rated"
CENT = Decimal("0.01")
CLIFF = Decimal("0.4")
"""More than 40 per cent of the base for one hundredth of a point is a cliff."""


def _money(plan: Plan) -> Iterator[Award]:
    return (award for award in plan.awards if award.kind in ("pay", "pool"))


def _at(award: Award, level: Level, code: str, leaf: str, **params: object) -> Issue:
    return finding(level, code, award.where, f"awards.{award.id}.{leaf}", {"award": award.id, **params})


def coefficients(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each grade, and `not_rated`, has a coefficient."""
    known = [grade.id for grade in plan.grades]
    for award in _money(plan):
        for name in known:
            if name not in award.coefficients:
                yield _at(award, Level.ERROR, "coefficient-missing", "coefficients", grade=name)
        if NOT_RATED not in award.coefficients:
            yield _at(award, Level.ERROR, "coefficient-not-rated-missing", "coefficients")


def _steps(plan: Plan, award: Award) -> Iterator[tuple[str, Decimal, str, Decimal]]:
    """Neighbouring grades, better first, with their coefficients."""
    found = [(grade.id, award.coefficients[grade.id]) for grade in plan.grades if grade.id in award.coefficients]
    for (better, high), (worse, low) in itertools.pairwise(found):
        yield better, high, worse, low


def order(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A better grade never has the smaller coefficient, and team factors fall with the team's total."""
    for award in _money(plan):
        for better, high, worse, low in _steps(plan, award):
            if low > high:
                params = {"better": better, "high": plain(high), "worse": worse, "low": plain(low)}
                yield _at(award, Level.ERROR, "coefficient-order", "coefficients", **params)
        for (above, high), (below, low) in zip(award.team_factors, award.team_factors[1:], strict=False):
            if below >= above or low > high:
                params = {"above": plain(above), "high": plain(high), "below": plain(below), "low": plain(low)}
                yield _at(award, Level.ERROR, "team-factor-order", "team_factors", **params)


def cliffs(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """One hundredth of a point, at the edge of a grade or of a team factor, never moves more than 40 % of the base."""
    for award in _money(plan):
        edges = {grade.id: grade.from_ for grade in plan.grades}
        factor = max([ONE, *(factor for _, factor in award.team_factors)])
        for better, high, worse, low in _steps(plan, award):
            edge = edges[better]
            if (high - low) * factor > CLIFF and edge is not None:
                params = {"edge": plain(edge), "better": better, "worse": worse, "high": plain(high * factor)}
                yield _cliff(award, "coefficients", (high - low) * factor, params | {"low": plain(low * factor)})
        best = max([ONE, *award.coefficients.values()])
        for (above, high), (_, low) in zip(award.team_factors, award.team_factors[1:], strict=False):
            if (high - low) * best > CLIFF:
                params = {"edge": plain(above), "better": f"×{plain(high)}", "worse": f"×{plain(low)}"}
                params |= {"high": plain(high * best), "low": plain(low * best)}
                yield _cliff(award, "team_factors", (high - low) * best, params)


def _cliff(award: Award, leaf: str, lost: Decimal, params: Mapping[str, object]) -> Issue:
    return _at(award, Level.WARNING, "money-cliff", leaf, percent=plain(lost * HUNDRED), **params)


def amounts(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Nothing pays less than nothing."""
    for award in plan.awards:
        given = {f"coefficients.{name}": value for name, value in award.coefficients.items()}
        given |= {"team_factors": min((factor for _, factor in award.team_factors), default=ONE)}
        given |= {name: value for name, value in (("budget", award.budget), ("amount", award.amount)) if value}
        for name, value in given.items():
            if value < 0:
                yield _at(award, Level.ERROR, "pay-negative", name, key=name, value=plain(value))


def budgets(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A stated budget says what happens when it would be exceeded; pay without one has no known cost."""
    for award in plan.awards:
        if award.kind == "pay" and award.budget is None:
            yield _at(award, Level.NOTE, "award-without-budget", "budget", top=plain(_top(award)))
        elif award.kind == "pay" and award.over_budget not in ("scale", "stop"):
            budget, top = award.budget or ZERO, _top(award)
            params = {"budget": plain(budget), "thousand": plain(top * 1000), "currency": plan.currency}
            params["bases"] = plain((budget / top).quantize(CENT, ROUND_FLOOR)) if top > 0 else "∞"
            yield _at(award, Level.WARNING, "budget-can-be-exceeded", "over_budget", **params)


def _top(award: Award) -> Decimal:
    """The most an award can pay of one base."""
    factors = [factor for _, factor in award.team_factors]
    return max(award.coefficients.values(), default=ONE) * max([ONE, *factors])
