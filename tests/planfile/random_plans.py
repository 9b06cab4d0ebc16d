"""Plans of every shape for property tests: odd names, odd texts, every rule, section and kind of award."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from deskmerit.core import plan as core
from deskmerit.core.metric import MeasureSpec, Metric, Unit
from deskmerit.core.rules import (
    NO_CAP,
    NO_FLOOR,
    Band,
    Bands,
    Count,
    Deduct,
    Inverse,
    Linear,
    PassFail,
    Rating,
    Ratio,
    Rule,
    Step,
)
from deskmerit.planfile.fingerprint import stamped
from deskmerit.planfile.question import build
from planfile.stub_catalogue import CATALOGUE

NASTY = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "null",
    "~",
    "yes",
    "2026-01-01",
    "1e5",
    "a: b",
    "- x",
    "#x",
    "[x",
]
NASTY += [
    "_x0041_",
    "a/b~1",
    "'quoted",
    '"',
    "二〇二六",
    "two\nlines",
    "\ttab",
    "\x07bell",
    "😀",
    "%",
    "&a",
    "*a",
    "!t",
]


def _texts() -> st.SearchStrategy[str]:
    free = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), max_size=12)
    return st.one_of(st.sampled_from(NASTY), free).map(str.strip).filter(bool)


TEXTS = _texts()
WORDS = st.one_of(TEXTS.map(lambda text: {"zh": text, "en": text}), st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS}))
NO_WORDS: st.SearchStrategy[dict[str, str]] = st.just({})
IDS = st.from_regex(r"[A-Za-z0-9_客][A-Za-z0-9_.+\-客]{0,6}", fullmatch=True)
NUMBERS = st.decimals(0, 100000, places=3, allow_nan=False, allow_infinity=False)
SIGNED = st.decimals(-1000, 1000, places=2)
PERCENT = st.decimals(0, 100, places=2)
POSITIVE = st.decimals("0.01", 1000, places=2)
WHOLE = st.integers(0, 500)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy's values or None."""
    return st.one_of(st.none(), strategy)


FLOORS = st.one_of(st.just(Decimal(0)), SIGNED, st.just(NO_FLOOR))
CAPS = st.one_of(st.none(), NUMBERS, st.just(NO_CAP))
BANDS = st.builds(
    Band, SIGNED, maybe(SIGNED), maybe(SIGNED), maybe(SIGNED), maybe(SIGNED), maybe(SIGNED), maybe(SIGNED)
)
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Deduct, SIGNED, POSITIVE, maybe(st.sampled_from(Step)), FLOORS, CAPS),
    st.builds(Ratio, CAPS, maybe(st.sampled_from(Inverse)), FLOORS),
    st.builds(Bands, st.lists(BANDS, max_size=3).map(tuple), FLOORS, CAPS),
    st.builds(Linear, SIGNED, maybe(SIGNED), maybe(SIGNED), FLOORS, CAPS),
    st.builds(PassFail, FLOORS, CAPS),
    st.builds(lambda low, span: Rating(low, low + span), SIGNED, POSITIVE),
    st.builds(Count, SIGNED, CAPS, FLOORS),
)
TARGETS = st.one_of(
    st.builds(core.Target, at_most=SIGNED),
    st.builds(core.Target, at_least=SIGNED),
    st.builds(lambda low, span: core.Target(at_least=low, at_most=low + span), SIGNED, POSITIVE),
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Metric, MeasureSpec]:
    """A metric with parameters, filter, clock and percentile that it takes."""
    metric = CATALOGUE[draw(st.sampled_from(sorted(CATALOGUE)))]
    timed = metric
    params: dict[str, object] = {}
    if metric.id == "within_target":
        timed = CATALOGUE[draw(st.sampled_from(["first_response_time", "resolution_time", "handle_time"]))]
        params = {"metric": timed.id, "seconds": draw(WHOLE)}
    allowed = dict(metric.params) | dict(timed.params)
    for name, values in allowed.items():
        if name not in params:
            params[name] = draw(_param(values))
    if metric.optional_params and draw(st.booleans()):
        params |= dict.fromkeys(metric.optional_params, True)
    where = draw(st.dictionaries(TEXTS, st.lists(TEXTS, min_size=1, max_size=2).map(tuple), max_size=2))
    clock = draw(st.sampled_from(("business", "calendar"))) if timed.clocked else ""
    percentile = draw(maybe(st.integers(1, 100))) if metric.unit is Unit.SECONDS else None
    return metric, build(metric, params, where, clock, percentile)


def _param(values: tuple[object, ...]) -> st.SearchStrategy[object]:
    if not values:
        return TEXTS
    if isinstance(values[0], int):
        return WHOLE
    if isinstance(values[0], Mapping):
        return st.dictionaries(IDS, WHOLE, min_size=1, max_size=3)
    return st.sampled_from(values)


@st.composite
def indicators(draw: st.DrawFn, name: str, guards: tuple[str, ...] = ()) -> core.Indicator:
    """An indicator of that id."""
    metric, spec = draw(questions())
    return core.Indicator(
        id=name,
        title=draw(WORDS),
        spec=spec,
        metric=metric,
        target=draw(TARGETS),
        weight=draw(NUMBERS),
        rule=draw(RULES),
        missing=draw(st.sampled_from(core.Missing)),
        min_cases=draw(maybe(WHOLE)),
        goal=draw(st.one_of(st.just(""), TEXTS)),
        guards=guards,
        definition=draw(st.one_of(NO_WORDS, WORDS)),
        scoring=draw(st.one_of(NO_WORDS, WORDS)),
        fatal_is_zero="fatal_is_zero" in spec.params,
        alternative=draw(maybe(RULES)),
    )


@st.composite
def vetoes(draw: st.DrawFn, name: str, grades: list[str], sets: list[str]) -> core.Veto:
    """A veto with one bound and one effect."""
    metric, spec = draw(questions())
    bound = draw(st.sampled_from(("below", "above", "at_most", "at_least")))
    capped = draw(st.booleans())
    effect: dict[str, Any] = (
        {"grade_at_most": draw(st.sampled_from(grades))}
        if capped
        else {"sets": draw(st.sampled_from(sets)), "points": draw(SIGNED)}
    )
    title = draw(st.one_of(NO_WORDS, WORDS))
    return core.Veto(id=name, spec=spec, metric=metric, title=title, **{bound: draw(SIGNED)}, **effect)


@st.composite
def awards(draw: st.DrawFn, name: str, grades: list[str]) -> core.Award:
    """An award with what its kind can't do without."""
    kind = draw(st.sampled_from(("pay", "pool", "wish")))
    keys = [*grades, "not_rated"]
    coefficients = draw(st.dictionaries(st.sampled_from(keys), SIGNED, min_size=1 if kind == "pay" else 0))
    return core.Award(
        id=name,
        kind=kind,
        title=draw(WORDS),
        coefficients=coefficients,
        attendance=draw(st.booleans()),
        budget=draw(maybe(NUMBERS)),
        over_budget=draw(st.sampled_from(("", "scale", "stop"))),
        amount=draw(NUMBERS) if kind == "pool" else draw(maybe(NUMBERS)),
        team_factors=tuple(draw(st.lists(st.tuples(SIGNED, NUMBERS), max_size=2))),
        seats=draw(WHOLE) if kind == "wish" else draw(maybe(WHOLE)),
        grades=tuple(draw(st.lists(st.sampled_from(grades), max_size=2))),
        currency=draw(st.sampled_from(("", "EUR"))),
        minimum_wage=draw(st.dictionaries(TEXTS, NUMBERS, max_size=2)),
    )


@st.composite
def plans(draw: st.DrawFn) -> core.Plan:
    """A whole plan, stamped with its fingerprint."""
    names = draw(st.lists(IDS, min_size=5, max_size=8, unique=True))
    bonus, annual, scored = names[0], names[1], names[2:]
    grades = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    cut = draw(st.integers(1, len(scored)))
    groups = [group for group in (scored[:cut], scored[cut:]) if group]
    dimensions = tuple(
        core.Dimension(
            id=f"d{number}",
            title=draw(WORDS),
            indicators=tuple(draw(indicators(name, (scored[0],) if name == scored[-1] else ())) for name in group),
        )
        for number, group in enumerate(groups)
    )
    weights = st.dictionaries(st.sampled_from(scored), NUMBERS, max_size=4)
    phases = draw(st.dictionaries(TEXTS, weights, max_size=2))
    sets = draw(st.dictionaries(st.sampled_from(("monthly", "quarterly", "yearly")), weights, max_size=2))
    places = ["total", *(f"indicator:{name}" for name in scored), "dimension:d0"]
    given = st.dictionaries(st.sampled_from(names), maybe(SIGNED), max_size=3)
    case = st.builds(
        core.PlanCase, TEXTS, st.sampled_from(("month", "quarter", "year")), given, maybe(SIGNED),
        st.sampled_from(("", "not_rated", *grades)), st.dictionaries(st.sampled_from(names), SIGNED, max_size=2),
        st.sampled_from(("", *phases)),
    )  # fmt: skip
    distribution = st.builds(
        core.Distribution, st.sampled_from(core.ShareMode), maybe(st.booleans()), maybe(WHOLE),
        st.one_of(st.just(""), TEXTS), maybe(WHOLE), st.one_of(st.just(""), TEXTS),
    )  # fmt: skip
    graded = st.lists(st.sampled_from(("month", "quarter", "year", "range")), unique=True).map(tuple)
    days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
    return stamped(
        core.Plan(
            id=draw(IDS),
            title=draw(WORDS),
            dimensions=dimensions,
            grades=tuple(
                draw(st.builds(core.Grade, st.just(name), WORDS, *[maybe(SIGNED)] * 3, *[maybe(PERCENT)] * 2))
                for name in grades
            ),
            version=draw(st.one_of(st.just(""), TEXTS)),
            scoring=draw(st.builds(core.Scoring, st.integers(0, 6), st.just("half_up"), PERCENT, NUMBERS, graded)),
            positions=tuple(draw(st.lists(TEXTS, max_size=2))),
            effective_from=draw(maybe(days)),
            effective_to=draw(maybe(days)),
            currency=draw(st.sampled_from(("CNY", "EUR"))),
            goals=draw(st.dictionaries(TEXTS, WORDS, max_size=2)),
            duties=draw(st.dictionaries(TEXTS, st.lists(WORDS, max_size=2).map(tuple), max_size=2)),
            phases={name: core.WeightSet(name, found) for name, found in phases.items()},
            period_weights={name: core.WeightSet(name, found) for name, found in sets.items()},
            bonus=(draw(indicators(bonus)),),
            distribution=draw(distribution),
            vetoes=(draw(vetoes("veto-1", grades, places)),),
            annual=core.Annual(draw(PERCENT), (draw(indicators(annual)),)),
            awards=(draw(awards("w1", grades)), draw(awards("w2", grades))),
            workflow=draw(
                st.builds(core.Workflow, WHOLE, WHOLE, WHOLE, st.sampled_from(("receipt", core.Workflow().appeal_from)))
            ),
            notes=draw(st.dictionaries(TEXTS, WORDS, max_size=2)),
            cases=tuple(draw(st.lists(case, max_size=2))),
        )
    )
