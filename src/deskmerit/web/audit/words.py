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
    "appeal.acknowledged": gettext_lazy("letter of decision received"),
    "appeal.apply_again": gettext_lazy("recomputation started again"),
    "appeal.attached": gettext_lazy("file attached to an appeal"),
    "appeal.drafted": gettext_lazy("decision drafted"),
    "appeal.heard": gettext_lazy("side heard in an appeal"),
    "award_run.asked": gettext_lazy("calculation of awards started"),
    "award_run.exported": gettext_lazy("payroll file taken"),
    "base.entered": gettext_lazy("base entered"),
    "base.withdrawn": gettext_lazy("base withdrawn"),
    "certificate.issued": gettext_lazy("certificate issued"),
    "certificate.revoked": gettext_lazy("certificate revoked"),
    "channel.added": gettext_lazy("notice channel added"),
    "channel.confirmed": gettext_lazy("notice channel confirmed"),
    "channel.removed": gettext_lazy("notice channel removed"),
    "cycle.changed": gettext_lazy("cycle changed"),
    "cycle.gaps_accepted": gettext_lazy("missing data accepted"),
    "cycle.run_asked": gettext_lazy("run started"),
    "cycle.signed": gettext_lazy("review signed by a panel member"),
    "delivery.again": gettext_lazy("delivery tried again"),
    "entry.attached": gettext_lazy("file attached to a typed row"),
    "feedback.cancelled": gettext_lazy("360° round cancelled"),
    "feedback.chosen": gettext_lazy("360° raters chosen"),
    "feedback.closed": gettext_lazy("360° round closed"),
    "feedback.items": gettext_lazy("360° items changed"),
    "feedback.opened": gettext_lazy("360° round opened"),
    "feedback.prepared": gettext_lazy("360° round prepared"),
    "import.accepted": gettext_lazy("import accepted"),
    "import.begun": gettext_lazy("file uploaded"),
    "import.done": gettext_lazy("file imported"),
    "import.dropped": gettext_lazy("upload dropped"),
    "import.matched": gettext_lazy("columns matched"),
    "import.undone": gettext_lazy("import undone"),
    "sync.asked": gettext_lazy("sync of a helpdesk asked for"),
    "sync.done": gettext_lazy("helpdesk brought up to date"),
    "sync.failed": gettext_lazy("sync of a helpdesk broke off"),
    "improvement.attached": gettext_lazy("file attached to a plan"),
    "improvement.countersigned": gettext_lazy("plan countersigned by HR"),
    "improvement.edited": gettext_lazy("plan edited"),
    "improvement.heard": gettext_lazy("person heard on the outcome"),
    "improvement.step_done": gettext_lazy("step of a plan marked"),
    "interview.attached": gettext_lazy("file attached to an interview"),
    "interview.declined": gettext_lazy("interview declined"),
    "plan.phase": gettext_lazy("focus phase chosen"),
    "plan_version.begun": gettext_lazy("plan version begun"),
    "plan_version.notice": gettext_lazy("notice of a plan given"),
    "plan_version.saved": gettext_lazy("plan version saved"),
    "quality.acknowledge": gettext_lazy("quality check read"),
    "receipt.remarked": gettext_lazy("remark written on a scorecard"),
    "sample.drawn": gettext_lazy("sample drawn"),
    "sample.reassigned": gettext_lazy("review handed to another reviewer"),
    "sample.skipped": gettext_lazy("contact of a sample skipped"),
    "sheet.made": gettext_lazy("quality sheet made"),
    "sheet.saved": gettext_lazy("quality sheet saved"),
    "sheet.retired": gettext_lazy("quality sheet taken out of use"),
    "sheet.used_again": gettext_lazy("quality sheet used again"),
    "tip.kept": gettext_lazy("tip kept in the catalogue"),
    "wishes.extra": gettext_lazy("an extra seat given"),
    "wishes.rank": gettext_lazy("wishes ranked"),
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
            return _("%(flow)s: %(step)s") % {"flow": flow_word(flow, lang()), "step": step_word(flow, step, lang())}
    return str(WORDS.get(verb, verb))
