"""Plans in Python: a catalogue of a few metrics, the mended template, and the plan as printed."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from deskmerit.core.metric import Direction, Fit, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.plan import (
    Award,
    Dimension,
    Distribution,
    Grade,
    Indicator,
    Plan,
    PlanCase,
    Target,
    WeightSet,
    Workflow,
)
from deskmerit.core.rules import NO_CAP, NO_FLOOR, Deduct, Inverse, Ratio, Rule, Step

D = Decimal
LOWER, HIGHER = Direction.LOWER, Direction.HIGHER


def seconds(name: str, fit: Fit = Fit.PERSON) -> Metric:
    return Metric(name, Unit.SECONDS, Kind.MEAN, LOWER, "tickets", digits=0, clocked=True, fit=fit, lowest=D(0))


def share(name: str, direction: Direction = HIGHER, fit: Fit = Fit.PERSON, table: str = "tickets") -> Metric:
    ends = {"lowest": D(0), "highest": D(100)}
    return Metric(name, Unit.PERCENT, Kind.SHARE, direction, table, per_unit=Fraction(100), fit=fit, **ends)


def rating(name: str, table: str) -> Metric:
    return Metric(name, Unit.RATING, Kind.MEAN, HIGHER, table, lowest=D(1), highest=D(5), fit=Fit.PERSON)


def count(name: str, table: str, direction: Direction = HIGHER) -> Metric:
    return Metric(name, Unit.COUNT, Kind.COUNT, direction, table, digits=0, lowest=D(0))


METRICS = [
    seconds("first_response_time"),
    seconds("handle_time"),
    seconds("speed_of_answer", Fit.TEAM),
    share("ticket_timeliness"),
    share("first_contact_resolution"),
    share("reopen_rate", LOWER, Fit.GUARD),
    share("survey_response_rate", HIGHER, Fit.GUARD, "surveys"),
    share("satisfaction_rate", HIGHER, Fit.PERSON, "surveys"),
    share("complaint_rate", LOWER, Fit.PERSON, "complaints"),
    share("training_pass_rate", table="trainings"),
    share("training_attendance", table="trainings"),
    share("qa_accuracy", table="qa_reviews"),
    share("qa_score", table="qa_reviews"),
    rating("satisfaction", "surveys"),
    rating("peer_rating", "feedback"),
    count("knowledge_contributions", "articles"),
    count("conduct_count", "conduct", LOWER),
]
CATALOGUE = {metric.id: metric for metric in METRICS}


def line(
    name: str, metric: str, target: Target | None, weight: Any, rule: Rule, channel: str = "", **more: Any
) -> Indicator:
    """One indicator; `channel` filters, `contact` is the parameter of first-contact resolution."""
    params = {"contact": more.pop("contact")} if "contact" in more else {}
    where = {"channel": [channel]} if channel else {}
    spec = MeasureSpec(metric, json.dumps(params), json.dumps(where), more.pop("clock", ""))
    more.setdefault("min_cases", 20)
    return Indicator(name, {"zh": name, "en": name}, spec, CATALOGUE[metric], target, D(weight), rule, **more)


def deduct(points: str, per: str, step: Step | None = Step.COMPLETED, **more: Any) -> Deduct:
    return Deduct(D(points), D(per), step, **more)


def at_most(value: str) -> Target:
    return Target(at_most=D(value))


def at_least(value: str) -> Target:
    return Target(at_least=D(value))


ONE = deduct("1", "1")


def guard(name: str, metric: str) -> Indicator:
    return line(name, metric, None, 0, ONE)


def six() -> list[Indicator]:
    """The six indicators of the template, each sound."""
    chat = {"channel": "chat", "guards": ("reopened",)}
    return [
        line("first_response", "first_response_time", at_most("30"), 15, deduct("2", "5"), **chat),
        line("timeliness", "ticket_timeliness", at_least("98"), 10, ONE, guards=("reopened",)),
        line("satisfaction", "satisfaction", at_least("4.5"), 30, deduct("3", "0.1"), guards=("answers",)),
        line("fcr", "first_contact_resolution", at_least("90"), 25, ONE, contact="session"),
        line("knowledge", "knowledge_contributions", at_least("3"), 10, deduct("4", "1"), min_cases=None),
        line("training", "training_pass_rate", at_least("100"), 10, deduct("2", "10"), min_cases=1),
        guard("reopened", "reopen_rate"),
        guard("answers", "survey_response_rate"),
    ]


def dimension(*indicators: Indicator, name: str = "service") -> Dimension:
    return Dimension(name, {"zh": name, "en": name}, indicators)


def grades(**shares: str) -> tuple[Grade, ...]:
    """S from 90, A from 80, B from 70, C below."""
    edges = (("S", "90"), ("A", "80"), ("B", "70"), ("C", None))
    given = {name: D(value) for name, value in shares.items()}
    return tuple(Grade(name, {}, D(edge) if edge else None, share=given.get(name)) for name, edge in edges)


COEFFICIENTS = {"S": D("1.5"), "A": D("1.2"), "B": D("1.0"), "C": D("0.6"), "not_rated": D("1.0")}
BONUS = Award("bonus", "pay", {}, COEFFICIENTS, budget=D(200000), over_budget="scale")


def template(**changes: Any) -> Plan:
    """The template: nothing to find but notes."""
    plan = Plan(
        "template",
        {"zh": "客服团队绩效评估方案", "en": "Customer-service evaluation plan"},
        (dimension(*six()),),
        grades(S="10", A="20"),
        effective_from=date(2026, 1, 1),
        phases={"efficiency": phase("efficiency", first_response="20", satisfaction="25")},
        distribution=Distribution(cumulative=False, min_cohort=20),
        awards=(BONUS,),
        cases=(PlanCase("on target", "month", ON_TARGET, D(100), "S"),),
    )
    return replace(plan, **changes)


WEIGHTS = {"first_response": 15, "timeliness": 10, "satisfaction": 30, "fcr": 25, "knowledge": 10, "training": 10}
ON_TARGET = {
    "first_response": D(30),
    "timeliness": D(98),
    "satisfaction": D("4.5"),
    "fcr": D(90),
    "knowledge": D(3),
    "training": D(100),
}
PRINTED = ON_TARGET | {"first_response": D(28), "timeliness": D(97), "satisfaction": D("4.7"), "fcr": D(92)}


def phase(name: str, **changed: str) -> WeightSet:
    """A focus phase: the base weights with some changed."""
    return WeightSet(name, {one: D(value) for one, value in (WEIGHTS | changed).items()})


def but(name: str, **changes: Any) -> Plan:
    """The template with fields of one indicator changed."""
    lines = [replace(one, **changes) if one.id == name else one for one in six()]
    return template(dimensions=(dimension(*lines),))


def plus(*extra: Indicator, **changes: Any) -> Plan:
    """The template with further indicators."""
    return template(dimensions=(dimension(*six(), *extra),), **changes)


AS_IS: dict[str, Any] = {"cap": NO_CAP, "floor": NO_FLOOR}


def as_printed() -> Plan:
    """The workbook to the letter: formulas that score, the deduction table beside them, closed bands, bare shares."""
    ratio, inverse = Ratio(**AS_IS), Ratio(inverse=Inverse.AS_PRINTED, **AS_IS)
    table = {
        "first_response": deduct("2", "5", None, floor=NO_FLOOR),
        "timeliness": deduct("1", "1", None, floor=NO_FLOOR),
        "satisfaction": deduct("3", "0.1", None, floor=NO_FLOOR),
        "fcr": deduct("1", "1", None, floor=NO_FLOOR),
        "knowledge": deduct("3", "1", None, floor=NO_FLOOR),
        "training": deduct("2", "10", None, floor=NO_FLOOR),
    }
    scored = [
        replace(
            one,
            rule=inverse if one.id == "first_response" else ratio,
            alternative=table[one.id],
            guards=(),
            min_cases=None,
        )
        for one in six()[:6]
    ]
    named = [
        line("complaints", "complaint_rate", at_most("2"), 0, ONE),
        line("cooperation", "peer_rating", None, 0, ONE),
        line("attendance", "training_attendance", at_least("100"), 0, ONE),
    ]
    closed = (
        Grade("S", {}, D(90), share=D(10)),
        Grade("A", {}, D(80), to=D(89), share=D(20)),
        Grade("B", {}, D(70), to=D(79)),
        Grade("C", {}, below=D(70), share=D(5)),
    )
    focus = {"first_response": D(20), "timeliness": D(10), "satisfaction": D(30), "fcr": D(25)}
    return template(
        id="as-printed",
        dimensions=(dimension(*scored, *named),),
        grades=closed,
        phases={"efficiency": WeightSet("efficiency", focus | {"knowledge": D(10), "training": D(10)})},
        distribution=Distribution(cohort_size=10),
        workflow=Workflow(appeal_from="receipt", independent_review=False),
        awards=(),
        cases=(PlanCase("the printed person", "month", PRINTED, D("87.79"), "A"),),
    )
