"""One person's scores explained: each line from its records to its points, the total, the grade."""

from collections.abc import Mapping, Sequence

from deskmerit.chain.evidence import Evidence
from deskmerit.chain.present import made_from, steps_of
from deskmerit.chain.score import Scored
from deskmerit.core.facts import Place
from deskmerit.core.plan import Indicator
from deskmerit.core.score_items import least_days, months_in
from deskmerit.core.scorecard import IndicatorScore
from deskmerit.core.trace import Step
from deskmerit.planfile.describe import definition, scoring
from deskmerit.records.store import Records
from deskmerit.report.behind import behind, behind_text
from deskmerit.report.context import Context
from deskmerit.report.explain import of_indicator, of_person, sentences
from deskmerit.report.rows import lines
from deskmerit.report.told import line_text, person_text
from deskmerit.report.unrated import unrated_text
from deskmerit.report.values import said


def explain_person(records: Records, scored: Scored, agent: str, indicator: str, with_records: bool, lang: str) -> str:
    """The explanation as text: person, each indicator (or one) with rule, sums, steps and records, then the total."""
    card = next(each for each in scored.cards if each.agent_id == agent)
    context = Context(scored.plans, scored.question.period.label, lang, made_from=made_from(scored, records))
    steps, zone = steps_of(scored, agent), records.settings.zone
    least = least_days(scored.plans[card.plan], months_in(scored.question.period))
    asked = [
        (place, line, _plan(scored, card.plan, place)) for place, line in lines(card) if indicator in ("", line.id)
    ]
    shown = [(place, line, plan, context.indicator(plan, line.id)) for place, line, plan in asked]
    evidence = Evidence(records, scored, [found.spec for *_, found in shown if found is not None])
    blocks = [text for text in (person_text(card, context), unrated_text(card, context, least)) if text]
    for place, line, plan, found in shown:
        own = of_indicator(steps, line.id, place.team, place.position)
        blocks.append(_line(context, plan, place, line, found, own, lang, several=len(card.parts) > 1))
        if with_records and found is not None:
            cases = evidence.of(found.spec, agent, place)
            blocks.append(behind_text(behind(cases, line, lang, zone, found), lang, zone))
    if not indicator:
        blocks.append("\n".join(sentences(of_person(steps, card), lang)))
        blocks.append(person_text(card, context, foot=True))
    return "\n\n".join(blocks) + "\n"


def _plan(scored: Scored, leading: str, place: Place) -> str:
    plan = scored.by_position.get(place.position, scored.by_position.get(""))
    return leading if plan is None else plan.id


def _line(
    context: Context,
    plan: str,
    place: Place,
    line: IndicatorScore,
    indicator: Indicator | None,
    steps: Sequence[Step],
    lang: str,
    several: bool,
) -> str:
    texts: Mapping[str, str] = {}
    if indicator is not None:
        texts = {"definition": said(definition(indicator), lang), "scoring": said(scoring(indicator), lang)}
    return line_text(context, plan, place if several else None, line, texts, sentences(steps, lang, line.unit))
