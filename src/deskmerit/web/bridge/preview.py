"""What a new version of plans would have done in a period that is over: who moves, what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from deskmerit.chain.score import Progress
from deskmerit.core.award import AwardLine
from deskmerit.core.grade import order
from deskmerit.core.issue import Issue
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.web.bridge.kept import Held
from deskmerit.web.bridge.runs import Run, Wanted, make_run


@dataclass(frozen=True, slots=True)
class Shift:
    """One person by the old plans and by the new ones; None where no plan serves them.

    `way` is 1 for a better grade, -1 for a worse one, 0 for the same or one that can't be compared. `by_share`: the new
    grade is below the band of the total, because the share's seats were taken.
    """

    agent_id: str
    name: str
    team: str
    position: str
    total_before: Decimal | None
    total_after: Decimal | None
    grade_before: str | None
    grade_after: str | None
    way: int
    by_share: bool
    plan: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What an award sums up to; None where the plans don't have it."""

    award: str
    currency: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Old against new on one period. `counts`: people per grade before and after, best first, then the unrated."""

    period: str
    people: tuple[Shift, ...]
    counts: Mapping[str, tuple[int, int]]
    costs: tuple[Cost, ...]
    issues: tuple[Issue, ...]

    def moved(self) -> list[Shift]:
        """Those whose grade changes."""
        return [each for each in self.people if each.grade_before != each.grade_after]

    def fallen_by_share(self) -> list[Shift]:
        """Those who are above a band's edge by their total and yet a grade lower."""
        return [each for each in self.people if each.by_share]


WANTED = Wanted(steps=False, trends=False, teams=False, awards=True)


def plan_preview(
    folder: Path,
    old_plans: Sequence[Plan],
    new_plans: Sequence[Plan],
    period: Period,
    *,
    phase: str = "",
    new_phase: str | None = None,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Scores and pays a period by the old plans and by the new ones. `new_phase` None: the same phase.

    Raises KeyError for a phase that a plan doesn't have.
    """
    asked = partial(make_run, folder, period=period, as_of=as_of, progress=progress, wanted=WANTED, held=Held(folder))
    before = asked(old_plans, phase=phase)
    after = asked(new_plans, phase=phase if new_phase is None else new_phase)
    return compared(before, after, [*new_plans, *old_plans])


def compared(before: Run, after: Run, plans: Sequence[Plan]) -> Preview:
    """Two runs of one period side by side; `plans` say the order of grades, the first of an id holds."""
    ladders = {plan.id: order(plan.grades) for plan in reversed(plans)}
    old, new = ({card.agent_id: card for card in run.cards} for run in (before, after))
    people = [_shift(old.get(agent), new.get(agent), ladders) for agent in sorted({*old, *new})]
    return Preview(
        before.period.label, tuple(people), _counts(people, plans), tuple(_costs(before, after)), after.issues
    )


def _shift(old: Scorecard | None, new: Scorecard | None, ladders: Mapping[str, Mapping[str, int]]) -> Shift:
    card = new or old
    assert card is not None
    at = ladders.get(card.plan, {})
    was, now = (None if each is None else at.get(each.grade) for each in (old, new))
    way = 0 if was is None or now is None else (was > now) - (was < now)
    return Shift(
        agent_id=card.agent_id,
        name=card.name,
        team=card.place.team,
        position=card.place.position,
        total_before=old.total if old else None,
        total_after=new.total if new else None,
        grade_before=old.grade if old else None,
        grade_after=new.grade if new else None,
        way=way,
        by_share=new is not None and new.grade_reason == "share",
        plan=card.plan,
    )


def _counts(people: Sequence[Shift], plans: Sequence[Plan]) -> dict[str, tuple[int, int]]:
    named = dict.fromkeys(grade.id for plan in plans for grade in plan.grades)
    held = [grade for each in people for grade in (each.grade_before, each.grade_after) if grade]
    return {
        grade: (sum(each.grade_before == grade for each in people), sum(each.grade_after == grade for each in people))
        for grade in dict.fromkeys((*named, *sorted(held)))
    }


def _costs(before: Run, after: Run) -> list[Cost]:
    old, new = _sums(before.awards), _sums(after.awards)
    return [Cost(*key, old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new))]


def _sums(lines: Sequence[AwardLine]) -> dict[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = (line.award, line.currency)
        found[key] = found.get(key, Decimal(0)) + (line.amount or Decimal(0))
    return found
