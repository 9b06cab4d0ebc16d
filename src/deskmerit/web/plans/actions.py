"""What is done with plans and their versions. Every function belongs into one transaction (`shared.act.attempt`)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.db.models import Max
from django.utils.translation import gettext as _

from deskmerit.core.plan import Plan
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import rights, there_on
from deskmerit.web.org.models import Person, Posting, Role
from deskmerit.web.plans import access
from deskmerit.web.plans.flow import version_url
from deskmerit.web.plans.models import Acknowledgement, PlanDocument, PlanVersion
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.models import Preference, preference
from deskmerit.web.shared.refusal import Overtaken, Refused

DRAFTS = (PlanVersion.State.DRAFT, PlanVersion.State.RETURNED)


def mark(text: str) -> str:
    """The fingerprint of a text: of its meaning where it is a plan, else of its letters."""
    plan, _issues = bridge.read(text)
    return plan.fingerprint if plan is not None else sha256(text.encode("utf-8")).hexdigest()


def _hr(by: User) -> None:
    if not rights(by).everywhere(Role.Kind.HR):
        raise Refused(_("Plans are written by HR."))


def start(by: User, plan: Plan, note: str = "", slug: str = "") -> PlanVersion:
    """A new draft from a plan that could be read; `slug` makes it another plan's first version."""
    _hr(by)
    plan = replace(plan, id=slug) if slug else plan
    return start_text(by, plan.id, dict(plan.title), bridge.written(plan), note)


def start_text(by: User, slug: str, title: dict[str, str], text: str, note: str = "") -> PlanVersion:
    """A new draft of a plan; one plan has one draft at a time."""
    _hr(by)
    document, _new = PlanDocument.objects.get_or_create(slug=slug, defaults={"title": title})
    draft = document.versions.filter(state__in=DRAFTS).first()
    if draft is not None:
        raise Refused(
            _("%(plan)s has a draft already, by %(name)s: go on with that one, or discard it first.")
            % {"plan": draft, "name": draft.author or "–"}
        )
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = PlanVersion.objects.create(
        document=document, number=last + 1, text=text, fingerprint=mark(text), author=by.person,
        made_at=clock.now(), note=note[:400],
    )  # fmt: skip
    begin("plan_version", version, by, fingerprint=version.fingerprint)
    return version


def save_text(by: User, version: PlanVersion, text: str, seen: str = "") -> None:
    """Keeps the text of a draft, in order or not. `seen`: the fingerprint of the text the writer began from."""
    if not may_edit(by, version):
        raise Refused(_("Only a draft can be written, and by HR. Begin a new version instead."))
    was = seen or version.fingerprint
    found = PlanVersion.objects.filter(pk=version.pk, state__in=DRAFTS, fingerprint=was)
    if not found.update(text=text, fingerprint=mark(text)):
        raise Overtaken(
            _("Somebody else saved this draft meanwhile. Your text still stands below; compare before saving.")
        )
    record(by, "plan_version.saved", version, before=was, after=mark(text))
    version.text, version.fingerprint = text, mark(text)
    plan, _issues = bridge.read(text)
    if plan is not None and not version.document.versions.filter(state__in=access.OPEN).exists():
        PlanDocument.objects.filter(pk=version.document_id).update(title=dict(plan.title))


def may_edit(user: User, version: PlanVersion) -> bool:
    """Whether somebody may write a version: HR, while it is a draft."""
    return version.state in DRAFTS and rights(user).everywhere(Role.Kind.HR)


def propose(
    by: User,
    version: PlanVersion,
    asked_of: Person,
    *,
    effective_from: date,
    consultation: str = "",
    consulted_on: date | None = None,
    notice_on: date | None = None,
    note: str = "",
) -> None:
    """Hands a draft to whoever should approve it; the text gets the day it takes effect, and is fixed from now on."""
    plan, _issues = bridge.read(version.text)
    if plan is not None and plan.effective_from != effective_from and may_edit(by, version):
        save_text(by, version, bridge.written(replace(plan, effective_from=effective_from)))
    if not access.approvers(version).filter(pk=asked_of.pk).exists():
        raise Refused(_("Ask somebody of HR or of the panel who did not write this version."))
    take(
        "plan_version", version, "propose", by, proposed_at=clock.now(), asked_of=asked_of, note=note[:400],
        effective_from=effective_from, consultation=consultation, consulted_on=consulted_on, notice_on=notice_on,
        returned_reason="",
    )  # fmt: skip
    key = f"plan-proposed:{version.pk}:{version.proposed_at}"
    notify(asked_of, "plan_proposed", key, version_url(version), plan=str(version))


def record_notice(by: User, version: PlanVersion, **told: object) -> None:
    """Completes consultation, notice and effective day of a version that waits for approval; HR does."""
    _hr(by)
    if not PlanVersion.objects.filter(pk=version.pk, state="proposed").update(**told):
        raise Overtaken(_("This version does not wait for approval any more."))
    record(by, "plan_version.notice", version, told={key: str(value) for key, value in told.items()})


def take_back(by: User, version: PlanVersion) -> None:
    """The author takes a proposal back to write on."""
    _one_draft(version)
    take("plan_version", version, "take_back", by)


def approve(by: User, version: PlanVersion) -> int:
    """A second person puts a version in force; everyone concerned is asked to acknowledge it. How many were asked."""
    take("plan_version", version, "approve", by, approver=by.person, approved_at=clock.now())
    plan, _issues = bridge.read(version.text)
    if plan is not None:
        PlanDocument.objects.filter(pk=version.document_id).update(title=dict(plan.title))
    if version.author is not None:
        key = f"plan-approved:{version.pk}"
        notify(version.author, "plan_approved", key, version_url(version), plan=str(version))
    return _ask(by, version)


def give_back(by: User, version: PlanVersion, reason: str) -> None:
    """The approver returns a version with a reason."""
    _one_draft(version)
    take("plan_version", version, "return", by, reason=reason, returned_reason=reason)
    if version.author is not None:
        key = f"plan-returned:{version.pk}:{clock.now()}"
        notify(version.author, "plan_returned", key, version_url(version), plan=str(version))


def _one_draft(version: PlanVersion) -> None:
    if version.document.versions.filter(state__in=DRAFTS).exclude(pk=version.pk).exists():
        raise Refused(_("Another draft of this plan is being written; discard it first."))


def retire(by: User, version: PlanVersion) -> None:
    """Ends a version; whoever was still asked to acknowledge it need not any more."""
    take("plan_version", version, "retire", by)
    for asked in version.acknowledgements.filter(state="asked").select_related("person"):
        asked.version = version
        take("acknowledgement", asked, "lapse", None)


def discard(by: User, version: PlanVersion) -> None:
    """Gives a draft up."""
    take("plan_version", version, "discard", by)


def concerned(version: PlanVersion) -> Iterable[Person]:
    """Whom a version is about: the people whose post it serves on the day it takes effect, or from then on."""
    plan, _issues = bridge.read(version.text)
    day = max(version.effective_from or clock.today(), clock.today())
    posted = Posting.objects.on(day)
    if plan is not None and plan.positions:
        posted = posted.filter(position__in=plan.positions)
    return Person.objects.filter(there_on(day), pk__in=posted.values("person"), kind=Person.Kind.HUMAN)


def _ask(by: User | None, version: PlanVersion) -> int:
    known = set(version.acknowledgements.values_list("person", flat=True))
    new = [person for person in concerned(version) if person.pk not in known]
    for person in new:
        asked = Acknowledgement.objects.create(version=version, person=person, asked_at=clock.now())
        begin("acknowledgement", asked, by)
        notify(person, "plan_acknowledge", f"plan-acknowledge:{asked.pk}", version_url(version), plan=str(version))
    return len(new)


def ask_newcomers(by: User, version: PlanVersion) -> int:
    """Asks those who took up a post of the plan since it was approved; how many."""
    _hr(by)
    if version.state != PlanVersion.State.APPROVED:
        raise Refused(_("Only an approved plan is acknowledged."))
    return _ask(by, version)


def acknowledge(by: User, asked: Acknowledgement) -> None:
    """The person concerned has read the plan."""
    take("acknowledgement", asked, "acknowledge", by, acknowledged_at=clock.now())


def tell_otherwise(by: User, asked: Acknowledgement, reason: str) -> None:
    """HR told the person in another way, after two reminders; the reason says how."""
    take("acknowledgement", asked, "tell_otherwise", by, reason=reason)


def set_phase(by: User, document: PlanDocument, phase: str) -> None:
    """Chooses the focus phase of a plan for its next cycle; "" for the base weights."""
    from deskmerit.web.plans.queries import in_force, plan_of

    _hr(by)
    version = in_force(document)
    if version is None or (phase and phase not in plan_of(version).phases):
        raise Refused(_("The version in force has no phase of this name."))
    key = f"phase:{document.slug}"
    before = preference(key, {}).get("phase", "")
    Preference.objects.update_or_create(key=key, defaults={"value": {"phase": phase}})
    record(by, "plan.phase", document, before=before, after=phase)
