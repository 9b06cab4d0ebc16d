"""A version of a plan (方案版本), and its acknowledgement (知悉确认) by everyone concerned."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

PLAN_VERSION = Flow(
    name="plan_version",
    states=("draft", "proposed", "returned", "approved", "retired", "discarded"),
    ends=("retired", "discarded"),
    transitions=(
        Transition("propose", ("draft", "returned"), "proposed", ("maker", "hr"), ("no_lint_errors",)),
        Transition("take_back", ("proposed",), "draft", ("maker",)),
        Transition(
            "approve", ("proposed",), "approved", ("approver", "deputy"),
            guards=("no_lint_errors", "consultation_recorded", "notice_date_set", "plan_not_backwards"),
            warns=("lint_warnings", "cost_not_previewed"), begins=(("acknowledgement", "asked"),),
        ),
        Transition("return", ("proposed",), "returned", ("approver", "deputy"), (), True),
        Transition("retire", ("approved",), "retired", ("hr", "system"), ("no_open_cycle",)),
        Transition("discard", ("draft", "returned"), "discarded", ("maker", "hr")),
        Transition("pass_on", ("proposed",), STAYS, ("system",), restarts=("plan_approval",)),
    ),
    clocks=(Clock("plan_approval", ("proposed",), 5, "proposed", "deputy", "pass_on"),),
)  # fmt: skip

ACKNOWLEDGEMENT = Flow(
    name="acknowledgement",
    states=("asked", "acknowledged", "told_otherwise", "lapsed"),
    ends=("acknowledged", "told_otherwise", "lapsed"),
    transitions=(
        Transition("acknowledge", ("asked", "told_otherwise"), "acknowledged", ("person",)),
        Transition("tell_otherwise", ("asked",), "told_otherwise", ("hr",), ("two_reminders_logged",), True),
        Transition("lapse", ("asked",), "lapsed", ("system",), ("person_left_or_plan_retired",)),
    ),
    clocks=(Clock("acknowledgement", ("asked",), 3, "asked", "remind", paused_by="person"),),
)
