"""What is done with an interview. Each function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import CLOCKS
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record as audit
from deskmerit.web.interviews import access
from deskmerit.web.interviews.models import Interview, Version
from deskmerit.web.interviews.notify import tell
from deskmerit.web.interviews.queries import is_lowest_grade
from deskmerit.web.interviews.record import Record, read, said, written
from deskmerit.web.interviews.tasks import read_remarks
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards import deadlines
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, models, wording
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.differences import differences
from deskmerit.web.shared.flow import begin, start, take
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move

SIGNING = (Interview.State.HELD, Interview.State.SIGNED_BY_ONE)


def begin_for(result: Result, by: User) -> Interview:
    """Makes the interview of a published result due: the lead of the period holds it, HR where there is none."""
    interviewer = result.lead if result.lead_id != result.person_id else None
    interviewer = interviewer or access.hr_for(result.person)
    attendee = access.hr_for(result.person, interviewer) if is_lowest_grade(result) else None
    first = not Interview.objects.filter(result__cycle=result.cycle).exists()
    interview = Interview.objects.create(
        result=result, person=result.person, interviewer=interviewer, attendee=attendee, begun_at=clock.now()
    )
    begin("interview", interview, by)
    tell(interview, [interviewer, attendee], "interview-due", "due", due=result.interview_due)
    if first:
        read_remarks.enqueue(result.cycle_id)
    return interview


def schedule(
    by: User, interview: Interview, place: str, starts_at: datetime, ends_at: datetime, attendee: Person | None = None
) -> None:
    """Arranges place and time, and tells everybody who sits in it."""
    _sane(interview, starts_at, ends_at, attendee)
    values: dict[str, Any] = {
        "place": place,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "attendee": attendee or interview.attendee,
    }
    take("interview", interview, "schedule", by, **values)
    _invite(by, interview, "interview-arranged")


def reschedule(
    by: User,
    interview: Interview,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    attendee: Person | None = None,
) -> None:
    """Another date, with its reason; the deadline stays."""
    _sane(interview, starts_at, ends_at, attendee)
    values: dict[str, Any] = {
        "place": place,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "attendee": attendee or interview.attendee,
    }
    take("interview", interview, "reschedule", by, reason=reason, **values)
    _invite(by, interview, "interview-moved")


def _sane(interview: Interview, starts_at: datetime, ends_at: datetime, attendee: Person | None) -> None:
    wrong = []
    if starts_at <= clock.now():
        wrong.append(_("That time is over: choose a later one, or record the interview as held."))
    if ends_at <= starts_at:
        wrong.append(_("It ends before it begins: choose a later end."))
    if attendee is not None and attendee.pk in (interview.person_id, interview.interviewer_id):
        wrong.append(_("The second attendee is somebody else than the person and the interviewer."))
    if wrong:
        raise Refused(*wrong)


def _invite(by: User, interview: Interview, code: str) -> None:
    assert interview.starts_at is not None
    when = wording.moment(interview.starts_at, settings_of().zone)
    people = [interview.person, interview.attendee, interview.interviewer, interview.deputy]
    others = [each for each in people if each is not None and each != by.person]
    tell(interview, others, code, interview.starts_at.isoformat(), when=when, place=interview.place)


def hold(by: User, interview: Interview, found: Record, attendee: Person | None = None) -> None:
    """Records the interview as held: its day counts for the appeal's clock, both are asked to sign."""
    _past(found)
    interview.record, interview.attendee = written(found), attendee or interview.attendee
    interview.held_by = by.person
    take(
        "interview", interview, "hold", by,
        record=interview.record, version=1, held_at=clock.now(), held_by=by.person, attendee=interview.attendee,
        place=found.place, starts_at=found.starts_at, ends_at=found.ends_at,
    )  # fmt: skip
    _keep(by, interview)
    _counts(interview, found)
    tell(interview, [interview.person], "interview-held", "1")


def amend(by: User, interview: Interview, found: Record, reason: str) -> None:
    """Changes a record that not both have signed: a new version, and both sign anew."""
    _past(found)
    changed = differences(said(read(interview.record)), said(found))
    if not changed:
        raise Refused(_("Nothing has changed: the record stays as it is."))
    kept = interview.record
    interview.record = written(found)
    missing = _missing(interview)
    if missing:
        interview.record = kept
        raise Refused(missing)
    number = interview.version + 1
    fields = [each.label for each in changed]
    take(
        "interview", interview, "amend", by, reason=reason, detail={"fields": fields},
        record=interview.record, version=number, agreed="unsaid",
        person_signed_at=None, lead_signed_at=None, lead_signed_by=None,
        place=found.place, starts_at=found.starts_at, ends_at=found.ends_at,
    )  # fmt: skip
    _keep(by, interview, reason)
    _counts(interview, found)
    tell(interview, [interview.person], "interview-amended", str(number))


def _missing(interview: Interview) -> str:
    from deskmerit.web.interviews.flow import INTERVIEW

    return INTERVIEW.guards["record_complete"](interview)


def _past(found: Record) -> None:
    if found.starts_at is not None and found.starts_at > clock.now():
        raise Refused(_("The interview lies in the future: record it once it was held."))
    if found.starts_at and found.ends_at and found.ends_at <= found.starts_at:
        raise Refused(_("It ends before it begins: choose a later end."))


def _keep(by: User, interview: Interview, reason: str = "") -> None:
    Version.objects.create(
        interview=interview,
        number=interview.version,
        record=interview.record,
        reason=reason,
        made_by=by.person,
        made_at=clock.now(),
    )


def _counts(interview: Interview, found: Record) -> None:
    """The day it was held moves the appeal's clock, never to an earlier day than told."""
    assert found.starts_at is not None
    result = interview.result
    day = clock.local_date(found.starts_at)
    Result.objects.filter(pk=result.pk).update(interviewed_on=day)
    result.interviewed_on = day
    appeal_clock(result)


def appeal_clock(result: Result) -> None:
    """The appeal's last day anew, and its running clock with it."""
    deadlines.appeal_by(result)
    rule = CLOCKS["appeal_window"]
    runs = models.Clock.objects.filter(flow="receipt", row=result.pk, code=rule.name, stopped_at=None).first()
    if runs is not None:
        start("receipt", result, rule, Deadline(runs.due, runs.provisional))


def sign(by: User, interview: Interview, agreed: str = "", words: str = "") -> None:
    """One of the two signs: the record was read, not necessarily agreed with; the person may add words of their own."""
    side = "person" if by.person_id == interview.person_id else "interviewer"
    interview.signing = side  # type: ignore[attr-defined]  # the guard asks whose signature it is
    first = interview.state == Interview.State.HELD
    values: dict[str, Any] = {"lead_signed_at": clock.now(), "lead_signed_by": by.person}
    if side == "person":
        values = {"person_signed_at": clock.now(), "person_words": words, "agreed": agreed or "unsaid"}
    take("interview", interview, "sign_first" if first else "sign_second", by, detail={"side": side}, **values)
    if first:
        _wait_for_other(interview)


def _wait_for_other(interview: Interview) -> None:
    from deskmerit.web.interviews.flow import holder

    other = holder(interview) if interview.person_signed_at else interview.person
    running = models.Clock.objects.filter(flow="interview", row=interview.pk, code="signing", stopped_at=None)
    running.update(person=other)
    due = running.values_list("due", flat=True).first()
    tell(interview, [other], "interview-to-sign", str(interview.version), due=due)


def decline(by: User, interview: Interview, words: str) -> None:
    """The person declines the interview in writing; HR decides whether it is waived."""
    if by.person_id != interview.person_id or interview.state not in ("due", "scheduled", "escalated"):
        raise Refused(_("Only the person concerned declines an interview, before it is held."))
    if not words.strip():
        raise Refused(_("Say in a sentence why you decline: it is kept as your written word."))
    move(interview, was=interview.state, to=interview.state, declined_at=clock.now(), declined_words=words)
    audit(by, "interview.declined", interview, person=interview.person, reason=words)
    tell(interview, [access.hr_for(interview.person), interview.interviewer], "interview-declined", "1")


def waive(by: User, interview: Interview, reason: str, files: Iterable[UploadedFile] = ()) -> None:
    """HR gives the interview up, for who left, is away for long or declined; it counts as held on its due day."""
    attach("interview", interview, files, by, "declined")
    take("interview", interview, "waive", by, reason=reason, closing_reason=reason)
    appeal_clock(interview.result)
    tell(interview, [interview.person, interview.interviewer], "interview-waived", "1")


def close_unsigned(by: User, interview: Interview, reason: str) -> None:
    """HR closes a record that one side doesn't sign, after two reminders."""
    take("interview", interview, "close_unsigned", by, reason=reason, closing_reason=reason)
    tell(interview, [interview.person, interview.interviewer], "interview-closed", "1")


def add_scans(by: User, interview: Interview, files: Iterable[UploadedFile]) -> None:
    """Keeps signed scans with the interview."""
    if not access.keeps_scans(interview, by.person):
        raise Refused(_("Scans are added by those who sat in the interview and by HR."))
    attach("interview", interview, files, by, "signed")


def due_day(interview: Interview) -> date | None:
    """The day its running clock is due, None where nothing is waited for."""
    running = models.Clock.objects.filter(flow="interview", row=interview.pk, stopped_at=None)
    return running.values_list("due", flat=True).first()
