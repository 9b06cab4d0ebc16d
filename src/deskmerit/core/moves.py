"""What would move a total most: the next better value of each line and the points it gains, by the rules, exactly.

Nothing is estimated: a move is found with the rule that scored, on the grid of displayed values.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.facts import Place
from deskmerit.core.metric import Kind, MeasureSpec
from deskmerit.core.number import divide_half_up
from deskmerit.core.plan import Grade, Indicator, Plan, Target
from deskmerit.core.rules import Bands, Count, Linear, Rating, Ratio, Rule, edges
from deskmerit.core.rules.ratio import Inverse
from deskmerit.core.score_lines import rounded
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status

NEVER: dict[str, str] = {
    "survey_response_rate": "asking only who will be kind raises it",
    "transfer_rate": "keeping what somebody else should solve lowers it",
    "escalation_rate": "keeping what needs escalating lowers it",
    "reopen_rate": "keeping customers from coming back lowers it",
    "resolution_time": "closing before it is solved lowers it",
    "handle_time": "hurrying the customer lowers it",
    "talk_time": "hurrying the customer lowers it",
    "hold_time": "hurrying the customer lowers it",
    "wrap_time": "leaving out the notes lowers it",
    "tickets_handled": "touching many tickets raises it",
    "tickets_solved": "closing early, and once more, raises it",
}
"""Measures for which no move is ever proposed, and what chasing them would do."""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Move:
    """One better value of a line and what it gains.

    `gain` is in points of the line's score; `share` the part that its posting has in the total (1 for who has one).
    `is_next`: the nearest value that scores more. `is_full`: the nearest that scores the most there is to reach, full
    marks if the rule gives them. `cases_needed`: of a share the cases that must turn from failing to meeting at the
    present count, of a count those that are missing; None where cases can't tell.
    """

    indicator: str
    place: Place
    from_value: Decimal
    to_value: Decimal
    gain: Decimal
    cases_needed: int | None
    is_next: bool
    is_full: bool
    share: Fraction = Fraction(1)


def moves(card: Scorecard, plans: dict[str, Plan]) -> list[Move]:
    """The moves of every line below full marks, by what they add to the total, most first. `plans` by id.

    Left out are lines that a veto set, missing ones, guards, bonus items, and the measures in `NEVER`.
    """
    found: list[Move] = []
    for place, plan, dimensions, share in _parts(card, plans):
        set_to = {veto.sets for veto in plan.vetoes if veto.id in card.vetoes}
        if "total" not in set_to:
            for dimension in dimensions:
                if f"dimension:{dimension.id}" not in set_to:
                    found += _of_dimension(dimension, dimensions, plan, place, share)
    return sorted(found, key=lambda each: (-Fraction(each.gain) * each.share, each.indicator, each.place, each.is_full))


def distance(total: Decimal, grades: Sequence[Grade]) -> tuple[str, Decimal] | None:
    """The next better grade by band, and the points missing to it; None at the top.

    >>> ladder = [Grade("S", {}, from_=Decimal(90)), Grade("A", {}, from_=Decimal(80)), Grade("B", {})]
    >>> distance(Decimal("78.50"), ladder), distance(Decimal(90), ladder)
    (('A', Decimal('1.50')), None)
    """
    above = [(grade.from_, grade.id) for grade in grades if grade.from_ is not None and grade.from_ > total]
    if not above:
        return None
    start, name = min(above)
    return name, start - total


def proposes(spec: MeasureSpec) -> bool:
    """Whether moves are proposed for a measure at all.

    >>> proposes(MeasureSpec("within_target", '{"metric":"handle_time","seconds":300}'))
    False
    """
    within = json.loads(spec.params).get("metric") if spec.metric == "within_target" else None
    return spec.metric not in NEVER and within not in NEVER


def _parts(
    card: Scorecard, plans: dict[str, Plan]
) -> Iterator[tuple[Place, Plan, tuple[DimensionScore, ...], Fraction]]:
    if not card.parts:
        yield card.place, plans[card.plan], card.dimensions, Fraction(1)
        return
    counted = [part for part in card.parts if part.total is not None]
    days = sum(part.active_days for part in counted)
    for part in counted:
        share = Fraction(part.active_days, days) if days else Fraction(1, len(counted))
        yield part.place, plans[part.plan], part.dimensions, share


def _of_dimension(
    dimension: DimensionScore, every: Sequence[DimensionScore], plan: Plan, place: Place, share: Fraction
) -> Iterator[Move]:
    indicators = {each.id: each for each in (*plan.indicators(), *plan.annual.indicators)}
    for line in dimension.indicators:
        indicator = indicators.get(line.id)
        open_ = line.status is Status.SCORED and line.score is not None and not line.note.startswith("veto:")
        if indicator is not None and open_ and proposes(indicator.spec):
            yield from of_line(line, indicator, place, effective(line, every), plan.scoring.places, share)


def of_line(
    line: IndicatorScore,
    indicator: Indicator,
    place: Place = NOWHERE,
    weight: Fraction | None = None,
    places: int = 2,
    share: Fraction = Fraction(1),
) -> list[Move]:
    """The nearest move and the one to full marks of a scored line; `weight`: the exact one in force, if known."""
    if line.actual is None or line.score is None:
        return []
    rule = _Scored(line, indicator, Fraction(line.weight) if weight is None else weight, places)
    if line.score >= rounded(rule.weight, places):
        return []
    found: list[Move] = []
    for way in rule.ways():
        steps = rule.better(way)
        for at, value in enumerate(dict.fromkeys(steps)):
            gain, needed = rule.score(value) - line.score, _cases(line, indicator, rule.shown(value))
            if gain > 0:
                found.append(
                    Move(
                        *(line.id, place, line.actual, rule.shown(value), gain, needed),
                        *(at == 0, value == steps[-1], share),
                    )
                )
    return found


def effective(line: IndicatorScore, dimensions: Sequence[DimensionScore]) -> Fraction:
    """The exact weight in force: a scorecard shows one that doesn't end with six decimals, a score needs all of them.

    Weights are spread in proportion: first within the dimension, then over the plan (semantics §4).
    """
    own = next(each for each in dimensions if line in each.indicators)
    freed = {each.id: sum((_freed(one) for one in each.indicators), Fraction(0)) for each in dimensions}
    held = {each.id: sum((_held(one) for one in each.indicators), Fraction(0)) for each in dimensions}
    grown = {id_: held[id_] + freed[id_] if held[id_] else Fraction(0) for id_ in held}
    homeless = sum((freed[id_] for id_ in held if not held[id_]), Fraction(0))
    whole = sum(grown.values(), Fraction(0))
    weight = Fraction(line.base_weight) * grown[own.id] / held[own.id]
    return weight * (1 + homeless / whole)


def _freed(line: IndicatorScore) -> Fraction:
    return Fraction(line.base_weight) if line.status is Status.REWEIGHTED else Fraction(0)


def _held(line: IndicatorScore) -> Fraction:
    return Fraction(line.base_weight) if line.status is Status.SCORED else Fraction(0)


class _Scored:
    """A line's rule on the grid of displayed values, which are counted in units of the last digit."""

    def __init__(self, line: IndicatorScore, indicator: Indicator, weight: Fraction, places: int) -> None:
        assert line.actual is not None
        self.indicator, self.rule, self.weight, self.places = indicator, indicator.rule, weight, places
        self.digits = 0 if indicator.metric.kind is Kind.COUNT else indicator.metric.digits
        self.base, self.scale = Fraction(line.points_base), line.scale
        self.target = target_in_force(indicator, line)
        self.now = int(line.actual.scaleb(self.digits))
        self.known: dict[int, Decimal] = {}

    def shown(self, units: int) -> Decimal:
        """The displayed value of so many units."""
        return divide_half_up(units, 10**self.digits, self.digits)

    def score(self, units: int) -> Decimal:
        """The rounded score of a displayed value, as scoring makes it."""
        if units not in self.known:
            exact = self.rule.exact(Fraction(units, 10**self.digits), self.target, self.base, self.scale)
            self.known[units] = rounded(exact * self.weight / self.base, self.places)
        return self.known[units]

    def ways(self) -> list[int]:
        """The directions in which the value gets better, as far as target and rule tell."""
        target, rule, actual = self.target, self.rule, Fraction(self.now, 10**self.digits)
        if isinstance(rule, Rating):
            return [1 if rule.max > rule.min else -1]
        if isinstance(rule, Count):
            return [1 if rule.points_ > 0 else -1]
        if isinstance(rule, Linear) and rule.target is not None:
            return [1 if rule.target > rule.zero else -1]
        if target is not None and target.is_range:
            assert target.at_least is not None
            return [1 if actual < target.at_least else -1]
        if isinstance(rule, Bands):
            return [-1 if rule.lower_is_better(target) else 1]
        if target is None:
            return []
        printed = isinstance(rule, Ratio) and rule.inverse is Inverse.AS_PRINTED
        return [-1 if target.lower_is_better or printed else 1]

    def better(self, way: int) -> list[int]:
        """The nearest value that scores more, and the nearest that scores the most; empty where none does."""
        stops = list(self._stops(way))
        if not stops:
            return []
        most = min(max(self.score(stop) for stop in stops), rounded(self.weight, self.places))
        now = self.score(self.now)
        if most <= now:
            return []
        return [
            self._first(way, stops, lambda score: score > now),
            self._first(way, stops, lambda score: score >= most),
        ]

    def _stops(self, way: int) -> Iterator[int]:
        """Grid values on the way at which the points may bend or jump, with their neighbours: monotone in between."""
        unit, far = Fraction(1, 10**self.digits), self._far(way)
        low, high = sorted((self.now * unit, far))
        found = {self.now + way}
        for edge in edges(self.rule, self.target, _decimal(self.base), _decimal(low), _decimal(high), self.scale):
            below = edge / unit // 1
            found.update(int(below) + off for off in (-1, 0, 1, 2))
        last = int(far / unit // 1)
        kept = (at for at in found if (at - self.now) * way > 0 and (last - at) * way >= 0)
        yield from sorted(kept, key=lambda at: at * way)

    def _far(self, way: int) -> Fraction:
        """The best value there can be that way: the metric's own end, else well past everything that the plan names."""
        metric, actual = self.indicator.metric, Fraction(self.now, 10**self.digits)
        end = metric.highest if way > 0 else metric.lowest
        if end is not None:
            return Fraction(end)
        if way < 0:
            return min(Fraction(0), actual)
        named = [actual, *(Fraction(each) for each in _ends(self.target)), *_anchors(self.rule, self.scale)]
        return 2 * max(abs(each) for each in named) + 10

    def _first(self, way: int, stops: Sequence[int], wanted: Callable[[Decimal], bool]) -> int:
        """The first value on the way whose score is wanted, by halves between the stops."""
        before = self.now
        for stop in stops:
            if wanted(self.score(stop)):
                low, high = before, stop  # low isn't wanted, high is; between two stops the points only rise
                while abs(high - low) > 1:
                    middle = (low + high) // 2
                    low, high = (low, middle) if wanted(self.score(middle)) else (middle, high)
                return high
            before = stop
        return stops[-1]


def target_in_force(indicator: Indicator, line: IndicatorScore) -> Target | None:
    """The target in force: the plan's, with the ends that the line was scored against."""
    target = indicator.target
    if target is None or line.target is None:
        return target
    if target.is_range:
        return Target(at_least=line.target, at_most=line.target_high)
    return Target(at_most=line.target) if target.lower_is_better else Target(at_least=line.target)


def _ends(target: Target | None) -> list[Decimal]:
    return [] if target is None else [end for end in (target.at_least, target.at_most) if end is not None]


def _anchors(rule: Rule, scale: Fraction) -> list[Fraction]:
    """The values that a rule itself names."""
    named: list[Decimal | None] = []
    if isinstance(rule, Bands):
        named = [end for band in rule.bands for end in (band.low, band.high)]
    elif isinstance(rule, Linear):
        named = [rule.zero, rule.target, rule.stretch]
    elif isinstance(rule, Rating):
        named = [rule.min, rule.max]
    return [Fraction(each) * max(scale, Fraction(1)) for each in named if each is not None]


def _cases(line: IndicatorScore, indicator: Indicator, to: Decimal) -> int | None:
    """How many cases must turn: the fewest whose turning shows the value, or a better one."""
    metric, top, below = indicator.metric, line.numerator, line.denominator
    if line.actual is None or line.supplied or top is None:
        return None
    if metric.kind is Kind.COUNT:
        return int(abs(to - line.actual))
    if metric.kind is not Kind.SHARE or not below or line.cases != below:
        return None
    way = 1 if to > line.actual else -1
    low, high = 0, below - top if way > 0 else top  # turning none isn't enough; turning all that can be may be
    if not _shows(indicator, top + way * high, below, to, way):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _shows(indicator, top + way * middle, below, to, way) else (middle, high)
    return high


def _shows(indicator: Indicator, top: int, below: int, to: Decimal, way: int) -> bool:
    value = indicator.metric.value(top, below)
    return value is not None and (value - to) * way >= 0


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
