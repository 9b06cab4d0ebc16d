"""A person of one quarter in plain figures, made into facts and scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from deskmerit.core.facts import Fact, Place
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import parse_period
from deskmerit.core.plan import Plan
from deskmerit.core.score import PLAIN, Inputs, score, specs_of
from deskmerit.core.scorecard import Scorecard

PLACE = Place("red", "agent", "east", "acme")
QUARTER = parse_period("2026-Q3")

# (n, numerator, denominator) by indicator of the template: everything exactly on target for a quarter
ON_TARGET: Mapping[str, tuple[int, int, int]] = {
    "first_response": (100, 3000, 100),
    "timeliness": (100, 98, 100),
    "satisfaction": (100, 450_000_000, 100),
    "fcr": (100, 90, 100),
    "knowledge": (9, 9, 0),
    "training": (4, 4, 4),
}


@dataclass(frozen=True)
class Story:
    """One person's quarter: sums by indicator, place and days."""

    agent_id: str = "a"
    values: Mapping[str, tuple[int, int, int]] = field(default_factory=lambda: dict(ON_TARGET))
    place: Place = PLACE
    working_days: int = 65
    posted_days: int = 65
    active_days: int = 65
    unknown: frozenset[str] = frozenset()

    def without(self, *gone: str) -> "Story":
        """The same without a case of some indicators."""
        return replace(self, values={id: sums for id, sums in self.values.items() if id not in gone})

    def facts_of(self, id: str, n: int = 100, share: str = "", made: int | None = None, known: bool = True) -> "Story":
        """The same with other sums of one indicator: a share in per cent, or a count."""
        was = self.values[id]
        if made is not None:
            sums = (made, made, 0)
        elif share:
            sums = (10000, int(Decimal(share) * 100), 10000)
        else:
            sums = (n, was[1], was[2])
        unknown = self.unknown if known else self.unknown | {id}
        return replace(self, values={**self.values, id: sums}, unknown=unknown)

    def facts(self, plan: Plan) -> list[Fact]:
        """The facts of the story, all in the quarter's second month."""
        at = {indicator.id: number for number, indicator in enumerate(plan.indicators())}
        return [
            Fact(self.agent_id, self.place, at[id], "2026-08", *sums, known_n=id not in self.unknown)
            for id, sums in self.values.items()
        ]

    def person(self) -> Person:
        """The person with one stint."""
        stint = Stint(self.place, self.posted_days, self.active_days)
        return Person(self.agent_id, self.agent_id, "", (stint,), self.working_days, self.posted_days, self.active_days)


FULL = Story()


def cards_of(plan: Plan, stories: Sequence[Story], inputs: Inputs = PLAIN) -> list[Scorecard]:
    """The scorecards of several people."""
    facts = [fact for story in stories for fact in story.facts(plan)]
    people = [story.person() for story in stories]
    return score(plan, facts, specs_of(plan), people, QUARTER, inputs)[0]


def card_of(plan: Plan, story: Story, inputs: Inputs = PLAIN, others: Sequence[Story] = ()) -> Scorecard:
    """The scorecard of one person, among others."""
    return next(card for card in cards_of(plan, [story, *others], inputs) if card.agent_id == story.agent_id)
