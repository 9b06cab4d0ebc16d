"""What is done with an improvement plan up to its start. Each function belongs into one transaction."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record as audit
from deskmerit.web.improvement import access, queries
from deskmerit.web.improvement.content import Content, dated, read, said, written
from deskmerit.web.improvement.models import Improvement, Version
from deskmerit.web.interviews.access import conducts, hr_for
from deskmerit.web.interviews.models import Interview
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.differences import differences
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.refusal import Overtaken, Refused


def tell(plan: Improvement, people: Iterable[Person | None], code: str, key: str) -> None:
    """Tells each of the people once; a link and a name, nothing of the plan itself."""
    from deskmerit.web.improvement.flow import url_of

    for each in {person.pk: person for person in people if person is not None}.values():
        notify(each, code, f"{code}:{plan.pk}:{key}", url_of(plan), about=plan.person.name)


def may_begin(user: User, result: Result) -> bool:
    """Whether somebody may start a plan for a result: the person, who leads or interviews them, HR."""
    me = user.person
    if me is None:
        return False
    interview = Interview.objects.filter(result=result).first()
    interviews = interview is not None and conducts(interview, me)
    return me.pk in (result.person_id, result.lead_id) or interviews or access.is_hr(result, me)


def begin_plan(by: User, result: Result, reason: str) -> Improvement:
    """Starts a draft from a published result, with its largest gaps as areas; one open plan a person."""
    if not may_begin(by, result):
        raise Refused(_("A plan is begun by the person, the lead of the period or HR."))
    lead = result.lead if result.lead_id != result.person_id else None
    lead = lead or hr_for(result.person)
    content = queries.first_content(result, reason)
    try:
        with transaction.atomic():
            plan = Improvement.objects.create(
                person=result.person,
                result=result,
                lead=lead,
                made_by=by.person,
                made_at=clock.now(),
                content=written(content),
            )
    except IntegrityError:
        raise Refused(_("There is an open plan for this person already: change that one, or end it first.")) from None
    begin("improvement", plan, by, period=result.cycle.period)
    tell(plan, [each for each in (plan.person, lead) if each != by.person], "plan-begun", "1")
    return plan


def edit(by: User, plan: Improvement, content: Content, seen: int) -> None:
    """Writes in the draft; `seen`: the count of changes the writer's page had, so that nobody's words are lost."""
    if plan.state != Improvement.State.DRAFT or not access.writes(plan, by.person):
        raise Refused(_("The person and the lead write in a draft; a running plan is changed by a proposal."))
    changed = differences(said(read(plan.content)), said(content))
    same = Improvement.objects.filter(pk=plan.pk, edits=seen, state=Improvement.State.DRAFT)
    if not same.update(content=written(content), edits=seen + 1, ends_on=content.ends_on):
        raise Overtaken(_("Somebody else wrote in this plan a moment ago. Read the page again, then write."))
    plan.content, plan.edits, plan.ends_on = written(content), seen + 1, content.ends_on
    audit(by, "improvement.edited", plan, person=plan.person, fields=[each.label for each in changed])


def offer(by: User, plan: Improvement) -> None:
    """The lead signs and hands the plan to the person."""
    content = dated(read(plan.content), clock.today())
    plan.content, plan.ends_on = written(content), content.ends_on
    plan.lead_signed_at = clock.now()
    take(
        "improvement", plan, "offer", by, content=plan.content, ends_on=plan.ends_on,
        lead_signed_at=plan.lead_signed_at, lead_signed_by=by.person, person_signed_at=None, reminders=[],
        agreed=Improvement.Agreed.UNSAID,
    )  # fmt: skip
    renew(by, plan, content)
    tell(plan, [plan.person], "plan-offered", str(plan.version))


def keep(by: User, plan: Improvement, content: Content, reason: str = "") -> Version:
    """A version for good, numbered after the last."""
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return Version.objects.create(
        improvement=plan,
        number=last + 1,
        content=written(content),
        reason=reason,
        made_by=by.person,
        made_at=clock.now(),
    )


def renew(by: User, plan: Improvement, content: Content, reason: str = "") -> None:
    """The content that holds becomes a version of its own, for the person to sign."""
    version = keep(by, plan, content, reason)
    Improvement.objects.filter(pk=plan.pk).update(version=version.number)
    plan.version = version.number


def withdraw(by: User, plan: Improvement, reason: str) -> None:
    """The lead gives a draft up."""
    take("improvement", plan, "withdraw", by, reason=reason, outcome=reason, closed_at=clock.now())
    tell(plan, [plan.person], "plan-closed", "withdrawn")


def ask_change(by: User, plan: Improvement, reason: str) -> None:
    """The person asks for another wording before signing: back to the draft, both signatures are void."""
    take("improvement", plan, "ask_change", by, reason=reason, person_words=reason, lead_signed_at=None,
         lead_signed_by=None)  # fmt: skip
    tell(plan, [plan.lead], "plan-change-asked", str(plan.version))


def sign(by: User, plan: Improvement, agrees: bool, words: str = "") -> None:
    """The person signs: agreed, or received without agreeing. The plan runs from now on either way."""
    agreed = Improvement.Agreed.AGREED if agrees else Improvement.Agreed.RECEIVED
    step = "sign" if agrees else "receive_not_agreed"
    take("improvement", plan, step, by, reason=words, person_signed_at=clock.now(), agreed=agreed, person_words=words)
    tell(plan, [plan.lead], "plan-signed", str(plan.version))


def start_unsigned(by: User, plan: Improvement, reason: str) -> None:
    """HR starts a plan that the person didn't sign, after two reminders."""
    take("improvement", plan, "start_unsigned", by, reason=reason, agreed=Improvement.Agreed.UNSIGNED)
    tell(plan, [plan.person, plan.lead], "plan-started", str(plan.version))


def propose_change(by: User, plan: Improvement, content: Content, reason: str) -> None:
    """One side proposes another wording while the plan runs; it holds once the other side agreed."""
    content = replace(content, starts_on=read(plan.content).starts_on)
    if not differences(said(read(plan.content)), said(content)):
        raise Refused(_("Nothing has changed: the plan stays as it is."))
    wrong = _wrong(plan, content)
    if wrong:
        raise Refused(*wrong)
    version = keep(by, plan, content, reason)
    take("improvement", plan, "propose_change", by, reason=reason, detail={"version": version.number})
    Improvement.objects.filter(pk=plan.pk).update(proposed=version)
    plan.proposed = version
    _ask_other(plan)


def _wrong(plan: Improvement, content: Content) -> list[str]:
    """What a changed plan lacks, by the same guards as an offer."""
    from deskmerit.web.improvement.flow import IMPROVEMENT

    tried = Improvement(content=written(content), ends_on=content.ends_on)
    codes = ("goals_measured", "leads_steps_given", "end_date_set", "fit_for_a_plan")
    return [sentence for code in codes if (sentence := IMPROVEMENT.guards[code](tried))]


def _ask_other(plan: Improvement) -> None:
    """The clock of the answer waits for the other side."""
    from deskmerit.web.improvement.flow import IMPROVEMENT
    from deskmerit.web.shared.models import Clock

    other, role = IMPROVEMENT.waits_for(plan, "plan_change")
    running = Clock.objects.filter(flow="improvement", row=plan.pk, code="plan_change", stopped_at=None)
    running.update(person=other, role="" if other else role)
    assert plan.proposed is not None
    tell(plan, [other], "plan-change-proposed", str(plan.proposed.number))


def accept_change(by: User, plan: Improvement) -> None:
    """The other side agrees: the proposed version holds, signed by both."""
    version = plan.proposed
    plan.answers = by.person_id  # the guard asks which side answers
    content = read(version.content) if version else Content()
    now = clock.now()
    led_by = by.person if by.person_id != plan.person_id else (version.made_by if version else None)
    take(
        "improvement", plan, "accept_change", by, detail={"version": version.number if version else 0},
        content=written(content), ends_on=content.ends_on, version=version.number if version else 0, proposed=None,
        lead_signed_at=now, lead_signed_by=led_by, person_signed_at=now, agreed=Improvement.Agreed.AGREED,
    )  # fmt: skip
    outcome_clock(plan)
    tell(plan, [plan.person, plan.lead], "plan-change-accepted", str(plan.version))


def outcome_clock(plan: Improvement) -> None:
    """The outcome is due after the end that holds now."""
    from deskmerit.core.workflow import CLOCKS
    from deskmerit.web.shared.flow import start

    start("improvement", plan, CLOCKS["outcome"])


def decline_change(by: User, plan: Improvement, reason: str) -> None:
    """The other side doesn't agree: the plan runs on as it was."""
    plan.answers = by.person_id  # the guard asks which side answers
    number = plan.proposed.number if plan.proposed else 0
    take("improvement", plan, "decline_change", by, reason=reason, proposed=None)
    tell(plan, [plan.person, plan.lead], "plan-change-declined", str(number))


def withdraw_change(by: User, plan: Improvement) -> None:
    """Whoever proposed a change takes it back."""
    take("improvement", plan, "withdraw_change", by, proposed=None)


def add_scans(by: User, plan: Improvement, files: Iterable[UploadedFile]) -> None:
    """Keeps signed scans with the plan."""
    if not access.keeps_scans(plan, by.person):
        raise Refused(_("Scans are added by the person, the lead and HR."))
    attach("improvement", plan, files, by, "signed")
