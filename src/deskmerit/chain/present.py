"""From scored results to what reports show: titles, texts, provenance, trend, and the explanation of every line."""

from collections.abc import Iterable, Mapping, Sequence

from deskmerit import __version__
from deskmerit.chain.evidence import Case, Evidence
from deskmerit.chain.figures import WHOLE, Figures
from deskmerit.chain.people import leads
from deskmerit.chain.score import Scored
from deskmerit.chain.trends import trends
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec, Text
from deskmerit.core.plan import Plan
from deskmerit.core.score import trace, traces
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.planfile import describe
from deskmerit.records.store import Records
from deskmerit.report.context import Context, plan_marks
from deskmerit.report.explain import of_indicator, sentences
from deskmerit.report.records import instant_text
from deskmerit.report.rows import lines, scorecards_json


def made_from(scored: Scored, records: Records) -> tuple[tuple[str, str], ...]:
    """What the figures were made from: plans, phase if any, data, manifest of the lake if any, as-of instant,
    software."""
    phase = (("phase", scored.question.phase),) if scored.question.phase else ()
    data = ("data", records.fingerprint[:12])
    lake = (("manifest", str(records.manifest)),) if records.manifest else ()
    rest = (("as_of", instant_text(scored.as_of)), ("version", __version__))
    return (("plan", plan_marks(scored.plans.values())), *phase, data, *lake, *rest)


def json_of(scored: Scored, records: Records, cards: Sequence[Scorecard], lang: str) -> dict[str, object]:
    """The JSON document of `score`."""
    context = context_of(scored, records, lang, cards)
    ids = "+".join(scored.plans)
    prints = "+".join(plan.fingerprint for plan in scored.plans.values())
    as_of = instant_text(scored.as_of)
    period = scored.question.period.label
    return scorecards_json(cards, ids, prints, records.fingerprint, as_of, period, context.titles())


def context_of(
    scored: Scored,
    records: Records,
    lang: str,
    cards: Sequence[Scorecard],
    explained: bool = False,
    with_records: bool = False,
    figures: Figures = WHOLE,
) -> Context:
    """Everything the workbook and the page show beside the scorecards.

    `explained` adds trace and trend, `with_records` the records behind each figure: for one person's own file.
    `figures`: what measures the trend.
    """
    scoring, definition = texts(scored.plans.values())
    return Context(
        plans=scored.plans,
        period=scored.question.period.label,
        lang=lang,
        scoring=scoring,
        definition=definition,
        made_from=made_from(scored, records),
        trend=trends(scored, records, figures) if explained else {},
        records=_evidence(scored, records, cards) if with_records else {},
        zone=records.settings.zone,
        explained=_explained(scored, cards) if explained else {},
        leads=leads(records, scored.question.period),
        show_rank=records.settings.show_rank,
        organisation=records.settings.organisation,
    )


def texts(plans: Iterable[Plan]) -> tuple[dict[tuple[str, str], Text], dict[tuple[str, str], Text]]:
    """How every indicator is scored and what it is, in words, by plan and indicator."""
    scoring, definition = dict[tuple[str, str], Text](), dict[tuple[str, str], Text]()
    for plan in plans:
        for indicator in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
            scoring[plan.id, indicator.id] = describe.scoring(indicator)
            definition[plan.id, indicator.id] = describe.definition(indicator)
    return scoring, definition


def steps_of(scored: Scored, agent: str) -> list[Step]:
    """The trace of one person, made by the functions that scored."""
    args = (scored.facts, scored.specs, scored.people, scored.question.period, scored.inputs)
    return trace(agent, scored.by_position, *args)[1]


def all_steps(scored: Scored, agents: Sequence[str]) -> dict[str, list[Step]]:
    """The traces of several people, made in one run."""
    args = (scored.facts, scored.specs, scored.people, scored.question.period, scored.inputs)
    return traces(agents, scored.by_position, *args)


def _explained(
    scored: Scored, cards: Sequence[Scorecard]
) -> Mapping[tuple[str, Place, str], Mapping[str, Sequence[str]]]:
    found: dict[tuple[str, Place, str], Mapping[str, Sequence[str]]] = {}
    every = all_steps(scored, [card.agent_id for card in cards])
    for card in cards:
        steps = every[card.agent_id]
        for place, line in lines(card):
            own = of_indicator(steps, line.id, place.team, place.position)
            found[card.agent_id, place, line.id] = {lang: sentences(own, lang, line.unit) for lang in ("zh", "en")}
    return found


def _evidence(
    scored: Scored, records: Records, cards: Sequence[Scorecard]
) -> dict[tuple[str, Place, str], Sequence[Case]]:
    """The records behind every measured line; a sheet filled in by hand and the year's quarters have none."""
    asked = {
        (card.agent_id, place, line.id): spec
        for card in cards
        for place, line in lines(card)
        if (spec := _spec(scored, card, place, line.id)) is not None
    }
    if not records.tables:
        return {}
    evidence = Evidence(records, scored, list(asked.values()))
    return {(agent, place, line): evidence.of(spec, agent, place) for (agent, place, line), spec in asked.items()}


def _spec(scored: Scored, card: Scorecard, place: Place, indicator: str) -> MeasureSpec | None:
    part = next((part for part in card.parts if part.place == place), None)
    plan = scored.plans[part.plan if part else card.plan]
    every = (*plan.indicators(), *plan.bonus, *plan.annual.indicators)
    return next((each.spec for each in every if each.id == indicator), None)
