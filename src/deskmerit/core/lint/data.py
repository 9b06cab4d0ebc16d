"""What scorecards tell about the plan: targets out of reach or too easy, indicators that tell nobody apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import Line, finding, said, scored
from deskmerit.core.number import HUNDRED, plain, round_half_up
from deskmerit.core.plan import Plan, Target
from deskmerit.core.scorecard import IndicatorScore, Scorecard, Status

FEW = 5
"""Fewer people than this say nothing about a target."""

NAMED = 5
"""So many people are named in a finding, those with the best totals; the others are counted."""

HARDLY = Decimal("0.05")
"""An indicator whose middle 80 per cent of people lie within a twentieth of its weight tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The lines of one indicator over all people with a measured value."""

    line: Line
    scores: tuple[IndicatorScore, ...]

    @property
    def n(self) -> int:
        """People measured."""
        return len(self.scores)

    @property
    def reached(self) -> int:
        """People at or better than their target."""
        return sum(self._met(one) for one in self.scores)

    @property
    def aim(self) -> Decimal:
        """The target in force; of counts that of the people who were there all the time."""
        return max(one.target for one in self.scores if one.target is not None)

    def _met(self, one: IndicatorScore) -> bool:
        assert one.actual is not None
        target = self.line.indicator.target
        if target is None or one.target is None:
            return False
        if target.is_range:
            return Target(at_least=one.target, at_most=one.target_high).met(one.actual)
        ends = Target(at_most=one.target) if target.lower_is_better else Target(at_least=one.target)
        return ends.met(one.actual)


def _seen(plan: Plan, scorecards: Sequence[Scorecard]) -> list[Seen]:
    found: dict[str, list[IndicatorScore]] = {}
    for card in (card for card in scorecards if card.plan == plan.id):
        for one in card.indicators():
            if one.actual is not None and one.status is Status.SCORED:
                found.setdefault(one.id, []).append(one)
    return [Seen(line, tuple(found.get(line.id, ()))) for line in scored(plan)]


def targets(plan: Plan, scorecards: Sequence[Scorecard]) -> Iterable[Issue]:
    """How many reached each target: nobody, everybody, or a share."""
    for seen in _seen(plan, scorecards):
        target, metric = seen.line.indicator.target, seen.line.indicator.metric
        if target is None or seen.n < FEW or all(one.target is None for one in seen.scores):
            continue
        reached, actuals = seen.reached, sorted(one.actual for one in seen.scores if one.actual is not None)
        best = actuals[0] if target.lower_is_better else actuals[-1]
        worst = actuals[-1] if target.lower_is_better else actuals[0]
        params: dict[str, object] = {"n": seen.n, "reached": reached, "best": said(best, metric)}
        params |= {"worst": said(worst, metric), "target": said(seen.aim, metric)}
        params["percent"] = plain(round_half_up(Decimal(reached) * HUNDRED / seen.n, 1))
        level, code = Level.NOTE, "target-share-reached"
        if reached in (0, seen.n):
            level, code = Level.WARNING, "target-nobody-reached" if reached == 0 else "target-everybody-reached"
        yield seen.line.finding(level, code, "target", **params)


def spread(plan: Plan, scorecards: Sequence[Scorecard]) -> Iterable[Issue]:
    """Indicators whose scores hardly differ between people."""
    for seen in _seen(plan, scorecards):
        scores = sorted(one.score for one in seen.scores if one.score is not None)
        weight = seen.line.indicator.weight
        if len(scores) < FEW or weight <= 0:
            continue
        cut = len(scores) // 10
        low, high = scores[cut], scores[-1 - cut]
        if high - low < weight * HARDLY:
            params = {"n": len(scores), "low": plain(low), "high": plain(high), "weight": plain(weight)}
            yield seen.line.finding(Level.WARNING, "indicator-hardly-differs", "weight", **params)


def shares(plan: Plan, scorecards: Sequence[Scorecard]) -> Iterable[Issue]:
    """Who stands in a band by total and falls out of it by a share: one finding for each band and grade."""
    bands = {grade.id: grade for grade in plan.grades}
    fallen: dict[tuple[str, str], list[tuple[Decimal, str]]] = {}
    for card in scorecards:
        if card.plan == plan.id and card.grade_reason == "share" and card.total is not None:
            fallen.setdefault((card.score_grade, card.grade), []).append((-card.total, card.agent_id))
    for (band, grade), people in fallen.items():
        held = bands.get(band)
        named = ", ".join(f"{agent} {-total:f}" for total, agent in sorted(people)[:NAMED])
        params: dict[str, object] = {"band": band, "grade": grade, "n": len(people), "people": named}
        params |= {"share": plain(held.share) if held and held.share else "-"}
        params |= {"case": "many", "more": len(people) - NAMED} if len(people) > NAMED else {}
        yield finding(Level.WARNING, "falls-by-share", plan.distribution.where, "distribution", params)
