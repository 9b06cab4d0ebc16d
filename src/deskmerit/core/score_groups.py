"""Teams, positions, sites and accounts scored as wholes from their own sums, with strengths and gaps (`score --by`)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.number import round_half_up
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan, Target
from deskmerit.core.score import PLAIN, Inputs, score
from deskmerit.core.scorecard import IndicatorScore, Scorecard, Status

BY = ("team", "position", "site", "account")


JUDGED = (Status.SCORED, Status.MANUAL, Status.GUARD)
"""Lines with a figure of their own; the others have too few cases to be called anything."""


class Side(StrEnum):
    """A strength meets its target at full marks, a gap lost points; neither: a target missed within the first step.

    What is shown without points goes by its target alone. Nothing is said without a target or cases enough.
    """

    STRENGTH = "strength"
    GAP = "gap"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group stands in one indicator, or in one dimension (`indicator` "").

    `share` is score/weight in per cent, two decimals. `before` is the actual (of a dimension: the share) of the period
    before, `better` whether it has improved since (None: the same, or nothing to compare).
    """

    dimension: str
    indicator: str
    side: Side
    share: Decimal | None
    actual: Decimal | None = None
    before: Decimal | None = None
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group's scorecard (its name as agent_id) and where it stands. No grade: shares are for people."""

    by: str
    card: Scorecard
    standings: tuple[Standing, ...]


def score_groups(
    plans: Plan | Mapping[str, Plan],
    facts: Iterable[Fact],
    specs: Sequence[MeasureSpec],
    people: Sequence[Person],
    period: Period,
    by: str,
    inputs: Inputs = PLAIN,
    before: Sequence[Group] = (),
) -> list[Group]:
    """Each team (position, site, account) as a whole: sums of all its cases, those credited to nobody included.

    Count targets are per head: they scale with all its people's active days. Where a group's people have several
    plans, each plan scores its own people's sums, weighted by their active days. Measures that don't add up over
    people (percentiles) need facts measured by that same group: several for one group are missing, never averaged.
    `before`: the groups of the period before. Problems of the data show when its people are scored. Raises ValueError
    for an unknown `by`.
    """
    if by not in BY:
        raise ValueError(by)
    by_position = {"": plans} if isinstance(plans, Plan) else plans
    groups = _members(people, by, by_position)
    merged = [fact for each in facts if (fact := _regrouped(each, by, by_position, groups)) is not None]
    once = Counter((fact.agent_id, fact.place, fact.spec, fact.month) for fact in merged if specs[fact.spec].percentile)
    whole = [fact for fact in merged if once[fact.agent_id, fact.place, fact.spec, fact.month] < 2]
    shown = replace(inputs, previous=(), entries={}, quarters=(), idle={})
    plan_of = {plan.id: plan for plan in by_position.values()}
    cards, _ = score(plan_of, whole, specs, groups, period, shown)
    past = {group.card.agent_id: group.card for group in before if group.by == by}
    return [
        Group(by, _ungraded(card, by), standings(card, past.get(card.agent_id), plan_of[card.plan])) for card in cards
    ]


def _members(people: Sequence[Person], by: str, plans: Mapping[str, Plan]) -> list[Person]:
    """A pseudo-person per group: one stint per plan, with its people's days added up."""
    days: dict[str, dict[str, int]] = {}
    working = max((person.working_days for person in people), default=0)
    for person in people:
        for stint in person.stints:
            name, plan = getattr(stint.place, by), _plan_at(stint.place, plans)
            if name and plan is not None:
                own = days.setdefault(name, {})
                own[plan.id] = own.get(plan.id, 0) + stint.active_days
    return [
        Person(name, name, "", _stints(by, name, own), working, sum(own.values()), sum(own.values()))
        for name, own in sorted(days.items())
    ]


def _stints(by: str, name: str, days: Mapping[str, int]) -> tuple[Stint, ...]:
    return tuple(Stint(_place(by, name, plan), each, each) for plan, each in sorted(days.items()))


def _place(by: str, name: str, plan: str) -> Place:
    """The place of a group's part: the plan stands in for the position, by which plans are found."""
    return Place(name if by == "team" else "", plan, name if by == "site" else "", name if by == "account" else "")


def _plan_at(place: Place, plans: Mapping[str, Plan]) -> Plan | None:
    return plans.get(place.position, plans.get(""))


def _regrouped(fact: Fact, by: str, plans: Mapping[str, Plan], groups: Sequence[Person]) -> Fact | None:
    """The fact as its group's own; a team's cases credited to nobody go to the plan with most active days there."""
    name: str = getattr(fact.place, by)
    if not name:
        return None
    plan = _plan_at(fact.place, plans) if fact.place.position or fact.agent_id else None
    if plan is None and not fact.agent_id:
        group = next((each for each in groups if each.agent_id == name), None)
        lead = max(group.stints, key=lambda stint: stint.active_days) if group else None
        return None if lead is None else replace(fact, agent_id=name, place=lead.place)
    return None if plan is None else replace(fact, agent_id=name, place=_place(by, name, plan.id))


def _ungraded(card: Scorecard, by: str) -> Scorecard:
    """The card of a group under its own name, without grade, rank and the stand-in position."""
    place = Place(**{by: card.agent_id})
    parts = tuple(replace(part, place=place) for part in card.parts)
    moved = replace(card, place=place, parts=parts, rank=None, watch=False)
    return replace(moved, score_grade="", grade="", grade_reason="")


def standings(card: Scorecard, before: Scorecard | None, plan: Plan) -> tuple[Standing, ...]:
    """Strengths and gaps by dimension and indicator, against target and the period before."""
    past_lines = {line.id: line for line in before.indicators()} if before else {}
    past_shares = {each.id: _share(each.score, each.weight) for each in before.dimensions} if before else {}
    targets = {each.id: each for each in (*plan.indicators(), *plan.annual.indicators)}
    found = []
    for dimension in card.dimensions:
        share, past = _share(dimension.score, dimension.weight), past_shares.get(dimension.id)
        side = Side.NONE if share is None else Side.STRENGTH if share >= 100 else Side.GAP
        better = None if share is None or past is None or share == past else share > past
        found.append(Standing(dimension.id, "", side, share, None, past, better))
        for line in dimension.indicators:
            stated = targets.get(line.id)
            target = stated.target if stated else None
            found.append(_standing(line, target, past_lines.get(line.id)))
    return tuple(found)


def _standing(line: IndicatorScore, target: Target | None, before: IndicatorScore | None) -> Standing:
    share, past = _share(line.score, line.weight), before.actual if before else None
    if line.actual is None or target is None or line.status not in JUDGED:
        return Standing(line.dimension, line.id, Side.NONE, share, line.actual, past)
    now, then = _in_force(target, line), _in_force(target, before) if before else target
    side = _side(now.met(line.actual), share)
    better = None
    if past is not None and past != line.actual:
        better = _is_better(line.actual, past, now, then)
    return Standing(line.dimension, line.id, side, share, line.actual, past, better)


def _side(met: bool, share: Decimal | None) -> Side:
    """Where points were lost is a gap, whatever the target; without points the target decides."""
    if share is None:
        return Side.STRENGTH if met else Side.GAP
    if share < 100:
        return Side.GAP
    return Side.STRENGTH if met else Side.NONE


def _in_force(target: Target, line: IndicatorScore) -> Target:
    """The target with the ends in force on the line (count targets scale)."""
    if target.is_range:
        return replace(target, at_least=line.target, at_most=line.target_high)
    return Target(at_most=line.target) if target.lower_is_better else Target(at_least=line.target)


def _is_better(actual: Decimal, past: Decimal, now: Target, then: Target) -> bool | None:
    if now.is_range:
        short, was = now.short(actual), then.short(past)
        return None if short == was else short < was
    return actual < past if now.lower_is_better else actual > past


def _share(score: Decimal | None, weight: Decimal) -> Decimal | None:
    if score is None or not weight:
        return None
    return round_half_up(score * 100 / weight, 2)
