"""Teams, posts, sites and accounts as wholes: measured, scored, compared with the period before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from deskmerit.chain.figures import WHOLE, Figures
from deskmerit.chain.people import people_of
from deskmerit.chain.score import Question, by_position, custom_of
from deskmerit.core.facts import Fact
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.score import Inputs, specs_of
from deskmerit.core.score_groups import Group, score_groups
from deskmerit.engines.base import Engine
from deskmerit.records.store import Records

type Progress = Callable[[str, int, int], None]
type Known = Callable[[Period], Sequence[Fact] | None]
"""Facts of a period that are at hand already, for all measures of the plans that add up over months; None: none are."""


def unknown(_: Period) -> None:
    """Nothing is at hand."""


def groups_of(
    records: Records,
    question: Question,
    by: str,
    progress: Progress | None = None,
    *,
    compare: bool = True,
    known: Known = unknown,
    engine: Engine | None = None,
    figures: Figures = WHOLE,
) -> list[Group]:
    """The groups of a period, each with its standing against target and (with `compare`) the period before.

    `known` spares measuring again what has been measured by the same plans, phase and as-of instant. `engine`: where it
    is measured; without one a DuckDB of its own. `figures`: what measures.
    """
    before: list[Group] = []
    if compare:
        earlier = replace(question, period=question.period.before())
        before = groups_of(records, earlier, by, progress, compare=False, known=known, engine=engine, figures=figures)
    plans = by_position(question.plans, records)
    unique = list({plan.id: plan for plan in plans.values()}.values())
    specs = list(dict.fromkeys(each for plan in unique for each in specs_of(plan)))
    facts = known(question.period)
    if facts is None:
        facts = _measured(records, question, unique, specs, "agent", progress, (engine, figures))
    people = people_of(records, question.period, facts)
    whole = [
        at
        for at, each in enumerate(specs)
        if each.percentile or any(i.spec == each and i.metric.whole_period for p in unique for i in p.indicators())
    ]
    if whole:
        grouped = _measured(records, question, unique, [specs[at] for at in whole], by, progress, (engine, figures))
        facts = [fact for fact in facts if fact.spec not in whole]
        facts += [replace(fact, spec=whole[fact.spec]) for fact in grouped]
    inputs = Inputs(phase=question.phase, present=set(records.tables), graded=True)
    return score_groups(plans, facts, specs, people, question.period, by, inputs, before)


def _measured(
    records: Records,
    question: Question,
    plans: Sequence[Plan],
    specs: Sequence[MeasureSpec],
    by: str,
    progress: Progress | None,
    how: tuple[Engine | None, Figures],
) -> list[Fact]:
    custom, period, as_of = custom_of(plans), question.period, question.as_of
    engine, figures = how
    asked = figures(records, specs, period, as_of, by=by, custom=custom, progress=progress, engine=engine)
    return asked.fact_list()


def group_totals(records: Records, question: Question, by: str, figures: Figures = WHOLE) -> dict[str, Decimal]:
    """The total of each group that has one."""
    groups = groups_of(records, question, by, compare=False, figures=figures)
    return {group.card.agent_id: group.card.total for group in groups if group.card.total is not None}
