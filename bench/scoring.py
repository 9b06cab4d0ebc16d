"""A million indicator scores: the default plan on 40,000 people, month by month of the facts they would have."""

from collections.abc import Sequence
from random import Random

from bench.work import Timed, timed
from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import Period, parse_period
from deskmerit.core.plan import Plan
from deskmerit.core.score import score, specs_of
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import read_plan

PEOPLE = 40_000


def million() -> Timed:
    """How many indicator scores were made; making the facts is not timed."""
    plan, issues = read_plan("template", CATALOGUE)
    assert plan is not None, issues
    specs = specs_of(plan)
    period = parse_period("2026-Q3")
    rng, place = Random(7), Place("team", plan.positions[0])
    people = [Person(f"A{n}", f"Person {n}", "", (Stint(place, 65, 65),), 65, 65, 65) for n in range(PEOPLE)]
    facts = [
        Fact(person.agent_id, place, at, month.label, 40, *_sums(rng, asked.metric))
        for person in people
        for at, asked in enumerate(specs)
        for month in period.months()
    ]
    return timed(lambda: _scored(plan, facts, specs, people, period))


def _scored(
    plan: Plan, facts: Sequence[Fact], specs: Sequence[MeasureSpec], people: Sequence[Person], period: Period
) -> int:
    done = 0
    while done < 1_000_000:
        cards, _ = score(plan, facts, specs, people, period)
        done += sum(len(card.indicators()) for card in cards)
    return done


def _sums(rng: Random, metric: str) -> tuple[int, int]:
    found = CATALOGUE[metric]
    if found.unit.value == "seconds":
        return rng.randrange(600, 2400), 40
    if found.unit.value == "rating":
        return rng.randrange(160_000_000, 200_000_000), 40
    if found.kind.value == "count":
        return rng.randrange(0, 6), 1
    return rng.randrange(30, 41), 40
