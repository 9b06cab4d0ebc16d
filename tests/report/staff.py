"""People whose displayed values are given, made into facts and scored by any plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random

from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import Kind, Metric, Unit
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import Period, parse_period
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.score import Inputs, score, specs_of
from deskmerit.core.scorecard import Scorecard
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import SHIPPED, read_plan
from deskmerit.planfile.describe import definition, scoring
from deskmerit.report.context import Context

QUARTER = parse_period("2026-Q3")
CASES = 10_000
type Values = Mapping[str, Decimal | None]


def plan_of(name: str) -> Plan:
    """A shipped plan."""
    plan, _ = read_plan(name, CATALOGUE)
    assert plan is not None
    return plan


def shipped() -> list[Plan]:
    """Every shipped plan."""
    return [plan_of(name) for name in SHIPPED]


def scored_lines(plan: Plan) -> list[Indicator]:
    """The indicators of a quarter's scorecard."""
    return [*plan.indicators(), *plan.bonus]


@dataclass(frozen=True)
class Stay:
    """Days at a place with the values measured there; `vetoed`: every veto's condition holds."""

    values: Values
    place: Place = Place("red", "agent")
    days: int = 65
    vetoed: bool = False
    few: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Somebody:
    """A person of the quarter with their stays."""

    agent_id: str
    stays: Sequence[Stay]
    name: str = ""

    def person(self) -> Person:
        """As scoring sees them."""
        stints = tuple(Stint(stay.place, stay.days, stay.days) for stay in self.stays)
        days = sum(stay.days for stay in self.stays)
        return Person(self.agent_id, self.name or self.agent_id, f"No. {self.agent_id}", stints, 65, days, days)


@dataclass(frozen=True)
class Staff:
    """People and the plans they are scored by, of one period."""

    people: Sequence[Somebody]
    plans: Mapping[str, Plan]
    period: Period = QUARTER
    inputs: Inputs = field(default_factory=Inputs)

    def cards(self) -> list[Scorecard]:
        """Their scorecards."""
        return score(self.plans, *self._asked(), self.period, self.inputs)[0]

    def _asked(self) -> tuple[list[Fact], list[object], list[Person]]:
        specs = list(dict.fromkeys(spec for plan in self.plans.values() for spec in specs_of(plan)))
        facts = []
        for one in self.people:
            for stay in one.stays:
                plan = self.plans.get(stay.place.position) or self.plans[""]
                for indicator in scored_lines(plan):
                    at, value = specs.index(indicator.spec), stay.values.get(indicator.id)
                    if value is not None:
                        n = 1 if indicator.id in stay.few else CASES
                        facts.append(_fact(one.agent_id, stay.place, at, indicator.metric, value, n))
                for veto in plan.vetoes if stay.vetoed else ():
                    facts.append(Fact(one.agent_id, stay.place, specs.index(veto.spec), "2026-08", CASES, 0, CASES))
        return facts, specs, [one.person() for one in self.people]

    def context(self, lang: str = "en") -> Context:
        """What reports need beside the cards."""
        plans = {plan.id: plan for plan in self.plans.values()}
        every = [(plan.id, each) for plan in plans.values() for each in scored_lines(plan)]
        return Context(
            plans,
            self.period.label,
            lang,
            scoring={(plan, each.id): scoring(each) for plan, each in every},
            definition={(plan, each.id): definition(each) for plan, each in every},
            made_from=(("version", "0"),),
        )


def _fact(agent: str, place: Place, spec: int, metric: Metric, value: Decimal, n: int) -> Fact:
    """A fact whose displayed value is `value`: its sums are over `n` cases."""
    part = "manager" if metric.id == "peer_rating" else ""
    if metric.kind is Kind.COUNT:
        return Fact(agent, place, spec, "2026-08", int(value), int(value), 0)
    top = Fraction(value) * n / metric.per_unit
    return Fact(agent, place, spec, "2026-08", n, int(top), n, part=part, raters=1)


def around_target(plan: Plan, random: Random, missing: frozenset[str] = frozenset()) -> dict[str, Decimal | None]:
    """Values near each target, better and worse, at the edge of steps and between them."""
    return {each.id: None if each.id in missing else _near(each, random) for each in scored_lines(plan)}


def _near(indicator: Indicator, random: Random) -> Decimal:
    metric, target = indicator.metric, indicator.target
    aim = target.value if target else Decimal(3 if metric.unit is Unit.RATING else 2)
    if metric.kind is Kind.COUNT:
        return Decimal(random.randint(0, int(aim) * 4 + 2))
    spread = {Unit.SECONDS: 30, Unit.RATING: 1, Unit.PERCENT: 15, Unit.POINTS: 15, Unit.COUNT: 3}[metric.unit]
    off = Decimal(random.randint(-100, 100) * spread) / 100
    value = aim + (off.quantize(Decimal(1)) if random.random() < 0.4 or metric.digits == 0 else off)
    top = {Unit.PERCENT: Decimal(100), Unit.RATING: Decimal(5), Unit.POINTS: Decimal(100)}.get(metric.unit)
    low = Decimal(1) if metric.unit is Unit.RATING else Decimal(0)
    return max(low, value if top is None else min(top, value))
