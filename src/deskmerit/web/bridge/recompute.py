"""A period computed again in full with corrections, beside what people were told of it (semantics §8)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from deskmerit.chain.award import award_period
from deskmerit.chain.groups import Known, groups_of
from deskmerit.chain.present import steps_of
from deskmerit.chain.score import Progress
from deskmerit.core.award import AwardLine, Base
from deskmerit.core.cascade import Correction
from deskmerit.core.facts import Fact
from deskmerit.core.grade import order
from deskmerit.core.issue import Issue
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.core.wish import Wish, WishLine, grant
from deskmerit.web.bridge.awards import with_bases
from deskmerit.web.bridge.consequence import Consequence, Published, consequence
from deskmerit.web.bridge.kept import Held
from deskmerit.web.bridge.runs import CARDS, Extra, Run, make_run


@dataclass(frozen=True, slots=True)
class Asked:
    """A period of a workspace as it was published: plans, phase, the instant up to which records counted."""

    folder: Path
    plans: Sequence[Plan]
    period: Period
    phase: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What people know: the cards that hold now, those first published, awards by the ledger (None: not paid yet),
    corrections made since, totals of teams, and grades the panel shifted, agent → (before, after).

    `later`: ids of the corrections of records that came in force after publication. `seats`: how the wishes ended
    (None: not allotted yet), by `wishes` and the `seed` of the draw. `bases`: those that were promised, where appeals
    changed any since (None: the workspace's).
    """

    cards: Sequence[Scorecard]
    first: Sequence[Scorecard]
    awards: Sequence[AwardLine] | None = None
    earlier: Sequence[Correction] = ()
    team_totals: Mapping[str, Decimal] = field(default_factory=dict)
    shifts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    later: Collection[str] = ()
    seats: Sequence[WishLine] | None = None
    wishes: Sequence[Wish] = ()
    seed: str = ""
    teams: Sequence[Scorecard] = ()
    bases: Sequence[Base] | None = None


def again(
    asked: Asked,
    extra: Extra,
    shifts: Mapping[str, tuple[str, str]],
    progress: Progress | None = None,
    without: Collection[str] = (),
    held: Held | None = None,
) -> Run:
    """The period measured, scored, graded and paid anew with rows that stand in no file yet; shifts still hold.

    `without` names corrections that are left out, though they stand in a file.
    """
    run = make_run(
        asked.folder, asked.plans, asked.period, phase=asked.phase, as_of=asked.as_of, progress=progress,
        extra=extra, wanted=CARDS, without=without, held=held,
    )  # fmt: skip
    cards = shifted(run.cards, shifts)
    awards, wishes, issues = paid(run, cards)
    teams = groups_of(run.records, run.scored.question, "team", compare=False, known=_own(run))
    return replace(
        run, cards=tuple(cards), awards=awards, wishes=wishes, teams=tuple(teams), issues=(*run.issues, *issues)
    )


def weighed(
    asked: Asked,
    told: Told,
    extra: Extra | None = None,
    progress: Progress | None = None,
    bases: Sequence[Base] | None = None,
) -> tuple[Run, Consequence]:
    """The recomputed run and what it changes. Nobody is worse off: each keeps the better card and award.

    Where no award was paid yet, what was published is reckoned from the cards first published and the records of then.
    `bases`: all that would hold, in place of the workspace's.
    """
    held = Held(asked.folder)
    run = again(asked, extra or {}, told.shifts, progress, held=held)
    as_told = told.awards is not None or not (extra or told.later)
    before = run if as_told else again(asked, {}, told.shifts, progress, told.later, held)
    awards = paid(before, told.first, told.bases)[0] if told.awards is None else tuple(told.awards)
    published = Published(told.cards, awards, told.seats or (), told.team_totals, told.earlier, told.teams)
    if bases is not None:
        run = replace(run, awards=paid(run, run.cards, bases)[0])
    run = replace(run, wishes=() if told.seats is None else _seated(asked.plans, run.cards, told))
    return run, consequence(published, run, asked.plans)


def _seated(plans: Sequence[Plan], cards: Sequence[Scorecard], told: Told) -> tuple[WishLine, ...]:
    """How the same wishes and the same draw end by other cards."""
    return tuple(line for plan in plans for line in grant(plan, cards, told.wishes, told.seed))


def compared(
    asked: Asked, extra: Extra, shifts: Mapping[str, tuple[str, str]], without: Collection[str] = ()
) -> Consequence:
    """What rows would change: before and after on the same records, no awards. `without`: corrections to leave out."""
    held = Held(asked.folder)
    before, after = again(asked, {}, shifts, held=held), again(asked, extra, shifts, without=without, held=held)
    told = Published(before.cards, (), (), before.team_totals(), teams=[team.card for team in before.teams])
    return consequence(told, replace(after, awards=(), wishes=()), asked.plans)


def paid(
    run: Run, cards: Sequence[Scorecard], bases: Sequence[Base] | None = None
) -> tuple[tuple[AwardLine, ...], tuple[WishLine, ...], tuple[Issue, ...]]:
    """Awards and wishes of a run's period for cards as given, which may differ from its own by shifts of the panel.

    `bases`: in place of those of its records.
    """
    records = run.records if bases is None else with_bases(run.records, bases)
    lines, issues = award_period(records, replace(run.scored, cards=tuple(cards)), "", run.period.label)
    awards = tuple(line for line in lines if isinstance(line, AwardLine))
    return awards, tuple(line for line in lines if isinstance(line, WishLine)), tuple(issues)


def shifted(cards: Sequence[Scorecard], shifts: Mapping[str, tuple[str, str]]) -> list[Scorecard]:
    """Cards with the panel's shifts, each as long as the grade comes out as the one that the panel saw."""
    return [_stepped(card, *shifts.get(card.agent_id, ("", ""))) for card in cards]


def _stepped(card: Scorecard, before: str, after: str) -> Scorecard:
    return replace(card, grade=after, grade_reason="panel") if before and card.grade == before else card


def steps(run: Run, agent: str) -> tuple[Step, ...]:
    """The trace of one card of a recomputed run."""
    return tuple(steps_of(run.scored, agent))


def better(card: Scorecard, other: Scorecard, plan: Plan) -> bool:
    """Whether a card is at least as good as another: by grade, then by total."""
    at, last = order(plan.grades), len(plan.grades)
    mine, its = (at.get(each.grade, last) for each in (card, other))
    zero = Decimal("-Infinity")
    return mine < its or (mine == its and (card.total or zero) >= (other.total or zero))


def _own(run: Run) -> Known:
    def known(period: Period) -> Sequence[Fact] | None:
        return run.scored.facts if period == run.scored.question.period else None

    return known
