"""What notices say: code → (subject, sentence), with the params that `notify` was given. Never a score or a grade."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # scorecards
    "result-published": (
        _("Your result of %(period)s is published"),
        _("Please open it and confirm its receipt. Receipt is no agreement."),
    ),
    "result-reminder": (
        _("Your result of %(period)s waits for its receipt"),
        _("It counts as received by the second working day after two reminders."),
    ),
    "result-restated": (
        _("Your result of %(period)s was corrected"),
        _("Please read what changed and why, and confirm the receipt anew. The appeal is open again."),
    ),
}
