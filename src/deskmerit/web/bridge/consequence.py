"""What a decision would change, before it is taken: for a person, others, teams, the money (semantics §8).

Each keeps the better of published and recomputed; what an upheld appeal adds comes on top, from nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from deskmerit.core.award import AwardLine
from deskmerit.core.cascade import Correction, Outcome, corrections, extra_seats, outcomes
from deskmerit.core.facts import Place
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.core.wish import WishLine
from deskmerit.report.rows import lines
from deskmerit.web.bridge.runs import Run


@dataclass(frozen=True, slots=True)
class Published:
    """What holds now: the cards in force (a restated one instead of the first), the award lines and seats as they were
    published, team totals with the teams' cards, and every correction made since.
    """

    cards: Sequence[Scorecard]
    awards: Sequence[AwardLine] = ()
    wishes: Sequence[WishLine] = ()
    team_totals: Mapping[str, Decimal] = field(default_factory=dict)
    earlier: Sequence[Correction] = ()
    teams: Sequence[Scorecard] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A line's measure and score: displayed value, cases, weight in force, points."""

    actual: Decimal | None
    cases: int | None
    weight: Decimal
    score: Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that comes out differently; None where it isn't on that card."""

    indicator: str
    place: Place
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Total and grade of a card, with the reason of the grade."""

    total: Decimal | None
    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """A person's award: what was published and corrected so far, what recomputing gives, what is owed in the end."""

    award: str
    published: Decimal | None
    corrected: Decimal
    recomputed: Decimal | None
    kept: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person for whom anything comes out differently.

    `kept` is the better of both. `raised`: the kept card is the recomputed one. `spared`: recomputing would lower grade
    or total, and the published one stays.
    """

    agent_id: str
    name: str
    before: Standing | None
    after: Standing | None
    kept: Standing
    raised: bool
    spared: bool
    lines: tuple[LineChange, ...]
    money: tuple[MoneyChange, ...]


@dataclass(frozen=True, slots=True)
class TeamChange:
    """A team's total as a whole, before and after, and its measures that come out differently."""

    team: str
    before: Decimal | None
    after: Decimal | None
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """Everything that a recomputation changes, person by person; nobody else is touched.

    `corrections` are the money lines to add, `seats` the wishes that come true besides.
    """

    people: tuple[PersonChange, ...]
    teams: tuple[TeamChange, ...]
    corrections: tuple[Correction, ...]
    seats: tuple[WishLine, ...]

    def of(self, agent: str) -> PersonChange | None:
        """What changes for a person."""
        return next((each for each in self.people if each.agent_id == agent), None)

    def others(self, agent: str) -> list[PersonChange]:
        """Everybody else who would move."""
        return [each for each in self.people if each.agent_id != agent]

    def money(self) -> dict[str, Decimal]:
        """What is to be added in all, by currency."""
        found: dict[str, Decimal] = {}
        for each in self.corrections:
            found[each.currency] = found.get(each.currency, Decimal(0)) + each.amount
        return found


def published(run: Run, earlier: Sequence[Correction] = ()) -> Published:
    """A run as what people were told."""
    teams = [team.card for team in run.teams]
    return Published(run.cards, run.awards, run.wishes, run.team_totals(), tuple(earlier), teams)


def consequence(told: Published, again: Run, plans: Sequence[Plan]) -> Consequence:
    """What recomputing changes against what was published. `again` is made with awards where any were published;
    without teams nothing is told about them.

    `plans`: those that people were graded by. Raises KeyError for a card of a plan that isn't among them.
    """
    found = kept_cards(told.cards, again.cards, plans)
    added = corrections(told.awards, told.earlier, again.awards)
    money = _money(told, again)
    people = (_person(each, money.get(each.agent_id, ())) for each in found)
    return Consequence(
        tuple(each for each in people if _differs(each)),
        tuple(_teams(told, again)) if again.teams else (),
        tuple(added),
        tuple(extra_seats(told.wishes, again.wishes)),
    )


def changes(before: Sequence[Scorecard], after: Sequence[Scorecard], plans: Sequence[Plan]) -> tuple[PersonChange, ...]:
    """What changes for whom between two sets of cards, money aside: stored cards are enough, nothing is measured."""
    found = (_person(each, ()) for each in kept_cards(before, after, plans))
    return tuple(each for each in found if _differs(each))


def kept_cards(before: Sequence[Scorecard], after: Sequence[Scorecard], plans: Sequence[Plan]) -> list[Outcome]:
    """The better card of each person by the ladder of the plan that graded them, by agent_id."""
    plan_of = {card.agent_id: card.plan for card in (*after, *before)}
    by_id = {plan.id: plan for plan in plans}
    found: list[Outcome] = []
    for plan in dict.fromkeys(plan_of.values()):
        old, new = ([card for card in cards if plan_of[card.agent_id] == plan] for cards in (before, after))
        found += outcomes(old, new, by_id[plan].grades)
    return sorted(found, key=lambda each: each.agent_id)


def _person(each: Outcome, money: Sequence[MoneyChange]) -> PersonChange:
    old, new = each.published, each.recomputed
    return PersonChange(
        each.agent_id,
        each.kept.name,
        _standing(old),
        _standing(new),
        Standing(each.kept.total, each.kept.grade, each.kept.grade_reason),
        raised=each.changed,
        spared=not each.changed and old is not None and _result(old) != _result(new),
        lines=tuple(_lines(old, new)),
        money=tuple(change for change in money if change.published != change.recomputed or change.corrected),
    )


def _differs(change: PersonChange) -> bool:
    moved = any(each.kept != (each.published or 0) + each.corrected for each in change.money)
    return change.before != change.after or bool(change.lines) or moved


def _standing(card: Scorecard | None) -> Standing | None:
    return None if card is None else Standing(card.total, card.grade, card.grade_reason)


def _result(card: Scorecard | None) -> tuple[Decimal | None, str] | None:
    return None if card is None else (card.total, card.grade)


def _lines(old: Scorecard | None, new: Scorecard | None) -> list[LineChange]:
    before, after = _figures(old), _figures(new)
    keys = list(dict.fromkeys((*before, *after)))
    changed = (key for key in keys if before.get(key) != after.get(key))
    return [LineChange(indicator, place, before.get((place, indicator)), after.get((place, indicator)))
            for place, indicator in changed]  # fmt: skip


def _figures(card: Scorecard | None) -> dict[tuple[Place, str], Figure]:
    return {} if card is None else {(place, line.id): _figure(line) for place, line in lines(card)}


def _figure(line: IndicatorScore) -> Figure:
    return Figure(line.actual, line.cases, line.weight, line.score, line.status.value)


def _money(told: Published, again: Run) -> dict[str, list[MoneyChange]]:
    """Each person's awards: owed is what was published and corrected, or what recomputing gives if that is more."""
    before = {(line.agent_id, line.award): line for line in told.awards}
    after = {(line.agent_id, line.award): line for line in again.awards}
    more: dict[tuple[str, str], Decimal] = {}
    for each in told.earlier:
        key = (each.agent_id, each.award)
        more[key] = more.get(key, Decimal(0)) + each.amount
    found: dict[str, list[MoneyChange]] = {}
    for agent, award in sorted({*before, *after}):
        old, new = before.get((agent, award)), after.get((agent, award))
        line = old or new
        assert line is not None
        was, now = old.amount if old else None, new.amount if new else None
        extra = more.get((agent, award), Decimal(0))
        kept = max((was or Decimal(0)) + extra, now or Decimal(0))
        found.setdefault(agent, []).append(MoneyChange(award, was, extra, now, kept, line.currency))
    return found


def _teams(told: Published, again: Run) -> list[TeamChange]:
    before, after = told.team_totals, again.team_totals()
    old = {card.agent_id: card for card in told.teams}
    new = {team.card.agent_id: team.card for team in again.teams}
    found = [
        TeamChange(name, before.get(name), after.get(name), _both(old.get(name), new.get(name)))
        for name in sorted({*before, *after})
    ]
    return [each for each in found if each.before != each.after or each.lines]


def _both(old: Scorecard | None, new: Scorecard | None) -> tuple[LineChange, ...]:
    return () if old is None or new is None else tuple(_lines(old, new))
