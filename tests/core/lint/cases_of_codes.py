"""Each code of the linter: what it means, a plan that has the defect, and a near neighbour that has not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.lint.plans_by_hand import (
    BONUS,
    CATALOGUE,
    COEFFICIENTS,
    ON_TARGET,
    ONE,
    at_least,
    at_most,
    but,
    deduct,
    dimension,
    grades,
    guard,
    line,
    phase,
    plus,
    six,
    template,
)
from deskmerit.core.facts import Place
from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint import lint, lint_data
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.plan import (
    Annual,
    Distribution,
    Grade,
    Missing,
    Plan,
    PlanCase,
    Scoring,
    ShareMode,
    Veto,
    WeightSet,
    Workflow,
)
from deskmerit.core.rules import (
    NO_CAP,
    NO_FLOOR,
    Band,
    Bands,
    Count,
    Inverse,
    Linear,
    Rating,
    Ratio,
    Step,
)
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status

D = Decimal
E, W, N = Level.ERROR, Level.WARNING, Level.NOTE


@dataclass(frozen=True)
class Case:
    """A code with its level and meaning; `fires` has the defect, `near` differs as little as can be and has not."""

    level: Level
    means: str
    fires: Plan
    near: Plan
    seen_fires: tuple[Scorecard, ...] = ()
    seen_near: tuple[Scorecard, ...] = ()

    @cached_property
    def found(self) -> list[Issue]:
        """What the linter finds in the plan with the defect."""
        return _found(self.fires, self.seen_fires)

    def spared(self) -> list[Issue]:
        """What it finds in the near neighbour."""
        return _found(self.near, self.seen_near)


def _found(plan: Plan, seen: Sequence[Scorecard]) -> list[Issue]:
    return lint(plan, CATALOGUE) + lint_data(plan, seen)


def bands(*found: tuple[str, str | None, str | None]) -> Bands:
    """Bands as (points, from, to)."""
    return Bands(tuple(Band(D(p), D(low) if low else None, D(high) if high else None) for p, low, high in found))


def graded(*edges: tuple[str, Any, Any]) -> Plan:
    """The template with bands as (id, from, to)."""
    given = tuple(Grade(name, {}, D(low) if low else None, D(high) if high else None) for name, low, high in edges)
    coefficients = {name: D(1) for name, _, _ in edges} | {"not_rated": D(1)}
    return template(grades=given, awards=(replace(BONUS, coefficients=coefficients),), cases=())


def shared(mode: ShareMode = ShareMode.CAP, cumulative: bool | None = False, reason: str = "", **more: Any) -> Plan:
    """The template with shares by grade, `min_cohort` and other parts of the distribution."""
    distribution = {key: more.pop(key) for key in ("min_cohort", "cohort_size") if key in more}
    spread = Distribution(mode, cumulative, reason=reason, **({"min_cohort": 20} | distribution))
    return template(grades=grades(**more), distribution=spread)


def paid(**changes: Any) -> Plan:
    """The template with another pay award."""
    return template(awards=(replace(BONUS, **changes),))


def coefficients(**changed: str) -> Plan:
    """The template with some coefficients changed; an empty one is left out."""
    found = {
        name: D(value) for name, value in ({k: str(v) for k, v in COEFFICIENTS.items()} | changed).items() if value
    }
    return paid(coefficients=found)


def vetoed(metric: str, **bound: Any) -> Plan:
    """The template with a veto that caps the grade at B."""
    veto = Veto("red-line", MeasureSpec(metric), CATALOGUE[metric], **({"grade_at_most": "B"} | bound))
    return template(vetoes=(veto,))


def served(*goals: str, unserved: str = "", goal: str = "care") -> Plan:
    """The template with goals, every indicator but one serving `goal`."""
    lines = [replace(one, goal="" if one.id == unserved else goal) for one in six()]
    return template(dimensions=(dimension(*lines),), goals={name: {"zh": name, "en": name} for name in goals})


def cards(*timeliness: str, grade: tuple[str, str, str] = ("A", "A", "")) -> tuple[Scorecard, ...]:
    """One scorecard per person with the measured timeliness (target 98 %, 1 point per 1 % short of 10)."""
    return tuple(_card(f"a{n}", D(actual), *grade) for n, actual in enumerate(timeliness, 1))


def _card(agent: str, actual: D, by_band: str, final: str, reason: str) -> Scorecard:
    score = min(D(10), D(10) - max(D(0), D(98) - actual) // 1)
    unit = CATALOGUE["ticket_timeliness"].unit
    one = IndicatorScore(
        *("timeliness", "service", "ticket_timeliness", unit, D(98), actual, 1, 1, 50),
        *(D(10), D(10), score, Status.SCORED),
    )
    part = (DimensionScore("service", D(10), score, (one,)),)
    return Scorecard(agent, agent, Place(), "template", "2026-Q3", D(95), D(100), by_band, final, reason, part)


SOUND = template()
BROKEN_RATIO = Ratio(inverse=Inverse.AS_PRINTED)
QA = line("qa", "qa_score", at_least("85"), 10, deduct("1", "2"), min_cases=5)
CHAT = {"min_cases": 20, "guards": ("reopened",)}

CASES: dict[str, Case] = {
    # ids, dates, deadlines
    "duplicate-id": Case(
        E,
        "Two indicators, dimensions, grades, awards or vetoes have one id.",
        plus(replace(guard("reopened", "reopen_rate"), id="answers")),
        plus(guard("again", "reopen_rate")),
    ),
    "effective-unstated": Case(W, "The plan does not say from when it holds.", template(effective_from=None), SOUND),
    "effective-reversed": Case(
        E,
        "The plan ends before it begins.",
        template(effective_to=date(2025, 12, 31)),
        template(effective_to=date(2026, 1, 1)),
    ),
    "appeal-before-interview": Case(
        E,
        "The appeal closes before the interview need have been held.",
        template(workflow=Workflow(appeal_from="receipt")),
        template(workflow=Workflow(appeal=3, appeal_from="receipt")),
    ),
    "appeal-judged-by-scorer": Case(
        E, "Who scored may judge the appeal.", template(workflow=Workflow(independent_review=False)), SOUND
    ),
    "deadline-too-short": Case(
        E,
        "A deadline leaves no working day.",
        template(workflow=Workflow(decision=0)),
        template(workflow=Workflow(decision=1)),
    ),
    "coverage-odd": Case(
        W,
        "A grade could rest on less than half of the weight, or on more than there is.",
        template(scoring=Scoring(min_coverage=D(49))),
        template(scoring=Scoring(min_coverage=D(50))),
    ),
    # weights
    "weights-not-100": Case(
        E,
        "A weight set (base, phase, kind of period) does not sum to 100.",
        template(phases={"efficiency": phase("efficiency", first_response="20")}),
        template(phases={"efficiency": phase("efficiency", first_response="20", satisfaction="25")}),
    ),
    "weights-scaled": Case(
        E,
        "Weights sum to 1 or 10,000: fractions, or per cent multiplied by 100 again.",
        template(phases={"p": WeightSet("p", {name: D(w) * 100 for name, w in phase("p").weights.items()})}),
        template(phases={"p": phase("p")}),
    ),
    "annual-not-100": Case(
        E,
        "The quarters' share of the year and its own indicators do not sum to 100.",
        template(annual=Annual(D(70), (replace(QA, weight=D(20)),))),
        template(annual=Annual(D(70), (replace(QA, weight=D(30)),))),
    ),
    "weight-unknown-indicator": Case(
        E,
        "A weight set names an indicator that the plan does not have.",
        template(phases={"p": phase("p", kb="0")}),
        template(phases={"p": phase("p", reopened="0")}),
    ),
    "weight-missing-indicator": Case(
        W,
        "A weight set leaves out an indicator that has a base weight; it weighs 0 there.",
        template(phases={"p": WeightSet("p", {"first_response": D(100)})}),
        template(phases={"p": phase("p", timeliness="0", satisfaction="40")}),
    ),
    "indicator-unscored": Case(
        W,
        "An indicator has weight 0 everywhere and guards nothing.",
        plus(line("complaints", "complaint_rate", at_most("2"), 0, ONE)),
        plus(guard("again", "reopen_rate")),
    ),
    "dimension-empty": Case(
        E, "A dimension has no indicator.", template(dimensions=(dimension(*six()), dimension(name="growth"))), SOUND
    ),
    # targets
    "ratio-target-zero": Case(
        E,
        "A ratio divides by a target of 0.",
        but("timeliness", rule=Ratio(), target=at_least("0")),
        but("timeliness", rule=Ratio(), target=at_least("1.01")),
    ),
    "steps-too-many": Case(
        W,
        "A deduction has more steps than anybody could tell apart; it is not proved.",
        but("knowledge", target=at_least("100000"), rule=deduct("4", "1", floor=NO_FLOOR)),
        but("knowledge", target=at_least("100000"), rule=deduct("4", "1")),
    ),
    "target-wrong-side": Case(
        E,
        "At most, where more is better, or the other way round.",
        but("timeliness", target=at_most("98")),
        SOUND,
    ),
    "target-out-of-range": Case(
        E,
        "The target lies where the measure cannot go.",
        but("satisfaction", target=at_least("5.1")),
        but("satisfaction", target=at_least("5")),
    ),
    "target-as-fraction": Case(
        W,
        "A share is given as a fraction instead of per cent.",
        but("timeliness", target=at_least("0.98")),
        SOUND,
    ),
    "count-target-not-whole": Case(
        W,
        "A count target is no whole number a month.",
        but("knowledge", target=at_least("2.5")),
        but("knowledge", target=at_least("2"), rule=deduct("5", "1")),
    ),
    "count-step-uneven": Case(
        W,
        "The step of a count does not divide its target.",
        but("knowledge", rule=deduct("10", "2")),
        but("knowledge", rule=deduct("10", "3")),
    ),
    "count-rule-unscaled": Case(
        W,
        "The rule of a count target does not scale with the period.",
        but("knowledge", rule=Rating(D(0), D(3))),
        but("knowledge", rule=Linear(D(0))),
    ),
    "band-hole": Case(
        E,
        "A value lies in no band of a rule.",
        but("timeliness", rule=bands(("10", "98", None), ("5", "95", "97"), ("0", None, "95"))),
        but("timeliness", rule=bands(("10", "98", None), ("5", "95", "98"), ("0", None, "95"))),
    ),
    "band-overlap": Case(
        E,
        "A value lies in several bands of a rule.",
        but("timeliness", rule=bands(("10", "97", "100"), ("5", "95", "98"), ("0", None, "95"))),
        but("timeliness", rule=bands(("10", "97", None), ("5", "95", None), ("0", None, None))),
    ),
    "band-shadowed": Case(
        E,
        "No value earns a band of a rule: earlier ones hold all of it (wrong order), or it is empty.",
        but("timeliness", rule=bands(("5", "95", None), ("10", "98", None), ("0", None, "95"))),
        but("timeliness", rule=bands(("10", "98", None), ("5", "95", None), ("0", None, "95"))),
    ),
    # rules
    "zero-at-target": Case(
        E,
        "Exactly on target earns nothing.",
        but("first_response", rule=BROKEN_RATIO),
        but("first_response", rule=Ratio()),
    ),
    "target-not-full": Case(
        W,
        "Exactly on target earns less than the weight.",
        but("satisfaction", rule=Rating(D(1), D(5))),
        but("satisfaction", rule=Rating(D(1), D("4.5"))),
    ),
    "beating-loses-points": Case(
        E,
        "A value better than the target earns less than the target.",
        but("timeliness", rule=bands(("4", "99", None), ("10", "98", "99"), ("0", None, "98"))),
        but("timeliness", rule=bands(("10", "99", None), ("10", "98", "99"), ("0", None, "98"))),
    ),
    "rule-not-monotone": Case(
        E,
        "Short of the target, a better value earns less than a worse one.",
        but("timeliness", rule=bands(("10", "98", None), ("2", "96", "98"), ("4", "90", "96"), ("0", None, "90"))),
        but("timeliness", rule=bands(("10", "98", None), ("4", "96", "98"), ("2", "90", "96"), ("0", None, "90"))),
    ),
    "score-above-weight": Case(
        W,
        "A score above its weight is possible.",
        but("satisfaction", rule=Ratio(cap=NO_CAP)),
        but("satisfaction", rule=Ratio()),
    ),
    "ratio-without-cap": Case(
        W,
        "A ratio without cap on a measure without an end.",
        but("knowledge", rule=Ratio(cap=NO_CAP)),
        but("knowledge", rule=Ratio(cap=D(10))),
    ),
    "score-below-floor": Case(
        W,
        "A score below 0 is possible.",
        but("satisfaction", rule=deduct("3", "0.1", floor=NO_FLOOR)),
        but("satisfaction", rule=deduct("3", "0.1")),
    ),
    "floor-unreachable": Case(
        W,
        "Even the worst value earns points above the floor.",
        but("knowledge", rule=deduct("3", "1")),
        but("knowledge", rule=deduct("3", "1", floor=D(1))),
    ),
    "step-unstated": Case(
        W,
        "What a part of a step costs is not said.",
        but("first_response", rule=deduct("2", "5", None)),
        but("first_response", rule=deduct("2", "5", Step.STARTED)),
    ),
    "cliff": Case(
        W,
        "One second, percentage point, tenth of a rating or piece costs more than 5 of the 100 points.",
        but("timeliness", rule=deduct("5.01", "1", floor=D(0))),
        but("timeliness", rule=deduct("5", "1", floor=D(0))),
    ),
    "two-scoring-systems": Case(
        E,
        "A second rule stands beside the one that scores, and gives other points.",
        but("first_response", alternative=deduct("2", "5", Step.STARTED)),
        but("first_response", alternative=deduct("2", "5")),
    ),
    # grades
    "grades-missing": Case(W, "There are no grades.", template(grades=(), awards=(), cases=()), SOUND),
    "grade-without-from": Case(
        E, "A grade other than the last has no lower end.", graded(("S", None, None), ("C", None, None)), SOUND
    ),
    "grade-order": Case(
        E,
        "The grades are not listed best first.",
        graded(("A", 80, None), ("S", 90, None), ("C", None, None)),
        graded(("S", 90, None), ("A", 80, None), ("C", None, None)),
    ),
    "grade-overlap": Case(
        E,
        "A total is in two grades.",
        graded(("S", 90, None), ("A", 80, "90"), ("C", None, None)),
        graded(("S", 90, None), ("A", 80, "89.99"), ("C", None, None)),
    ),
    "grade-hole": Case(
        E,
        "Totals between two grades, below the last or above the first are in none.",
        graded(("S", 90, None), ("A", 80, "89"), ("C", None, None)),
        graded(("S", 90, None), ("A", 80, "89.99"), ("C", None, None)),
    ),
    "totals-ungraded": Case(
        E,
        "How many totals are in no grade, counted one by one.",
        graded(("S", 90, None), ("A", 80, "89"), ("B", 70, "79"), ("C", None, "69.99")),
        graded(("S", 90, None), ("A", 80, None), ("B", 70, None), ("C", None, None)),
    ),
    "grade-unreachable": Case(
        W,
        "No total reaches a grade.",
        graded(("S", "100.01", None), ("C", None, None)),
        graded(("S", "100", None), ("C", None, None)),
    ),
    "grade-reserved": Case(
        E,
        "A grade takes the name of a state.",
        graded(("S", 90, None), ("not_rated", None, None)),
        graded(("S", 90, None), ("C", None, None)),
    ),
    # shares
    "shares-over-100": Case(
        E,
        "The shares add up to more than 100 per cent.",
        shared(S="10", A="60", B="31"),
        shared(S="10", A="60", B="30"),
    ),
    "share-cumulative-less": Case(
        E,
        "A cumulative share is smaller than the one it holds.",
        shared(cumulative=True, S="20", A="10"),
        shared(cumulative=True, S="20", A="20"),
    ),
    "share-needs-people": Case(
        W,
        "A share is less than one person in the smallest cohort.",
        shared(S="4", A="20"),
        shared(S="5", A="20"),
    ),
    "min-cohort-unstated": Case(
        W,
        "The plan does not say from how many people on shares apply.",
        shared(min_cohort=None, S="10"),
        shared(S="10"),
    ),
    "min-cohort-small": Case(W, "Shares apply to fewer than 20 people.", shared(min_cohort=19, S="10"), shared(S="10")),
    "share-clashes-with-band": Case(
        W,
        "Who overflows a share has no band to go to.",
        shared(mode=ShareMode.FORCED, reason="law", S="10"),
        shared(S="10"),
    ),
    "share-cumulative-unstated": Case(
        W,
        'Whether "first 20 %" holds the 10 % before it is not said.',
        shared(cumulative=None, S="10", A="20"),
        shared(cumulative=None, S="10"),
    ),
    "share-on-lowest-grade": Case(
        W, "The lowest grade is given by rank.", shared(S="10", C="5"), shared(S="10", B="5")
    ),
    "shares-forced": Case(
        W,
        "Rank alone decides.",
        shared(mode=ShareMode.FORCED, reason="law", S="10"),
        shared(mode=ShareMode.BANDS_ONLY, S="10"),
    ),
    "forced-without-reason": Case(
        E,
        "Rank alone decides, and no reason is written.",
        shared(mode=ShareMode.FORCED, S="10"),
        shared(mode=ShareMode.FORCED, reason="works agreement of 2025", S="10"),
    ),
    # metrics
    "metric-twice": Case(
        W,
        "Two scored indicators ask the same.",
        plus(line("again", "ticket_timeliness", at_least("98"), 10, ONE, guards=("reopened",))),
        plus(line("again", "ticket_timeliness", at_least("98"), 10, ONE, "mail", guards=("reopened",))),
    ),
    "team-metric-on-person": Case(
        W,
        "A metric that only a team controls is scored on a person.",
        plus(line("answering", "speed_of_answer", at_most("30"), 10, ONE, **CHAT)),
        plus(line("answering", "speed_of_answer", at_most("30"), 0, ONE, **CHAT)),
    ),
    "guard-metric-scored": Case(
        W,
        "A guard is scored for itself.",
        plus(line("reopenings", "reopen_rate", at_most("5"), 10, ONE)),
        plus(line("reopenings", "reopen_rate", at_most("5"), 0, ONE)),
    ),
    "fcr-replies-in-chat": Case(
        W,
        "First-contact resolution of a chat asks for exactly one reply.",
        but("fcr", spec=MeasureSpec("first_contact_resolution", '{"contact":"replies"}', '{"channel":["chat"]}')),
        but("fcr", spec=MeasureSpec("first_contact_resolution", '{"contact":"replies"}', '{"channel":["mail"]}')),
    ),
    "guard-missing": Case(
        W,
        "A speed or satisfaction indicator has no guard.",
        but("satisfaction", guards=("reopened",)),
        but("satisfaction", guards=("answers",)),
    ),
    "rate-without-min-cases": Case(
        W, "A rate or mean does not say from how many cases on it counts.", but("training", min_cases=None), SOUND
    ),
    "missing-as-zero": Case(
        W,
        "Who has no case gets 0.",
        but("satisfaction", missing=Missing.ZERO),
        but("knowledge", missing=Missing.ZERO),
    ),
    # vetoes and goals
    "veto-always": Case(
        E,
        "A veto acts even at the best value.",
        vetoed("qa_accuracy", at_most=D(100)),
        vetoed("qa_accuracy", below=D(100)),
    ),
    "veto-never": Case(
        W,
        "A veto does not act even at the worst value.",
        vetoed("qa_accuracy", below=D(0)),
        vetoed("qa_accuracy", at_most=D(0)),
    ),
    "veto-without-effect": Case(
        W,
        "A veto caps the grade at the best one.",
        vetoed("qa_accuracy", below=D(100), grade_at_most="S"),
        vetoed("qa_accuracy", below=D(100), grade_at_most="A"),
    ),
    "veto-unconfirmed": Case(
        W,
        "A veto rests on one person's unconfirmed word.",
        vetoed("qa_score", below=D(60)),
        vetoed("qa_accuracy", below=D(60)),
    ),
    "goal-unknown": Case(
        E, "An indicator serves a goal that is not declared.", served("speed", "care", goal="car"), served("care")
    ),
    "indicator-without-goal": Case(
        W, "Goals are declared, and a scored indicator serves none.", served("care", unserved="fcr"), served("care")
    ),
    "goal-without-indicator": Case(W, "No indicator serves a goal.", served("care", "growth"), served("care")),
    # awards
    "coefficient-missing": Case(E, "A grade has no coefficient.", coefficients(B=""), SOUND),
    "coefficient-not-rated-missing": Case(
        E, "`not_rated` has no coefficient.", coefficients(not_rated=""), coefficients(not_rated="0")
    ),
    "coefficient-order": Case(
        E, "A worse grade is paid more.", coefficients(A="0.99", B="1.0"), coefficients(A="1.0", B="1.0")
    ),
    "team-factor-order": Case(
        E,
        "Team factors are not listed best first.",
        paid(team_factors=((D(80), D("1.0")), (D(90), D("1.1")))),
        paid(team_factors=((D(90), D("1.1")), (D(80), D("1.0")))),
    ),
    "money-cliff": Case(
        W, "0.01 points move more than 40 % of the base.", coefficients(C="0.59"), coefficients(C="0.6")
    ),
    "pay-negative": Case(
        E, "A coefficient, factor, amount or budget is below 0.", coefficients(C="-0.1", B="0"), SOUND
    ),
    "award-without-budget": Case(N, "The cost of an award has no limit.", paid(budget=None), SOUND),
    "budget-can-be-exceeded": Case(
        W, "Nothing says what happens when a budget would be exceeded.", paid(over_budget=""), paid(over_budget="stop")
    ),
    # cases and notes
    "cases-none": Case(N, "The plan has no cases.", template(cases=()), SOUND),
    "case-fails": Case(
        E,
        "A case of the plan comes out otherwise than its author expects.",
        template(cases=(PlanCase("on target", "month", ON_TARGET, D(99), "S"),)),
        template(cases=(PlanCase("on target", "month", ON_TARGET, D(100), "S"),)),
    ),
    "step-finer-than-sample": Case(
        N,
        "The fewest cases that count cannot tell one step from the next.",
        but("satisfaction", min_cases=384),
        template(
            dimensions=(dimension(replace(six()[2], min_cases=385, weight=D(100)), six()[7]),), phases={}, cases=()
        ),
    ),
    "count-target-scales": Case(
        N, "What a monthly count is in a quarter and a year.", SOUND, but("knowledge", target=None, rule=Count(D(2)))
    ),
    "smart": Case(N, "Each scored indicator as a SMART line.", SOUND, template(dimensions=(dimension(six()[6]),))),
    # with data
    "target-nobody-reached": Case(
        W,
        "Nobody reached a target.",
        SOUND,
        SOUND,
        cards("90", "91", "92", "93", "97.99"),
        cards("90", "91", "92", "93", "98"),
    ),
    "target-everybody-reached": Case(
        W, "Everybody reached a target.", SOUND, SOUND, cards(*("98",) * 5), cards(*("98",) * 4, "97.99")
    ),
    "target-share-reached": Case(
        N,
        "How many reached a target.",
        SOUND,
        SOUND,
        cards("90", "91", "92", "93", "98"),
        cards("90", "91", "92", "98"),
    ),
    "indicator-hardly-differs": Case(
        W, "An indicator tells nobody apart.", SOUND, SOUND, cards(*("98",) * 5), cards(*("98",) * 4, "97")
    ),
    "falls-by-share": Case(
        W,
        "People in a band by total fall out of it by its share.",
        SOUND,
        SOUND,
        cards("98", "97", grade=("S", "A", "share")),
        cards("98", grade=("S", "A", "veto:red-line")),
    ),
}
