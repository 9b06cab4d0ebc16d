"""What is done with an appeal. Every function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _

from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access, drafts, previews, window
from deskmerit.web.appeals.flow import APPEAL, language_of
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.appeals.tasks import apply_decision
from deskmerit.web.audit.trail import record
from deskmerit.web.awards import amended
from deskmerit.web.bridge.adjust import look
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.intake.models import Correction
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import hold

UNDECIDED = ("filed", "accepted", "in_review")


def file(by: User, result: Result, values: Mapping[str, Any], files: Iterable[UploadedFile] = ()) -> Appeal:
    """The person appeals against a published result. `values`: subject, indicator, records, ground, text, wish."""
    if by.person is None or by.person != result.person:
        raise Refused(_("An appeal is filed by the person whose result it is."))
    if not window.in_time(result, values["subject"]):
        last = window.last_day(result, values["subject"])
        raise Refused(_("The time for an appeal is over: it ended on %(day)s.") % {"day": last})
    about = {name: values.get(name, "") for name in ("subject", "indicator", "award")}
    same = result.appeals.filter(**about)
    if same.filter(state__in=UNDECIDED).exists():
        raise Refused(_("An appeal about the same is being decided already."))
    Cycle.objects.select_for_update().get(pk=result.cycle_id)  # numbers follow each other, two at once as well
    number = (Appeal.objects.filter(cycle=result.cycle).aggregate(last=Max("number"))["last"] or 0) + 1
    appeal = Appeal(
        cycle=result.cycle, result=result, person=by.person, number=number, filed_at=clock.now(),
        received_on=clock.local_date(result.received_at) if result.received_at else None,
        interviewed=result.interviewed_on is not None, **values,
    )  # fmt: skip
    appeal.drafts = [_excluded(table, each) for table, each in appeal.records]
    appeal.reviewer = access.next_reviewer(appeal)
    appeal.save()
    begin("appeal", appeal, by, number=appeal.code, subject=appeal.subject, reviewer=_name(appeal.reviewer))
    attach("appeal", appeal, files, by)
    _tell_reviewer(appeal)
    return appeal


def _excluded(table: str, each: str) -> dict[str, str]:
    return {"kind": "exclude", "table": table, "record": each, "field": "", "new": "", "metric": ""}


def _name(person: Person | None) -> str:
    return person.agent_id if person else ""


def _tell_reviewer(appeal: Appeal) -> None:
    url = APPEAL.url(appeal)
    if appeal.reviewer is not None:
        notify(appeal.reviewer, "appeal-filed", f"appeal:{appeal.pk}:{appeal.reviewer_id}", url, number=appeal.code)
        return
    for person in access.hr_of(appeal.person, appeal.cycle):
        notify(person, "appeal-name", f"appeal:{appeal.pk}:name", url, number=appeal.code)


def withdraw(by: User, appeal: Appeal) -> None:
    """The person takes the appeal back before it is decided."""
    take("appeal", appeal, "withdraw", by)


def name_reviewer(by: User, appeal: Appeal, person: Person, reason: str) -> None:
    """HR names who decides, with a reason; never anybody who scored, approved or stands in for the person."""
    if not access.nameable(appeal).filter(pk=person.pk).exists():
        raise Refused(
            _("Choose somebody of HR, a panel, quality or another team's lead, who neither scored nor approved.")
        )
    appeal.reviewer = person
    take("appeal", appeal, "name_reviewer", by, reason=reason, detail={"reviewer": person.agent_id}, reviewer=person)
    _tell_reviewer(appeal)


def accept(by: User, appeal: Appeal) -> None:
    """The reviewer accepts the appeal and begins; the lead is asked for a statement, the consequence is computed."""
    take("appeal", appeal, "accept", by)
    take("appeal", appeal, "begin_review", by, lead_asked_at=clock.now())
    url = APPEAL.url(appeal)
    notify(appeal.person, "appeal-accepted", f"appeal:{appeal.pk}:accepted", url, number=appeal.code)
    if appeal.result.lead is not None:
        notify(appeal.result.lead, "appeal-statement", f"appeal:{appeal.pk}:lead", url, number=appeal.code)
    if appeal.drafts:
        previews.ask(by, "appeal", appeal)


def refuse(by: User, appeal: Appeal, why: str, reason: str) -> None:
    """Not accepted: late, decided before, or not about a result."""
    appeal.inadmissible = why
    _decide(by, appeal, "refuse", Appeal.State.REFUSED, reason, inadmissible=why)


def state_lead(by: User, appeal: Appeal, text: str) -> None:
    """The lead says how they see it; or the reviewer writes down what the lead said."""
    leads = by.person is not None and access.is_lead(appeal, by.person)
    if appeal.state not in UNDECIDED or not (_reviews(by, appeal) or leads):
        raise _no(by, appeal, _("The lead is heard while the appeal is being decided."))
    _state(by, appeal, "lead", text)
    if not appeal.person_heard_at:
        key = f"appeal:{appeal.pk}:reply"
        notify(appeal.person, "appeal-reply", key, APPEAL.url(appeal), number=appeal.code)


def state_person(by: User, appeal: Appeal, text: str) -> None:
    """The person says how they see it; or the reviewer writes down what the person said."""
    if appeal.state not in UNDECIDED or not (_reviews(by, appeal) or by.person == appeal.person):
        raise _no(by, appeal, _("The person is heard while the appeal is being decided."))
    _state(by, appeal, "person", text)


def _state(by: User, appeal: Appeal, side: str, text: str) -> None:
    if not text.strip():
        raise Refused(_("Write down what was said."))
    values = {f"{side}_statement": text.strip(), f"{side}_heard_at": clock.now()}
    Appeal.objects.filter(pk=appeal.pk).update(**values)
    record(by, "appeal.heard", appeal, person=appeal.person, side=side)
    appeal.refresh_from_db()


def _reviews(by: User, appeal: Appeal) -> bool:
    held = access.relations(appeal, by.person) if by.person else set()
    return bool({"reviewer", "deputy"} & held) and not {"scorer", "person"} & held


def _no(by: User, appeal: Appeal, sentence: str) -> Refused:
    """A refusal; for whoever has no part in the appeal at all, that it isn't theirs."""
    held = by.person is not None and access.relations(appeal, by.person)
    return (Refused if held else NotYours)(sentence)


def draft(by: User, appeal: Appeal, wanted: Sequence[Mapping[str, str]], facts: str = "") -> None:
    """The reviewer writes down what would be corrected and asks for its consequence; wrong rows are told at once."""
    if appeal.state != Appeal.State.IN_REVIEW or not _reviews(by, appeal):
        raise _no(by, appeal, _("Corrections are drafted by the reviewer while the appeal is in review."))
    before = appeal.drafts
    appeal.drafts = [dict(each) for each in wanted]
    problems = check(appeal)
    if problems:
        appeal.drafts = before
        raise Refused(*problems)
    hold(appeal, "state")
    appeal.facts = facts or appeal.facts
    appeal.save(update_fields=["drafts", "facts"])
    record(by, "appeal.drafted", appeal, person=appeal.person, drafts=drafts.quiet(appeal.drafts))
    if appeal.drafts:
        previews.ask(by, "appeal", appeal)


def check(appeal: Appeal) -> list[str]:
    """What is wrong with the drafted corrections, in words."""
    shifts = sum(each["kind"] == "shift" for each in appeal.drafts)
    found = _wrong_bases(appeal)
    if shifts and not appeal.cycle.shifts.filter(state="in_force", person=appeal.person).exists():
        found.append(_("The panel shifted no grade of this person: there is nothing to set aside."))
    if shifts > 1:
        found.append(_("The shift is set aside once."))
    if sum(each["kind"] == "again" for each in appeal.drafts) > 1:
        found.append(_("Everything is computed anew once."))
    rows = previews.draft_rows(appeal)
    return [*found, *(look(workspace.folder(), rows).problems(wording.lang()) if rows else [])]


def _wrong_bases(appeal: Appeal) -> list[str]:
    changes = drafts.bases(appeal.drafts)
    found = []
    for each in changes:
        found += amended.wrong(
            appeal.reviewer, appeal.cycle, each, drafts.post_of(appeal, each.agent) if each.agent else ""
        )
    named = [(each.award, each.agent, each.position) for each in changes]
    if len(set(named)) < len(named):
        found.append(_("A base is put right once: take the other draft out first."))
    return found


def uphold(by: User, appeal: Appeal, reason: str, facts: str = "", *, partly: bool = False) -> None:
    """The appeal is upheld: its corrections are in force, and the worker recomputes everything."""
    if not appeal.drafts:
        raise Refused(_("Say what is corrected. Where nothing of the result changes, the appeal isn't upheld."))
    name, state = ("uphold_partly", Appeal.State.PARTLY) if partly else ("uphold", Appeal.State.UPHELD)
    _decide(by, appeal, name, state, reason, facts)
    for _at, each in drafts.records(appeal.drafts):
        _in_force(by, appeal, each)
    for change in drafts.bases(appeal.drafts):
        amended.enter(by, appeal.cycle, change, appeal.pk, appeal.code)
    apply_decision.enqueue(appeal.pk)


def reject(by: User, appeal: Appeal, reason: str, facts: str = "") -> None:
    """The appeal is not upheld."""
    _decide(by, appeal, "reject", Appeal.State.REJECTED, reason, facts)


def _decide(by: User, appeal: Appeal, step: str, decision: str, reason: str, facts: str = "", **more: Any) -> None:
    appeal.facts = facts.strip() or appeal.facts
    hold(appeal, "state", "drafts", "reviewer_id")  # what is decided are the corrections whose consequence was seen
    take(
        "appeal", appeal, step, by, reason=reason, facts=appeal.facts, answer=reason.strip(), decision=decision,
        decided_by=by.person, decided_at=clock.now(), **more,
    )  # fmt: skip
    notify(appeal.person, "appeal-decided", f"appeal:{appeal.pk}:decided", APPEAL.url(appeal), number=appeal.code)


def _in_force(by: User, appeal: Appeal, each: Mapping[str, str]) -> None:
    made = Correction.objects.create(
        kind=each["kind"], table=each["table"], record=each["record"], field=each.get("field", ""),
        new=each.get("new", ""), metric=each.get("metric", ""), reason=appeal.answer, origin=Correction.Origin.APPEAL,
        origin_row=appeal.pk, concerns=appeal.person, state=Correction.State.IN_FORCE, asked_by=appeal.person,
        asked_at=appeal.filed_at, decided_by=by.person, decided_at=clock.now(), answer=appeal.answer,
    )  # fmt: skip
    begin("correction", made, by, kind=made.kind, table=made.table, record=made.record, origin=appeal.code)


def apply_again(by: User, appeal: Appeal) -> None:
    """HR asks the worker once more to put a decision into effect."""
    held = access.relations(appeal, by.person) if by.person else set()
    if "hr" not in held or "person" in held or appeal.state not in ("upheld", "partly"):
        raise _no(by, appeal, _("There is nothing to recompute."))
    record(by, "appeal.apply_again", appeal, person=appeal.person)
    apply_decision.enqueue(appeal.pk)


def send_letter(by: User, appeal: Appeal, remedy: str) -> None:
    """The letter of decision, in the person's language, with what they can do next; kept with the appeal."""
    from deskmerit.web.appeals.letter import letter_file

    appeal.remedy, appeal.letter_language = remedy.strip(), language_of(appeal.person)
    told: dict[str, Any] = {
        "remedy": appeal.remedy,
        "letter_language": appeal.letter_language,
        "letter_at": clock.now(),
    }
    take("appeal", appeal, "send_letter", by, **told)
    attach("appeal", appeal, [letter_file(appeal)], by, purpose="letter")
    notify(appeal.person, "appeal-letter", f"appeal:{appeal.pk}:letter", APPEAL.url(appeal), number=appeal.code)


def acknowledge(by: User, appeal: Appeal) -> None:
    """The person received the letter; that is no agreement."""
    now = clock.now()
    waiting = Appeal.objects.filter(pk=appeal.pk, state=Appeal.State.CLOSED, acknowledged_at=None)
    if by.person != appeal.person or not waiting.update(acknowledged_at=now):
        raise _no(by, appeal, _("There is no letter to receive, or it was received already."))
    appeal.acknowledged_at = now
    record(by, "appeal.acknowledged", appeal, person=appeal.person)
