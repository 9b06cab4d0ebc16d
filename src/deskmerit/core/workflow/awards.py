"""An award run (激励发放) or a run of corrections, and the list of wishes (激励意愿)."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

AWARD_RUN = Flow(
    name="award_run",
    states=("draft", "calculated", "approved", "locked", "paid", "cancelled"),
    ends=("paid", "cancelled"),
    transitions=(
        Transition("calculate", ("draft",), "calculated", ("hr",), ("bases_complete",), warns=("open_appeals",)),
        Transition("recalculate", ("calculated",), "draft", ("hr",)),
        Transition("approve", ("calculated",), "approved", ("approver", "deputy"), ("within_budget", "no_line_of_own")),
        Transition("send_back", ("calculated", "approved"), "draft", ("approver", "deputy"), (), True),
        Transition("lock", ("approved",), "locked", ("hr",), ("control_total_matches",)),
        Transition("pay", ("locked",), "paid", ("hr",), ("payroll_file_taken", "control_total_matches")),
        Transition("cancel", ("draft", "calculated"), "cancelled", ("hr",), (), True),
        Transition("pass_on", ("calculated",), STAYS, ("system",), restarts=("award_approval",)),
    ),
    clocks=(
        Clock("award_draft", ("draft",), 5, "begun", "remind"),
        Clock("award_approval", ("calculated",), 3, "calculated", "deputy", "pass_on"),
        Clock("award_payment", ("approved", "locked"), 5, "approved", "remind"),
    ),
)
"""From locking on nothing changes in a run; corrections are lines of a later one."""

WISHES = Flow(
    name="wishes",
    states=("open", "closed", "allotted", "cancelled"),
    ends=("allotted", "cancelled"),
    transitions=(
        Transition("rank", ("open",), STAYS, ("person",)),
        Transition("close", ("open",), "closed", ("hr", "system")),
        Transition("reopen", ("closed",), "open", ("hr",), (), True),
        Transition("allot", ("closed",), "allotted", ("hr",), ("cycle_published", "seats_set", "seed_told")),
        Transition("cancel", ("open", "closed"), "cancelled", ("hr",), (), True),
    ),
    clocks=(
        Clock("wishes", ("open",), 5, "opened", "close", "close"),
        Clock("allotting", ("closed",), 5, "closed", "remind"),
    ),
)
