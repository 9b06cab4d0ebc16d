"""Grade bands on the rounded total: every total in exactly one grade, every grade within reach.

A total has `scoring.places` decimals, so the totals are counted in units of the last one: nothing is sampled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import finding
from deskmerit.core.lint.reach import every_total, total_range
from deskmerit.core.metric import Metric
from deskmerit.core.number import HUNDRED, ZERO
from deskmerit.core.plan import Grade, Plan

RESERVED = ("not_rated", "ungraded")
LIMIT = 10**9
"""Stands for no end of a band, in units."""


@dataclass(frozen=True, slots=True)
class Band:
    """A grade's totals `[low, high]` in units of the last decimal, both included; None is no end."""

    grade: Grade
    low: int | None
    high: int | None

    def starts(self, first: int) -> int:
        """The lowest unit, `first` where the band has no lower end."""
        return first if self.low is None else self.low

    def ends(self, last: int) -> int:
        """The highest unit, `last` where the band has no upper end."""
        return last if self.high is None else self.high


def bands(plan: Plan) -> list[Band]:
    """The bands as the plan states them: without an upper end, a grade reaches up to the next better one.

    >>> from deskmerit.core.plan import Plan
    >>> two = (Grade("S", {}, from_=Decimal(90)), Grade("A", {}, from_=Decimal(80), to=Decimal(89)))
    >>> [(band.low, band.high) for band in bands(Plan("p", {}, (), two))]
    [(9000, None), (8000, 8900)]
    """
    places, found, above = plan.scoring.places, list[Band](), None
    for grade in plan.grades:
        low = None if grade.from_ is None else units(grade.from_, places, ROUND_CEILING)
        found.append(Band(grade, low, _upper(grade, above, places)))
        above = low if low is not None else above
    return found


def _upper(grade: Grade, above: int | None, places: int) -> int | None:
    if grade.to is not None:
        return units(grade.to, places, ROUND_FLOOR)
    if grade.below is not None:
        return units(grade.below, places, ROUND_CEILING) - 1
    return None if above is None else above - 1


def units(value: Decimal, places: int, rounding: str) -> int:
    """A total in units of its last decimal; one between two units goes up or down by `rounding`."""
    with localcontext(prec=50):
        return int(value.scaleb(places).to_integral_value(rounding=rounding))


def shown(unit: int, places: int) -> str:
    """A total in units as it prints.

    >>> shown(8950, 2)
    '89.50'
    """
    return f"{Decimal(unit).scaleb(-places):f}"


def order(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Grades stand best first, and only the last one is without a lower end."""
    for better, worse in zip(plan.grades, plan.grades[1:], strict=False):
        if better.from_ is None:
            params = {"grade": better.id, "next": worse.id}
            yield finding(Level.ERROR, "grade-without-from", better.where, f"grades.{better.id}", params)
        elif worse.from_ is not None and worse.from_ >= better.from_:
            params = {"grade": worse.id, "from": f"{worse.from_:f}", "before": better.id}
            params["before_from"] = f"{better.from_:f}"
            yield finding(Level.ERROR, "grade-order", worse.where, f"grades.{worse.id}.from", params)


def overlaps(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """No total is in two grades."""
    found, places = bands(plan), plan.scoring.places
    for place, band in enumerate(found):
        for other in found[place + 1 :]:
            low = max(band.starts(-LIMIT), other.starts(-LIMIT))
            high = min(band.ends(LIMIT), other.ends(LIMIT))
            if low <= high:
                params = {"grade": band.grade.id, "other": other.grade.id, "n": high - low + 1}
                params |= {"from": shown(low, places), "to": shown(high, places)}
                yield finding(Level.ERROR, "grade-overlap", other.grade.where, f"grades.{other.grade.id}", params)


@dataclass(frozen=True, slots=True)
class Hole:
    """Totals `[low, high]` in units that no grade holds, between `above` and `below` ("" at an end)."""

    low: int
    high: int
    below: str
    above: str

    @property
    def n(self) -> int:
        """How many totals it holds."""
        return self.high - self.low + 1


def holes(plan: Plan) -> list[Hole]:
    """The totals in no grade, from 0 to 100 and as far beyond as the plan's rules reach."""
    places = plan.scoring.places
    low, high = total_range(plan)
    edge = units(min(low if low is not None else ZERO, ZERO), places, ROUND_FLOOR)
    last = units(max(high if high is not None else HUNDRED, HUNDRED), places, ROUND_CEILING)
    found, under = list[Hole](), ""
    for band in sorted(bands(plan), key=lambda one: one.starts(edge)):
        start = band.starts(edge)
        if start > edge and edge <= last:
            found.append(Hole(edge, min(start - 1, last), under, band.grade.id))
        edge, under = max(edge, band.ends(last) + 1), band.grade.id
    if edge <= last:
        found.append(Hole(edge, last, under, ""))
    return found


def gaps(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Each hole between two grades, and how many totals have no grade in all."""
    places = plan.scoring.places
    if not plan.grades:
        yield finding(Level.WARNING, "grades-missing", plan.where, "grades")
        return
    found = holes(plan)
    for hole in found:
        params: dict[str, object] = {"n": hole.n, "from": shown(hole.low, places), "to": shown(hole.high, places)}
        params |= {"below": hole.below or "-", "above": hole.above or "-", "first": plan.grades[0].id}
        params |= {"last": plan.grades[-1].id, "case": _kind(hole)}
        yield finding(Level.ERROR, "grade-hole", plan.grades[0].where, "grades", params)
    if found:
        middles = ", ".join(shown((hole.low + hole.high + 1) // 2, places) for hole in reversed(found))
        params = {"n": sum(hole.n for hole in found), "places": places, "examples": middles}
        yield finding(Level.ERROR, "totals-ungraded", plan.grades[0].where, "grades", params)


def _kind(hole: Hole) -> str:
    if not hole.below:
        return "bottom"
    return "between" if hole.above else "top"


def reachable(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Some total earns each grade: its band isn't empty, and the rules reach into it."""
    (low, high), every, places = total_range(plan), every_total(plan), plan.scoring.places
    for band in bands(plan):
        first, last = band.starts(-LIMIT), band.ends(LIMIT)
        params: dict[str, object] = {"grade": band.grade.id, "from": shown(first, places), "to": shown(last, places)}
        if first > last:
            params["case"] = "empty"
        elif high is not None and first > units(high, places, ROUND_FLOOR):
            params |= {"case": "above", "best": f"{high:f}"}
        elif low is not None and last < units(low, places, ROUND_CEILING):
            params |= {"case": "below", "worst": f"{low:f}"}
        elif every is not None and not any(first <= total <= last for total in every):
            params |= {"case": "between"}
        else:
            continue
        path = f"grades.{band.grade.id}"
        yield finding(Level.WARNING, "grade-unreachable", band.grade.where, path, params)


def reserved(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """No grade takes the name of a state."""
    for grade in plan.grades:
        if grade.id in RESERVED:
            yield finding(Level.ERROR, "grade-reserved", grade.where, f"grades.{grade.id}", {"grade": grade.id})
