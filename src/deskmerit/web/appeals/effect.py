"""What taking one record out of a line does to it: cheap, from the evidence rows, by the rules that score."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.facts import Place
from deskmerit.core.recount import Recount, recount
from deskmerit.core.scorecard import DimensionScore, IndicatorScore
from deskmerit.web.appeals.models import Flag
from deskmerit.web.appeals.queries import cases, indicators, plans_by_id
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import scorecard_of


@dataclass(frozen=True, slots=True)
class Effect:
    """A line before and after. `rows` are the cases of the record; `after` None: only a new run can tell."""

    line: IndicatorScore
    rows: list[Mapping[str, object]]
    after: Recount | None
    unit: str

    @property
    def counted(self) -> bool:
        """Whether the record counts in the line at all."""
        return any(row["included"] for row in self.rows)


def card_of(flag: Flag) -> Card | None:
    """The person's present card of the flag's cycle."""
    run = flag.cycle.current
    return run.cards.filter(person=flag.person).select_related("run__cycle", "person").first() if run else None


def effect(flag: Flag) -> Effect | None:
    """What taking the flagged record out would do to the line it was seen in; None where the line isn't there."""
    card = card_of(flag)
    return None if card is None else effect_on(card, flag.indicator, Place(flag.team, flag.position), flag.record)


def effect_on(card: Card, indicator: str, place: Place, *records: str) -> Effect | None:
    """The same for any card, line and records."""
    content = scorecard_of(card)
    held = [(content.place, content.plan, content.dimensions, content.bonus)]
    held += [(part.place, part.plan, part.dimensions, part.bonus) for part in content.parts]
    for at, plan, dimensions, bonus in held:
        if (at.team, at.position) not in ((place.team, place.position), ("", "")) and (place.team or place.position):
            continue
        line = _line(indicator, dimensions, bonus)
        plans = plans_by_id(card.run.cycle)
        if line is not None and plan in plans:
            rows = [row for row in cases(card, indicator, at) if row["record_id"] in records]
            gone = [row for row in rows if row["included"]]
            top, below = (sum(int(str(row[side] or 0)) for row in gone) for side in ("numerator", "denominator"))
            after = recount(
                line, dimensions, plans[plan], (line.numerator or 0) - top, (line.denominator or 0) - below,
                (line.cases or 0) - len(gone),
            )  # fmt: skip
            unit = indicators(card.run.cycle)[indicator].metric.unit.value
            return Effect(line, rows, after, unit)
    return None


def _line(
    indicator: str, dimensions: tuple[DimensionScore, ...], bonus: tuple[IndicatorScore, ...]
) -> IndicatorScore | None:
    every = [line for dimension in dimensions for line in dimension.indicators] + list(bonus)
    return next((line for line in every if line.id == indicator), None)


def worth(found: Effect) -> Decimal | None:
    """How many points the line gains; None where only a new run can tell."""
    if found.after is None or found.after.score is None or found.line.score is None:
        return None
    return found.after.score - found.line.score
