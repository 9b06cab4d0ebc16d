"""Workflows (流程): literal tables of states, steps and clocks for everything that people decide in a cycle.

`FLOWS` is the registry: name → flow; `CLOCKS`: name → clock, `FLOW_OF_CLOCK`: name → name of its flow. Everything here
is codes; their words in zh and en are in `report.flow_words`. Who stands in which relation, and whether a guard holds,
is for the caller to find out; that every flow always leads on is proved in the tests.
"""

from deskmerit.core.workflow.appeal import APPEAL, FLAG
from deskmerit.core.workflow.awards import AWARD_RUN, WISHES
from deskmerit.core.workflow.base import (
    ACTORS,
    STAYS,
    Actor,
    Clock,
    Flow,
    Overdue,
    State,
    Transition,
    acting,
    allowed,
    clocks_of,
    may,
    moves_from,
    started,
    step,
    steps_for,
    stopped,
)
from deskmerit.core.workflow.cycle import CYCLE, PANEL, SHIFT, panel_signed
from deskmerit.core.workflow.due import appeal_due, days_of, due_of
from deskmerit.core.workflow.improvement import IMPROVEMENT
from deskmerit.core.workflow.interview import INTERVIEW
from deskmerit.core.workflow.planning import ACKNOWLEDGEMENT, PLAN_VERSION
from deskmerit.core.workflow.quality import FATAL_COUNTS_IN, FEEDBACK, QUALITY
from deskmerit.core.workflow.records import CORRECTION, ENTRY
from deskmerit.core.workflow.result import AGREEMENT, RECEIPT, RESTATEMENT

FLOWS: dict[str, Flow] = {
    each.name: each
    for each in (
        CYCLE, SHIFT, RECEIPT, AGREEMENT, RESTATEMENT, INTERVIEW, IMPROVEMENT, APPEAL, FLAG, CORRECTION, ENTRY, QUALITY,
        FEEDBACK, PLAN_VERSION, ACKNOWLEDGEMENT, AWARD_RUN, WISHES,
    )
}  # fmt: skip
CLOCKS: dict[str, Clock] = {clock.name: clock for flow in FLOWS.values() for clock in flow.clocks}
FLOW_OF_CLOCK: dict[str, str] = {clock.name: flow.name for flow in FLOWS.values() for clock in flow.clocks}

__all__ = [
    "ACTORS",
    "CLOCKS",
    "FATAL_COUNTS_IN",
    "FLOWS",
    "FLOW_OF_CLOCK",
    "PANEL",
    "STAYS",
    "Actor",
    "Clock",
    "Flow",
    "Overdue",
    "State",
    "Transition",
    "acting",
    "allowed",
    "appeal_due",
    "clocks_of",
    "days_of",
    "due_of",
    "may",
    "moves_from",
    "panel_signed",
    "started",
    "step",
    "steps_for",
    "stopped",
]
