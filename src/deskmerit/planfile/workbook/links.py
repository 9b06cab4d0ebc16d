"""What the sheets for people show of a plan, cell by cell: written from here, and compared with it on reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.metric import Unit
from deskmerit.core.plan import Indicator, Plan
from deskmerit.planfile.describe import definition, scoring, target_text

type Value = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that may be edited: `table` (indicator, weights, grade), the row's id, the field, what it shows."""

    table: str
    id: str
    field: str
    value: Value
    unit: Unit | None = None


def cells(plan: Plan, lang: str) -> Mapping[tuple[str, str, str], Cell]:
    """Every editable cell by table, id and field."""
    found = [*_indicators(plan, lang), *_sets(plan), *_grades(plan, lang)]
    return {(cell.table, cell.id, cell.field): cell for cell in found}


def lines(plan: Plan) -> list[Indicator]:
    """Every indicator of the plan, wherever it stands."""
    return [*plan.indicators(), *plan.bonus, *plan.annual.indicators]


def _indicators(plan: Plan, lang: str) -> Iterator[Cell]:
    for one in lines(plan):
        unit = one.metric.unit
        least = None if one.min_cases is None else Decimal(one.min_cases)
        yield Cell("indicator", one.id, "title", one.title[lang])
        yield Cell("indicator", one.id, "definition", definition(one)[lang])
        yield Cell("indicator", one.id, "scoring", scoring(one)[lang])
        yield Cell("indicator", one.id, "target", target_value(one, lang), unit)
        yield Cell("indicator", one.id, "weight", one.weight)
        yield Cell("indicator", one.id, "min_cases", least)


def target_value(one: Indicator, lang: str) -> Value:
    """A one-sided target as a number, a range as text."""
    if one.target is None:
        return None
    return target_text(one.target, one.metric)[lang] if one.target.is_range else one.target.value


def set_names(plan: Plan) -> dict[str, str]:
    """The heading of each weight set by its place in the plan: `phases/efficiency` or `monthly`."""
    phases = {f"phases/{name}": f"phase: {name}" for name in plan.phases}
    return phases | {name: name for name in plan.period_weights}


def set_weights(plan: Plan, place: str) -> Mapping[str, Decimal]:
    """The weights of a set by its place."""
    kind, _, name = place.partition("/")
    return (plan.phases[name] if kind == "phases" else plan.period_weights[kind]).weights


def _sets(plan: Plan) -> Iterator[Cell]:
    for place in set_names(plan):
        weights = set_weights(plan, place)
        for one in plan.indicators():
            yield Cell("weights", one.id, place, weights.get(one.id))


def _grades(plan: Plan, lang: str) -> Iterator[Cell]:
    for grade in plan.grades:
        yield Cell("grade", grade.id, "title", grade.title[lang])
        yield Cell("grade", grade.id, "from", grade.from_)
        yield Cell("grade", grade.id, "share", grade.share)
        yield Cell("grade", grade.id, "watch", grade.watch)
