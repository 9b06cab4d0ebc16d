"""A plan with each defect and its near neighbour without it: grades, shares, metrics, vetoes, awards, notes, data."""

from dataclasses import replace

from core.lint.case_of_code import (
    CHAT,
    SOUND,
    Case,
    D,
    E,
    N,
    W,
    cards,
    coefficients,
    graded,
    paid,
    served,
    shared,
    vetoed,
)
from core.lint.plans_by_hand import (
    ON_TARGET,
    ONE,
    at_least,
    at_most,
    but,
    dimension,
    line,
    plus,
    six,
    template,
)
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.plan import (
    Missing,
    PlanCase,
    ShareMode,
)
from deskmerit.core.rules import (
    Count,
)

RESULTS: dict[str, Case] = {
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
