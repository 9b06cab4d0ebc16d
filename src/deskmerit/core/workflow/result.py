"""What follows a published scorecard: receipt (签收), agreement (无异议), restatement (追溯更正)."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

WAITING = ("published", "reminded_once", "reminded_twice")

RECEIPT = Flow(
    name="receipt",
    states=(*WAITING, "received", "deemed_received"),
    ends=("received", "deemed_received"),
    transitions=(
        Transition("receive", (*WAITING, "deemed_received"), "received", ("person",)),
        Transition("remind", ("published",), "reminded_once", ("system", "hr")),
        Transition("remind_again", ("reminded_once",), "reminded_twice", ("system", "hr")),
        Transition("deem", ("reminded_twice",), "deemed_received", ("system",), ("two_reminders_logged",)),
        Transition(
            "ask_again", (*WAITING, "received", "deemed_received"), "published",
            ("system",), ("restatement_told",), restarts=("first_reminder",),
        ),
    ),
    clocks=(
        Clock("first_reminder", ("published",), 2, "published", "remind", "remind", paused_by="person"),
        Clock("second_reminder", ("reminded_once",), 2, "reminded", "remind", "remind_again", paused_by="person"),
        Clock("deemed_receipt", ("reminded_twice",), 2, "reminded_again", "close", "deem", paused_by="person"),
        Clock(
            "appeal_window", ("received", "deemed_received"), 2, "later_of_receipt_and_interview", "close",
            plan_key="appeal", paused_by="person",
        ),
    ),
)  # fmt: skip
"""The appeal is open from publication on; its clock only runs once receipt counts."""

AGREEMENT = Flow(
    name="agreement",
    states=("unsaid", "agreed", "not_agreed"),
    ends=("unsaid", "agreed", "not_agreed"),
    transitions=(
        Transition("agree", ("unsaid", "not_agreed"), "agreed", ("person",)),
        Transition("disagree", ("unsaid", "agreed"), "not_agreed", ("person",)),
        Transition("ask_again", ("agreed", "not_agreed"), "unsaid", ("system",), ("restatement_told",)),
    ),
)
"""Silence is no agreement, and nobody waits for one."""

RESTATEMENT = Flow(
    name="restatement",
    states=("proposed", "approved", "told", "refused", "withdrawn", "merged"),
    ends=("told", "refused", "withdrawn", "merged"),
    transitions=(
        Transition("approve", ("proposed",), "approved", ("approver", "deputy"), ("effect_seen",)),
        Transition("refuse", ("proposed",), "refused", ("approver", "deputy"), reason_required=True),
        Transition("withdraw", ("proposed",), "withdrawn", ("maker",)),
        Transition("merge", ("proposed",), "merged", ("system",)),
        Transition(
            "tell", ("approved",), "told", ("system", "hr"), begins=(("receipt", "published"), ("agreement", "unsaid"))
        ),
        Transition("pass_on", ("proposed",), STAYS, ("system",), restarts=("restating",)),
    ),
    clocks=(
        Clock("restating", ("proposed",), 3, "proposed", "deputy", "pass_on"),
        Clock("telling", ("approved",), 1, "approved", "remind"),
    ),
)
