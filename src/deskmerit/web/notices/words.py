"""The words of notices: code → subject and sentence, in the reader's language. Never a score or a grade.

Parameters in a sentence are those that `notify` was given.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # appeals
    "appeal-filed": (_("An appeal waits for your decision"), _("Appeal %(number)s was given to you to decide.")),
    "appeal-passed": (_("An appeal was passed on to you"), _("Appeal %(number)s was overdue and waits for you now.")),
    "appeal-name": (_("Name a reviewer"), _("Appeal %(number)s has no independent reviewer left: name one.")),
    "appeal-statement": (_("Your statement is asked for"), _("Say how you see what appeal %(number)s is about.")),
    "appeal-reply": (_("You may answer"), _("The other side was heard on appeal %(number)s: say how you see it.")),
    "appeal-accepted": (_("Your appeal is being reviewed"), _("Appeal %(number)s was accepted.")),
    "appeal-decided": (_("Your appeal was decided"), _("Read the decision on appeal %(number)s.")),
    "appeal-letter": (_("Letter of decision"), _("The letter of decision on appeal %(number)s is there.")),
    # flags
    "flag-filed": (_("A flag waits for your decision"), _("Decide on flag %(flag)s.")),
    "flag-passed": (_("A flag was passed on to you"), _("Flag %(flag)s was overdue and waits for you now.")),
    "flag-decided": (_("Your flag was decided"), _("Read what was decided on flag %(flag)s.")),
    # corrections of data
    "correction-asked": (_("A correction waits for you"), _("Decide on correction %(correction)s.")),
    "correction-passed": (_("A correction was passed on to you"), _("Correction %(correction)s was overdue.")),
    "correction-decided": (_("A correction was decided"), _("Read what was decided on correction %(correction)s.")),
    # typed rows
    "entry-entered": (_("Typed rows wait for your confirmation"), _("Look at the rows and their evidence.")),
    "entry-passed": (_("Typed rows were passed on to you"), _("Their confirmation was overdue and waits for you now.")),
    "entry-confirmed": (_("Your typed rows were confirmed"), _("They count from the next run on.")),
    "entry-rejected": (_("A typed row was rejected"), _("Read the reason, mend the row and enter it again.")),
    # helpdesks
    "sync-failed": (
        _("%(source)s is not brought up to date"),
        _(
            "A scheduled sync of %(source)s failed: its page says why, and what to do. You are told again when "
            "something else goes wrong, or when it works."
        ),
    ),
    "sync-works": (
        _("%(source)s is brought up to date again"),
        _("The scheduled syncs of %(source)s work again; what changed meanwhile was fetched."),
    ),
    # plans
    "plan_proposed": (_("A plan waits for your approval"), _("%(plan)s was handed to you for approval.")),
    "plan_approved": (_("Your plan is approved"), _("%(plan)s was approved.")),
    "plan_returned": (_("A plan came back"), _("%(plan)s was returned to you with a reason.")),
    "plan_acknowledge": (
        _("Please read your evaluation plan"),
        _("%(plan)s concerns your post: read it and acknowledge that you know it."),
    ),
    # notices
    "due-today": (_("Due today: %(what)s"), _("%(what)s is due today, until 24:00.")),
    # quality
    "quality-tasks": (
        _("Contacts wait for your review"),
        _("The sample “%(sample)s” was drawn: review your contacts."),
    ),
    "quality-told": (
        _("A quality check for you to read"),
        _("Read quality check %(check)s. You may dispute it until the window closes."),
    ),
    "quality-confirm": (
        _("A fatal error waits for a second reviewer"),
        _("Look at quality check %(check)s and say whether it was a fatal error."),
    ),
    "quality-disputed": (_("A quality check is disputed"), _("Decide the dispute on quality check %(check)s.")),
    "quality-passed": (_("A quality check was passed on to you"), _("Quality check %(check)s was overdue.")),
    "quality-decided": (_("A dispute was decided"), _("Read what was decided on quality check %(check)s.")),
    # feedback
    "feedback-asked": (
        _("You are asked for 360° feedback"),
        _("Open the list of those you are asked about. It stays open until the round closes."),
    ),
    "feedback-closed": (_("Your 360° feedback is there"), _("The round “%(round)s” has closed: read what came of it.")),
    # scorecards
    "result-published": (
        _("Your result of %(period)s is published"),
        _("Open it, look at how it came about, and confirm that you received it. Receipt is no agreement."),
    ),
    "cycle-published": (
        _("%(period)s is published: keep the head of the audit trail"),
        _("It has %(entries)s entries, the last with the hash %(head)s. With this message any later change is found."),
    ),
    "result-reminder": (
        _("Please confirm that you received your result of %(period)s"),
        _("Your result is waiting. To receive it is not to agree with it."),
    ),
    "result-restated": (
        _("Your result of %(period)s was corrected"),
        _("The page shows before, after and the cause. Please confirm that you received it."),
    ),
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
    # awards
    "award-told": (_("Your awards of %(period)s are settled"), _("Open the page to see how each line came about.")),
    "award-run-passed": (_("An award run waits for your approval"), _("The run of %(period)s was passed on to you.")),
    "award-run-back": (_("An award run was sent back"), _("Read why, and calculate the run of %(period)s again.")),
    "award-run-approved": (_("An award run was approved"), _("The run of %(period)s can be locked and paid.")),
    "wishes-open": (_("What would you like?"), _("Rank your wishes for %(period)s as long as the round is open.")),
    "wishes-allotted": (_("The seats of %(period)s are allotted"), _("Open the page to see how your wishes ended.")),
    "certificate-issued": (_("A certificate for you"), _("Your certificate of %(period)s can be downloaded.")),
}

OTHERWISE: tuple[str | Promise, str | Promise] = (_("Something is new for you"), _("Open the page to see what it is."))
"""What a code without words says."""
