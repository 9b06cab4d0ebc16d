"""A published cycle measured again: what came out differently, for whom, and who may be restated (semantics §8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge.consequence import LineChange, PersonChange, changes
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.scorecards.actions import propose_restatement
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import wording


@dataclass(frozen=True, slots=True)
class Change:
    """A published result beside what the new run gives. `way`: 1 better, −1 worse, 0 neither.

    `own`: figures of the person's own lines changed, not only the rank among colleagues.
    """

    result: Result
    after: Card
    change: PersonChange
    way: int
    own: bool

    @property
    def allowed(self) -> bool:
        """Nobody falls because a colleague's figures changed; own figures are put right both ways."""
        return self.own or self.way >= 0


def differences(cycle: Cycle, run: Run) -> list[Change]:
    """Every result that a run of kind restated would change: worse ones, better ones, then those that stay the same."""
    after = {card.person_id: card for card in run.cards.select_related("person", "team")}
    results = cycle.results.select_related("person", "card", "card__team")
    both = [(result, after[result.person_id]) for result in results if result.person_id in after]
    told = [scorecard_of(result.card, result.person) for result, _card in both]
    again = [scorecard_of(card, result.person) for result, card in both]
    plans = plans_of(cycle)
    by_id = {each.agent_id: each for each in changes(told, again, plans)}
    found = [
        _change(result, card, by_id[result.person.agent_id], old, new, plans)
        for (result, card), old, new in zip(both, told, again, strict=True)
        if result.person.agent_id in by_id
    ]
    return sorted(found, key=lambda each: (not each.way, each.way, each.result.person.agent_id))


def _change(
    result: Result, card: Card, change: PersonChange, old: Scorecard, new: Scorecard, plans: Sequence[Plan]
) -> Change:
    own = bool(change.lines) or old.total != new.total
    return Change(result, card, change, way_of(old, new, {plan.id: plan for plan in plans}), own)


@dataclass(frozen=True, slots=True)
class Figures:
    """A line that came out differently, in words: the value and the points, before and after."""

    title: str
    was: str
    now: str
    points_was: str
    points_now: str


def figures_of(change: Change, plans: Sequence[Plan]) -> list[str]:
    """The lines that came out differently, in words: `Customer satisfaction 4.06 → 4.13`."""
    found = lines_of(change.change.lines, plans)
    return [f"{each.title} {each.was} → {each.now}" if each.was != each.now else f"{each.title} {each.now}".strip()
            for each in found]  # fmt: skip


def lines_of(lines: Sequence[LineChange], plans: Sequence[Plan]) -> list[Figures]:
    """Lines that changed, as people read them; one that no plan knows by its id alone."""
    known = {each.id: each for plan in plans for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators)}
    found = []
    for line in lines:
        indicator, both = known.get(line.indicator), (line.before, line.after)
        unit = indicator.metric.unit.value if indicator else ""
        values = [wording.figure(each.actual if each else None, unit) if unit else "" for each in both]
        points = [wording.score(each.score if each else None) for each in both]
        title = wording.lang_text(indicator.title) if indicator else ""
        found.append(Figures(title or line.indicator, *values, *points))
    return found


def way_of(old: Scorecard, new: Scorecard, plans: Mapping[str, Plan]) -> int:
    """Whether a card is better (1) or worse (−1) than another: by grade, then by total."""
    ladder = [grade.id for grade in plans[new.plan].grades] if new.plan in plans else []
    if old.grade != new.grade and old.grade in ladder and new.grade in ladder:
        return 1 if ladder.index(new.grade) < ladder.index(old.grade) else -1
    was, now = (each.total if each.total is not None else Decimal(-1) for each in (old, new))
    return (now > was) - (now < was)


def propose_all(
    by: User, cycle: Cycle, run: Run, chosen: Iterable[int], cause: str, explanation: str
) -> list[Restatement]:
    """Proposes the restatement of the chosen results (keys), each to be approved by a second person."""
    wanted = set(chosen)
    return [
        propose_restatement(by, each.result, run, scorecard_of(each.after), each.after.steps, cause, explanation)
        for each in differences(cycle, run)
        if each.result.pk in wanted and each.allowed
    ]
