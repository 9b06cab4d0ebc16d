"""One indicator of one person: the value, whether there are cases enough, the points at the base weight."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.number import ZERO, divide_half_up, round_half_up
from deskmerit.core.plan import Target
from deskmerit.core.score_items import Item, aim, printed_ends
from deskmerit.core.score_sums import Sums, displayed
from deskmerit.core.scorecard import IndicatorScore, Status
from deskmerit.core.trace import Note

ONE = Fraction(1)
SCALED_AWAY = "target-scaled-to-0"
"""Why a count is missing whose target the days present leave nothing of."""


class Line:
    """An indicator being scored. `points` are exact, at the base weight; `score` is rounded, at the weight in force.

    `covered`: it has cases enough of its own. `why` is the code of what is missing when it hasn't.
    """

    __slots__ = ("actual", "covered", "factor", "item", "points", "score", "status", "sums", "target", "weight", "why")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.sums: Sums | None = None
        self.actual: Decimal | None = None
        self.target: Target | None = item.indicator.target
        self.points: Fraction | None = None
        self.score: Decimal | None = None
        self.covered = False
        self.status = Status.UNCOVERED
        self.weight: Decimal | Fraction = item.weight
        self.why = ""
        self.factor = ONE


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all lines of one person and place: the count factor, the decimals, the tables there are."""

    factor: Fraction
    places: int = 2
    present: Collection[str] | None = None
    key: tuple[int, int] = (1, 1)
    """Numerator and denominator of the factor: quicker to look up by."""

    @classmethod
    def of(cls, factor: Fraction, places: int, present: Collection[str] | None = None) -> "Terms":
        """Terms with their key."""
        return cls(factor, places, present, (factor.numerator, factor.denominator))


def draw(item: Item, sums: Sums | None, terms: Terms, note: Note | None = None) -> Line:
    """The line of an indicator from its sums: value, points, and what is missing."""
    line, metric = Line(item), item.indicator.metric
    if sums is None and item.is_count and (terms.present is None or metric.table in terms.present):
        sums = Sums()
    line.sums = sums
    factor, gone = ONE, False
    if item.is_count:
        factor = line.factor = terms.factor
        line.target, gone = aim(item, factor)
    if sums is None:
        return _lacking(line, "no-cases", note)
    if note or gone:
        return _told(line, sums, factor, gone, terms, note)
    if sums.parts is not None:
        line.actual = displayed(metric, item.indicator.spec, sums)
        if line.actual is not None:
            _from_memo(line, int(line.actual.scaleb(metric.digits)), None, terms)
    else:
        _quick(line, sums, terms)
    return _judged(line, sums, False, None)


def given(item: Item, actual: Decimal | None, terms: Terms, note: Note | None = None) -> Line:
    """The line of an indicator whose displayed value is given: sample unknown, None is missing."""
    line, factor = Line(item), terms.factor if item.is_count else ONE
    line.factor = factor
    line.target, gone = aim(item, factor)
    if actual is None:
        return _lacking(line, "no-cases", note)
    line.actual = actual if item.is_count else round_half_up(actual, item.indicator.metric.digits)
    if gone:
        return _lacking(line, SCALED_AWAY, note)
    line.covered = True
    if item.scored:
        score_actual(line, factor, terms.places, note)
    return line


def _quick(line: Line, sums: Sums, terms: Terms) -> None:
    """The displayed value as an integer of its last digit, and the points remembered for it.

    The same arithmetic as `Metric.value`, kept to integers: a million lines are scored this way.
    """
    item = line.item
    if item.is_count:
        _from_memo(line, sums.numerator, terms.key, terms)
        return
    denominator = sums.denominator
    if denominator <= 0:
        return
    top, below = sums.numerator * item.times, denominator * item.over
    units = (2 * top + below) // (2 * below) if top >= 0 else -((below - 2 * top) // (2 * below))
    _from_memo(line, units, None, terms)


def _from_memo(line: Line, units: int, scaled: tuple[int, int] | None, terms: Terms) -> None:
    """Points by the value in units of its last digit, and for counts (`scaled`) by the factor of their target."""
    item = line.item
    key = units if scaled is None else (units, scaled)
    found = item.memo.get(key)
    if found is None:
        metric = item.indicator.metric
        line.actual = Decimal(units) if item.is_count else divide_half_up(units, 10**metric.digits, metric.digits)
        if item.scored:
            score_actual(line, terms.factor if item.is_count else ONE, terms.places)
        item.memo[key] = (line.actual, line.points or Fraction(0), ZERO if line.score is None else line.score)
    else:
        line.actual, line.points, line.score = found


def score_actual(line: Line, factor: Fraction, places: int, note: Note | None = None) -> None:
    """Points for the line's actual at its base weight, and the score at the weight in force."""
    item = line.item
    assert line.actual is not None
    indicator = item.indicator
    if note:
        target = line.target
        at_most, at_least = (target.at_most, target.at_least) if target else (None, None)
        values = {"rule": indicator.rule.kind, "at_most": at_most, "at_least": at_least, "base": item.base}
        note("rule", {**values, "floor": indicator.rule.floor, "cap": indicator.rule.cap, "actual": line.actual})
    exact = indicator.rule.exact(Fraction(line.actual), line.target, item.base, factor, note)
    weight = Fraction(item.weight)
    scored = exact if weight in (0, item.base) else exact * weight / item.base
    line.points, line.score = exact, rounded(scored, places)


def _told(line: Line, sums: Sums, factor: Fraction, gone: bool, terms: Terms, note: Note | None) -> Line:
    """The same as the quick way, step by step, with every figure told."""
    indicator = line.item.indicator
    line.actual = displayed(indicator.metric, indicator.spec, sums, note)
    if note and line.item.is_count and indicator.target is not None:
        was, now = indicator.target, line.target
        ends = {"at_least": was.at_least, "at_most": was.at_most}
        scaled = {"scaled_at_least": now and now.at_least, "scaled_at_most": now and now.at_most}
        note("count-target", {**ends, "factor": factor, **scaled})
    judged = _judged(line, sums, gone, note)
    if judged.covered and line.item.scored:
        score_actual(line, factor, terms.places, note)
    return judged


def _judged(line: Line, sums: Sums, gone: bool, note: Note | None) -> Line:
    """Whether the line is covered: a value, cases enough, a target that is still there."""
    least = line.item.indicator.min_cases
    if line.actual is None:
        return _lacking(line, "no-cases", note)
    if gone:
        return _lacking(line, SCALED_AWAY, note)
    if least and not line.item.is_count and sums.known and sums.n < least:
        return _lacking(line, "too-few-cases", note)
    line.covered = True
    return line


def _lacking(line: Line, why: str, note: Note | None) -> Line:
    line.why, line.points, line.score = why, None, None
    if note:
        cases = line.sums.n if line.sums is not None else 0
        note(why, {"cases": cases, "min_cases": line.item.indicator.min_cases, "actual": line.actual})
    return line


def rounded(value: Fraction, places: int) -> Decimal:
    """An exact score rounded half-up once."""
    return divide_half_up(value.numerator, value.denominator, places)


def finished(line: Line) -> IndicatorScore:
    """The line as it stands on a scorecard."""
    item, sums, target = line.item, line.sums, line.target
    indicator = item.indicator
    low, high = item.ends if target is indicator.target else printed_ends(target)
    cases = sums.n if sums is not None and sums.known else None
    if sums is None and line.actual is None:
        cases = 0
    return IndicatorScore(
        indicator.id,
        item.dimension,
        indicator.metric.id,
        indicator.metric.unit,
        low,
        line.actual,
        None if sums is None else sums.numerator,
        None if sums is None else sums.denominator,
        cases,
        item.weight,
        shown(line.weight),
        line.score,
        line.status,
        line.why,
        high,
        sums is not None and sums.supplied,
        0 if sums is None else sums.provisional,
        line.factor,
        item.base_points,
    )


def shown(weight: Decimal | Fraction) -> Decimal:
    """A weight for a scorecard: exact where it ends within six decimals, else rounded to them."""
    if isinstance(weight, Decimal):
        return weight
    found = divide_half_up(weight.numerator, weight.denominator, 6)
    return found.normalize() if found % 1 else Decimal(int(found))
