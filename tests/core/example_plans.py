"""Plans that the tests of the calculator share: Template 1 repaired, and as printed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Direction, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.plan import Dimension, Distribution, Grade, Indicator, Plan, Scoring, Target
from deskmerit.core.rules import NO_CAP, NO_FLOOR, Deduct, Inverse, Ratio, Rule, Step

D = Decimal
PERCENT = Fraction(100)
MILLIONTHS = Fraction(1, 1_000_000)

RESPONSE = Metric("first_response_time", Unit.SECONDS, Kind.MEAN, Direction.LOWER, "tickets", digits=0)
TIMELINESS = Metric("ticket_timeliness", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "tickets", per_unit=PERCENT)
SATISFACTION = Metric("satisfaction", Unit.RATING, Kind.MEAN, Direction.HIGHER, "surveys", per_unit=MILLIONTHS)
FCR = Metric("first_contact_resolution", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "tickets", per_unit=PERCENT)
KNOWLEDGE = Metric("knowledge_contributions", Unit.COUNT, Kind.COUNT, Direction.HIGHER, "articles", digits=0)
TRAINING = Metric("training_pass_rate", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "trainings", per_unit=PERCENT)

PRINTED_PERSON = {
    "first_response": D(28),
    "timeliness": D(97),
    "satisfaction": D("4.7"),
    "fcr": D(92),
    "knowledge": D(3),
    "training": D(100),
}


def indicator(id: str, metric: Metric, target: Target, weight: int, rule: Rule, **more: object) -> Indicator:
    """An indicator on a metric's defaults."""
    made = Indicator(id, {"en": id}, MeasureSpec(metric.id), metric, target, D(weight), rule)
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def ladder(closed: bool = False) -> tuple[Grade, ...]:
    """S, A, B, C: half-open, or as printed with holes between the bands."""
    return (
        Grade("S", {"en": "Outstanding"}, from_=D(90), share=D(10)),
        Grade("A", {"en": "Excellent"}, from_=D(80), to=D(89) if closed else None, share=D(20)),
        Grade("B", {"en": "Good"}, from_=D(70), to=D(79) if closed else None),
        Grade("C", {"en": "To improve"}, below=D(70) if closed else None, watch=D(5)),
    )


AIMS = (
    ("process", "first_response", RESPONSE, Target(at_most=D(30)), 15, (2, 5)),
    ("process", "timeliness", TIMELINESS, Target(at_least=D(98)), 10, (1, 1)),
    ("result", "satisfaction", SATISFACTION, Target(at_least=D("4.5")), 30, (3, "0.1")),
    ("result", "fcr", FCR, Target(at_least=D(90)), 25, (1, 1)),
    ("teamwork", "knowledge", KNOWLEDGE, Target(at_least=D(3)), 10, (4, 1)),
    ("development", "training", TRAINING, Target(at_least=D(100)), 10, (2, 10)),
)


def plan_of(indicators: Mapping[str, tuple[Indicator, ...]], **more: object) -> Plan:
    """A plan with the given indicators by dimension."""
    dimensions = tuple(Dimension(id, {"en": id}, each) for id, each in indicators.items())
    made = Plan("template", {"en": "Template"}, dimensions, ladder(), distribution=Distribution())
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def template(**more: object) -> Plan:
    """Template 1 repaired: deductions by completed steps, floor 0, cap at the weight."""
    found: dict[str, tuple[Indicator, ...]] = {}
    for dimension, id, metric, target, weight, (points, per) in AIMS:
        rule = Deduct(D(points), D(per), Step.COMPLETED)
        found[dimension] = (*found.get(dimension, ()), indicator(id, metric, target, weight, rule))
    return plan_of(found, **more)


def as_printed() -> Plan:
    """The printed formulas: ratio without cap and floor, the printed inverse, closed bands."""
    found: dict[str, tuple[Indicator, ...]] = {}
    rule = Ratio(NO_CAP, Inverse.AS_PRINTED, NO_FLOOR)
    for dimension, id, metric, target, weight, _ in AIMS:
        found[dimension] = (*found.get(dimension, ()), indicator(id, metric, target, weight, rule))
    return plan_of(found, id="as-printed", grades=ladder(closed=True))


MONTHLY = Scoring(graded=("month", "quarter", "year", "range"))
