"""An evaluation cycle (评估周期), from opening to settlement, and the panel's shift of a grade within it."""

from collections.abc import Mapping

from deskmerit.core.workflow.base import Clock, Flow, Transition

PANEL = ("service", "hr", "business")
"""The functions of the panel (评估小组); each signs the review."""

CYCLE = Flow(
    name="cycle",
    states=("draft", "open", "measured", "panel_review", "published", "settled", "cancelled"),
    ends=("settled", "cancelled"),
    transitions=(
        Transition(
            "open", ("draft",), "open", ("hr",),
            guards=("period_set", "plan_approved", "plan_not_backwards", "people_chosen", "panel_named",
                    "deputies_named", "independent_reviewer_named"),
            warns=("plan_not_acknowledged", "calendar_provisional", "conflicts_of_interest"),
        ),
        Transition(
            "measure", ("open",), "measured", ("hr", "panel"),
            guards=("period_over", "no_unmapped_people"),
            warns=("missing_data", "open_flags", "provisional_cases", "unconfirmed_entries"),
        ),
        Transition("reopen", ("measured",), "open", ("hr", "panel"), reason_required=True),
        Transition(
            "review", ("measured",), "panel_review", ("hr", "panel"),
            guards=("missing_data_accepted",),
            warns=("open_flags", "provisional_cases", "unconfirmed_entries", "not_rated_people",
                   "conflicts_of_interest"),
        ),
        Transition("measure_again", ("panel_review",), "measured", ("hr", "panel"), reason_required=True),
        Transition(
            "publish", ("panel_review",), "published", ("hr", "panel"),
            guards=("panel_signed", "no_errors", "no_open_flags", "no_open_shifts", "no_conflicts_of_interest",
                    "interviewers_named", "deputies_named"),
            warns=("provisional_cases", "not_rated_people", "interview_hours", "unconfirmed_entries"),
            begins=(("receipt", "published"), ("agreement", "unsaid"), ("interview", "due")),
        ),
        Transition(
            "settle", ("published",), "settled", ("hr",),
            guards=("awards_paid",),
            warns=("open_receipts", "open_interviews", "open_appeals"),
        ),
        Transition("cancel", ("draft", "open"), "cancelled", ("hr",), reason_required=True),
    ),
    clocks=(
        Clock("measuring", ("open",), 3, "period_end", "remind"),
        Clock("reviewing", ("measured", "panel_review"), 5, "measured", "remind"),
        Clock("settling", ("published",), 20, "published", "remind"),
    ),
)  # fmt: skip

SHIFT = Flow(
    name="shift",
    states=("proposed", "in_force", "refused", "withdrawn", "lapsed"),
    ends=("in_force", "refused", "withdrawn", "lapsed"),
    transitions=(
        Transition("sign", ("proposed",), "in_force", ("second",), ("panel_member", "one_step", "evidence_given")),
        Transition("refuse", ("proposed",), "refused", ("second",), ("panel_member",), reason_required=True),
        Transition("withdraw", ("proposed",), "withdrawn", ("maker",)),
        Transition("lapse", ("proposed", "in_force"), "lapsed", ("system",), ("measured_again",)),
    ),
    clocks=(Clock("shifting", ("proposed",), 2, "proposed", "remind"),),
)


def panel_signed(signatures: Mapping[str, str], small: bool = False) -> bool:
    """True where each function has signed: by three people, in small mode by as few as one (function → person's id).

    >>> one = dict.fromkeys(PANEL, "A001")
    >>> panel_signed(one), panel_signed(one, small=True), panel_signed({"service": "A001"}, small=True)
    (False, True, False)
    """
    signed = [signatures[each] for each in PANEL if signatures.get(each)]
    return len(signed) == len(PANEL) and (small or len(set(signed)) == len(PANEL))
