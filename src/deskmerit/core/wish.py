"""Wishes (心愿): seats for training, shifts, leave, mentor roles, by serial choice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from deskmerit.core.grade import order
from deskmerit.core.plan import Award, Plan
from deskmerit.core.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person would like; rank 1 is liked best."""

    agent_id: str
    award: str
    rank: int


@dataclass(frozen=True, slots=True)
class WishLine:
    """How a wish ended. `reason`: granted, grade (not one the award is for), full, has-seat (a better wish came true).

    `turn` is the person's place in the order of choice, 1 first; `draw` breaks ties of grade and total.
    """

    agent_id: str
    name: str
    award: str
    rank: int
    granted: bool
    reason: str
    turn: int
    draw: str
    employee_no: str = ""
    grade: str = ""


def draw_of(seed: str, agent_id: str) -> str:
    """The lot of a person: sha256(seed + agent_id) in hexadecimal, UTF-8; the smaller goes first.

    >>> draw_of("2026-Q3", "a1")[:8]
    'f9e8606d'
    """
    return sha256((seed + agent_id).encode("utf-8")).hexdigest()


def grant(plan: Plan, cards: Sequence[Scorecard], wishes: Sequence[Wish], seed: str) -> list[WishLine]:
    """Serial choice: by grade, total, then the draw, each takes the best of their wishes that is open to them and free.

    One seat each. Wishes for what is no wish award of the plan are left aside; so are people of other plans.
    """
    awards = {award.id: award for award in plan.awards if award.kind == "wish"}
    free = {award.id: award.seats or 0 for award in awards.values()}
    by_agent: dict[str, list[Wish]] = {}
    for wish in wishes:
        if wish.award in awards:
            by_agent.setdefault(wish.agent_id, []).append(wish)
    at, last = order(plan.grades), len(plan.grades)
    own = [card for card in cards if card.plan == plan.id and card.agent_id in by_agent]
    low = Decimal("-Infinity")

    def turn(card: Scorecard) -> tuple[int, Decimal, str, str]:
        total = low if card.total is None else card.total
        return at.get(card.grade, last), -total, draw_of(seed, card.agent_id), card.agent_id

    lines = []
    for number, card in enumerate(sorted(own, key=turn), 1):
        lines += _choose(
            card, sorted(by_agent[card.agent_id], key=lambda w: (w.rank, w.award)), awards, free, (number, seed)
        )
    return lines


def _choose(
    card: Scorecard, wishes: Sequence[Wish], awards: dict[str, Award], free: dict[str, int], turn: tuple[int, str]
) -> list[WishLine]:
    lines, seated, (number, seed) = [], False, turn
    for wish in wishes:
        grades = awards[wish.award].grades
        if seated:
            reason = "has-seat"
        elif grades and card.grade not in grades:
            reason = "grade"
        elif free[wish.award] <= 0:
            reason = "full"
        else:
            reason, seated = "granted", True
            free[wish.award] -= 1
        granted, lot = reason == "granted", draw_of(seed, card.agent_id)
        line = WishLine(card.agent_id, card.name, wish.award, wish.rank, granted, reason, number, lot)
        lines.append(replace(line, employee_no=card.employee_no, grade=card.grade))
    return lines
