"""The year: a declared mix of the quarters' totals and of indicators of its own."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.grade import NOT_RATED
from deskmerit.core.metric import Direction, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.number import HUNDRED
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.rules import Rating
from deskmerit.core.score_items import SETS, Item, Ready, ready
from deskmerit.core.score_lines import Line, rounded
from deskmerit.core.scorecard import IndicatorScore, Scorecard, Status
from deskmerit.core.trace import Note

QUARTERS = "quarters"
ANNUAL = "annual"
TOTAL = Metric("total", Unit.POINTS, Kind.MEAN, Direction.HIGHER, "")


def annual_items(plan: Plan, months: Fraction, at: Callable[[MeasureSpec], int | None], graded: bool) -> Ready:
    """The year's own items, their weights brought to the part that the mix leaves them.

    They are the annual indicators, and with a `yearly` weight set the plan's indicators too, re-measured for the year.
    """
    stated = plan.period_weights.get(SETS[PeriodKind.YEAR])
    yearly = {} if stated is None else stated.weights
    pairs = [(each, dimension.id) for dimension in plan.dimensions for each in dimension.indicators if stated]
    pairs += [(each, ANNUAL) for each in plan.annual.indicators]
    weights = [yearly.get(each.id, each.weight if dimension == ANNUAL else Decimal(0)) for each, dimension in pairs]
    whole, left = sum(weights, Decimal(0)), HUNDRED - plan.annual.quarters
    made = ready(plan, PeriodKind.YEAR, months, "", at, graded)
    items = tuple(
        _item(each, dimension, weight * left / whole if whole else weight, at)
        for (each, dimension), weight in zip(pairs, weights, strict=True)
    )
    share = plan.annual.quarters if whole else HUNDRED
    return Ready(plan, (_quarters(share), *items), made.bonus, made.vetoes, months, graded)


def _item(indicator: Indicator, dimension: str, weight: Decimal, at: Callable[[MeasureSpec], int | None]) -> Item:
    counts, base = indicator.metric.kind is Kind.COUNT, Fraction(indicator.weight or weight)
    return Item(indicator, dimension, weight, base, at(indicator.spec), counts, bool(weight))


def _quarters(share: Decimal) -> Item:
    """The line of the quarters: its points are the mean of their totals, as a rating from 0 to 100."""
    rule = Rating(Decimal(0), HUNDRED)
    indicator = Indicator(QUARTERS, {}, MeasureSpec(TOTAL.id), TOTAL, None, share, rule)
    return Item(indicator, QUARTERS, share, Fraction(share), None, False, bool(share))


def fill_quarters(
    line: Line,
    agent_id: str,
    quarters: Sequence[Sequence[Scorecard]],
    idle: Mapping[str, str],
    places: int,
    note: Note | None = None,
) -> None:
    """Fills the line of the quarters with the mean of the person's totals, weighted by active days.

    A quarter that is `idle` (label → why), or in which nothing of the person was measured, takes no share; without any
    the line stays missing and its weight goes to the others.
    """
    own = {cards[0].period: next((c for c in cards if c.agent_id == agent_id), None) for cards in quarters if cards}
    out = {label: why for label, card in own.items() if (why := _left_out(card))} | dict(idle)
    found = [card for label, card in sorted(own.items()) if card is not None and label not in out]
    if note:
        _tell(own, out, note)
    if found:
        _fill(line, found, places, note)


def _tell(own: Mapping[str, Scorecard | None], out: Mapping[str, str], note: Note) -> None:
    """Each quarter in turn: its total and days, or why it takes no part."""
    for label in sorted({*own, *out}):
        card = own.get(label)
        if label in out or card is None:
            note("quarter-out", {"quarter": label, "why": out[label]})
        else:
            note("quarter", {"quarter": label, "total": card.total, "days": card.active_days})


def _left_out(card: Scorecard | None) -> str:
    """Why a person's quarter takes no share, "" when it does.

    A quarter that isn't rated and rests on nothing but counts without a case is no quarter of zero points: nothing of
    the person was measured in it.
    """
    if card is None:
        return "no-posting"
    blocks = [part.dimensions for part in card.parts] or [card.dimensions]
    lines = (line for dimensions in blocks for dimension in dimensions for line in dimension.indicators)
    extra = (line for bonus in (card.bonus, *(part.bonus for part in card.parts)) for line in bonus)
    told = any(_tells(line) for line in lines) or any(line.cases for line in extra)
    empty = card.grade == NOT_RATED and not told
    return "no-data" if card.total is None or empty else ""


def _tells(line: IndicatorScore) -> bool:
    """Whether a score rests on a case, a figure, an entry, or on what the plan lets stand in."""
    return line.score is not None and not (line.status is Status.SCORED and line.cases == 0)


def _fill(line: Line, found: Sequence[Scorecard], places: int, note: Note | None) -> None:
    days = [card.active_days for card in found] if any(card.active_days for card in found) else [1] * len(found)
    totals = [Fraction(card.total or 0) for card in found]
    mean = sum((total * day for total, day in zip(totals, days, strict=True)), Fraction(0)) / sum(days)
    line.actual, line.covered = rounded(mean, places), True
    line.points = line.item.base * mean / 100
    line.score = rounded(line.points, places)
    if note:
        by_quarter = tuple((card.period, card.total, day) for card, day in zip(found, days, strict=True))
        note("quarters", {"quarters": by_quarter, "mean": mean, "weight": line.item.weight, "points": line.points})
