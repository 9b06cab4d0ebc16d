"""Teams, posts, sites and accounts as wholes: measured, scored, compared with the period before."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from deskmerit.chain.people import people_of
from deskmerit.chain.score import Question, by_position, custom_of
from deskmerit.core.score import Inputs, specs_of
from deskmerit.core.score_groups import Group, score_groups
from deskmerit.metrics.measure import measure
from deskmerit.records.store import Records

type Progress = Callable[[str, int, int], None]


def groups_of(
    records: Records, question: Question, by: str, progress: Progress | None = None, *, compare: bool = True
) -> list[Group]:
    """The groups of a period, each with its standing against target and (with `compare`) the period before."""
    before: list[Group] = []
    if compare:
        earlier = replace(question, period=question.period.before())
        before = groups_of(records, earlier, by, progress, compare=False)
    plans = by_position(question.plans, records)
    unique = list({plan.id: plan for plan in plans.values()}.values())
    specs = list(dict.fromkeys(each for plan in unique for each in specs_of(plan)))
    custom = custom_of(unique)
    asked = {"period": question.period, "as_of": question.as_of, "custom": custom, "progress": progress}
    facts = measure(records, specs, **asked).fact_list()  # type: ignore[arg-type]  # the keywords of `measure`
    people = people_of(records, question.period, facts)
    whole = {
        at
        for at, each in enumerate(specs)
        if each.percentile or any(i.spec == each and i.metric.whole_period for p in unique for i in p.indicators())
    }
    if whole:
        grouped = measure(records, specs, by=by, **asked).fact_list()  # type: ignore[arg-type]  # the same
        facts = [fact for fact in facts if fact.spec not in whole] + [f for f in grouped if f.spec in whole]
    inputs = Inputs(phase=question.phase, present=set(records.tables), graded=True)
    return score_groups(plans, facts, specs, people, question.period, by, inputs, before)


def group_totals(records: Records, question: Question, by: str) -> dict[str, Decimal]:
    """The total of each group that has one."""
    groups = groups_of(records, question, by, compare=False)
    return {group.card.agent_id: group.card.total for group in groups if group.card.total is not None}
