"""Missing is not zero: what stands in for an indicator without cases enough, and where its weight goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.number import ZERO, round_half_up
from deskmerit.core.plan import Indicator, Missing
from deskmerit.core.score_items import Item
from deskmerit.core.score_lines import ONE, SCALED_AWAY, Line, Terms, rounded, score_actual
from deskmerit.core.scorecard import Status
from deskmerit.core.trace import Note


def nothing(_: object) -> None:
    """No stand-in."""


@dataclass(frozen=True, slots=True)
class StandIns:
    """What may stand in for a person's missing indicators.

    `carried`: the last period's share of the weight by indicator id. `neutral`: the mean share of the team's covered
    others. `entry`: a value entered by hand.
    """

    carried: Mapping[str, Fraction] = field(default_factory=dict)
    neutral: Callable[[Item], Fraction | None] = nothing
    entry: Callable[[Indicator], Decimal | None] = nothing


type LineNote = Callable[[Item], Note | None]


def silent(_: object) -> None:
    """No trace."""


def settle(lines: Sequence[Line], stand_ins: StandIns, terms: Terms, note: LineNote) -> None:
    """Gives every line its status, effective weight and score. Lines without trouble are already scored."""
    orphans = []
    for line in lines:
        if line.covered and line.item.scored:
            line.status = Status.SCORED
            if note is not silent and (told := note(line.item)):
                _tell_score(line, terms, told)
        elif not line.item.scored:
            line.status, line.score = Status.GUARD, None
        elif not _stand_in(line, stand_ins, terms, note(line.item)):
            orphans.append(line)
    if orphans:
        spread(lines, orphans, terms, note)


def _stand_in(line: Line, stand_ins: StandIns, terms: Terms, note: Note | None) -> bool:
    """Applies the missing policy; False when the weight is to be spread."""
    policy, item = line.item.indicator.missing, line.item
    if policy is Missing.ZERO:
        line.status, line.score = Status.ZERO, rounded(Fraction(0), terms.places)
    elif policy is Missing.MANUAL and line.why != SCALED_AWAY:
        _by_hand(line, stand_ins.entry(item.indicator), terms, note)
    elif policy is Missing.CARRY and (share := stand_ins.carried.get(item.indicator.id)) is not None:
        line.status, line.score = Status.CARRIED, _share(item, share, terms, note, "carry")
    elif policy is Missing.NEUTRAL and (share := stand_ins.neutral(item)) is not None:
        line.status, line.score = Status.NEUTRAL, _share(item, share, terms, note, "neutral")
    else:
        return False
    if note and line.status in (Status.ZERO, Status.UNCOVERED):
        note(f"missing-{line.status}", {"weight": item.weight})
    return True


def _by_hand(line: Line, entry: Decimal | None, terms: Terms, note: Note | None) -> None:
    if entry is None:
        line.status, line.why = Status.UNCOVERED, "entry-due"
        return
    if note:
        note("entry", {"value": entry})
    metric = line.item.indicator.metric
    line.actual = entry if line.item.is_count else round_half_up(entry, metric.digits)
    line.status, line.sums = Status.MANUAL, None
    score_actual(line, terms.factor if line.item.is_count else ONE, terms.places, note)
    if note:
        _tell_score(line, terms, note)


def _share(item: Item, share: Fraction, terms: Terms, note: Note | None, code: str) -> Decimal:
    score = rounded(Fraction(item.weight) * share, terms.places)
    if note:
        note(code, {"weight": item.weight, "share": share, "places": terms.places, "score": score})
    return score


def spread(lines: Sequence[Line], orphans: Sequence[Line], terms: Terms, note: LineNote) -> None:
    """Spreads weights over the covered indicators of the dimension, else of the plan, by their effective weights."""
    covered = [line for line in lines if line.status is Status.SCORED]
    effective = {id(line): Fraction(line.weight) for line in covered}
    homeless = Fraction(0)
    for dimension in dict.fromkeys(line.item.dimension for line in orphans):
        freed = sum((Fraction(line.weight) for line in orphans if line.item.dimension == dimension), Fraction(0))
        near = [line for line in covered if line.item.dimension == dimension]
        if not _grow(near, effective, freed, "spread-dimension", note):
            homeless += freed
    if homeless and not _grow(covered, effective, homeless, "spread-plan", note):
        for line in orphans:
            line.status = Status.UNCOVERED
        return
    for line in orphans:
        line.status, line.weight = Status.REWEIGHTED, ZERO
        if told := note(line.item):
            told("reweighted", {"weight": line.item.weight})
    for line in covered:
        line.weight = effective[id(line)]
        _rescore(line, terms, note(line.item))


def _grow(lines: Sequence[Line], effective: dict[int, Fraction], freed: Fraction, code: str, note: LineNote) -> bool:
    """Adds `freed` to the weights of `lines` in proportion; False where there are none."""
    whole = sum((effective[id(line)] for line in lines), Fraction(0))
    if not whole:
        return False
    for line in lines:
        before = effective[id(line)]
        after = effective[id(line)] = before * (1 + freed / whole)
        if told := note(line.item):
            told(code, {"from": before, "freed": freed, "whole": whole, "weight": after})
    return True


def _rescore(line: Line, terms: Terms, note: Note | None) -> None:
    weight = Fraction(line.weight)
    if weight == Fraction(line.item.weight):
        return
    assert line.points is not None
    line.score = rounded(line.points * weight / line.item.base, terms.places)
    if note:
        note("effective-weight", {"from": line.item.weight, "weight": weight})
        _tell_score(line, terms, note)


def _tell_score(line: Line, terms: Terms, note: Note) -> None:
    values = {"points": line.points, "base": line.item.base, "weight": line.weight}
    note("score", {**values, "places": terms.places, "score": line.score})
