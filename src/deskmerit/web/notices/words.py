"""The words of notices by code: subject and sentence. A notice never carries a score or a grade."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # plans
    "plan_proposed": (_("A plan waits for your approval"), _("%(plan)s was handed to you for approval.")),
    "plan_approved": (_("Your plan is approved"), _("%(plan)s was approved.")),
    "plan_returned": (_("A plan came back"), _("%(plan)s was returned to you with a reason.")),
    "plan_acknowledge": (
        _("Please read your evaluation plan"),
        _("%(plan)s concerns your post: read it and acknowledge that you know it."),
    ),
}
