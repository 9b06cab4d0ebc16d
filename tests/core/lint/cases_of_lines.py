"""A plan with each defect and its near neighbour without it: ids and dates, weights, targets, rules."""

from dataclasses import replace
from datetime import date

from core.lint.case_of_code import BROKEN_RATIO, QA, SOUND, Case, D, E, W, bands
from core.lint.plans_by_hand import (
    ONE,
    at_least,
    at_most,
    but,
    deduct,
    dimension,
    guard,
    line,
    phase,
    plus,
    six,
    template,
)
from deskmerit.core.plan import (
    Annual,
    Scoring,
    WeightSet,
    Workflow,
)
from deskmerit.core.rules import (
    NO_CAP,
    NO_FLOOR,
    Linear,
    Rating,
    Ratio,
    Step,
)

LINES: dict[str, Case] = {
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
}
