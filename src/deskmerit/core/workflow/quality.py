"""The quality check (质检) and the request for 360° feedback (360度评价)."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

TOLD = ("submitted", "confirmed", "not_confirmed")
FATAL_COUNTS_IN = ("final", "kept", "changed")
"""The states in which a confirmed fatal error counts: its dispute window has closed."""

QUALITY = Flow(
    name="quality",
    states=(
        "draft", "submitted", "awaiting_confirmation", "confirmed", "not_confirmed", "disputed", "kept", "changed",
        "final", "discarded",
    ),
    ends=("final", "kept", "changed", "discarded"),
    transitions=(
        Transition("submit", ("draft",), "submitted", ("quality",), ("items_complete", "no_fatal_item")),
        Transition("submit_fatal", ("draft",), "awaiting_confirmation", ("quality",), ("items_complete", "fatal_item")),
        Transition("discard", ("draft",), "discarded", ("quality", "deputy"), (), True),
        Transition("confirm", ("awaiting_confirmation",), "confirmed", ("second", "deputy"), reason_required=True),
        Transition(
            "not_confirm", ("awaiting_confirmation",), "not_confirmed", ("second", "deputy"), reason_required=True
        ),
        Transition("dispute", TOLD, "disputed", ("person",), ("items_named",), True),
        Transition("close", TOLD, "final", ("system",)),
        Transition("keep", ("disputed",), "kept", ("second", "deputy"), reason_required=True),
        Transition("change", ("disputed",), "changed", ("second", "deputy"), reason_required=True),
        Transition("withdraw_dispute", ("disputed",), "final", ("person",)),
        Transition("pass_on", ("awaiting_confirmation", "disputed"), STAYS, ("system",),
                   restarts=("fatal_confirmation", "dispute_decision")),
    ),
    clocks=(
        Clock("quality_draft", ("draft",), 3, "begun", "remind"),
        Clock("fatal_confirmation", ("awaiting_confirmation",), 3, "submitted", "deputy", "pass_on"),
        Clock("dispute_window", TOLD, 3, "told", "close", "close", paused_by="person"),
        Clock("dispute_decision", ("disputed",), 3, "disputed", "deputy", "pass_on"),
    ),
)  # fmt: skip

FEEDBACK = Flow(
    name="feedback",
    states=("asked", "given", "declined", "expired"),
    ends=("given", "declined", "expired"),
    transitions=(
        Transition("give", ("asked", "given", "declined"), "given", ("rater", "person"), ("round_open", "own_is_self")),
        Transition("decline", ("asked", "given"), "declined", ("rater", "person"), ("round_open", "own_is_self")),
        Transition("expire", ("asked",), "expired", ("system",)),
    ),
    clocks=(
        Clock("feedback_reminder", ("asked",), 3, "asked", "remind"),
        Clock("feedback_round", ("asked",), 0, "round_end", "close", "expire"),
    ),
)
"""A rater may mend or take back hers until the round closes. The person concerned only gives her self-rating."""
