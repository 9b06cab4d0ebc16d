"""What a running clock asks of whom it waits for, and what cases a better figure needs, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from deskmerit.report.flow_words import clock_word
from deskmerit.web.shared import wording

TASKS: dict[str, str | Promise] = {
    "measuring": _("Measure the cycle"),
    "reviewing": _("Review the cycle in the panel"),
    "settling": _("Settle the cycle"),
    "shifting": _("Sign a shift as second"),
    "first_reminder": _("Confirm receipt of your result"),
    "second_reminder": _("Confirm receipt of your result"),
    "deemed_receipt": _("Confirm receipt of your result"),
    "appeal_window": _("Appeal, if you disagree"),
    "restating": _("Decide on a restatement"),
    "telling": _("Tell the person of a restatement"),
    "interview": _("Hold the interview"),
    "late_interview": _("Hold the late interview"),
    "signing": _("Sign the interview record"),
    "drafting": _("Draft the improvement plan"),
    "plan_signing": _("Sign the improvement plan"),
    "check_in": _("Check in on the improvement plan"),
    "plan_change": _("Answer a change of the improvement plan"),
    "outcome": _("Decide the outcome of an improvement plan"),
    "decision": _("Decide an appeal"),
    "applying": _("Recompute and correct after an appeal"),
    "letter": _("Send the letter of decision"),
    "flag": _("Decide a flag"),
    "correction": _("Decide a data correction"),
    "entry": _("Confirm an entered row"),
    "quality_draft": _("Finish a quality check"),
    "fatal_confirmation": _("Confirm a fatal error"),
    "dispute_window": _("Dispute the quality check, if you disagree"),
    "dispute_decision": _("Decide a dispute of a quality check"),
    "feedback_reminder": _("Give your 360° feedback"),
    "feedback_round": _("Give your 360° feedback"),
    "plan_approval": _("Approve a plan"),
    "acknowledgement": _("Acknowledge your evaluation plan"),
    "award_draft": _("Calculate the award run"),
    "award_approval": _("Approve an award run"),
    "award_payment": _("Pay the awards"),
    "wishes": _("Rank your wishes"),
    "allotting": _("Allot the seats for wishes"),
}
"""Clock → what is to be done."""

OPTIONAL = frozenset({"appeal_window", "dispute_window", "wishes"})
"""Clocks of what may be done and need not: shown, not counted among what waits."""


def task(clock: str) -> str:
    """What a clock asks for."""
    return str(TASKS[clock]) if clock in TASKS else clock_word(clock, wording.lang())


def cases_text(metric: str, count: int, *, more: bool) -> str:
    """How many cases must turn out otherwise at the present count: `6 more tickets on time`."""
    n = {"n": count}
    match metric:
        case "ticket_timeliness":
            return ngettext("%(n)s more ticket on time", "%(n)s more tickets on time", count) % n
        case "first_contact_resolution":
            return ngettext("%(n)s more ticket solved at once", "%(n)s more tickets solved at once", count) % n
        case "knowledge_contributions":
            return ngettext("%(n)s more article", "%(n)s more articles", count) % n
        case "training_pass_rate" | "certification_pass_rate":
            return ngettext("%(n)s more exam passed", "%(n)s more exams passed", count) % n
        case "training_attendance":
            return ngettext("%(n)s more training attended", "%(n)s more trainings attended", count) % n
    if more:
        return ngettext("%(n)s more case that meets it", "%(n)s more cases that meet it", count) % n
    return ngettext("%(n)s case fewer", "%(n)s cases fewer", count) % n
