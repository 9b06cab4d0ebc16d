"""The interview (绩效面谈): due with publication; held late it still can be, and both sign."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

OPEN = ("due", "scheduled", "escalated")

INTERVIEW = Flow(
    name="interview",
    states=("due", "scheduled", "escalated", "held", "signed_by_one", "signed", "closed_unsigned", "not_held"),
    ends=("signed", "closed_unsigned", "not_held"),
    transitions=(
        Transition("schedule", ("due",), "scheduled", ("interviewer", "deputy")),
        Transition("reschedule", ("scheduled", "escalated"), STAYS, ("interviewer", "deputy"), reason_required=True),
        Transition("escalate", ("due", "scheduled"), "escalated", ("system",)),
        Transition("pass_on", ("escalated",), STAYS, ("system",), restarts=("late_interview",)),
        Transition(
            "hold", OPEN, "held", ("interviewer", "deputy"),
            guards=("record_complete", "hr_attends_lowest_grade"),
        ),
        Transition("sign_first", ("held",), "signed_by_one", ("person", "interviewer", "deputy")),
        Transition("sign_second", ("signed_by_one",), "signed", ("person", "interviewer", "deputy"), ("other_side",)),
        Transition(
            "amend", ("held", "signed_by_one"), "held", ("interviewer", "deputy"),
            reason_required=True, restarts=("signing",),
        ),
        Transition(
            "close_unsigned", ("held", "signed_by_one"), "closed_unsigned", ("hr",), ("two_reminders_logged",), True
        ),
        Transition("waive", OPEN, "not_held", ("hr",), ("person_left_or_declined",), True),
    ),
    clocks=(
        Clock(
            "interview", ("due", "scheduled"), 3, "published", "counts_as_held", "escalate",
            plan_key="interview", paused_by="person",
        ),
        Clock("late_interview", ("escalated",), 2, "escalated", "deputy", "pass_on", paused_by="person"),
        Clock("signing", ("held", "signed_by_one"), 3, "held", "remind", paused_by="person"),
    ),
)  # fmt: skip
