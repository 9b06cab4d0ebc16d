"""What the appeal's page shows to whoever looks at it: the question, the next step, the consequence."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.report.flow_words import state_word
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access, drafts, previews, queries, reckoned
from deskmerit.web.appeals.dates import dates
from deskmerit.web.appeals.flow import language_of
from deskmerit.web.appeals.forms import BaseDraftForm, DraftForm, ReviewerForm
from deskmerit.web.appeals.models import Appeal, Preview
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Role
from deskmerit.web.scorecards.access import visible_to as results_for
from deskmerit.web.shared import models, wording
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.organisation import settings_of

TONES = {"filed": "notice", "accepted": "running", "in_review": "running", "upheld": "accent", "partly": "accent",
         "applied": "accent", "closed": "done"}  # fmt: skip


def ends(clock: models.Clock | None) -> datetime | None:
    """The instant a clock runs out: 24:00 of its last day in the organisation's zone."""
    if clock is None:
        return None
    return datetime.combine(clock.due + timedelta(1), time(), ZoneInfo(settings_of().zone))


def appeal_page(user: User, appeal: Appeal) -> dict[str, Any]:
    """Everything the page of an appeal needs."""
    held = access.relations(appeal, user.person) if user.person else set()
    can = {each.name for each in steps("appeal", appeal, user)}
    decides = bool({"reviewer", "deputy"} & held) and not {"scorer", "person"} & held
    deciding = decides and appeal.state == Appeal.State.IN_REVIEW
    files = attachments("appeal", appeal)
    return {
        "appeal": appeal,
        "state": state_word("appeal", appeal.state, wording.lang()),
        "tone": TONES.get(appeal.state, "quiet"),
        "question": question(appeal),
        "contested": queries.contested(appeal),
        "due": ends(queries.due("appeal", appeal)),
        "records": queries.record_rows(appeal),
        "evidence": [each for each in files if each.purpose != "letter"],
        "letters": [each for each in files if each.purpose == "letter"],
        "can": can,
        "decides": decides,
        "is_person": "person" in held,
        "is_lead": "lead" in held,
        "is_hr": "hr" in held,
        "open": appeal.state in ("filed", "accepted", "in_review"),
        "timeline": timeline(appeal),
        "dates": dates(appeal) if appeal.state != Appeal.State.WITHDRAWN else [],
        "drafts": drafts.words(appeal, drafts_for(user, appeal)),
        "draft_form": DraftForm() if deciding else None,
        "base_form": BaseDraftForm(appeal=appeal) if deciding and queries.paid_awards(appeal.cycle) else None,
        "reckoned": reckoned.of(appeal) if deciding and appeal.subject == Appeal.Subject.AWARD else None,
        "reviewer_form": ReviewerForm(appeal=appeal) if "name_reviewer" in can else None,
        "inadmissible": Appeal.Inadmissible.choices,
        "language": {"zh-hans": "简体中文", "en": "English"}.get(language_of(appeal.person), ""),
        "remedy": appeal.remedy or default_remedy(),
        **consequence(user, appeal, decides),
    }  # fmt: skip


def consequence(user: User, appeal: Appeal, decides: bool) -> dict[str, Any]:
    """The consequence as far as the reader may see it: the reviewer everything, others after it took effect."""
    made = previews.of("appeal", appeal) if decides and appeal.state == "in_review" else None
    found = previews.seen(made) or queries.outcome(appeal)
    everything = decides or _sees_all(user)
    seen = None if everything else set(_agents(user, appeal))
    money = everything or user.person == appeal.person  # a lead sees grades, nobody's awards
    agent = appeal.person.agent_id
    return {
        "preview": made,
        "waiting": made is not None and made.state in (Preview.State.QUEUED, Preview.State.WORKING),
        "found": found,
        "rows": queries.person_rows(found.of(agent), appeal.cycle, money=money) if found else [],
        "others": queries.others(found, agent, appeal.cycle, seen, money=money) if found else None,
        "in_effect": bool(appeal.outcome),
    }


def drafts_for(user: User, appeal: Appeal) -> list[dict[str, str]]:
    """The drafts as somebody may see them: the reviewer, HR and auditors whole."""
    held = access.relations(appeal, user.person) if user.person else set()
    decides = bool({"reviewer", "deputy"} & held) and not {"scorer", "person"} & held
    agent = user.person.agent_id if user.person else ""
    return drafts.shown(appeal, agent, decides or _sees_all(user))


def _sees_all(user: User) -> bool:
    return rights(user).everywhere(Role.Kind.HR, Role.Kind.AUDITOR)


def _agents(user: User, appeal: Appeal) -> list[str]:
    return list(results_for(user).filter(cycle=appeal.cycle).values_list("person__agent_id", flat=True))


def question(appeal: Appeal) -> str:
    """The one question the page answers."""
    if appeal.records:
        n = len(appeal.records)
        return ngettext("Leave out %(n)d record?", "Leave out %(n)d records?", n) % {"n": n}
    if appeal.award:
        title = queries.award_titles(appeal.cycle).get(appeal.award, appeal.award)
        return _("Was %(award)s reckoned right?") % {"award": title}
    return queries.contested(appeal)


def default_remedy() -> str:
    """What a person can do next, to begin with."""
    return _(
        "If you still disagree, you may ask HR for mediation within the organisation, and apply for labour dispute "
        "arbitration within the time the law gives."
    )


def timeline(appeal: Appeal) -> list[dict[str, Any]]:
    """Filed, accepted, heard, decided, corrected, told: with dates, and what comes next."""
    reviewer = appeal.decided_by or appeal.reviewer
    before = [
        (_("Filed"), appeal.person, appeal.filed_at),
        (_("Accepted for review"), appeal.reviewer, appeal.lead_asked_at),
        (_("The lead is heard"), appeal.result.lead, appeal.lead_heard_at),
        (_("The person is heard"), appeal.person, appeal.person_heard_at),
    ]
    after = [
        (_("Decided"), reviewer, appeal.decided_at),
        (_("Recomputed and corrected"), None, appeal.applied_at),
        (_("Letter of decision"), None, appeal.letter_at),
        (_("Letter received"), appeal.person, appeal.acknowledged_at),
    ]
    if appeal.state == Appeal.State.WITHDRAWN:
        return [{"what": str(before[0][0]), "who": str(appeal.person), "when": appeal.filed_at},
                {"what": str(Appeal.State.WITHDRAWN.label)}]  # fmt: skip
    if appeal.decided_at:  # what was passed over before won't happen any more
        before = [each for each in before if each[2]]
    if appeal.decision in ("rejected", "refused"):
        del after[1]
    found = [
        {"what": what, "who": str(who) if who else "", "when": at, "state": "done" if at else "next"}
        for what, who, at in (*before, *after)
    ]
    waiting = next((each for each in found if each["state"] == "next"), None)
    if waiting:
        waiting["state"] = "now"
    return found
