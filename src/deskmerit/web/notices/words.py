"""The words of notices by code: subject and sentence. A notice never carries a score or a grade."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
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
