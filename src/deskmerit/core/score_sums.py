"""Facts summed over the months of a period, and the displayed value they give."""

import json
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import Kind, MeasureSpec, Metric
from deskmerit.core.number import divide_half_up
from deskmerit.core.period import Period
from deskmerit.core.trace import Note

RATERS = {"peer": 3, "partner": 3}
"""Raters that a relation needs before its mean is used: fewer would identify them (semantics §3)."""

type Parts = dict[str, list[int]]


class Sums:
    """The sums of one person, place and measure over a period. `known`: the number of cases is known.

    `parts` holds [n, numerator, denominator, raters] by relation for a 360° rating, else None.
    """

    __slots__ = ("denominator", "known", "n", "numerator", "parts", "provisional", "supplied")

    def __init__(self) -> None:
        self.n = 0
        self.numerator = 0
        self.denominator = 0
        self.known = True
        self.supplied = False
        self.provisional = 0
        self.parts: Parts | None = None

    def add(self, fact: Fact) -> None:
        """Adds one fact."""
        self.n += fact.n
        self.numerator += fact.numerator
        self.denominator += fact.denominator
        self.provisional += fact.provisional
        if not fact.known_n:
            self.known = False
        if fact.supplied:
            self.supplied = True
        if fact.part:
            parts = self.parts = {} if self.parts is None else self.parts
            part = parts.setdefault(fact.part, [0, 0, 0, 0])
            for at, more in enumerate((fact.n, fact.numerator, fact.denominator, fact.raters)):
                part[at] += more


type Table = dict[tuple[str, Place], dict[int, Sums]]
"""By agent_id and place, then by the index of the measure."""


def sum_up(facts: Iterable[Fact], period: Period, whole: Collection[int] = ()) -> Table:
    """Sums by person and place over the period.

    `whole` are the measures that don't add up over months: only facts labelled with the period itself count for them.

    >>> from deskmerit.core.period import parse_period
    >>> facts = [Fact("a", Place(), 0, month, 1, 5, 1) for month in ("2026-06", "2026-07", "2026-08")]
    >>> sum_up(facts, parse_period("2026-Q3"))["a", Place()][0].numerator
    10
    """
    months, table = {month.label for month in period.months()}, dict[tuple[str, Place], dict[int, Sums]]()
    agent_id, place, own = "", None, dict[int, Sums]()
    for fact in facts:
        if fact.month not in months if fact.spec not in whole else fact.month != period.label:
            continue
        if fact.place is not place or fact.agent_id != agent_id:  # facts come in runs: one look-up for each
            agent_id, place = fact.agent_id, fact.place
            own = table.setdefault((agent_id, place), {})
        sums = own.get(fact.spec)
        if sums is None:
            sums = own[fact.spec] = Sums()
        sums.add(fact)
    return table


def displayed(metric: Metric, spec: MeasureSpec, sums: Sums, note: Note | None = None) -> Decimal | None:
    """The value as it is shown and scored: sums divided once, rounded half-up once; None without a case."""
    if sums.parts is not None:
        return _weighted(metric, spec, sums.parts, note)
    value = metric.value(sums.numerator, sums.denominator)
    if note:
        values = {"metric": metric.id, "n": sums.n if sums.known else None, "supplied": sums.supplied, "value": value}
        sides = {"numerator": sums.numerator, "denominator": sums.denominator, "per_unit": metric.per_unit}
        code = "count-value" if metric.kind is Kind.COUNT else "value" if spec.percentile is None else "percentile"
        note(code, {**values, **sides, "digits": metric.digits, "percent": spec.percentile})
    return value


def by_agent(metric: Metric, at: int, facts: Iterable[Fact], period: Period) -> dict[str, Decimal]:
    """The displayed value of one measure by person, over all places: an attendance rate for awards, for one.

    `at` is the measure's place in the list that `facts` index. Who has no case is left out.
    """
    merged: dict[str, Sums] = {}
    months = {month.label for month in period.months()}
    for fact in facts:
        if fact.spec == at and fact.month in months:
            merged.setdefault(fact.agent_id, Sums()).add(fact)
    values = ((agent_id, displayed(metric, MeasureSpec(metric.id), sums)) for agent_id, sums in sorted(merged.items()))
    return {agent_id: value for agent_id, value in values if value is not None}


def relations(spec: MeasureSpec) -> dict[str, Fraction]:
    """The relation weights of a 360° rating, from the measure's parameters.

    >>> relations(MeasureSpec("peer_rating", '{"relations":{"manager":50,"peer":30}}'))["peer"]
    Fraction(30, 1)
    """
    stated = json.loads(spec.params, parse_float=Decimal).get("relations", {})
    return {relation: Fraction(weight) for relation, weight in stated.items()}


def _weighted(metric: Metric, spec: MeasureSpec, parts: Parts, note: Note | None) -> Decimal | None:
    """The weighted mean of the relations' means; an absent relation's weight is spread over the others."""
    stated = relations(spec)
    present = [
        (relation, part)
        for relation, part in sorted(parts.items())
        if part[2] > 0 and part[3] >= RATERS.get(relation, 1) and stated.get(relation, 0) > 0
    ]
    whole = sum((stated[relation] for relation, _ in present), Fraction(0))
    if not whole:
        return None
    mean, terms = Fraction(0), list[tuple[Fraction, Fraction]]()
    for relation, (n, numerator, denominator, _) in present:
        own = Fraction(numerator, denominator) * metric.per_unit
        mean += own * stated[relation] / whole
        terms.append((own, stated[relation]))
        if note:
            note("relation", {"relation": relation, "n": n, "mean": own, "weight": stated[relation], "of": whole})
    value = divide_half_up(mean.numerator, mean.denominator, metric.digits)
    if note:
        note("relations", {"terms": tuple(terms), "of": whole, "mean": mean, "digits": metric.digits, "value": value})
    return value


def index(specs: Sequence[MeasureSpec]) -> dict[MeasureSpec, int]:
    """The place of each measure in the list that was asked for."""
    return {spec: at for at, spec in enumerate(specs)}
