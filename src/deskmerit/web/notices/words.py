"""The words of notices: code → subject and sentence, in the reader's language. Never a score or a grade.

Parameters in a sentence are those that `notify` was given.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # awards
    "award-told": (_("Your awards of %(period)s are settled"), _("Open the page to see how each line came about.")),
    "award-run-passed": (_("An award run waits for your approval"), _("The run of %(period)s was passed on to you.")),
    "award-run-back": (_("An award run was sent back"), _("Read why, and calculate the run of %(period)s again.")),
    "award-run-approved": (_("An award run was approved"), _("The run of %(period)s can be locked and paid.")),
    "wishes-open": (_("What would you like?"), _("Rank your wishes for %(period)s as long as the round is open.")),
    "wishes-allotted": (_("The seats of %(period)s are allotted"), _("Open the page to see how your wishes ended.")),
    "certificate-issued": (_("A certificate for you"), _("Your certificate of %(period)s can be downloaded.")),
}
