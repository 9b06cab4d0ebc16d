"""Shares of grades: seats that people can fill, an order that is stated, no quarrel with the bands."""

import itertools
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding
from deskmerit.core.metric import Metric
from deskmerit.core.number import HUNDRED, ZERO, plain
from deskmerit.core.plan import Grade, Plan, ShareMode

MIN_COHORT = 20
"""Below 20 rated people one person is more than 5 per cent (semantics §5)."""


def _sharing(plan: Plan) -> list[Grade]:
    return [grade for grade in plan.grades if grade.share is not None]


def _applied(plan: Plan) -> bool:
    """Whether shares move anybody's grade."""
    return plan.distribution.mode is not ShareMode.BANDS_ONLY and bool(_sharing(plan))


def seats(share: Decimal, people: int) -> int:
    """floor(share × people): the seats of a grade.

    >>> seats(Decimal(5), 10), seats(Decimal(10), 20)
    (0, 2)
    """
    return int((share * people / HUNDRED).to_integral_value(rounding=ROUND_FLOOR))


def too_much(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Shares add up to 100 at most; a cumulative share holds the one before it."""
    found = _sharing(plan)
    total = sum((grade.share for grade in found if grade.share is not None), ZERO)
    if plan.distribution.cumulative is not True and total > HUNDRED:
        params: dict[str, object] = {"sum": plain(total), "shares": _listed(found)}
        yield finding(Level.ERROR, "shares-over-100", plan.distribution.where, "grades", params)
    if plan.distribution.cumulative is True:
        yield from _nested(found)


def _nested(found: list[Grade]) -> Iterable[Issue]:
    for better, worse in itertools.pairwise(found):
        if better.share is not None and worse.share is not None and worse.share < better.share:
            params = {"grade": worse.id, "share": plain(worse.share), "better": better.id}
            params["better_share"] = plain(better.share)
            yield finding(Level.ERROR, "share-cumulative-less", worse.where, f"grades.{worse.id}.share", params)


def _listed(grades: Iterable[Grade]) -> str:
    return " + ".join(f"{grade.id} {plain(grade.share or ZERO)} %" for grade in grades)


def cohort(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each share is at least one person in the smallest cohort it applies to; that cohort is 20 or more."""
    given = [(grade, grade.share, "share") for grade in plan.grades if grade.share is not None and _applied(plan)]
    given += [(grade, grade.watch, "watch") for grade in plan.grades if grade.watch is not None]
    people = _smallest(plan)
    for grade, value, key in given:
        if value is not None and value > 0 and seats(value, people) == 0:
            params: dict[str, object] = {"grade": grade.id, "share": plain(value), "people": people}
            params |= {"exact": plain(value * people / HUNDRED), "needed": _needed(value)}
            yield finding(Level.WARNING, "share-needs-people", grade.where, f"grades.{grade.id}.{key}", params)
    stated = plan.distribution.min_cohort
    if _applied(plan) and stated is None:
        params = {"default": MIN_COHORT}
        yield finding(Level.WARNING, "min-cohort-unstated", plan.distribution.where, "distribution.min_cohort", params)
    if _applied(plan) and stated is not None and stated < MIN_COHORT:
        one = plain((HUNDRED / max(stated, 1)).quantize(Decimal("0.1")))
        params = {"min_cohort": stated, "least": MIN_COHORT, "one": one}
        yield finding(Level.WARNING, "min-cohort-small", plan.distribution.where, "distribution.min_cohort", params)


def _smallest(plan: Plan) -> int:
    """The smallest cohort that shares act on: never below a stated minimum, else the team the plan is made for."""
    stated, size = plan.distribution.min_cohort, plan.distribution.cohort_size
    if stated is None:
        return size if size is not None else MIN_COHORT
    return stated


def _needed(share: Decimal) -> int:
    """The smallest cohort in which a share is a whole person."""
    return int(-(-HUNDRED // share))


def clash(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A grade with a share whose overflow has nowhere to go: the next band is closed above, or rank rules alone.

    The third of 20 with 95 points is not in the first 10 %, and 95 is not between 80 and 89.
    """
    if not _applied(plan):
        return
    people, taken = max(_smallest(plan), MIN_COHORT), 0
    for better, worse in zip(plan.grades, plan.grades[1:], strict=False):
        closed = worse.to if worse.to is not None else worse.below
        forced = plan.distribution.mode is ShareMode.FORCED and better.from_ is not None
        taken += seats(better.share or ZERO, people)
        if better.share is None or (closed is None and not forced):
            continue
        params: dict[str, object] = {"grade": better.id, "share": plain(better.share), "people": people}
        params |= {
            "seats": seats(better.share, people),
            "place": taken + 1,
            "total": _example(plan, better),
            "next": worse.id,
        }
        lower = better if forced else worse
        params |= {"next": worse.id, "from": plain(lower.from_ or ZERO), "to": plain(closed or ZERO)}
        params["case"] = "forced" if forced else "closed"
        yield finding(Level.WARNING, "share-clashes-with-band", better.where, f"grades.{better.id}", params)


def _example(plan: Plan, grade: Grade) -> str:
    """A total in the middle of a band."""
    place = plan.grades.index(grade)
    above = plan.grades[place - 1].from_ if place else HUNDRED
    low = grade.from_ if grade.from_ is not None else ZERO
    return plain((low + (above if above is not None else HUNDRED)) / 2)


def cumulative(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Whether "first 20 %" holds the 10 % before it is stated."""
    found = _sharing(plan)
    if len(found) < 2 or plan.distribution.cumulative is not None:
        return
    first, second = found[0].share or ZERO, found[1].share or ZERO
    params = {"first": found[0].id, "second": found[1].id, "share": plain(second), "together": plain(first + second)}
    yield finding(Level.WARNING, "share-cumulative-unstated", plan.distribution.where, "distribution", params)


def lowest(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """The lowest grade comes from its band alone: a share would give it by rank."""
    if len(plan.grades) > 1 and plan.grades[-1].share is not None:
        grade = plan.grades[-1]
        params = {"grade": grade.id, "share": plain(grade.share or ZERO)}
        yield finding(Level.WARNING, "share-on-lowest-grade", grade.where, f"grades.{grade.id}.share", params)


def forced(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Rank alone is doubted, and must at least have a written reason."""
    if plan.distribution.mode is not ShareMode.FORCED:
        return
    where, shares = plan.distribution.where, _listed(_sharing(plan))
    yield finding(Level.WARNING, "shares-forced", where, "distribution.mode", {"shares": shares})
    if not plan.distribution.reason.strip():
        yield finding(Level.ERROR, "forced-without-reason", where, "distribution.reason")
