"""What others and the past can lend a missing indicator: the team's mean share, the last period's share, an entry."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.plan import Missing
from deskmerit.core.score_items import Item
from deskmerit.core.score_part import Draft
from deskmerit.core.score_weights import StandIns, nothing
from deskmerit.core.scorecard import Scorecard

type Shares = Mapping[tuple[str, str], Fraction]


class Neutral:
    """Shares of the weight that covered people reached, by plan, team and indicator; only for indicators that ask."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._shares: dict[tuple[str, str, str], list[tuple[str, Fraction]]] = {}
        for draft in drafts:
            for line in draft.lines:
                item = line.item
                if item.indicator.missing is Missing.NEUTRAL and line.covered and line.points is not None and item.base:
                    self._of(draft, item).append((draft.agent_id, line.points / item.base))

    def _of(self, draft: Draft, item: Item) -> list[tuple[str, Fraction]]:
        return self._shares.setdefault((draft.ready.plan.id, draft.place.team, item.indicator.id), [])

    def mean(self, draft: Draft, item: Item) -> Fraction | None:
        """The mean share of the team's covered others; None without any."""
        shares = [share for agent_id, share in self._of(draft, item) if agent_id != draft.agent_id]
        return sum(shares, Fraction(0)) / len(shares) if shares else None


def carried_shares(previous: Sequence[Scorecard]) -> Shares:
    """The share of its weight that each indicator earned last period, by (agent_id, indicator id)."""
    return {
        (card.agent_id, line.id): Fraction(line.score) / Fraction(line.weight)
        for card in previous
        for line in card.indicators()
        if line.score is not None and line.weight > 0
    }


ALONE = StandIns()


def stand_ins(
    draft: Draft, neutral: Neutral | None, carried: Shares, entries: Mapping[tuple[str, str], Decimal]
) -> StandIns:
    """What may stand in for the missing indicators of one draft."""
    agent_id = draft.agent_id
    if neutral is None and not carried and not entries:
        return ALONE
    own = {
        line.item.indicator.id: share
        for line in draft.lines
        if not line.covered and (share := carried.get((agent_id, line.item.indicator.id))) is not None
    }
    return StandIns(
        own,
        nothing if neutral is None else lambda item: neutral.mean(draft, item),
        lambda indicator: entries.get((agent_id, indicator.id), entries.get((agent_id, indicator.metric.id))),
    )
