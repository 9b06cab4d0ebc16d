"""What the plan in force says to those it evaluates: what is recorded, why, who sees it, how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskmerit.core.plan import Indicator, Plan
from deskmerit.planfile.describe import definition, scoring
from deskmerit.web.bridge.mine import table_title
from deskmerit.web.org.models import Person
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.shared import clock

type Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: what is measured from which table of the records, how it scores, what goal it serves."""

    dimension: Text
    title: Text
    definition: Text
    scoring: Text
    source: Text
    goal: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """A version's notice to one person."""

    version: PlanVersion
    title: Text
    lines: Sequence[Line]
    notes: Mapping[str, Text]


def notices(person: Person | None) -> list[Notice]:
    """A notice for each plan version in force for somebody's postings of today; none for those not evaluated."""
    if person is None:
        return []
    posts = set(person.postings.on(clock.today()).values_list("position", flat=True))
    return [_notice(version, plan) for version, plan in in_force() if posts and _concerns(plan, posts)]


def in_force() -> list[tuple[PlanVersion, Plan]]:
    """The newest approved version of each plan that is in effect today."""
    found: dict[int, PlanVersion] = {}
    approved = PlanVersion.objects.filter(state=PlanVersion.State.APPROVED, effective_from__lte=clock.today())
    for version in approved.order_by("number").select_related("document"):
        found[version.document_id] = version
    return [(version, plan_of(version)) for version in found.values()]


def _concerns(plan: Plan, posts: set[str]) -> bool:
    return not plan.positions or bool(posts & set(plan.positions))


def _notice(version: PlanVersion, plan: Plan) -> Notice:
    return Notice(version, plan.title, [*_lines(plan)], plan.notes)


def _lines(plan: Plan) -> list[Line]:
    return [
        Line(dimension.title, each.title, definition(each), scoring(each), _source(each), plan.goals.get(each.goal, {}))
        for dimension in plan.dimensions
        for each in dimension.indicators
    ]


def _source(indicator: Indicator) -> Text:
    """The table of the records a measure is taken from, in words."""
    return table_title(indicator.metric.table)
