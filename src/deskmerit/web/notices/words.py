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
    # scorecards
    "result-published": (
        _("Your result of %(period)s is published"),
        _("Open it, look at how it came about, and confirm that you received it. Receipt is no agreement."),
    ),
    "result-reminder": (
        _("Please confirm that you received your result of %(period)s"),
        _("Your result is waiting. To receive it is not to agree with it."),
    ),
    "result-restated": (
        _("Your result of %(period)s was corrected"),
        _("The page shows before, after and the cause. Please confirm that you received it."),
    ),
}

OTHERWISE: tuple[str | Promise, str | Promise] = (_("Something is new for you"), _("Open the page to see what it is."))
"""What a code without words says."""
