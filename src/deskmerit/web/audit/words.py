"""What an event is called on pages: steps of workflows by their own words, the others by this literal table."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.core.workflow import FLOWS
from deskmerit.report.flow_words import flow_word, step_word
from deskmerit.web.shared.wording import lang

WORDS: dict[str, str | Promise] = {
    "accounts.begun": gettext_lazy("first administrator made"),
    "accounts.made": gettext_lazy("account made"),
    "accounts.invited": gettext_lazy("link for a password made"),
    "accounts.closed": gettext_lazy("account closed"),
    "accounts.opened": gettext_lazy("account opened again"),
    "accounts.exported": gettext_lazy("own data taken"),
    "accounts.pseudonymised": gettext_lazy("person pseudonymised"),
    "accounts.token_made": gettext_lazy("token made"),
    "accounts.token_revoked": gettext_lazy("token revoked"),
    "accounts.mail_set": gettext_lazy("mail settings changed"),
    "accounts.retention_asked": gettext_lazy("other retention months proposed"),
    "accounts.retention_set": gettext_lazy("retention months changed"),
    "accounts.retention_refused": gettext_lazy("retention months not changed"),
    "customer.revealed": gettext_lazy("customer's data opened"),
    "org.adopted": gettext_lazy("people taken over from the workspace"),
    "org.person_added": gettext_lazy("person added"),
    "org.person_changed": gettext_lazy("person corrected"),
    "org.team_added": gettext_lazy("team added"),
    "org.team_closed": gettext_lazy("team closed"),
    "org.posting_added": gettext_lazy("posting added"),
    "org.posting_ended": gettext_lazy("posting ended"),
    "org.leading_added": gettext_lazy("lead named"),
    "org.leading_ended": gettext_lazy("leading ended"),
    "org.login_added": gettext_lazy("login added"),
    "org.login_ended": gettext_lazy("login ended"),
    "org.role_added": gettext_lazy("role given"),
    "org.role_ended": gettext_lazy("role ended"),
    "org.deputy_added": gettext_lazy("deputy named"),
    "org.deputy_ended": gettext_lazy("deputy ended"),
    "org.leave_added": gettext_lazy("leave approved"),
    "org.leave_ended": gettext_lazy("leave ended"),
}


def said(verb: str) -> str:
    """An event's verb in words; one without words shows itself."""
    flow, _dot, step = verb.partition(".")
    if flow in FLOWS:
        if step == "begun":
            return _("%(flow)s: begun") % {"flow": flow_word(flow, lang())}
        if step == "overdue":
            return _("%(flow)s: overdue") % {"flow": flow_word(flow, lang())}
        if step in {each.name for each in FLOWS[flow].transitions}:
            return f"{flow_word(flow, lang())}: {step_word(flow, step, lang())}"
    return str(WORDS.get(verb, verb))
