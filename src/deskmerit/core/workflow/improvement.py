"""The improvement plan (绩效改进计划): made jointly, signed by both, and every change of it too."""

from deskmerit.core.workflow.base import STAYS, Actor, Clock, Flow, Transition

RUNNING = ("active", "change_proposed")
BOTH: tuple[Actor, ...] = ("person", "lead", "deputy")

IMPROVEMENT = Flow(
    name="improvement",
    states=("draft", "offered", "active", "change_proposed", "extended", "passed", "not_reached", "ended", "withdrawn"),
    ends=("passed", "not_reached", "ended", "withdrawn"),
    transitions=(
        Transition("withdraw", ("draft",), "withdrawn", ("lead", "deputy"), reason_required=True),
        Transition(
            "offer", ("draft",), "offered", ("lead", "deputy"),
            guards=("goals_measured", "leads_steps_given", "end_date_set", "fit_for_a_plan", "lead_signed"),
        ),
        Transition("ask_change", ("offered",), "draft", ("person",), reason_required=True),
        Transition("sign", ("offered", "extended"), "active", ("person",)),
        Transition("receive_not_agreed", ("offered", "extended"), "active", ("person",)),
        Transition("start_unsigned", ("offered", "extended"), "active", ("hr",), ("two_reminders_logged",), True),
        Transition("check_in", RUNNING, STAYS, ("lead", "deputy"), ("notes_written",), restarts=("check_in",)),
        Transition("propose_change", ("active",), "change_proposed", BOTH, (), True),
        Transition("accept_change", ("change_proposed",), "active", BOTH, ("other_side",)),
        Transition("decline_change", ("change_proposed",), "active", BOTH, ("other_side",), True),
        Transition("withdraw_change", ("change_proposed",), "active", ("maker",)),
        Transition("lapse_change", ("change_proposed",), "active", ("system",)),
        Transition("pass", ("active",), "passed", ("lead", "deputy"), ("measures_filled",)),
        Transition("extend", ("active",), "extended", ("lead", "deputy"), ("measures_filled", "new_date_set"), True),
        Transition(
            "not_reach", ("active",), "not_reached", ("lead", "deputy"),
            guards=("end_date_passed", "measures_filled", "leads_steps_done", "person_heard", "hr_signed"),
            reason_required=True,
        ),
        Transition("end_early", ("offered", "active", "change_proposed", "extended"), "ended", ("hr",), (), True),
        Transition("pass_on", RUNNING, STAYS, ("system",), restarts=("outcome",)),
    ),
    clocks=(
        Clock("drafting", ("draft",), 5, "drafted", "remind"),
        Clock("plan_signing", ("offered", "extended"), 3, "offered", "remind", paused_by="person"),
        Clock("check_in", RUNNING, 5, "checked_in", "remind", paused_by="person"),
        Clock("plan_change", ("change_proposed",), 3, "change_proposed", "close", "lapse_change", paused_by="person"),
        Clock("outcome", RUNNING, 3, "end_date", "deputy", "pass_on"),
    ),
)  # fmt: skip
