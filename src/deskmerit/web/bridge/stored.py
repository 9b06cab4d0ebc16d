"""What reports need beside a scorecard, from what is stored of a run: nothing is measured, nothing is read again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from deskmerit.chain.present import texts
from deskmerit.core.facts import Place
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.settings import Settings
from deskmerit.core.trace import Step
from deskmerit.report.context import Context
from deskmerit.report.explain import of_indicator, sentences
from deskmerit.report.rows import lines
from deskmerit.web.bridge import codec

type Trend = Mapping[str, Sequence[Sequence[str]]]
"""Months and displayed values by `plan/indicator`, as a run's card keeps them."""


def context(
    card: Scorecard,
    plans: Sequence[Plan],
    settings: Settings,
    lang: str,
    *,
    made_from: Sequence[Sequence[str]] = (),
    steps: Sequence[Step] = (),
    trend: Trend | None = None,
    lead: str = "",
) -> Context:
    """The same that `score --workbook` has, for one stored scorecard. `lead`: who evaluates in the person's team."""
    used = {card.plan, *(part.plan for part in card.parts)}
    by_id = {plan.id: plan for plan in plans if plan.id in used}
    scoring, definition = texts(by_id.values())
    return Context(
        plans=by_id,
        period=card.period,
        lang=lang,
        scoring=scoring,
        definition=definition,
        made_from=tuple((str(word), str(value)) for word, value in made_from),
        trend={card.agent_id: trend_of(trend or {})},
        zone=settings.zone,
        explained=explained(card, steps),
        leads={card.place.team: lead} if lead else {},
        show_rank=settings.show_rank,
        organisation=settings.organisation,
    )


def steps_of(stored: object) -> tuple[Step, ...]:
    """The trace that a run's card keeps."""
    found: tuple[Step, ...] = codec.from_json(tuple[Step, ...], stored)
    return found


def trend_of(stored: Trend) -> dict[tuple[str, str], list[tuple[str, Decimal]]]:
    """The months of every line by plan and indicator."""
    found = {}
    for name, months in stored.items():
        plan, _, indicator = name.partition("/")
        found[plan, indicator] = [(month, Decimal(value)) for month, value in months]
    return found


def explained(card: Scorecard, steps: Sequence[Step]) -> dict[tuple[str, Place, str], dict[str, list[str]]]:
    """How each line came about, in both languages."""
    found = {}
    for place, line in lines(card) if steps else ():
        own = of_indicator(steps, line.id, place.team, place.position)
        found[card.agent_id, place, line.id] = {lang: sentences(own, lang, line.unit) for lang in ("zh", "en")}
    return found
