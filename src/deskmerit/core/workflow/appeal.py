"""The appeal (申诉) against a result, and the flag (标记) on a record while the period runs."""

from deskmerit.core.workflow.base import STAYS, Actor, Clock, Flow, Transition

REVIEWERS: tuple[Actor, ...] = ("reviewer", "deputy")
UNDECIDED = ("filed", "accepted", "in_review")
HEARD = ("reviewer_independent", "both_sides_heard", "facts_written", "consequence_seen")

APPEAL = Flow(
    name="appeal",
    states=(
        "filed", "accepted", "in_review", "upheld", "partly", "rejected", "refused", "applied", "closed", "withdrawn",
    ),
    ends=("closed", "withdrawn"),
    transitions=(
        Transition("accept", ("filed",), "accepted", REVIEWERS, ("reviewer_independent",)),
        Transition("refuse", ("filed",), "refused", REVIEWERS, ("reviewer_independent", "inadmissible"), True),
        Transition("begin_review", ("accepted",), "in_review", REVIEWERS, ("reviewer_independent",)),
        Transition("uphold", ("in_review",), "upheld", REVIEWERS, HEARD, True),
        Transition("uphold_partly", ("in_review",), "partly", REVIEWERS, HEARD, True),
        Transition("reject", ("in_review",), "rejected", REVIEWERS, HEARD, True),
        Transition("withdraw", UNDECIDED, "withdrawn", ("person",)),
        Transition("pass_on", UNDECIDED, STAYS, ("system",), ("deputy_independent",), restarts=("decision",)),
        Transition(
            "name_reviewer", UNDECIDED, STAYS, ("hr", "admin"), ("reviewer_independent",), True, restarts=("decision",)
        ),
        Transition(
            "apply", ("upheld", "partly"), "applied", ("system", "hr"),
            guards=("recomputed", "nobody_worse_off", "corrections_made"),
            begins=(("correction", "in_force"), ("restatement", "approved")),
        ),
        Transition(
            "send_letter", ("applied", "rejected", "refused"), "closed", ("reviewer", "deputy", "hr"),
            guards=("letter_in_persons_language", "next_remedy_named"),
        ),
    ),
    clocks=(
        Clock("decision", UNDECIDED, 3, "filed", "deputy", "pass_on", plan_key="decision"),
        Clock("applying", ("upheld", "partly"), 3, "decided", "remind"),
        Clock("letter", ("applied", "rejected", "refused"), 1, "decided_or_applied", "remind"),
    ),
)  # fmt: skip

FLAG = Flow(
    name="flag",
    states=("filed", "upheld", "refused", "withdrawn"),
    ends=("upheld", "refused", "withdrawn"),
    transitions=(
        Transition(
            "uphold", ("filed",), "upheld", ("lead", "hr", "deputy"), (), True, begins=(("correction", "in_force"),)
        ),
        Transition("refuse", ("filed",), "refused", ("lead", "hr", "deputy"), (), True),
        Transition("withdraw", ("filed",), "withdrawn", ("person",)),
        Transition("pass_on", ("filed",), STAYS, ("system",), restarts=("flag",)),
    ),
    clocks=(Clock("flag", ("filed",), 3, "filed", "deputy", "pass_on"),),
)
