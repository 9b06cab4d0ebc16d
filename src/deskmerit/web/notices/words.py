"""The words of every notice: code → subject and sentence, in which `%(name)s` are the notice's params. No figures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # interviews
    "interview-due": (_("Interview due"), _("An interview with %(about)s about %(period)s is due: arrange a date.")),
    "interview-arranged": (
        _("Interview arranged"),
        _("The interview with %(about)s about %(period)s is on %(when)s, %(place)s."),
    ),
    "interview-moved": (
        _("Interview moved"),
        _("The interview with %(about)s about %(period)s is now on %(when)s, %(place)s."),
    ),
    "interview-taken-over": (
        _("Interview passed on to you"),
        _("The interview with %(about)s about %(period)s is overdue: please hold it."),
    ),
    "interview-passed-on": (
        _("Interview passed on"),
        _("The interview with %(about)s about %(period)s is overdue and was passed on to a deputy."),
    ),
    "interview-held": (
        _("Interview record to sign"),
        _("The record of the interview with %(about)s about %(period)s is there: read and sign it."),
    ),
    "interview-to-sign": (
        _("Interview record to sign"),
        _("The other side signed the record of the interview with %(about)s about %(period)s: it is your turn."),
    ),
    "interview-sign-reminder": (
        _("Reminder: sign the interview record"),
        _("The record of the interview with %(about)s about %(period)s still lacks your signature."),
    ),
    "interview-amended": (
        _("Interview record amended"),
        _("The record of the interview with %(about)s about %(period)s was amended: both sign it anew."),
    ),
    "interview-declined": (
        _("Interview declined"),
        _("%(about)s declined the interview about %(period)s in writing."),
    ),
    "interview-waived": (_("Interview waived"), _("The interview with %(about)s about %(period)s was waived.")),
    "interview-closed": (
        _("Interview record closed"),
        _("The record of the interview with %(about)s about %(period)s was closed unsigned."),
    ),
    # improvement
    "plan-begun": (
        _("Improvement plan begun"),
        _("A draft of an improvement plan for %(about)s is there: write in it."),
    ),
    "plan-draft-waits": (_("Improvement plan waits"), _("The draft of the plan for %(about)s waits to be offered.")),
    "plan-offered": (_("Improvement plan to sign"), _("The improvement plan for %(about)s is ready to be signed.")),
    "plan-sign-reminder": (
        _("Reminder: improvement plan to sign"),
        _("The improvement plan for %(about)s still lacks your signature."),
    ),
    "plan-change-asked": (
        _("Change asked for"),
        _("%(about)s asks for a change of the improvement plan before signing."),
    ),
    "plan-signed": (_("Improvement plan signed"), _("%(about)s signed the improvement plan; it runs.")),
    "plan-started": (
        _("Improvement plan started"),
        _("The improvement plan for %(about)s was started unsigned by HR."),
    ),
    "plan-check-in-due": (_("Check-in due"), _("A check-in of the improvement plan for %(about)s is overdue.")),
    "plan-change-proposed": (
        _("Change of the plan proposed"),
        _("A change of the improvement plan for %(about)s waits for your answer."),
    ),
    "plan-change-accepted": (_("Change accepted"), _("The change of the improvement plan for %(about)s holds.")),
    "plan-change-declined": (_("Change declined"), _("The change of the improvement plan for %(about)s was declined.")),
    "plan-change-lapsed": (
        _("Change lapsed"),
        _("The proposed change of the improvement plan for %(about)s lapsed without an answer."),
    ),
    "plan-outcome-passed-on": (
        _("Outcome overdue"),
        _("The outcome of the improvement plan for %(about)s is overdue and was passed on to a deputy."),
    ),
    "plan-hr-asked": (
        _("Look at an improvement plan"),
        _("The improvement plan for %(about)s may not be reached: HR is asked to look at it."),
    ),
    "plan-countersigned": (_("Seen by HR"), _("HR looked at the improvement plan for %(about)s and signed.")),
    "plan-extended": (_("Improvement plan extended"), _("The improvement plan for %(about)s has a new end: sign it.")),
    "plan-outcome": (_("Outcome of the plan"), _("The outcome of the improvement plan for %(about)s is there.")),
    "plan-closed": (_("Improvement plan closed"), _("The improvement plan for %(about)s was closed.")),
}
