"""One posting's part of a scorecard: its lines, dimensions, bonus, vetoes and total."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.number import ZERO
from deskmerit.core.plan import Plan, Veto
from deskmerit.core.score_items import Ready
from deskmerit.core.score_lines import Line, Terms, draw, finished, rounded
from deskmerit.core.score_sums import Sums, Table, displayed
from deskmerit.core.score_weights import LineNote, StandIns, settle, silent
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Part, Status


@dataclass(slots=True)
class Draft:
    """A part before stand-ins: its lines with their points at base weight, the vetoes that hold, its days."""

    agent_id: str
    place: Place
    ready: Ready
    lines: list[Line]
    bonus: list[Line]
    terms: Terms
    days: int = 0
    fired: tuple[Veto, ...] = ()
    note: LineNote = field(default=silent)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished part with what grading needs besides."""

    part: Part
    plan: Plan
    fired: tuple[Veto, ...]
    entry_due: tuple[str, ...]
    min_days: int


def drafted(agent_id: str, place: Place, ready: Ready, table: Table, terms: Terms, days: int, note: LineNote) -> Draft:
    """The draft of one person and place from the summed facts."""

    own = table.get((agent_id, place), {})

    def sums(at: int | None) -> Sums | None:
        return None if at is None else own.get(at)

    if note is silent:
        lines = [draw(item, sums(item.at), terms) for item in ready.items]
        bonus = [draw(item, sums(item.at), terms) for item in ready.bonus]
    else:
        told = [note(item) if item.at is not None else None for item in ready.items]  # the quarters tell their own
        lines = [draw(item, sums(item.at), terms, each) for item, each in zip(ready.items, told, strict=True)]
        bonus = [draw(item, sums(item.at), terms, note(item)) for item in ready.bonus]
    fired = tuple(veto for veto, at in ready.vetoes if _holds(veto, veto.spec, sums(at)))
    return Draft(agent_id, place, ready, lines, bonus, terms, days, fired, note)


def _holds(veto: Veto, spec: MeasureSpec, sums: Sums | None) -> bool:
    """Whether a veto's condition is met; without a case it isn't."""
    if sums is None:
        return False
    value = displayed(veto.metric, spec, sums)
    return value is not None and veto.holds(value)


def made(draft: Draft, stand_ins: StandIns) -> Made:
    """The finished part: stand-ins and reweighting, vetoes on indicators, dimensions and total, the sum."""
    settle(draft.lines, stand_ins, draft.terms, draft.note)
    for line in draft.bonus:
        line.status = Status.SCORED if line.covered else Status.UNCOVERED
    places = draft.terms.places
    by_dimension: dict[str, list[IndicatorScore]] = {}
    for line in draft.lines:
        shown = finished(line)
        own = by_dimension.setdefault(shown.dimension, [])
        own.append(_struck(shown, draft.fired, places) if draft.fired else shown)
    dimensions = tuple([_dimension(id_, lines, draft.fired, places) for id_, lines in by_dimension.items()])
    bonus = tuple(_struck(finished(line), draft.fired, places) for line in draft.bonus)
    covered = sum([line.item.weight for line in draft.lines if line.status is Status.SCORED], ZERO)
    total = _total(dimensions, bonus, draft.fired, places)
    part = Part(draft.place, draft.ready.plan.id, draft.days, total, dimensions, covered, bonus)
    due = tuple([line.item.indicator.id for line in draft.lines if line.why == "entry-due"])
    return Made(part, draft.ready.plan, draft.fired, due, draft.ready.min_days)


def _struck(line: IndicatorScore, fired: Sequence[Veto], places: int) -> IndicatorScore:
    """The line after a veto that sets it."""
    for veto in fired:
        if veto.sets == f"indicator:{line.id}" and line.score is not None:
            line = replace(line, score=rounded(Fraction(veto.points), places), note=f"veto:{veto.id}")
    return line


def _dimension(
    dimension_id: str, lines: Sequence[IndicatorScore], fired: Sequence[Veto], places: int
) -> DimensionScore:
    scores = [line.score for line in lines if line.score is not None]
    score = sum(scores, ZERO) if scores else None
    for veto in fired:
        if veto.sets == f"dimension:{dimension_id}" and score is not None:
            score = rounded(Fraction(veto.points), places)
    return DimensionScore(dimension_id, sum([line.weight for line in lines], ZERO), score, tuple(lines))


def _total(
    dimensions: Sequence[DimensionScore], bonus: Sequence[IndicatorScore], fired: Sequence[Veto], places: int
) -> Decimal | None:
    """The sum of the rounded scores; None where nothing of the 100 was scored."""
    scores = [dimension.score for dimension in dimensions if dimension.score is not None]
    if not scores:
        return None
    for veto in fired:
        if veto.sets == "total":
            return rounded(Fraction(veto.points), places)
    return sum([*scores, *(line.score for line in bonus if line.score is not None)], ZERO)
