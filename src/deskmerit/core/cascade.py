"""What an upheld appeal changes (semantics §8): everything recomputed, each person keeps the better, never from others.

Nothing here edits what was published: grades are restated, money and seats are added by correction lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.award import AwardLine
from deskmerit.core.grade import NOT_RATED, order
from deskmerit.core.number import ZERO
from deskmerit.core.plan import Grade
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.wish import WishLine


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person before and after. `kept` is the better card; `changed` when that is not the published one."""

    agent_id: str
    published: Scorecard | None
    recomputed: Scorecard | None
    kept: Scorecard
    changed: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """Money that a recomputation adds to what was published and corrected so far, outside pool and budget."""

    agent_id: str
    award: str
    published: Decimal
    corrected: Decimal
    recomputed: Decimal
    amount: Decimal
    currency: str


def outcomes(published: Sequence[Scorecard], recomputed: Sequence[Scorecard], grades: Sequence[Grade]) -> list[Outcome]:
    """The better scorecard of each person, by agent_id: by grade, then by total; a tie keeps the published one.

    `not_rated` ranks above the lowest grade and below all others; a card without a grade below everything. A seat that
    this gives beyond a share is an extra seat: nobody else is lowered for it.
    """
    before = {card.agent_id: card for card in published}
    after = {card.agent_id: card for card in recomputed}
    found = []
    for agent_id in sorted(before | after):
        old, new = before.get(agent_id), after.get(agent_id)
        kept = old or new
        if old is not None and new is not None and _merit(new, grades) > _merit(old, grades):
            kept = new
        assert kept is not None
        found.append(Outcome(agent_id, old, new, kept, kept is not old))
    return found


def _merit(card: Scorecard, grades: Sequence[Grade]) -> tuple[Decimal, Decimal]:
    at, last = order(grades), len(grades) - 1
    if card.grade in at:
        standing = Decimal(-at[card.grade])
    elif card.grade == NOT_RATED:
        standing = Decimal(-last) + Decimal("0.5")
    else:
        standing = Decimal(-last - 1)
    return standing, card.total if card.total is not None else Decimal("-Infinity")


def corrections(
    published: Sequence[AwardLine], earlier: Sequence[Correction], recomputed: Sequence[AwardLine]
) -> list[Correction]:
    """What is to be added, by award and agent_id: recomputed less everything owed already, never below 0.

    Told the corrections made so far it adds nothing twice. A line that couldn't be reckoned adds nothing.
    """
    owed: dict[tuple[str, str], Decimal] = {}
    for line in published:
        owed[line.award, line.agent_id] = line.amount or ZERO
    added: dict[tuple[str, str], Decimal] = {}
    for each in earlier:
        key = (each.award, each.agent_id)
        added[key] = added.get(key, ZERO) + each.amount
    found = []
    for line in sorted(recomputed, key=lambda each: (each.award, each.agent_id)):
        key = (line.award, line.agent_id)
        was, more = owed.get(key, ZERO), added.get(key, ZERO)
        if line.amount is not None and line.amount > was + more:
            extra = line.amount - was - more
            found.append(Correction(line.agent_id, line.award, was, more, line.amount, extra, line.currency))
    return found


def extra_seats(published: Sequence[WishLine], recomputed: Sequence[WishLine]) -> list[WishLine]:
    """Wishes that come true only in the recomputation, for people who have no seat yet: seats beyond the award's."""
    seated = {line.agent_id for line in published if line.granted}
    return [line for line in recomputed if line.granted and line.agent_id not in seated]
